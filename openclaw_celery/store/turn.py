"""
The line in which the writers of a SQLite file stand, and who is at its head.

SQLite itself has no line: who waits looks again after 1, 2, 5, ... 100 ms. Under load
one writer of sixteen waited 12 s, and looking more often made all of them slower. The
system's own lock wakes the next one at once; SQLite's stays in charge of what is right.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where Linux lists who holds which lock; other systems do not tell.
_LOCKS = Path("/proc/locks")


@contextmanager
def in_turn(file: str | None) -> Iterator[None]:
    """Wait until nobody else writes to *file*; None: there is nothing to wait for."""
    if file is None:
        yield
        return
    # Opened for each transaction: a descriptor shared by a fork would share its lock.
    try:
        turn = os.open(_line(file), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        # SQLite says better what is wrong with the directory.
        yield
        return
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)


def at_its_head(file: str) -> int | None:
    """Return the process that writes to *file* now; None if none is known."""
    try:
        inode = os.stat(_line(file)).st_ino  # noqa: PTH116 - a name, no path of ours
        held = _LOCKS.read_text("ascii").splitlines()
    except OSError:
        return None
    for words in map(str.split, held):
        # 1: FLOCK  ADVISORY  WRITE 4711 fe:00:655364 0 EOF; waiting ones have a ->
        if words[1] == "FLOCK" and words[5].rpartition(":")[2] == str(inode):
            return int(words[4])
    return None


class FrozenWriter:
    """
    Ends a process that is stopped (SIGSTOP, Ctrl-Z) in the middle of a write.

    Everybody else waits for it, and it may never go on. Nothing is lost: its
    transaction is undone, and a slot's item goes back as after any other death.
    """

    def __init__(self, file: str) -> None:
        """Watch the line of *file*."""
        self._file = file
        self._seen: int | None = None

    def look(self) -> int | None:
        """Look; the second time in a row that it is frozen, end it and return it."""
        pid = at_its_head(self._file)
        frozen = pid if pid and _is_stopped(pid) else None
        if frozen is None or frozen != self._seen:
            self._seen = frozen
            return None
        self._seen = None
        try:
            psutil.Process(frozen).kill()
        except psutil.Error:
            return None
        return frozen


def _is_stopped(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_STOPPED
    except psutil.Error:
        return False


def _line(file: str) -> str:
    return f"{file}.turn"
