"""A sign of life in a file, of processes that have no row in the store."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from openclaw_celery.clock import SystemClock
from openclaw_celery.private import private_directory

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.settings import Settings


def give(settings: Settings, name: str) -> None:
    """Say that the process *name* works, at this moment and on this machine."""
    path = _path(settings, name)
    private_directory(path.parent)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(repr(SystemClock().monotonic()), "ascii")
    fresh.replace(path)


def age(settings: Settings, name: str) -> float | None:
    """Return how many seconds ago that was; None if never since the machine started."""
    try:
        given = float(_path(settings, name).read_text("ascii"))
    except FileNotFoundError:
        return None
    passed = SystemClock().monotonic() - given
    return passed if passed >= 0 else None


def _path(settings: Settings, name: str) -> Path:
    # Containers share a home and have a name of their own each.
    return settings.run_path / f"{name}@{socket.gethostname()}.pulse"
