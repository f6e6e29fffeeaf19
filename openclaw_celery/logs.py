"""One readable log: a line says when, who, and what."""

from __future__ import annotations

import logging
import sys

#: Celery tells of every message it takes and acknowledges; the story of an item is
#: told by the engine.
_QUIET = ("celery", "kombu", "amqp", "flower", "tornado.access", "celery.beat")


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
