"""Reading the store: rows in, values of the domain out."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, cast, func, select, text, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from openclaw_celery.clock import epoch_ms
from openclaw_celery.domain.attempt import Attempt, Left
from openclaw_celery.domain.budget import Amount, day_of
from openclaw_celery.domain.errors import ItemNotFound
from openclaw_celery.domain.item import (
    AGED_RANK,
    ENDED,
    Item,
    Phase,
    Priority,
    Status,
    Until,
    is_id,
)
from openclaw_celery.domain.parking import Park, ParkKind
from openclaw_celery.domain.transitions import Event, State, Verb
from openclaw_celery.domain.worktree import worktree_of
from openclaw_celery.ports import Listed, Slot, SlotRow, StoredEvent
from openclaw_celery.store.figures import measure
from openclaw_celery.store.prepared import Prepared
from openclaw_celery.store.tables import (
    BACKING_OFF,
    IN_FLIGHT,
    NO_DUE,
    READY,
    attempts,
    budgets,
    counters,
    dependencies,
    events,
    from_ms,
    items,
    parks,
    pauses,
    reports,
    repositories,
    slots,
    spending,
    strikes,
    to_ms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection, Row, Select

    from openclaw_celery.domain.kpi import Work

_FIELDS = tuple(Item.__dataclass_fields__)
_ITEM: Select[Any] = select(*(items.c[name] for name in _FIELDS))
_LEFT: Select[Any] = select(
    attempts.c.item_id,
    attempts.c.number,
    attempts.c.runtime,
    attempts.c.run,
    attempts.c.dispatched_at,
    attempts.c.ended_at,
).where(attempts.c.run.is_not(None))
_LISTED: Select[Any] = select(*(items.c[name] for name in Listed.__dataclass_fields__))
_ONE_QUERY = _ITEM.where(items.c.id == bindparam("id"))
_ONE = Prepared(_ONE_QUERY)
_ONE_LOCKED = Prepared(_ONE_QUERY.with_for_update())
#: What the next dispatch makes ready, and what it moves up a rank.
RIPE_WHERE = (text(BACKING_OFF), items.c.not_before <= bindparam("until"))
AGED_WHERE = (
    text(READY),
    items.c.rank > AGED_RANK,
    items.c.ranked_at <= bindparam("since"),
)
_READY = (
    _ITEM.where(text(READY), items.c.lane == bindparam("lane"))
    .order_by(items.c.rank, items.c.due_key, items.c.seq)
    # Of a bare number SQLite plans for the one that it is, anew each time.
    .limit(cast(bindparam("n"), Integer))
)
_FIRST_READY = Prepared(_READY)
_FIRST_READY_LOCKED = Prepared(_READY.with_for_update())
_IN_FLIGHT = Prepared(
    _ITEM.where(text(IN_FLIGHT), items.c.phase.in_([Phase.DISPATCHED, Phase.RUNNING]))
)
_PAUSES = Prepared(select(pauses.c.scope, pauses.c.note))
_PARK = (
    *("scope", "kind", "account", "runtime", "until", "step", "probe", "note"),
    "probes",
)
_PARKS = Prepared(
    select(*(parks.c[name] for name in (*_PARK, "slots"))).order_by(parks.c.scope)
)
_SLOTS = Prepared(
    select(
        slots.c.name,
        slots.c.runtime,
        slots.c.roles,
        slots.c.host,
        slots.c.pid,
        slots.c.state,
        slots.c.started_at,
        slots.c.heartbeat_at,
        slots.c.account,
    ).order_by(slots.c.name)
)
_REPORT = Prepared(
    select(reports.c.text).where(
        reports.c.item_id == bindparam("item_id"),
        reports.c.attempt == bindparam("attempt"),
    )
)

_REPOSITORY = Prepared(
    select(repositories.c.name).where(repositories.c.item_id == bindparam("item_id"))
)

_BUDGET = Prepared(
    select(budgets.c.tokens, budgets.c.microusd).where(
        budgets.c.item_id == bindparam("item_id")
    )
)
_SPENT = Prepared(
    select(spending.c.tokens, spending.c.microusd, spending.c.ms).where(
        spending.c.day == bindparam("day")
    )
)
#: Money is counted in millionths of a dollar, which add up exactly.
MICRO = 1_000_000


class _Now(FunctionElement[int]):
    """The database's clock, in milliseconds."""

    inherit_cache = True


