"""
What is kept of a run on the gateway, in the directory of its attempt.

It is on the disk before anything is sent: whoever comes after a worker that died
finds the run under the very key under which the gateway knows it.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "gateway.json"


class Record(msgspec.Struct, frozen=True):
    """One run: its names on the gateway, and how far it is known to have come."""

    #: The idempotency key, which the gateway uses as the run's id.
    run: str
    session: str
    #: Which start of which gateway accepted it.
    boot: str
    url: str
    #: Of all that the agent was told: another prompt needs another run.
    prompt: str
    fence: int
    #: `over`: ended, and nobody is to take its result any more.
    state: Literal["open", "done", "over"] = "open"


def digest(prompt: str) -> str:
    """Name a prompt."""
    return hashlib.sha256(prompt.encode(errors="replace")).hexdigest()


def keep(folder: Path, record: Record) -> None:
    """Write the record to the disk, whole or not at all."""
    handle = os.open(folder, os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        file = os.open(f"{NAME}.new", flags, 0o600, dir_fd=handle)
        with os.fdopen(file, "wb") as out:
            out.write(msgspec.json.encode(record))
            out.flush()
            os.fsync(out.fileno())
        os.replace(f"{NAME}.new", NAME, src_dir_fd=handle, dst_dir_fd=handle)
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path) -> Record | None:
    """Read a record; None when there is none that can be read."""
    try:
        file = os.open(folder / NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(file, "rb") as data:
            return msgspec.json.decode(data.read(64 * 1024), type=Record)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def earlier(run_dir: Path) -> Iterator[tuple[Path, Record]]:
    """List the records of the item's earlier attempts, the latest first."""
    for number in range(int(run_dir.name) - 1, 0, -1):
        folder = run_dir.parent / str(number)
        record = load(folder)
        if record is not None:
            yield folder, record
