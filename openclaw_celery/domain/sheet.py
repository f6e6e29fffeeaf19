"""The queue as a table: what a row says, and how edits of it meet the database."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue, QueueFileError
from openclaw_celery.domain.item import MAX_TEXT, NewItem, Priority, Status, checked
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DONE,
    FAILED,
    PENDING,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import State

COLUMNS = (
    "id",
    "status",
    "priority",
    "task",
    "success_criteria",
    "owner_session",
    "started_at_kst",
    "due_at_kst",
    "notes",
)
#: What an edit may be about; an id is what tells rows apart.
FIELDS = COLUMNS[1:]
#: Only the system knows who works on what since when.
SYSTEM_FIELDS = frozenset({"owner_session", "started_at_kst"})
#: Korea has no summer time; a fixed offset needs no time zone database.
KST = timezone(timedelta(hours=9), "KST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table; all instants are aware UTC."""

    #: Where the row stands in the file, from 1; 0 if it comes from elsewhere.
    line: int = 0
    #: Empty: a new item, to be numbered.
    id: str
    status: Status
    priority: Priority
    task: str
    success_criteria: str = ""
    owner_session: str | None = None
    started_at: datetime | None = None
    due_at: datetime | None = None
    notes: str = ""


def from_item(item: Item) -> Row:
    """Show a stored item as a row."""
    return Row(
        id=item.id,
        status=item.status,
        priority=item.priority,
        task=item.title,
        success_criteria=item.success_criteria,
        owner_session=item.owner,
        started_at=item.started_at,
        due_at=item.due_at,
        notes=item.notes,
    )


_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def cell(text: str) -> str:
    """Return *text* as a cell shows it: one line, `/` for `|`, no endless text."""
    return _BREAKS.sub(" ", text).replace("|", "/").strip()[:MAX_TEXT].strip()


def format_kst(at: datetime | None) -> str:
    """Write an instant as the table does: to the minute in Korea, `-` for none."""
    if at is None:
        return "-"
    return at.astimezone(KST).replace(tzinfo=None).isoformat(" ", "minutes")


def cells(row: Row) -> dict[str, str]:
    """Return the row as the table shows it; what is read back shows the same."""
    return {
        "id": row.id,
        "status": row.status,
        "priority": row.priority,
        "task": cell(row.task),
        "success_criteria": cell(row.success_criteria),
        "owner_session": cell(row.owner_session or "") or "-",
        "started_at_kst": format_kst(row.started_at),
        "due_at_kst": format_kst(row.due_at),
        "notes": cell(row.notes),
    }


# -- New rows ------------------------------------------------------------------


def new_items(rows: Iterable[Row]) -> list[NewItem]:
    """
    Turn rows into items to add, with the dependencies that their notes name.

    Raises QueueFileError for a dependency that can't be an id; whether there is
    such an item is not known here.
    """
    return [
        NewItem(
            id=row.id or None,
            title=row.task,
            success_criteria=row.success_criteria,
            priority=row.priority,
            status=row.status,
            owner=row.owner_session,
            started_at=row.started_at,
            due_at=row.due_at,
            notes=row.notes,
            depends_on=depends_on(row),
        )
        for row in rows
    ]


_DEPENDS = re.compile(r"(?<![\w-])depends[_-]on[:=]([^\s/;|()]+)", re.IGNORECASE)


def depends_on(row: Row) -> tuple[str, ...]:
    """Return the ids behind `depends_on:` in the row's notes, each once."""
    ids: dict[str, None] = {}
    for found in _DEPENDS.finditer(row.notes):
        for part in found[1].rstrip(".,").split(","):
            ids[_dependency(part, row)] = None
    return tuple(ids)


def _dependency(text: str, row: Row) -> str:
    if text == row.id:
        msg = f"{row.id} can't depend on itself"
        raise QueueFileError(msg, line=row.line, field="notes")
    try:
        checked(NewItem(title="any", id=text))
    except InvalidValue as error:
        msg = f"depends_on: {error}"
        raise QueueFileError(msg, line=row.line, field="notes") from None
    return text


# -- Merging -------------------------------------------------------------------

#: What was last written into a file: id -> field -> text of the cell. A field is
#: missing where the file was left as somebody had edited it.
Base = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Somebody changed a cell, and the database has what it was."""

    row: Row
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A cell whose text can't go into the database; both sides stay as they are."""

    row: Row
    field: str
    file: str
    database: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A row of the file that can't be understood; it stays as somebody wrote it."""

    line: int
    #: Empty where it is not known, or is another row's.
    id: str
    field: str | None
    why: str


@dataclass(slots=True, kw_only=True)
class Merge:
    """What is to be done with a file that people have edited."""

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    #: Rows of items that are not in the database yet.
    added: list[Row] = field(default_factory=list)
    #: Ids of rows that somebody has taken out of the file.
    removed: list[str] = field(default_factory=list)


#: Wins where both sides changed a cell; None: nobody does.
PREFER_FILE = "file"
PREFER_DATABASE = "database"


def merge(
    base: Mapping[str, Mapping[str, str]],
    file: Sequence[Row],
    database: Sequence[Row],
    *,
    prefer: str | None = None,
    broken: Iterable[Broken] = (),
) -> Merge:
    """
    Compare file and database with what was last written into the file.

    What only the file changed is an edit; what only the database changed needs
    nothing but to be written; what both changed differently is a conflict, unless
    one side is to be preferred. Rows that are *broken* are there, and no more.
    """
    stored = {row.id: row for row in database}
    done = Merge()
    for row in file:
        if row.id in stored:
            _merge_row(done, base.get(row.id, {}), row, stored[row.id], prefer)
        else:
            done.added.append(row)
    there = {row.id for row in file} | {left.id for left in broken}
    gone = base.keys() - there
    done.removed = [row.id for row in database if row.id in gone]
    return done