@compiles(_Now, "postgresql")
def _now_postgresql(*_: object, **__: object) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"


_NOW = select(_Now())


class SqlView:
    """One consistent look at the store."""

    _for_update = False

    def __init__(
        self,
        connection: Connection,
        id_prefix: str,
        slot_ttl: timedelta,
        now: Callable[[], datetime] | None,
    ) -> None:
        """Look through *connection*, which is in a transaction."""
        del id_prefix
        self._connection = connection
        self._slot_ttl = slot_ttl
        self._clock = now
        self._parks: list[Park] | None = None

    @cached_property
    def now(self) -> datetime:
        """The database's clock, read once a transaction."""
        if self._clock is not None:
            return from_ms(to_ms(self._clock()))
        if self._connection.dialect.name == "sqlite":
            # Its clock is this machine's own; asking costs a statement each time.
            return from_ms(epoch_ms())
        return from_ms(int(self._connection.scalar(_NOW) or 0))

    # -- items ---------------------------------------------------------------

    def item(self, item_id: str) -> Item:
        """Return the item; raises ItemNotFound."""
        query = _ONE_LOCKED if self._for_update else _ONE
        # What can't be an id may not even be text that the database takes.
        sought = is_id(item_id)
        found = query.rows(self._connection, {"id": item_id}) if sought else []
        if not found:
            msg = f"no item {item_id[:80]}"
            raise ItemNotFound(msg)
        return _item(found[0])

    def items(
        self,
        *,
        status: Status | None = None,
        priority: Priority | None = None,
        limit: int | None = None,
    ) -> list[Item]:
        """List items in the order in which they were added."""
        query = _ITEM.order_by(items.c.seq)
        if status is not None:
            query = query.where(items.c.status == status)
        if priority is not None:
            query = query.where(items.c.priority == priority)
        if limit is not None:
            query = query.limit(limit)
        return [_item(row) for row in self._connection.execute(query)]

    def listed(
        self,
        *,
        statuses: Collection[Status] = (),
        priorities: Collection[Priority] = (),
        limit: int | None = None,
    ) -> list[Listed]:
        """List items in the order in which they were added; all if none are named."""
        query = _LISTED.order_by(items.c.seq)
        if statuses:
            query = query.where(items.c.status.in_(statuses))
        if priorities:
            query = query.where(items.c.priority.in_(priorities))
        if limit is not None:
            query = query.limit(limit)
        return [
            Listed(
                item_id,
                Status(status),
                Phase(phase) if phase else None,
                Priority(priority),
                *rest,
            )
            for item_id, status, phase, priority, *rest in self._connection.execute(
                query
            )
        ]

    def counts(self) -> dict[Status, int]:
        """Count the items of each status; every status is there."""
        query = select(items.c.status, func.count()).group_by(items.c.status)
        found = {Status(status): n for status, n in self._connection.execute(query)}
        return {status: found.get(status, 0) for status in Status}

    def census(self) -> dict[tuple[Status, Priority], int]:
        """Count the items of each status and priority that there are."""
        kinds = (items.c.status, items.c.priority)
        query = select(*kinds, func.count()).group_by(*kinds)
        return {
            (Status(status), Priority(priority)): n
            for status, priority, n in self._connection.execute(query)
        }

    def work(self, *, since: datetime | None, stale: timedelta) -> Work:
        """Measure what has ended *since*, and what has been without a lease."""
        return measure(self._connection, self.now, since=since, stale=stale)

    def dependencies(self, item_id: str) -> dict[str, Until]:
        """Tell what the item depends on, and until when."""
        query = (
            select(dependencies.c.needs_id, dependencies.c.until)
            .where(dependencies.c.item_id == item_id)
            .order_by(dependencies.c.needs_id)
        )
        found = self._connection.execute(query)
        return {needs_id: Until(until) for needs_id, until in found}

    def waits(self) -> list[tuple[str, str]]:
        """List each PENDING item with each one that it still waits for."""
        needed = items.alias()
        query = (
            select(dependencies.c.item_id, dependencies.c.needs_id)
            .join(items, items.c.id == dependencies.c.item_id)
            .join(needed, needed.c.id == dependencies.c.needs_id)
            .where(
                items.c.status == Status.PENDING,
                items.c.open_deps > 0,
                needed.c.status != Status.DONE,
                (dependencies.c.until == Until.DONE) | needed.c.status.not_in(ENDED),
            )
        )
        return [(item_id, needs) for item_id, needs in self._connection.execute(query)]

    def team(self, team_id: str) -> list[Item]:
        """List the items of a team in the order in which they were added."""
        query = _ITEM.where(items.c.team_id == team_id).order_by(items.c.seq)
        return [_item(row) for row in self._connection.execute(query)]

    def _existing(self, ids: Iterable[str]) -> set[str]:
        return set(self._statuses(ids))

    def _statuses(self, ids: Iterable[str], *, lock: bool = False) -> dict[str, Status]:
        wanted = sorted(ids)
        found: dict[str, Status] = {}
        for start in range(0, len(wanted), 500):  # SQLite takes so many parameters
            query = select(items.c.id, items.c.status).where(
                items.c.id.in_(wanted[start : start + 500])
            )
            if lock:
                query = query.order_by(items.c.id).with_for_update(read=True)
            for item_id, status in self._connection.execute(query):
                found[item_id] = Status(status)
        return found

    def repository(self, item_id: str) -> str | None:
        """Return the repository that the item asks for; None: as is set."""
        found = _REPOSITORY.rows(self._connection, {"item_id": item_id})
        return str(found[0][0]) if found else None

    # -- attempts, reports, events -------------------------------------------

    def attempts(self, item_id: str) -> list[Attempt]:
        """List the item's attempts, first to last."""
        query = (
            select(attempts)
            .where(attempts.c.item_id == item_id)
            .order_by(attempts.c.number)
        )
        return [_attempt(row) for row in self._connection.execute(query)]

    def left(self, item_id: str) -> list[Left]:
        """List the runs that attempts of an item have left, the latest first."""
        query = _LEFT.where(attempts.c.item_id == item_id)
        ordered = query.order_by(attempts.c.number.desc())
        return [Left(*row) for row in self._connection.execute(ordered)]

    def left_runs(self, *, limit: int) -> list[Left]:
        """List the runs that were left of items that are not in progress."""
        query = (
            _LEFT.join(items, items.c.id == attempts.c.item_id)
            # All of them: SQLite searches the index of what was left, which is short.
            .where(attempts.c.run > "", items.c.status != Status.IN_PROGRESS)
            .order_by(attempts.c.run)
            .limit(limit)
        )
        return [Left(*row) for row in self._connection.execute(query)]

    def report(self, item_id: str, attempt: int) -> str | None:
        """Return the report an attempt handed in."""
        wanted = {"item_id": item_id, "attempt": attempt}
        found = _REPORT.rows(self._connection, wanted)
        return str(found[0][0]) if found else None

    def events(self, item_id: str) -> list[StoredEvent]:
        """Tell the item's story, first to last."""
        query = select(events).where(events.c.item_id == item_id).order_by(events.c.seq)
        return [_event(row) for row in self._connection.execute(query)]

    def told(self, verb: Verb, *, since: datetime | None = None) -> list[StoredEvent]:
        """List what of one kind happened to any item, ever or *since*, in order."""
        query = select(events).where(events.c.verb == verb).order_by(events.c.id)
        if since is not None:
            query = query.where(events.c.at >= since)
        return [_event(row) for row in self._connection.execute(query)]

    def recent(self, *, limit: int) -> list[StoredEvent]:
        """Tell what happened last in the whole queue, the latest first."""
        query = select(events).order_by(events.c.id.desc()).limit(limit)
        return [_event(row) for row in self._connection.execute(query)]

    def newest_event(self) -> int:
        """Return the number of the last event of the whole queue; 0 for none."""
        return int(self._connection.scalar(select(func.max(events.c.id))) or 0)

    def news(
        self, *, after: int, before: datetime, limit: int
    ) -> list[tuple[int, StoredEvent]]:
        """List the events behind a number that happened before a moment, in order."""
        query = select(events).where(events.c.id > after).order_by(events.c.id)
        rows = self._connection.execute(query.limit(limit)).all()
        # The first that is too young ends it: none may be passed over.
        settled = takewhile(lambda row: row.at < before, rows)
        return [(row.id, _event(row)) for row in settled]

    def mark(self, name: str) -> int | None:
        """Return up to which event somebody was told; None: never."""
        query = select(counters.c.value).where(counters.c.name == name)
        found: int | None = self._connection.scalar(query)
        return found

    # -- budgets -------------------------------------------------------------

    def budget(self, item_id: str) -> tuple[int | None, float | None]:
        """Return the tokens and USD an item may use; None: as is set."""
        found = _BUDGET.rows(self._connection, {"item_id": item_id})
        if not found:
            return None, None
        tokens, microusd = found[0]
        return tokens, None if microusd is None else microusd / MICRO

    def spent_today(self) -> Amount:
        """Tell what all attempts have used since the day began."""
        return _amount(_SPENT.rows(self._connection, {"day": day_of(self.now)}))

    def spent_ever(self) -> Amount:
        """Tell what all attempts have ever used."""
        sums = [func.sum(spending.c[name]) for name in ("tokens", "microusd", "ms")]
        found = self._connection.execute(select(*sums)).all()
        return _amount([[part or 0 for part in row] for row in found])

    # -- slots, pauses, what waits -------------------------------------------

    def slots(self, in_flight: Sequence[Item] | None = None) -> list[SlotRow]:
        """List the slots that ever registered; asks what is *in_flight* if not told."""
        held = self.in_flight() if in_flight is None else in_flight
        busy = {item.owner: item.id for item in held if item.phase is Phase.RUNNING}
        since = self.now - self._slot_ttl
        return [
            SlotRow(
                slot=Slot(name, runtime, tuple(roles), account or ""),
                host=host,
                pid=pid,
                state=state,
                started_at=started_at,
                heartbeat_at=heartbeat_at,
                live=state == "ready" and heartbeat_at > since,
                item_id=busy.get(name),
            )
            for (
                name,
                runtime,
                roles,
                host,
                pid,
                state,
                started_at,
                heartbeat_at,
                account,
            ) in _SLOTS.rows(self._connection)
        ]

    def pauses(self) -> dict[str, str]:
        """Return what is paused and why."""
        return dict(_PAUSES.rows(self._connection))

    def parks(self) -> list[Park]:
        """List the parks there are, those whose moment has passed too."""
        if self._parks is None:
            self._parks = self._read_parks()
        return self._parks

    def _read_parks(self) -> list[Park]:
        return [
            Park(
                **dict(
                    zip(
                        _PARK, [scope, ParkKind(kind), *rest, bool(probes)], strict=True
                    )
                ),
                slots=tuple(names),
            )
            for scope, kind, *rest, probes, names in _PARKS.rows(self._connection)
        ]

    def to_forgive(self) -> list[tuple[str, str, int]]:
        """List scope, item and number of the tries that are to be given back."""
        query = select(strikes.c.scope, strikes.c.item_id, strikes.c.tries).where(
            strikes.c.state == "due"
        )
        found = self._connection.execute(query.order_by(strikes.c.item_id))
        return [(scope, item_id, tries) for scope, item_id, tries in found]

    def in_flight(self) -> list[Item]:
        """List the dispatched and running items, wherever they are held."""
        return [_item(row) for row in _IN_FLIGHT.rows(self._connection)]

    def candidates(
        self, lane: str, *, limit: int, without: Iterable[Priority] = ()
    ) -> list[Item]:
        """List the next items of a lane that are ready, in dispatch order."""
        wanted = {"lane": lane, "n": limit}
        skipped = list(without)
        if not skipped:
            first = _FIRST_READY_LOCKED if self._for_update else _FIRST_READY
            return [_item(row) for row in first.rows(self._connection, wanted)]
        query = _READY.where(items.c.priority.not_in(skipped))
        if self._for_update:
            query = query.with_for_update()
        return [_item(row) for row in self._connection.execute(query, wanted)]

    def ripening(self, ageing: timedelta) -> list[Item]:
        """List the ready items that `Tx.ripen` would change, as it would leave them."""
        ready = items.c.open_deps == 0
        ripe = _ITEM.where(*RIPE_WHERE, ready)
        aged = _ITEM.where(*AGED_WHERE, ready)
        run = self._connection.execute
        return [
            *(
                replace(_item(row), not_before=None)
                for row in run(ripe, {"until": self.now})
            ),
            *(
                replace(found, rank=found.rank - 1)
                for found in map(_item, run(aged, {"since": self.now - ageing}))
            ),
        ]

    def pending(self, *, limit: int) -> list[Item]:
        """List PENDING items in dispatch order, whether they are ready or not."""
        query = (
            _ITEM.where(items.c.status == Status.PENDING)
            .order_by(items.c.rank, items.c.due_key, items.c.seq)
            .limit(limit)
        )
        return [_item(row) for row in self._connection.execute(query)]

    def ahead(
        self, item: Item, lanes: Collection[str], *, without: Iterable[Priority] = ()
    ) -> int:
        """Count the ready items of *lanes* that are dispatched before *item*."""
        due_key = NO_DUE if item.due_at is None else to_ms(item.due_at)
        query = select(func.count()).where(
            text(READY),
            items.c.lane.in_(lanes),
            items.c.priority.not_in(list(without)),
            tuple_(items.c.rank, items.c.due_key, items.c.seq)
            < (item.rank, due_key, item.seq),
        )
        return int(self._connection.scalar(query) or 0)

    def statuses(self, ids: Iterable[str]) -> dict[str, Status]:
        """Tell how these items stand; leaves out those that are not there."""
        return self._statuses(ids)

    def done_twin(self, idempotency_key: str) -> str | None:
        """Return a DONE item with this idempotency key."""
        query = (
            select(items.c.id)
            .where(
                items.c.idempotency_key == idempotency_key,
                items.c.status == Status.DONE,
            )
            .limit(1)
        )
        return self._connection.scalar(query)

    def expired(self, *, limit: int) -> list[Item]:
        """List the running items whose lease has run out."""
        query = (
            _ITEM.where(
                text(IN_FLIGHT),
                items.c.phase == Phase.RUNNING,
                items.c.lease_expires_at < self.now,
            )
            .order_by(items.c.lease_expires_at)
            .limit(limit)
        )
        return [_item(row) for row in self._connection.execute(query)]

    def unanswered(self, older_than: timedelta, *, limit: int) -> list[Item]:
        """List dispatched and reviewing items whose doorbell nobody answered."""
        query = (
            _ITEM.where(
                text(IN_FLIGHT),
                items.c.phase.in_([Phase.DISPATCHED, Phase.REVIEWING]),
                items.c.rung_at <= self.now - older_than,
            )
            .order_by(items.c.rung_at)
            .limit(limit)
        )
        return [_item(row) for row in self._connection.execute(query)]

    def held_by(self, owner: str) -> list[Item]:
        """List the running items that this owner holds."""
        query = _ITEM.where(
            text(IN_FLIGHT),
            items.c.phase == Phase.RUNNING,
            items.c.owner == owner,
        )
        return [_item(row) for row in self._connection.execute(query)]


