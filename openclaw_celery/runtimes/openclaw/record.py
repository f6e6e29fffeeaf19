"""
What is kept of a run on the gateway, with its attempt in the store.

It is there before anything is sent: whoever comes after a worker that died, on
whatever machine, finds the run under the very key under which the gateway knows it.
"""

from __future__ import annotations

import hashlib
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from openclaw_celery.runtimes.openclaw.place import is_here

if TYPE_CHECKING:
    from openclaw_celery.settings import OpenClawSettings


class Record(msgspec.Struct, frozen=True):
    """One run: its names on the gateway, and which gateway that is."""

    #: The idempotency key, which the gateway uses as the run's id.
    run: str
    session: str
    #: Which start of which gateway accepted it.
    boot: str
    #: Where the gateway is.
    where: str
    #: Of what people wanted: something else needs another run.
    asked: str


def digest(asked: str) -> str:
    """Name what people want."""
    return hashlib.sha256(asked.encode(errors="replace")).hexdigest()


def where_of(settings: OpenClawSettings) -> str:
    """Name the place of a gateway: a loopback address means another on each machine."""
    parts = urlsplit(settings.url)
    if not is_here(settings):
        return settings.url
    return f"{socket.gethostname()}:{parts.port or 80}"


def told(record: Record) -> str:
    """Write a record as it is kept."""
    return msgspec.json.encode(record).decode()


def read(text: str) -> Record | None:
    """Read a record; None when it is none."""
    try:
        return msgspec.json.decode(text, type=Record)
    except (msgspec.MsgspecError, ValueError):
        return None