def _merge_row(
    done: Merge, base: Mapping[str, str], row: Row, stored: Row, prefer: str | None
) -> None:
    file, database = cells(row), cells(stored)
    for name in FIELDS:
        was, mine, theirs = base.get(name), file[name], database[name]
        if mine in {theirs, was}:
            continue
        if was is None and name in SYSTEM_FIELDS:
            continue
        both = was != theirs or (name == "status" and _moved_on(base, database))
        why = _refusal(name, row, stored)
        if not why and both and prefer != PREFER_FILE:
            why = _BOTH if was is not None else _NO_BASE
        if not why:
            done.edits.append(Edit(row=row, field=name, was=theirs, now=mine))
        elif prefer != PREFER_DATABASE:
            done.conflicts.append(
                Conflict(row=row, field=name, file=mine, database=theirs, why=why)
            )


#: What people mean by another status: the verb, and where it leads.
STATUS_EDITS: dict[tuple[Status, Status], tuple[Verb, State]] = {
    **{
        (source, target[0]): (verb, target)
        for source in (Status.PENDING, Status.IN_PROGRESS)
        for verb, target in (
            (Verb.DONE, DONE),
            (Verb.FAIL, FAILED),
            (Verb.CANCEL, BLOCKED),
        )
    },
    (Status.BLOCKED, Status.PENDING): (Verb.RETRY, PENDING),
    (Status.FAILED, Status.PENDING): (Verb.RETRY, PENDING),
    (Status.DONE, Status.PENDING): (Verb.REPLAN, PENDING),
}
_BOTH = "changed in the file and in the database"
_NO_BASE = "differs from the database, and no earlier render tells who changed it"


def _moved_on(base: Mapping[str, str], database: Mapping[str, str]) -> bool:
    """Tell whether somebody else works on it than the file's reader could see."""
    return database["status"] == Status.IN_PROGRESS and any(
        base.get(name) != database[name] for name in SYSTEM_FIELDS
    )


def _refusal(name: str, row: Row, stored: Row) -> str:
    """Say why this cell can't be edited at all; nothing when it can."""
    if name in SYSTEM_FIELDS:
        return "is the system's to set"
    if name == "status" and (stored.status, row.status) not in STATUS_EDITS:
        return f"can't be made {row.status} by an edit"
    if name == "notes":
        try:
            changed = set(depends_on(row)) != set(depends_on(stored))
        except QueueFileError as error:
            return str(error)
        return "what an item depends on can't be changed here" if changed else ""
    return ""


def written(
    database: Sequence[Row], conflicts: Sequence[Conflict], order: Sequence[str]
) -> list[Row]:
    """
    Return the rows to write: the database's, but for cells in conflict.

    Rows keep the *order* that people gave them; new ones come last.
    """
    place = {item_id: number for number, item_id in enumerate(order)}
    kept: dict[str, Row] = {}
    for row in sorted(database, key=lambda row: place.get(row.id, len(place))):
        kept[row.id] = row
    for conflict in conflicts:
        kept[conflict.row.id] = _with_cell(
            kept[conflict.row.id], conflict.field, conflict.row
        )
    return list(kept.values())


def _with_cell(row: Row, name: str, source: Row) -> Row:
    name = _ATTRIBUTES.get(name, name)
    return replace(row, **{name: getattr(source, name)})


_ATTRIBUTES = {"started_at_kst": "started_at", "due_at_kst": "due_at"}


def next_base(
    base: Mapping[str, Mapping[str, str]],
    database: Sequence[Row],
    conflicts: Sequence[Conflict],
    broken: Iterable[Broken] = (),
) -> Base:
    """
    Return what was written, to compare with the next time.

    A cell in conflict stays one until it is settled: what it was compared with
    is kept, and for a status that is also who worked on it. Of a row that is
    *broken* nothing was written.
    """
    new = {row.id: cells(row) for row in database}
    for shown in new.values():
        del shown["id"]
    for left in broken:
        if left.id in base:
            new[left.id] = dict(base[left.id])
        else:
            new.pop(left.id, None)
    for conflict in conflicts:
        item_id, name = conflict.row.id, conflict.field
        for kept in (name, *SYSTEM_FIELDS) if name == "status" else (name,):
            was = base.get(item_id, {}).get(kept)
            if was is not None:
                new[item_id][kept] = was
            else:
                new[item_id].pop(kept, None)
    return new


# -- Comparing -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A cell that does not say what the database does."""

    id: str
    line: int
    field: str
    file: str
    database: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a file differs from the database."""

    total: int
    #: Rows of the file that the database does not know.
    missing_in_db: tuple[Row, ...]
    #: Ids that the file does not have.
    missing_in_md: tuple[str, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def consistent(self) -> bool:
        """Whether both say the same."""
        return not (self.missing_in_db or self.missing_in_md or self.mismatches)


def compare(file: Sequence[Row], database: Sequence[Row]) -> Comparison:
    """Tell how the file differs from the database."""
    stored = {row.id: cells(row) for row in database}
    there = {row.id for row in file}
    return Comparison(
        total=len(database),
        missing_in_db=tuple(row for row in file if row.id not in stored),
        missing_in_md=tuple(row.id for row in database if row.id not in there),
        mismatches=tuple(
            Mismatch(
                id=row.id,
                line=row.line,
                field=name,
                file=shown[name],
                database=stored[row.id][name],
            )
            for row in file
            if row.id in stored
            for shown in [cells(row)]
            for name in FIELDS
            if shown[name] != stored[row.id][name]
        ),
    )
