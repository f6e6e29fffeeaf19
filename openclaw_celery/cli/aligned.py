"""Rows for people on a terminal: aligned, also in Korean, and coloured by status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.cells import cell_len, set_cell_size

from openclaw_celery.cli.output import coloured
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Cells before the last are cut to this where the terminal is narrow.
WIDEST = 40


def aligned(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, width: int
) -> Iterator[str]:
    """Yield *titles* and *rows* as lines no wider than *width*."""
    body = [[one_line(cell) for cell in row] for row in rows]
    widths = [
        min(max(map(cell_len, column)), WIDEST)
        for column in zip(titles, *body, strict=True)
    ]
    head = "  ".join(map(set_cell_size, titles, widths)).rstrip()
    yield click.style(fitting(head, width), bold=True)
    for row in body:
        yield _line(row, widths, width)


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
