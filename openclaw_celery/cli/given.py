"""Reading what people hand to a command: a file, standard input, a number."""

from __future__ import annotations

import errno
import math
import os
import stat
import sys
from pathlib import Path

import click

from openclaw_celery.domain.errors import InvalidValue

#: How opening a link, a directory or a socket is refused.
_NO_FILE = {errno.ELOOP, errno.EISDIR, errno.ENXIO}


class Number(click.FloatRange):
    """A number in a range; `nan` compares with nothing and would pass every limit."""

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number, or refuse."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


def read_text(name: str, *, most: int) -> str:
    """
    Read a file, or standard input for `-`; raises InvalidValue.

    Only plain files are read: a pipe would keep us waiting, a device would never end.
    """
    try:
        raw = sys.stdin.buffer.read(most + 1) if name == "-" else _read(name, most)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        if getattr(error, "errno", 0) in _NO_FILE:
            why = "no plain file"
        msg = f"{name[:200]}: {why}"
        raise InvalidValue(msg) from error
    if len(raw) > most:
        msg = f"{name}: longer than {most} bytes"
        raise InvalidValue(msg)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        msg = f"{name}, line {line}: not UTF-8 text"
        raise InvalidValue(msg) from error


def _read(name: str, most: int) -> bytes:
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW
    with os.fdopen(os.open(name, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            msg = f"{name}: no plain file"
            raise InvalidValue(msg)
        return file.read(most + 1)


def text_or_file(given: str, *, most: int) -> str:
    """Return *given*, or what is in the file that it names; `-` for standard input."""
    if given == "-" or _is_there(given):
        return read_text(given, most=most)
    if _looks_like_a_file(given):
        msg = f"{given}: no such file"
        raise InvalidValue(msg)
    return given


def _is_there(name: str) -> bool:
    try:
        return os.path.lexists(name)
    except ValueError:
        return False


def _looks_like_a_file(text: str) -> bool:
    return len(text.split()) == 1 and (
        "/" in text or Path(text).suffix in {".md", ".txt", ".log", ".json"}
    )
