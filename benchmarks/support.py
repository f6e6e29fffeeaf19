"""What the benchmarks share: an installation of their own, and the clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from openclaw_celery.clock import SystemClock, sleep
from openclaw_celery.settings import load
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.wiring import build

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
#: A benchmark that takes longer has gone wrong.
GIVE_UP_S = 300

monotonic = SystemClock().monotonic


def wait_for(condition: Callable[[], bool], *, every_s: float = 0.05) -> None:
    """Wait until *condition* holds; raises TimeoutError."""
    began = monotonic()
    while not condition():
        if monotonic() - began > GIVE_UP_S:
            raise TimeoutError
        sleep(every_s)


class Installation:
    """A queue in a directory of its own, run by `clawq up` with rehearsal slots."""

    def __init__(
        self, *, slots: int, events: bool = True, flower: bool = False
    ) -> None:
        """Prepare *slots* slots; *events* are Celery's, for Flower."""
        self.home = Path(tempfile.mkdtemp(prefix="clawq-bench-"))
        config = [f"events = {str(events).lower()}"]
        config.append(f"flower_port = {5555 if flower else 0}")
        config.append(f"max_workers = {slots}")
        for number in range(1, slots + 1):
            config += [f"[slots.slot-{number}]", 'runtime = "rehearsal"']
        (self.home / "clawq.toml").write_text("\n".join(config), "utf-8")
        self.settings = load(self.home, environ={})
        engine = open_engine(self.settings.database)
        upgrade(engine)
        engine.dispose()
        self.engine = build(self.settings)

    def __enter__(self) -> Self:
        self._clawq("up", "--detach")
        return self

    def __exit__(self, *_: object) -> None:
        self._clawq("down", "--now")
        shutil.rmtree(self.home, ignore_errors=True)

    def _clawq(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "openclaw_celery", "--home", self.home, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
