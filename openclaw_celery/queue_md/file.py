"""
QUEUE.md as a file that people have open: read whole, replaced whole, or not at all.

Nobody's editor asks for our lock. So the new file changes places with the old one in
one step, and if what comes out is not what was read, it goes back.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue, QueueFileError, SheetChanged
from openclaw_celery.private import private_directory
from openclaw_celery.queue_md.text import TEMPLATE, parse, parse_rows, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openclaw_celery.domain.sheet import Base, Broken, Row


class QueueFile:
    """A QUEUE.md, with what was last written there kept in a directory of ours."""

    def __init__(self, path: Path, *, kept: Path, waits: bool = True) -> None:
        """
        Be the file *path*; *kept* is the directory for what we remember of it.

        One that *waits* not leaves the file alone while somebody else is at it.
        """
        self._waits = waits
        self.name = str(path)
        # Through a symbolic link, which stays one.
        self._path = Path(os.path.realpath(path))
        self._kept = kept
        self._key = hashlib.sha256(os.fsencode(self._path)).hexdigest()[:16]
        self._raw: bytes | None = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other renders and syncs of this file waiting; raises SheetChanged."""
        private_directory(self._kept)
        lock = os.open(
            self._kept / f"{self._key}.lock",
            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC,
            0o600,
        )
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if self._waits else fcntl.LOCK_NB))
            except BlockingIOError:
                msg = f"{self.name}: another sync is under way"
                raise SheetChanged(msg) from None
            yield
        finally:
            os.close(lock)

    def rows(self) -> tuple[Row, ...] | None:
        """Read the file; None when there is none."""
        self._raw = None
        self._raw = self._read()
        if self._raw is None:
            return None
        try:
            return parse(self._text(), unnumbered=True)
        except QueueFileError as error:
            raise error.within(self.name) from None

    def rows_and_broken(self) -> tuple[tuple[Row, ...], tuple[Broken, ...]] | None:
        """Read what can be understood, and tell what can't; None for no file."""
        self._raw = None
        self._raw = self._read()
        if self._raw is None:
            return None
        try:
            return parse_rows(self._text())
        except QueueFileError as error:
            raise error.within(self.name) from None

    def _read(self) -> bytes | None:
        try:
            if not stat.S_ISREG(self._path.stat().st_mode):
                msg = f"{self.name}: not a file"
                raise InvalidValue(msg)
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            msg = f"{self.name}: {error.strerror}"
            raise InvalidValue(msg) from error

    def _text(self) -> str:
        if self._raw is None:
            return TEMPLATE
        try:
            return self._raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = self._raw[: error.start].count(b"\n") + 1
            msg = "not UTF-8 text"
            raise QueueFileError(msg, line=line) from error

    # -- writing -------------------------------------------------------------

    def write(self, rows: Sequence[Row], broken: Sequence[Broken] = ()) -> bool:
        """Put *rows* into the table of the file as it was read; *broken* ones stay."""
        try:
            new = render(rows, self._text(), broken=broken).encode()
        except QueueFileError as error:
            raise error.within(self.name) from None
        if new == self._raw:
            return False
        if self._raw is not None and not os.access(self._path, os.W_OK):
            msg = f"{self.name}: may not be written"
            raise InvalidValue(msg)
        # One name for each file, used under the lock: what a process that was killed
        # left behind is overwritten, not collected.
        beside = self._path.with_name(f".clawq-{self._key}")
        try:
            self._write_beside(beside, new)
            self._swap(beside, new)
        except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
            msg = f"{self.name}: can't be written: {error.strerror}"
            raise InvalidValue(msg) from error
        finally:
            with suppress(OSError):
                beside.unlink()
        self._raw = new
        return True

    def _write_beside(self, beside: Path, new: bytes) -> None:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            if self._raw is not None:
                was = self._path.stat()
                with suppress(PermissionError):
                    os.fchown(file.fileno(), was.st_uid, was.st_gid)
                os.fchmod(file.fileno(), stat.S_IMODE(was.st_mode))
            file.write(new)
            file.flush()
            os.fsync(file.fileno())

    def _swap(self, beside: Path, new: bytes) -> None:
        """Let the new file take the place of the one that was read, and no other's."""
        if self._raw is None:
            try:
                os.link(beside, self._path)
            except FileExistsError:
                raise SheetChanged from None
            except PermissionError:
                # A file system that knows no second names.
                beside.replace(self._path)
        elif _exchange(beside, self._path):
            if beside.read_bytes() != self._raw:
                self._give_back(beside, new)
                raise SheetChanged
        elif self._read() != self._raw:
            raise SheetChanged
        else:
            beside.replace(self._path)
        _sync_directory(self._path.parent)

    def _give_back(self, beside: Path, new: bytes) -> None:
        """Put back what somebody wrote meanwhile; the latest of several stays."""
        while _exchange(beside, self._path) and beside.read_bytes() != new:
            new = self._path.read_bytes()

    # -- what is remembered --------------------------------------------------

    def put_aside(self) -> str:
        """Keep a copy of the file as it was read; return where."""
        raw = self._raw or b""
        mark = hashlib.sha256(raw).hexdigest()[:8]
        copy = self._kept / f"{self._key}-{mark}.md"
        _replace(copy, raw)
        return str(copy)

    def base(self) -> Base:
        """Return what was last written into the file; nothing if that is not known."""
        try:
            told = json.loads(self._base_path.read_bytes())
            rows: Base = told["rows"]
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}
        return rows

    def keep_base(self, base: Base) -> None:
        """Remember what was written into the file."""
        told = json.dumps(
            {"path": str(self._path), "rows": base}, ensure_ascii=False, indent=0
        )
        _replace(self._base_path, told.encode(errors="replace"))

    @property
    def _base_path(self) -> Path:
        return self._kept / f"{self._key}.json"


def _replace(path: Path, content: bytes) -> None:
    """Write a file of ours, whole or not at all."""
    with suppress(FileNotFoundError):
        if path.read_bytes() == content:
            return
    beside = path.with_suffix(".new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_AT_FDCWD = -100
#: RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS happen to be the same number.
_SWAP = 2


def _exchange(one: Path, other: Path) -> bool:
    """Let two files change names in one step; False where the system can't do that."""
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return bool(libc.renamex_np(first, second, _SWAP) == 0)
    renameat2 = getattr(libc, "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _SWAP) == 0)
