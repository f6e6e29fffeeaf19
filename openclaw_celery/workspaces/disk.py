"""Directories of untrusted content: locked, measured, deleted; no link is followed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import threading
import time
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import WorkspaceUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = 512
_LOOK_EVERY_S = 0.05


@contextlib.contextmanager
def locked(
    path: Path,
    *,
    within: float,
    shared: bool = False,
    lost: threading.Event | None = None,
) -> Iterator[int | None]:
    """
    Hold the lock of a file; None when it is not free *within* seconds or *lost* is set.

    Gives its descriptor: a process that inherits it holds the lock as well.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(path, flags, 0o600)
    try:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        free = _lock(handle, kind, within, lost or threading.Event())
        yield handle if free else None
    finally:
        os.close(handle)


def _lock(handle: int, kind: int, within: float, lost: threading.Event) -> bool:
    until = time.monotonic() + within
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until or lost.wait(_LOOK_EVERY_S):
                return False
        else:
            return True


@contextlib.contextmanager
def held(
    path: Path, *, within: float, lost: threading.Event | None = None
) -> Iterator[int]:
    """Hold the lock of a file; raises WorkspaceUnavailable when it is not free."""
    with locked(path, within=within, lost=lost) as handle:
        if handle is None:
            msg = f"somebody else holds {path}"
            raise WorkspaceUnavailable(msg)
        yield handle


def size_of(path: Path) -> int:
    """Count the bytes that a directory takes on the disk; what goes away counts not."""
    total, todo = 0, [os.fspath(path)]
    while todo:
        with contextlib.suppress(OSError), os.scandir(todo.pop()) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    about = entry.stat(follow_symlinks=False)
                    total += about.st_blocks * _BLOCK
                    if stat.S_ISDIR(about.st_mode):
                        todo.append(entry.path)
    return total


def remove(path: Path, *, until: float) -> bool:
    """
    Delete a file, a link or a directory; False when the time was up before the end.

    *until* is on the monotonic clock. What a link points to is never touched, even
    when a directory becomes one meanwhile: everything is named from its own open
    directory.
    """
    try:
        about = path.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISDIR(about.st_mode):
        path.unlink()
        return True
    for once_more in (True, False):
        try:
            return _remove_directory(path, until)
        except PermissionError:
            if not once_more:
                raise
            _open_up(path)
        except OSError:
            # A directory that was not readable is seen by its parent not being empty.
            if not once_more:
                raise
            _open_up(path)
    return False


def _remove_directory(path: Path, until: float) -> bool:
    for _, directories, files, here in os.fwalk(path, topdown=False):
        if time.monotonic() >= until:
            return False
        for name in files:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=here)
        for name in directories:
            _remove_entry(name, here)
    with contextlib.suppress(FileNotFoundError):
        path.rmdir()
    return True


def _remove_entry(name: str, here: int) -> None:
    """Remove an empty directory, or the link that is called like one."""
    with contextlib.suppress(FileNotFoundError):
        try:
            os.rmdir(name, dir_fd=here)
        except NotADirectoryError:
            os.unlink(name, dir_fd=here)


def _open_up(path: Path) -> None:
    """Let us into directories that an agent has made unreadable or read-only."""
    todo = [os.fspath(path)]
    while todo:
        name = todo.pop()
        with contextlib.suppress(OSError):
            if stat.S_ISDIR(os.lstat(name).st_mode):
                # A link that comes between these two gets its owner's rights, no more.
                os.chmod(name, 0o700)  # noqa: PTH101 - beside the others of os
                with os.scandir(name) as entries:
                    todo += [
                        entry.path
                        for entry in entries
                        if entry.is_dir(follow_symlinks=False)
                    ]
