"""Flower, Celery's live view: on loopback, behind a password, looking only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from flower.urls import handlers

from openclaw_celery.celery_app import make_app
from openclaw_celery.logs import set_up_logging
from openclaw_celery.private import kept_secret

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings

AUTH = "FLOWER_BASIC_AUTH"
USER = "clawq"
#: Flower keeps every task it hears of, and its default fills a gigabyte.
MAX_TASKS = 10_000


def run_flower(settings: Settings, *, address: str) -> None:
    """Serve until told to stop; FLOWER_BASIC_AUTH=user:password sets the password."""
    set_up_logging("flower")
    # By the environment, never by argv, which every user of the machine can read.
    os.environ.setdefault(AUTH, f"{USER}:{password(settings)}")
    # Opens its API to everybody.
    os.environ.pop("FLOWER_UNAUTHENTICATED_API", None)
    # Shows its numbers to everybody, whatever the password; `clawq` has better ones.
    handlers[:] = [
        r for r in handlers if not isinstance(r, tuple) or r[0] != "/metrics"
    ]
    app = make_app(settings)
    app.start(
        [
            "--quiet",
            "flower",
            f"--address={address}",
            f"--port={settings.flower_port}",
            f"--max_tasks={MAX_TASKS}",
            "--read_only=True",
            "--purge_offline_workers=3600",
        ]
    )


def password(settings: Settings) -> str:
    """Return the password of this home's Flower; makes one at the first call."""
    return kept_secret(settings.run_path / "flower.password")
