"""A directory with a queue in it, and what is typed there."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING, Any

from openclaw_celery.settings import load
from openclaw_celery.wiring import build
from tests.support.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands, Done

CLAWQ = [sys.executable, "-m", "openclaw_celery"]


def fresh_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


class Queue:
    """A directory with a queue in it, and what is typed there."""

    def __init__(self, commands: Commands, directory: Path) -> None:
        self._commands = commands
        self.directory = directory
        self.home = directory / ".clawq"

    def run(
        self, *arguments: str, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> Done:
        return self._commands.run(*arguments, cwd=self.directory, env=env, stdin=stdin)

    def __call__(self, line: str) -> str:
        """Type a line; returns what it prints, and it has to succeed in silence."""
        done = self.run(*shlex.split(line))
        assert (done.code, done.err) == (0, "")
        return done.out

    def engine(self) -> Any:  # noqa: ANN401 - the engine
        return build(load(self.home, environ={}))
