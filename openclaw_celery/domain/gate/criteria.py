"""Success criteria, taken apart: each line, bullet, number and part by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERED = re.compile(
    r"(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s)|[①-⑳]|^\d{1,2}\)", re.MULTILINE
)
_BULLET = re.compile(r"^[ \t]*(?:[-*•·▪◦]|\[[ xX]?\])[ \t]+", re.MULTILINE)
_OPEN, _CLOSE = "([{「“", ")]}」”"


def split_criteria(text: str) -> tuple[str, ...]:
    """
    Split success criteria into single ones.

    By numbers; where there are none by lines, bullets and `;`; by commas only where
    there are none of these either, for such a criterion may have commas of its own.
    """
    parts = _numbered(text)
    if parts:
        return _clean(line for part in parts for line in part.split("\n"))
    lines = [line for part in _BULLET.split(text) for line in part.split("\n")]
    lines = [_NUMBERED.sub("", line) for line in lines]
    pieces = [piece for line in lines for piece in _outside_brackets(line, ";；")]
    if len(_clean(pieces)) > 1 and max(map(len, pieces)) <= _LONGEST:
        return _clean(pieces)
    return _clean(piece for one in pieces for piece in _outside_brackets(one, ",、"))


def _numbered(text: str) -> list[str]:
    """Split at 1), 2), 3); a number out of turn belongs to the text."""
    cuts: list[tuple[int, int]] = []
    for found in _NUMBERED.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        number = int(digits) if found[0].isascii() else ord(found[0]) - ord("①") + 1
        if number == len(cuts) + 1:
            cuts.append(found.span())
    if len(cuts) < 2:  # noqa: PLR2004 - one number makes no list
        return []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


#: No criterion is this long; what is longer is several of them.
_LONGEST = 1000


def _clean(parts: Iterable[str]) -> tuple[str, ...]:
    pieces = (
        part[start : start + _LONGEST]
        for part in parts
        for start in range(0, len(part), _LONGEST)
    )
    stripped = (piece.strip(" \t\r;,.·") for piece in pieces)
    return tuple(part for part in stripped if re.search(r"\w", part))


def _outside_brackets(line: str, marks: str) -> Iterator[str]:
    """Cut *line* at the *marks* that stand in no brackets."""
    depth, start = 0, 0
    for at, char in enumerate(line):
        depth += (char in _OPEN) - (char in _CLOSE)
        in_number = char == "," and line[at + 1 : at + 2].isdigit()
        if depth <= 0 and char in marks and not in_number:
            yield line[start:at]
            start = at + 1
    yield line[start:]


# -- Reading a report --------------------------------------------------------
