"""
QUEUE.md as text: rows out of it, rows into it. Reads and writes no file.

A parser of our own: the text around the table has to survive byte for byte and
every complaint names its line, neither of which Markdown libraries keep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from openclaw_celery.domain.errors import InvalidValue, QueueFileError
from openclaw_celery.domain.item import NewItem, Priority, Status, checked, is_id
from openclaw_celery.domain.sheet import COLUMNS, KST, Broken, Row, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

#: What a new file starts as.
TEMPLATE = (
    f"# Queue\n\n| {' | '.join(COLUMNS)} |\n|{'|'.join(['---'] * len(COLUMNS))}|\n"
)


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the table stands among the lines, counted from 0."""

    columns: tuple[str, ...]
    header: int
    #: The first line behind the last row.
    end: int


def parse(text: str, *, unnumbered: bool = False) -> tuple[Row, ...]:
    """
    Read the rows of the one table that has the queue's columns.

    With *unnumbered*, an id may be missing. Raises QueueFileError, which names line
    and field, at the first thing that can't be understood.
    """
    rows = []
    for row, error in _read(text, unnumbered=unnumbered):
        if isinstance(row, Broken):
            raise error or QueueFileError(row.why, line=row.line, field=row.field)
        rows.append(row)
    return tuple(rows)


def parse_rows(text: str) -> tuple[tuple[Row, ...], tuple[Broken, ...]]:
    """
    Read the rows that can be understood, and tell which can't.

    An id may be missing; of rows with the same id none is understood. Raises
    QueueFileError for a table that is none.
    """
    rows: dict[int, Row] = {}
    broken: dict[int, Broken] = {}
    for row, _ in _read(text, unnumbered=True):
        if isinstance(row, Broken):
            broken[row.line] = row
        else:
            rows[row.line] = row
    doubled = {left.why: left.line for left in broken.values() if left.field == "id"}
    for row in list(rows.values()):
        again = doubled.get(_already(row))
        if row.id and again:
            why = f"{row.id} is on line {again} again"
            broken[row.line] = Broken(line=row.line, id=row.id, field="id", why=why)
            del rows[row.line]
    return tuple(rows.values()), tuple(broken[line] for line in sorted(broken))


def _read(
    text: str, *, unnumbered: bool
) -> Iterator[tuple[Row | Broken, QueueFileError | None]]:
    """Yield each row, or what is wrong with it and the error that says so."""
    lines = text.split("\n")
    table = _find(lines)
    seen: dict[str, Row] = {}
    for index in range(table.header + 2, table.end):
        line = lines[index]
        try:
            row = _row(line, index + 1, table.columns, unnumbered=unnumbered)
        except QueueFileError as error:
            yield (
                Broken(
                    line=index + 1,
                    id=_known_id(line, table.columns),
                    field=error.field,
                    why=error.what,
                ),
                error,
            )
            continue
        if row.id and row.id in seen:
            why = _already(seen[row.id])
            yield Broken(line=row.line, id="", field="id", why=why), None
            continue
        seen[row.id] = row
        yield row, None


def _already(row: Row) -> str:
    return f"{row.id} is on line {row.line} already"


def _known_id(line: str, columns: tuple[str, ...]) -> str:
    """Return the id of a row that says something else that makes no sense."""
    found = dict(zip(columns, _cells(line), strict=False)).get("id", "")
    return found if is_id(found) else ""


def render(
    rows: Iterable[Row], text: str = TEMPLATE, *, broken: Iterable[Broken] = ()
) -> str:
    """
    Return *text* with *rows* in its table, all else byte for byte as it was.

    The columns stay in the order that the table has, and rows that are *broken* as
    they are. Raises QueueFileError if there is no such table; what its old rows say
    does not matter.
    """
    lines = text.split("\n")
    table = _find(lines)
    top, end = table.header + 2, table.end
    mark = "\r" if lines[table.header].endswith("\r") else ""
    kept = {left.id: lines[left.line - 1] for left in broken if left.id}
    new = [kept.pop(row.id, "") or _line(row, table.columns) + mark for row in rows]
    for left in broken:
        if not left.id or left.id in kept:
            # An item of no such id is there: it keeps its place.
            new.insert(left.line - 1 - top, lines[left.line - 1])
    if end == len(lines) and new:
        # The table is the file's last word and ends without a line break.
        new[-1] = new[-1].removesuffix("\r")
        if mark and not lines[top - 1].endswith("\r"):
            lines[top - 1] += mark
    return "\n".join([*lines[:top], *new, *lines[end:]])


