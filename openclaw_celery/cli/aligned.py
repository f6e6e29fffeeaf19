"""Rows for people on a terminal: aligned, also in Korean, and coloured by status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.cells import cell_len, chop_cells, set_cell_size

from openclaw_celery.cli.output import coloured
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Cells before the last are cut to this where the terminal is narrow.
WIDEST = 40


def aligned(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    width: int,
    wraps: bool = False,
) -> Iterator[str]:
    """
    Yield *titles* and *rows* as lines no wider than *width*.

    What does not fit is cut, or, where the table *wraps*, goes on in the next lines.
    """
    body = [[one_line(cell) for cell in row] for row in rows]
    for row in body:
        # What says nothing may be left out at a row's end.
        row.extend([""] * (len(titles) - len(row)))
    widest = width if wraps else WIDEST
    widths = [
        min(max(map(cell_len, column)), widest)
        for column in zip(titles, *body, strict=True)
    ]
    head = "  ".join(map(set_cell_size, titles, widths)).rstrip()
    yield click.style(fitting(head, width), bold=True)
    for row in body:
        if wraps:
            yield from _lines(row, widths, width)
        else:
            yield _line(row, widths, width)


#: How far the lines that a row goes on in are indented.
INDENT = 4


def _lines(row: Sequence[str], widths: Sequence[int], width: int) -> Iterator[str]:
    """Yield the cells that fit, then the others, below each other."""
    left, shown = width, []
    rest = list(row)
    for cell, wide in zip(row, widths, strict=True):
        last = len(rest) == 1
        if (cell_len(cell) if last else wide) > left:
            break
        rest.pop(0)
        shown.append(cell if last else cell + " " * (wide - cell_len(cell) + 2))
        left -= wide + 2
    yield "".join(shown).rstrip()
    for part in chopped("  ".join(filter(None, rest)), max(width - INDENT, 1)):
        yield " " * INDENT + part


def chopped(words: str, width: int) -> Iterator[str]:
    """Break *words* into lines of *width* columns, between words where there are."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line.strip():
            yield line.strip()
        *whole, line = chop_cells(word, width) or [""]
        yield from whole
    if line.strip():
        yield line.strip()


def _line(row: Sequence[str], widths: Sequence[int], width: int) -> str:
    left, shown = width, []
    for number, cell in enumerate(row):
        last = number == len(row) - 1
        text = fitting(cell, left if last else min(widths[number], left))
        used = cell_len(text) if last else min(widths[number] + 2, left)
        padding = " " * (used - cell_len(text))
        shown.append(coloured(text, cell) + padding)
        left -= used
        if left <= 0:
            break
    return "".join(shown).rstrip()


def fitting(text: str, width: int) -> str:
    """Cut *text* to *width* columns of a terminal; a Korean letter takes two."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "\u2026"[:width]