def _amount(rows: Sequence[Sequence[Any]]) -> Amount:
    if not rows:
        return Amount()
    tokens, microusd, ms = map(int, rows[0])
    return Amount(tokens=tokens, usd=microusd / MICRO, seconds=ms / 1000)


_STATUS, _PHASE, _PRIORITY = (
    _FIELDS.index(name) for name in ("status", "phase", "priority")
)


def _item(row: Iterable[Any]) -> Item:
    values = list(row)
    values[_STATUS] = Status(values[_STATUS])
    values[_PHASE] = Phase(values[_PHASE]) if values[_PHASE] else None
    values[_PRIORITY] = Priority(values[_PRIORITY])
    return Item(**dict(zip(_FIELDS, values, strict=True)))


def _attempt(row: Row[Any]) -> Attempt:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    del values["run"]
    values["usage"] = values["usage"] or {}
    values["reasons"] = tuple(values["reasons"] or ())
    values["missing_checks"] = tuple(values["missing_checks"] or ())
    values["worktree"] = worktree_of(values["worktree"])
    return Attempt(**values)


def _event(row: Row[Any]) -> StoredEvent:
    event = Event(
        item_id=row.item_id,
        seq=row.seq,
        verb=Verb(row.verb),
        source=_state(row.source) if row.source else None,
        target=_state(row.target),
        fence=row.fence,
        attempt=row.attempt,
        actor=row.actor,
        note=row.note,
        data=row.data,
    )
    return StoredEvent(event, row.at, row.trace_id)


def _state(name: str) -> State:
    status, _, phase = name.partition("/")
    return Status(status), Phase(phase) if phase else None
