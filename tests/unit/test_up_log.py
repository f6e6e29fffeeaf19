"""The one log that `clawq up` keeps of what everybody says."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from openclaw_celery.cli.up import LONGEST, Running
from openclaw_celery.settings import load

if TYPE_CHECKING:
    from pathlib import Path


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def test_who_never_ends_a_line_does_not_fill_the_memory(tmp_path: Path) -> None:
    """It is cut up, nothing of it is lost, and whole lines come as they were."""
    kept = _Kept()
    said = "가\n" + "x" * (3 * LONGEST) + "\nlast"

    Running(load(tmp_path, environ={}))._keep_log(
        io.BufferedReader(io.BytesIO(said.encode())), kept
    )

    assert (kept.lines[0], kept.lines[-1]) == ("가", "last")
    assert max(map(len, kept.lines)) < 2 * LONGEST
    assert "".join(kept.lines) == said.replace("\n", "")
