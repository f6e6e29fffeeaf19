"""One readable log: a line says when, who, and what."""

from __future__ import annotations

import io
import logging
import os
import stat
import sys
from contextlib import suppress

#: Celery tells of every message it takes and acknowledges; the story of an item is
#: told by the engine.
_QUIET = ("celery", "kombu", "amqp", "flower", "tornado.access", "celery.beat")


#: Asks workers what we do not let them be asked, and warns that nobody answers.
_MUTE = ("flower.inspector",)


class _Unbreakable(io.TextIOWrapper):
    """Output that goes on when nobody reads it any more: ending well matters more."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            return len(text)

    def flush(self) -> None:
        with suppress(BrokenPipeError):
            super().flush()


def survive_readers(supervisor: int | None = None) -> None:
    """
    Keep this process from failing at output whose reader has died.

    Celery speaks in its signal handlers: a broken pipe there would turn the order
    to end into a connection error, and the worker would live on. What is meant for
    *supervisor* goes straight to where it passes everything on, if that can be had.
    """
    for name, number in (("stdout", 1), ("stderr", 2)):
        straight = _output_of(supervisor) if supervisor else None
        out = os.dup(number) if straight is None else straight
        raw = os.fdopen(out, "wb", buffering=0)
        stream = _Unbreakable(
            raw, encoding="utf-8", errors="replace", write_through=True
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _output_of(process: int) -> int | None:
    """
    Open the pipe that *process* writes to; None when it is no pipe, or can't be had.

    The supervisor looks at all of its processes for each line that one of them writes
    to it, which took as long as half a transaction. Linux only.
    """
    try:
        # A pipe that nobody reads any more is not to be waited for.
        opened = os.open(f"/proc/{process}/fd/1", os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISFIFO(os.fstat(opened).st_mode):
        os.close(opened)
        return None
    os.set_blocking(opened, True)
    return opened


def set_up_logging(name: str, *, level: int = logging.INFO) -> None:
    """Log to stderr under *name*; what is printed there is kept by the supervisor."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        logging.Formatter(
            f"%(asctime)s {name:<10} %(levelname)-7s %(message)s", "%Y-%m-%d %H:%M:%S"
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for quiet in _QUIET:
        logging.getLogger(quiet).setLevel(logging.WARNING)
    for mute in _MUTE:
        logging.getLogger(mute).setLevel(logging.ERROR)
