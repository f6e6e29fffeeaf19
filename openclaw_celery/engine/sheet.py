"""
sheet: QUEUE.md follows the queue, and the queue takes over what people edit there.

The file is written inside the transaction that its edits go into, right before the
end, and what was written is remembered last. Whatever dies in between, the next sync
finds edits that both sides have already, and has nothing to do.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from openclaw_celery.domain.errors import (
    InvalidValue,
    LeaseLost,
    OpenClawError,
    QueueFileError,
    SheetChanged,
)
from openclaw_celery.domain.item import checked
from openclaw_celery.domain.sheet import (
    STATUS_EDITS,
    Broken,
    Comparison,
    Merge,
    compare,
    depends_on,
    from_item,
    merge,
    new_items,
    next_base,
    written,
)
from openclaw_celery.domain.transitions import PENDING, Verb, advance
from openclaw_celery.engine.operate import take_away

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from openclaw_celery.domain.item import Item, Status
    from openclaw_celery.domain.sheet import Conflict, Edit, Row
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Sheet, Store, Tx, View

log = logging.getLogger("clawq.sheet")

T = TypeVar("T")

#: Who acts when somebody edits the file.
ACTOR = "sync"
#: Why an item was moved, in its story.
NOTE = "edited in QUEUE.md"
#: How often to begin again when the file or the queue changes in the same moment.
ATTEMPTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a render wrote, and over what."""

    rows: int
    #: Cells that said something else than both the database and the last render.
    replaced: int
    #: Rows that the database does not know.
    dropped: int
    #: Where the file as it was is kept, if something of it was replaced or dropped.
    copy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What came of a sync."""

    rows: int
    edits: tuple[Edit, ...]
    #: The row of the file, and the id it has now; none when nothing was to be done.
    added: tuple[tuple[Row, str], ...]
    conflicts: tuple[Conflict, ...]
    #: Rows that can't be understood, and were left alone.
    broken: tuple[Broken, ...]
    #: Ids whose rows had been taken out of the file.
    removed: tuple[str, ...]


class Sheets:
    """Renders and syncs any number of files."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, clock: Clock, policy: Policy
    ) -> None:
        """Show and edit what is in *store*; wake *dispatcher* after edits."""
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock
        self._policy = policy
        #: What the ticks have complained of already.
        self._told: frozenset[str] = frozenset()

    # -- render --------------------------------------------------------------

    def render(self, sheet: Sheet, *, dry_run: bool = False) -> Rendered:
        """
        Write the queue into the file, whatever its rows say; a *dry_run* only looks.

        Edits that no sync has seen are not lost: the file as it was is kept. Raises
        QueueFileError for a file without the table.
        """
        with sheet.alone():
            return _again(lambda: self._render(sheet, dry_run=dry_run))

    def _render(self, sheet: Sheet, *, dry_run: bool) -> Rendered:
        base = sheet.base()
        if dry_run:
            # Refuses a table that is none, as writing it would.
            sheet.rows_and_broken()
        try:
            file = sheet.rows()
            unread = 0
        except QueueFileError:
            # A broken row is no reason not to write it anew; a broken table is, and
            # `write` says so.
            file, unread = (), 1
        with self._store.read() as view:
            database = _rows(view)
        found = merge(base, file or (), database)
        replaced = len(found.edits) + len(found.conflicts) + unread
        order = [row.id for row in file or ()]
        rows = written(database, (), order)
        dropped = len(found.added)
        if dry_run:
            return Rendered(
                rows=len(rows), replaced=replaced, dropped=dropped, copy=None
            )
        copy = sheet.put_aside() if replaced or dropped else None
        sheet.write(rows)
        sheet.keep_base(next_base(base, database, ()))
        return Rendered(rows=len(rows), replaced=replaced, dropped=dropped, copy=copy)

    # -- check ---------------------------------------------------------------

    def check(self, sheet: Sheet) -> Comparison:
        """Tell how the file differs from the database."""
        file = _present(sheet, sheet.rows())
        with self._store.read() as view:
            return compare(file, _rows(view))

    # -- sync ----------------------------------------------------------------

    def remember(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Take *rows* for what was last written into the file: it was imported."""
        with sheet.alone():
            sheet.keep_base(next_base({}, list(rows), ()))

    def sync(
        self,
        sheet: Sheet,
        *,
        dry_run: bool = False,
        prefer: str | None = None,
        trace_id: str | None = None,
    ) -> Synced:
        """
        Take the file's edits into the queue, and show the queue in the file.

        What can't be merged is left alone on both sides and told, a row that can't be
        understood too. Raises Refused, and changes nothing, for a table that is none.
        """
        with sheet.alone():
            synced = _again(
                lambda: self._sync(
                    sheet, prefer, trace_id or self._clock.token(), dry_run=dry_run
                )
            )
        if not dry_run and (synced.edits or synced.added):
            log.info(
                "%s: %d edits, %d items added", sheet.name,
                len(synced.edits), len(synced.added),
            )  # fmt: skip
            self._dispatcher.wake()
        return synced

    def _sync(
        self, sheet: Sheet, prefer: str | None, trace_id: str, *, dry_run: bool
    ) -> Synced:
        base = sheet.base()
        file, broken = _present(sheet, sheet.rows_and_broken())
        with self._store.read() as view:
            database = _rows(view)
        broken = _with_new(broken, file, database)
        lines = {left.line for left in broken}
        file = tuple(row for row in file if row.line not in lines)
        found = merge(base, file, database, prefer=prefer, broken=broken)
        if dry_run:
            return _synced(found, broken, len(database), [])
        ids: list[str] = []
        if found.edits or found.added:
            with self._store.write() as tx:
                ids = self._take_over(tx, found, database, trace_id)
                database = _rows(tx)
                _put(sheet, file, broken, database, found, ids)
        else:
            _put(sheet, file, broken, database, found, ids)
        sheet.keep_base(next_base(base, database, found.conflicts, broken))
        return _synced(found, broken, len(database), ids)

    def _take_over(
        self, tx: Tx, found: Merge, database: Sequence[Row], trace_id: str
    ) -> list[str]:
        """Write edits and new rows into the queue; return the ids of the new."""
        seen = {row.id: row for row in database}
        for edits in _by_item(found.edits):
            _edit(tx, seen[edits[0].row.id], edits)
        added = tx.add(
            [checked(new) for new in new_items(found.added)],
            actor=ACTOR,
            max_attempts=self._policy.retry.max_attempts,
            trace_id=trace_id,
        )
        return [item.id for item in added]

    # -- the tick of a running system ----------------------------------------

    def tick(self, sheet: Sheet) -> bool:
        """
        Sync; make the file if there is none. False when something is left open.

        Never raises for what somebody wrote into the file, and says it once only.
        """
        try:
            with sheet.alone():
                missing = sheet.rows_and_broken() is None
            if missing:
                self.render(sheet)
                return True
            synced = self.sync(sheet)
            told = frozenset(
                [*map(told_of, synced.conflicts), *map(told_of_broken, synced.broken)]
            )
        except SheetChanged as error:
            log.debug("left for the next tick: %s", error)
            return False
        except (OpenClawError, OSError) as error:
            told = frozenset({f"not synced: {error}"})
        for line in sorted(told - self._told):
            log.warning("%s: %s", sheet.name, line)
        self._told = told
        return not told


def told_of(conflict: Conflict) -> str:
    """Name a conflict by line, row and field, with both values."""
    row = conflict.row
    return (
        f"line {row.line}, {row.id}, {conflict.field}: {conflict.why}: "
        f"file {conflict.file!r}, database {conflict.database!r}"
    )


def told_of_broken(left: Broken) -> str:
    """Name a row that can't be understood by line, id and field."""
    names = (f"line {left.line}", left.id, left.field)
    return f"{', '.join(name for name in names if name)}: {left.why}"


def _again(once: Callable[[], T]) -> T:
    """Do it; begin again while the file or the queue moves under our hands."""
    for _ in range(ATTEMPTS - 1):
        try:
            return once()
        except (SheetChanged, LeaseLost):
            continue
    return once()


def _rows(view: View) -> list[Row]:
    return [from_item(item) for item in view.items()]


def _present(sheet: Sheet, rows: T | None) -> T:
    if rows is None:
        msg = f"{sheet.name}: no such file: `clawq render` makes one"
        raise InvalidValue(msg)
    return rows


def _put(
    sheet: Sheet,
    file: Sequence[Row],
    broken: Sequence[Broken],
    database: Sequence[Row],
    found: Merge,
    ids: Sequence[str],
) -> None:
    """Write the rows, each where it stood; new rows have *ids*, in their order."""
    numbered = dict(zip((row.line for row in found.added), ids, strict=True))
    there: list[Row | Broken] = [*file, *broken]
    there.sort(key=lambda row: row.line)
    order = [numbered.get(row.line, row.id) for row in there]
    sheet.write(written(database, found.conflicts, order), broken)


def _with_new(
    broken: Sequence[Broken], file: Sequence[Row], database: Sequence[Row]
) -> tuple[Broken, ...]:
    """Add the new rows that wait for what there is not, or for each other."""
    stored = {row.id for row in database}
    left = {row.line: row for row in file if row.id not in stored}
    wrong = list(broken)
    while True:
        names = {row.id for row in left.values()}
        found = [
            Broken(line=row.line, id=row.id, field="notes", why=why)
            for row in left.values()
            if (why := _wrong_needs(row, stored | names))
        ]
        if not found:
            break
        wrong += found
        for one in found:
            del left[one.line]
    rows = [row for row in file if row.id not in stored and row.line in left]
    wrong += [
        Broken(line=row.line, id=row.id, field="notes", why=_CIRCLE)
        for row in _in_circles(rows)
    ]
    return tuple(sorted(wrong, key=lambda one: one.line))


_CIRCLE = "waits for rows that wait for it"


def _wrong_needs(row: Row, known: Collection[str]) -> str:
    try:
        unknown = [need for need in depends_on(row) if need not in known]
    except QueueFileError as error:
        return error.what
    return f"no item {unknown[0]} to depend on" if unknown else ""


def _in_circles(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that wait for each other, and those that wait for these."""
    left = list(rows)
    while True:
        names = {row.id for row in left if row.id}
        stuck = [row for row in left if names & {*depends_on(row)}]
        if len(stuck) == len(left):
            return left
        left = stuck


def _by_item(edits: Iterable[Edit]) -> list[list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.row.id, []).append(edit)
    return list(found.values())


def _edit(tx: Tx, seen: Row, edits: Sequence[Edit]) -> None:
    """Write the edits of one item; raises SheetChanged if it is not *seen* any more."""
    item = tx.item(seen.id)
    if from_item(item) != seen:
        raise SheetChanged
    texts = [edit for edit in edits if edit.field != "status"]
    if texts:
        item = _rewrite(tx, item, texts)
    for edit in edits:
        if edit.field == "status":
            _move(tx, item, edit.row.status)


def _rewrite(tx: Tx, item: Item, edits: Sequence[Edit]) -> Item:
    fields: dict[str, Any] = {}
    for edit in edits:
        fields |= _fields(edit)
    change = advance(
        item,
        Verb.EDIT,
        item.state,
        actor=ACTOR,
        note=", ".join(edit.field for edit in edits),
        data={edit.field: [edit.was, edit.now] for edit in edits},
        **fields,
    )
    tx.save(change)
    return change.after


def _move(tx: Tx, item: Item, status: Status) -> None:
    """Do what a person means who writes another *status* into the table."""
    verb, target = STATUS_EDITS[item.status, status]
    again = target == PENDING
    fields: dict[str, Any] = {"ended_at": None if again else tx.now}
    if again:
        # Somebody who wants it done again wants it done at least once more.
        fields |= {
            "max_attempts": max(item.max_attempts, item.tries + 1),
            "losses": 0,
            "not_before": None,
            "error_fingerprint": None,
        }
    if verb is Verb.REPLAN:
        fields["tries"] = 0
    tx.save(advance(item, verb, target, actor=ACTOR, note=NOTE, **fields))
    take_away(tx, item, "stopped", NOTE)


def _fields(edit: Edit) -> dict[str, Any]:
    """Say which fields of an item the edit sets."""
    row = edit.row
    settable: dict[str, dict[str, Any]] = {
        "priority": {"priority": row.priority, "rank": row.priority.rank},
        "task": {"title": row.task},
        "success_criteria": {"success_criteria": row.success_criteria},
        "due_at_kst": {"due_at": row.due_at},
        "notes": {"notes": row.notes},
    }
    return settable[edit.field]


def _synced(
    found: Merge, broken: Sequence[Broken], rows: int, ids: Sequence[str]
) -> Synced:
    padded = [*ids, *[""] * (len(found.added) - len(ids))]
    return Synced(
        rows=rows,
        edits=tuple(found.edits),
        added=tuple(zip(found.added, padded, strict=True)),
        conflicts=tuple(found.conflicts),
        broken=tuple(broken),
        removed=tuple(found.removed),
    )
