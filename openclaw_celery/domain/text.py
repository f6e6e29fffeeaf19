"""Untrusted text made safe to show on a terminal or in a log."""

from __future__ import annotations

import re

#: Whole escape sequences (CSI, OSC and their like), so that no torso is left.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?|\x1b."
)
#: C0 and C1 controls but tab and newline; bidi controls, zero-width characters, line
#: and paragraph separators, the byte order mark; lone surrogates.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)


_HALVES = re.compile("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Tell whether *text* has no half letters, which stand for bytes that are none."""
    return text.isascii() or not _HALVES.search(text)


def printable(text: str) -> str:
    """Return *text* without anything that could steer a terminal; lines are kept."""
    if text.isprintable():
        # Most text is, and long lists hold much of it.
        return text
    return _UNPRINTABLE.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def one_line(text: str, limit: int | None = None) -> str:
    """Return *text* on one line, printable, cut to *limit* characters."""
    line = " ".join(printable(text).split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1] + "\u2026"
    return line