_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", re.ASCII)


def parse_kst(text: str) -> datetime | None:
    """Read `YYYY-MM-DD HH:MM`, Korean time, or `-`; raises InvalidValue."""
    if text in {"", "-"}:
        return None
    try:
        if _DATE.fullmatch(text):
            return datetime.fromisoformat(text).replace(tzinfo=KST).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    msg = f"{text[:80]!r} is not a time: write YYYY-MM-DD HH:MM, or -"
    raise InvalidValue(msg)


def _find(lines: list[str]) -> _Table:
    found: list[_Table] = []
    partial: tuple[int, list[str]] | None = None
    for index in _outside_fences(lines):
        names = _header(lines, index)
        if names is None:
            continue
        missing = [name for name in COLUMNS if name not in names]
        if not missing:
            found.append(_table(lines, index, names))
        elif "id" in names or len(missing) < len(COLUMNS) // 2:
            partial = partial or (index, missing)
    if len(found) > 1:
        msg = f"a second table of the queue; the first is on line {found[0].header + 1}"
        raise QueueFileError(msg, line=found[1].header + 1)
    if found:
        return found[0]
    if partial:
        index, missing = partial
        msg = f"the table has no column {', '.join(missing)}"
        raise QueueFileError(msg, line=index + 1, field=missing[0])
    msg = f"no table with the columns {', '.join(COLUMNS)}"
    raise QueueFileError(msg, line=1)


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _outside_fences(lines: list[str]) -> Iterable[int]:
    """Yield the lines that are not inside a block of code."""
    fence = ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if not fence and mark:
            fence = mark[1]
        elif fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        else:
            yield index


_RULE = re.compile(r":?-+:?")


def _header(lines: list[str], index: int) -> list[str] | None:
    if index + 1 >= len(lines) or not ("|" in lines[index] and "|" in lines[index + 1]):
        return None
    if not all(_RULE.fullmatch(part) for part in _cells(lines[index + 1])):
        return None
    return [name.lower() for name in _cells(lines[index])]


def _table(lines: list[str], header: int, names: list[str]) -> _Table:
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            what = "twice a column" if name in COLUMNS else "an unknown column"
            msg = f"the table has {what} {name!r}"
            raise QueueFileError(msg, line=header + 1, field=name or None)
    end = header + 2
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    if end < len(lines) and _SEPARATOR.search(lines[end]):
        # To Markdown this is a row still; to leave it out would lose an item.
        msg = "a row of the table has to start with |"
        raise QueueFileError(msg, line=end + 1)
    return _Table(tuple(names), header, end)


#: A bar, unless a backslash says that it is a part of the cell.
_SEPARATOR = re.compile(r"(?<!\\)\|")


def _cells(line: str) -> list[str]:
    parts = _SEPARATOR.split(line.strip().lstrip("\ufeff"))
    if parts and not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [part.replace("\\|", "|").strip() for part in parts]


def _row(line: str, number: int, columns: tuple[str, ...], *, unnumbered: bool) -> Row:
    cells = _cells(line)
    if len(cells) != len(columns):
        msg = f"{len(cells)} cells, the table has {len(columns)} columns"
        # The first column without a cell, or the last one, which was split.
        name = columns[min(len(cells), len(columns) - 1)]
        raise QueueFileError(msg, line=number, field=name)
    at = dict(zip(columns, cells, strict=True))

    def read(field: str, rule: Callable[[str], T]) -> T:
        try:
            return rule(at[field])
        except InvalidValue as error:
            raise QueueFileError(str(error), line=number, field=field) from None

    return Row(
        line=number,
        id="" if unnumbered and at["id"] in {"", "-"} else read("id", _id),
        status=read("status", Status.parse),
        priority=read("priority", Priority.parse),
        task=read("task", lambda text: checked(NewItem(title=text)).title),
        success_criteria=read("success_criteria", _text),
        owner_session=read("owner_session", _owner),
        started_at=read("started_at_kst", parse_kst),
        due_at=read("due_at_kst", parse_kst),
        notes=read("notes", _text),
    )


def _owner(text: str) -> str | None:
    return None if text in {"", "-"} else _text(text)


def _id(text: str) -> str:
    checked(NewItem(title="any", id=text))
    return text


def _text(text: str) -> str:
    return checked(NewItem(title="any", notes=text)).notes


def _line(row: Row, columns: tuple[str, ...]) -> str:
    shown = cells(row)
    return "| " + " | ".join(shown[name] for name in columns) + " |"
