"""
The store: every write is guarded, and comes with its event in one transaction.

Reading is in `view.py`; this module is all that ever changes a row.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from openclaw_celery.domain.budget import day_of, tokens_of, usd_of
from openclaw_celery.domain.errors import (
    DuplicateItem,
    InvalidValue,
    ItemNotFound,
    LeaseLost,
)
from openclaw_celery.domain.item import ENDED, Item, NewItem, Phase, Status, Until
from openclaw_celery.domain.parking import Park
from openclaw_celery.domain.transitions import Event, Verb, describe
from openclaw_celery.store.database import Connections, transaction
from openclaw_celery.store.prepared import Prepared
from openclaw_celery.store.tables import (
    NO_DUE,
    attempts,
    budgets,
    counters,
    dependencies,
    events,
    items,
    parks,
    pauses,
    repositories,
    slots,
    storable,
    strikes,
    to_ms,
)
from openclaw_celery.store.view import AGED_WHERE, MICRO, RIPE_WHERE, SqlView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from openclaw_celery.domain.transitions import Change
    from openclaw_celery.ports import Slot

#: One number for "somebody dispatches", among PostgreSQL's advisory locks.
DISPATCH_LOCK = 0x636C6178

#: What may change in an item after it was added, beside its order and its lane.
_MUTABLE = (
    "status",
    "phase",
    "fence",
    "owner",
    "lease_expires_at",
    "attempt",
    "tries",
    "max_attempts",
    "losses",
    "not_before",
    "started_at",
    "ended_at",
    "rung_at",
    "rings",
    "notes",
    "error_fingerprint",
    "event_seq",
)

_SAVE = update(items).where(
    items.c.id == bindparam("b_id"),
    items.c.status == bindparam("b_status"),
    items.c.phase.is_not_distinct_from(bindparam("b_phase")),
    items.c.fence == bindparam("b_fence"),
    items.c.event_seq == bindparam("b_event_seq"),
)
_ANYTHING_RIPE = Prepared(
    select(
        or_(
            exists(select(items.c.seq).where(*RIPE_WHERE)),
            exists(select(items.c.seq).where(*AGED_WHERE)),
        )
    )
)
_RIPE = (
    update(items).where(*RIPE_WHERE).values(not_before=None, ranked_at=bindparam("now"))
)
_AGED = (
    update(items)
    .where(*AGED_WHERE)
    .values(rank=items.c.rank - 1, ranked_at=bindparam("now"))
)
_TELL = Prepared(
    insert(events).values(
        {c.name: bindparam(c.name) for c in events.c if c.name != "id"}
    )
)
_WAITING = select(dependencies.c.item_id).where(
    dependencies.c.needs_id == bindparam("needs_id")
)
_STEP = {"open_deps": items.c.open_deps + bindparam("step")}
_COUNT_DEPS = Prepared(update(items).where(items.c.id.in_(_WAITING)).values(_STEP))
_COUNT_DEPS_UNTIL = Prepared(
    update(items)
    .where(items.c.id.in_(_WAITING.where(dependencies.c.until == bindparam("b_until"))))
    .values(_STEP)
)
_EDIT_ATTEMPT = update(attempts).where(
    attempts.c.item_id == bindparam("b_item_id"),
    attempts.c.number == bindparam("b_number"),
)
_OPEN_ATTEMPT = Prepared(
    insert(attempts).values(
        {
            column: bindparam(column)
            for column in ("item_id", "number", "fence", "dispatched_at")
        }
    )
)
#: Both databases know this form.
_KEEP_REPORT = Prepared(
    text(
        "INSERT INTO reports (item_id, attempt, text)"
        " VALUES (:item_id, :attempt, :text)"
        " ON CONFLICT (item_id, attempt) DO UPDATE SET text = excluded.text"
    )
)
_EXTEND = Prepared(
    update(items)
    .where(
        items.c.id == bindparam("b_id"),
        items.c.status == Status.IN_PROGRESS,
        items.c.phase == Phase.RUNNING,
        items.c.fence == bindparam("b_fence"),
    )
    .values(lease_expires_at=bindparam("until"))
)
#: Two who add an installation's first item at once: both databases know this form.
_NUMBERED = text(
    "INSERT INTO counters (name, value) VALUES (:name, 0) ON CONFLICT DO NOTHING"
)

_USED = Prepared(
    select(attempts.c.usage)
    .where(
        attempts.c.item_id == bindparam("b_item_id"),
        attempts.c.number == bindparam("b_number"),
    )
    .with_for_update()
)
#: Added up by the database: two who add at once both count.
_SPEND = Prepared(
    text(
        "INSERT INTO spending (day, tokens, microusd, ms)"
        " VALUES (:day, :tokens, :microusd, :ms)"
        " ON CONFLICT (day) DO UPDATE SET tokens = spending.tokens + excluded.tokens,"
        " microusd = spending.microusd + excluded.microusd,"
        " ms = spending.ms + excluded.ms"
    )
)


class SqlStore:
    """The store on a SQLAlchemy engine."""

    def __init__(
        self,
        engine: Engine,
        *,
        id_prefix: str = "ORCH",
        slot_ttl: timedelta = timedelta(seconds=30),
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """Use *engine*; *now* stands in for the database's clock in tests."""
        self.engine = engine
        self._options = (id_prefix, slot_ttl, now)
        self._connections = Connections(engine)

    @contextmanager
    def read(self) -> Iterator[SqlView]:
        """Look without changing anything."""
        kept = self._connections
        with transaction(self.engine, writes=False, connections=kept) as connection:
            yield SqlView(connection, *self._options)

    @contextmanager
    def write(self) -> Iterator[SqlTx]:
        """Change something: committed at the end, rolled back on any exception."""
        kept = self._connections
        with transaction(self.engine, writes=True, connections=kept) as connection:
            yield SqlTx(connection, *self._options)


class SqlTx(SqlView):
    """One writing transaction."""

    #: Rows that are read here will be written: PostgreSQL locks them.
    _for_update = True

    def __init__(
        self,
        connection: Connection,
        id_prefix: str,
        slot_ttl: timedelta,
        now: Callable[[], datetime] | None,
    ) -> None:
        super().__init__(connection, id_prefix, slot_ttl, now)
        self._id_prefix = id_prefix

    # -- items ---------------------------------------------------------------

    def add(
        self,
        new_items: Sequence[NewItem],
        *,
        actor: str,
        max_attempts: int,
        trace_id: str,
    ) -> list[Item]:
        """Insert items with their first event; all of them, or none."""
        named = self._with_ids(new_items)
        self._refuse_known(named)
        needs = self._needs_of(named)
        added = [
            self._fresh(new, needs[_id(new)], max_attempts, trace_id) for new in named
        ]
        if not added:
            return []
        rows = [
            {
                **{name: getattr(item, name) for name in _COLUMNS if name != "seq"},
                "lane": item.lane,
                "due_key": _due_key(item.due_at),
                "ranked_at": self.now,
            }
            for item in added
        ]
        try:
            self._connection.execute(insert(items), rows)
        except IntegrityError as error:
            msg = "one of these ids was added by somebody else meanwhile"
            raise DuplicateItem(msg) from error
        links = [
            {"item_id": new.id, "needs_id": need, "until": until}
            for new in named
            for need, until in _links(new).items()
        ]
        if links:
            self._connection.execute(insert(dependencies), links)
        limited = [
            {
                "item_id": new.id,
                "tokens": new.budget_tokens,
                "microusd": None
                if new.budget_usd is None
                else round(new.budget_usd * MICRO),
            }
            for new in named
            if new.budget_tokens is not None or new.budget_usd is not None
        ]
        if limited:
            self._connection.execute(insert(budgets), limited)
        asked = [
            {"item_id": new.id, "name": new.repository}
            for new in named
            if new.repository is not None
        ]
        if asked:
            self._connection.execute(insert(repositories), asked)
        self._tell([(_added(item, actor), trace_id) for item in added])
        return added

    def _with_ids(self, new_items: Sequence[NewItem]) -> list[NewItem]:
        """Give a number to each item that came without an id."""
        prefix = self._id_prefix
        pattern = re.compile(re.escape(prefix) + r"-(\d{1,15})\Z")
        numbers = [
            int(found[1]) for new in new_items if (found := pattern.match(new.id or ""))
        ]
        wanted = sum(new.id is None for new in new_items)
        if not numbers and not wanted:
            return _resolved(new_items)
        self._connection.execute(_NUMBERED, {"name": prefix})
        highest = self._connection.scalar(
            select(counters.c.value).where(counters.c.name == prefix).with_for_update()
        )
        following = max([highest or 0, *numbers])
        named = []
        for new in new_items:
            if new.id is None:
                following += 1
                named.append(replace(new, id=f"{prefix}-{following:03d}"))
            else:
                named.append(new)
        self._connection.execute(
            update(counters).where(counters.c.name == prefix).values(value=following)
        )
        return _resolved(named)

    def _refuse_known(self, named: Sequence[NewItem]) -> None:
        seen: set[str] = set()
        for new in named:
            if _id(new) in seen:
                msg = f"{new.id} is there twice"
                raise DuplicateItem(msg)
            seen.add(_id(new))
        known = self._existing(seen)
        if known:
            msg = f"{', '.join(sorted(known)[:5])} exists already"
            raise DuplicateItem(msg)

    def _needs_of(self, named: Sequence[NewItem]) -> dict[str, dict[str, bool]]:
        """Tell for each new item what it depends on, and whether that is over."""
        status = {_id(new): new.status for new in named}
        wanted = {need for new in named for need in _links(new)} - status.keys()
        if wanted:
            # Held as they are to the end: one that ended meanwhile would not know
            # yet whom to tell, and the new item would wait for ever.
            status |= self._statuses(wanted, lock=True)
        missing = wanted - status.keys()
        if missing:
            msg = f"no item {', '.join(sorted(missing)[:5])} to depend on"
            raise ItemNotFound(msg)
        needs = {
            _id(new): {
                need: until.met_by(status[need]) for need, until in _links(new).items()
            }
            for new in named
        }
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            msg = f"these items wait for each other: {' -> '.join(error.args[1])}"
            raise InvalidValue(msg) from error
        return needs

    def _fresh(
        self, new: NewItem, needs: dict[str, bool], max_attempts: int, trace_id: str
    ) -> Item:
        running = new.status is Status.IN_PROGRESS
        return Item(
            seq=0,  # the database numbers it
            id=_id(new),
            title=new.title,
            success_criteria=new.success_criteria,
            status=new.status,
            # Somebody outside works on it: theirs until the lease runs out.
            phase=Phase.RUNNING if running else None,
            priority=new.priority,
            rank=new.priority.rank,
            fence=1 if running else 0,
            owner=new.owner,
            lease_expires_at=self.now + OUTSIDE_LEASE if running else None,
            attempt=0,
            tries=0,
            max_attempts=new.max_attempts or max_attempts,
            losses=0,
            not_before=None,
            due_at=new.due_at,
            created_at=self.now,
            started_at=new.started_at,
            ended_at=None,
            rung_at=None,
            rings=0,
            notes=new.notes,
            idempotency_key=new.idempotency_key,
            runtime=new.runtime,
            role=new.role,
            error_fingerprint=None,
            trace_id=trace_id,
            open_deps=sum(not over for over in needs.values()),
            event_seq=1,
            team_id=new.team_id,
            owner_role=new.owner_role,
        )

    def save(self, change: Change) -> int:
        """
        Write a change and its event if the item is still as it was read.

        Returns how many items have one dependency less, or more, by it.
        """
        before, after = change.before, change.after
        # Only what differs: an index that none of it stands in is left alone.
        values: dict[str, Any] = {
            name: new
            for name in _MUTABLE
            if (new := getattr(after, name)) != getattr(before, name)
        }
        saved = _save_of(frozenset(values)).run(
            self._connection,
            {
                **values,
                "b_id": before.id,
                "b_status": before.status,
                "b_phase": before.phase,
                "b_fence": before.fence,
                "b_event_seq": before.event_seq,
            },
        )
        if saved != 1:
            msg = f"{before.id} was changed by somebody else meanwhile"
            raise LeaseLost(msg)
        self._tell([(change.event, after.trace_id)])
        if change.event.verb is Verb.EDIT:
            self._edit(before, after)
        if before.status is after.status:
            return 0
        return self._count_open_deps(after.id, before.status, after.status)

    def _edit(self, before: Item, after: Item) -> None:
        """Write the text of an item whose guarded update has gone through."""
        values: dict[str, Any] = {
            "title": after.title,
            "success_criteria": after.success_criteria,
            "priority": after.priority,
            "rank": after.rank,
            "due_at": after.due_at,
            "due_key": _due_key(after.due_at),
        }
        if after.rank != before.rank:
            values["ranked_at"] = self.now
        self._connection.execute(
            update(items).where(items.c.id == after.id).values(values)
        )

    def _count_open_deps(self, item_id: str, was: Status, now: Status) -> int:
        """Tell those that depend on an item that it is over, or not; count them."""
        done = (was is Status.DONE) - (now is Status.DONE)
        ended = (was in ENDED) - (now in ENDED)
        if done == ended:
            # The busy path: both kinds of dependency go the same way, mostly none.
            values = {"needs_id": item_id, "step": done}
            return _COUNT_DEPS.run(self._connection, values) if done else 0
        return sum(
            _COUNT_DEPS_UNTIL.run(
                self._connection, {"needs_id": item_id, "b_until": until, "step": step}
            )
            for until, step in ((Until.DONE, done), (Until.ENDED, ended))
            if step
        )

    def _tell(self, told: Sequence[tuple[Event, str]]) -> None:
        for event, trace_id in told:
            _TELL.run(
                self._connection,
                {
                    "item_id": event.item_id,
                    "seq": event.seq,
                    "at": self.now,
                    "verb": event.verb,
                    "source": describe(event.source) if event.source else None,
                    "target": describe(event.target),
                    "fence": event.fence,
                    "attempt": event.attempt,
                    "actor": event.actor,
                    "note": event.note,
                    "data": dict(event.data),
                    "trace_id": trace_id,
                },
            )

    # -- dispatch, leases, doorbells -----------------------------------------

    def serialise_dispatch(self) -> None:
        """Wait until no other dispatch is under way; SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": DISPATCH_LOCK}
            )
            # Whoever has held the lock until now may have parked a slot.
            self._parks = None

    def ripen(self, *, ageing: timedelta) -> None:
        """Make items ready whose backoff has passed; move long waiters up a rank."""
        moments = {"until": self.now, "since": self.now - ageing}
        [[ripe]] = _ANYTHING_RIPE.rows(self._connection, moments)
        if ripe:
            self._connection.execute(
                _RIPE, {"until": moments["until"], "now": self.now}
            )
            self._connection.execute(
                _AGED, {"since": moments["since"], "now": self.now}
            )

    def extend_lease(self, item: Item, *, fence: int, lease: timedelta) -> bool:
        """Extend a running item's lease if *fence* is still its own."""
        written = _EXTEND.run(
            self._connection,
            {"b_id": item.id, "b_fence": fence, "until": self.now + lease},
        )
        return written == 1

    def ring_again(self, item: Item) -> bool:
        """Note that the doorbell was rung; False when the item has moved on."""
        written = self._connection.execute(
            update(items)
            .where(
                items.c.id == item.id,
                items.c.fence == item.fence,
                items.c.event_seq == item.event_seq,
                items.c.rings == item.rings,
            )
            .values(rung_at=self.now, rings=item.rings + 1)
        )
        return bool(written.rowcount == 1)

    # -- attempts ------------------------------------------------------------

    def open_attempt(self, item: Item) -> None:
        """Insert the attempt row `item.attempt`, dispatched now."""
        _OPEN_ATTEMPT.run(
            self._connection,
            {
                "item_id": item.id,
                "number": item.attempt,
                "fence": item.fence,
                "dispatched_at": self.now,
            },
        )

    def edit_attempt(
        self,
        item_id: str,
        number: int,
        *,
        ended: bool = False,
        started: bool = False,
        **fields: Any,  # noqa: ANN401 - columns of the attempt row
    ) -> None:
        """Set columns of an attempt row; `started` and `ended` stamp the time."""
        if started:
            fields["started_at"] = self.now
        if ended:
            fields["ended_at"] = self.now
        _edit_of(frozenset(fields)).run(
            self._connection, {"b_item_id": item_id, "b_number": number, **fields}
        )

    def keep_report(self, item_id: str, attempt: int, text: str) -> str:
        """Store a report, in place of an earlier one; return its sha256."""
        clean = storable(text)
        told = {"item_id": item_id, "attempt": attempt, "text": clean}
        _KEEP_REPORT.run(self._connection, told)
        return hashlib.sha256(clean.encode()).hexdigest()

    def move_mark(self, name: str, *, since: int | None, to: int) -> bool:
        """Note up to which event somebody was told; False when another has."""
        if since is None:
            begin = text(
                "INSERT INTO counters (name, value) VALUES (:name, :value)"
                " ON CONFLICT DO NOTHING"
            )
            done = self._connection.execute(begin, {"name": name, "value": to})
        else:
            move = update(counters).where(
                counters.c.name == name, counters.c.value == since
            )
            done = self._connection.execute(move.values(value=to))
        return bool(done.rowcount)

    # -- budgets -------------------------------------------------------------

    def set_budget(
        self, item_id: str, *, tokens: int | None, usd: float | None
    ) -> None:
        """Say what an item may use from now on; None: as is set."""
        self._connection.execute(delete(budgets).where(budgets.c.item_id == item_id))
        micro = None if usd is None else round(usd * MICRO)
        self._connection.execute(
            insert(budgets), {"item_id": item_id, "tokens": tokens, "microusd": micro}
        )

    def spend(
        self,
        item_id: str,
        number: int,
        usage: Mapping[str, Any],
        held: timedelta = timedelta(),
    ) -> None:
        """
        Note what an attempt has used so far, and count to the day what is new of it.

        *held* is the time to be counted as well. Telling the same twice counts once.
        """
        tokens = micro = 0
        if usage:
            where = {"b_item_id": item_id, "b_number": number}
            [[before]] = _USED.rows(self._connection, where) or [[None]]
            tokens = max(tokens_of(usage) - tokens_of(before), 0)
            micro = max(round((usd_of(usage) - usd_of(before)) * MICRO), 0)
            if usage != before and tokens_of(usage) >= tokens_of(before):
                self.edit_attempt(item_id, number, usage=dict(usage))
        ms = max(held // timedelta(milliseconds=1), 0)
        if tokens or micro or ms:
            _SPEND.run(
                self._connection,
                {
                    "day": day_of(self.now),
                    "tokens": tokens,
                    "microusd": micro,
                    "ms": ms,
                },
            )

    # -- slots, pauses -------------------------------------------------------

    def put_slot(self, slot: Slot, *, host: str, pid: int, state: str) -> None:
        """Register a slot, or register it anew, as heard of now."""
        fields = {
            "runtime": slot.runtime,
            "roles": list(slot.roles),
            "account": slot.account,
            "host": host,
            "pid": pid,
            "state": state,
            "started_at": self.now,
            "heartbeat_at": self.now,
        }
        known = self._connection.execute(
            update(slots).where(slots.c.name == slot.name).values(**fields)
        )
        if known.rowcount == 0:
            self._connection.execute(insert(slots), {"name": slot.name, **fields})

    def beat_slot(self, name: str, *, pid: int, host: str, state: str) -> bool:
        """Note that a slot lives; False when somebody else has registered it."""
        written = self._connection.execute(
            update(slots)
            .where(slots.c.name == name, slots.c.pid == pid, slots.c.host == host)
            .values(heartbeat_at=self.now, state=state)
        )
        return bool(written.rowcount == 1)

    def pause(self, scope: str, *, note: str) -> None:
        """Keep what is in *scope* from being dispatched."""
        self.resume(scope)
        self._connection.execute(
            insert(pauses), {"scope": scope, "at": self.now, "note": note}
        )

    def resume(self, scope: str) -> bool:
        """Undo a pause; False when there was none."""
        gone = self._connection.execute(delete(pauses).where(pauses.c.scope == scope))
        return bool(gone.rowcount)

    # -- parks ---------------------------------------------------------------

    def put_park(self, park: Park) -> None:
        """Park these slots, in place of the park of the same scope."""
        self.lift(park.scope)
        row = {name: getattr(park, name) for name in Park.__dataclass_fields__}
        row |= {"slots": list(park.slots), "probes": int(park.probes)}
        self._connection.execute(insert(parks), row)
        self._parks = None

    def take_probe(self, park: Park, mark: str) -> bool:
        """Note who goes first; False when somebody else has changed the park."""
        written = self._connection.execute(
            update(parks)
            .where(
                parks.c.scope == park.scope,
                parks.c.probe == park.probe,
                parks.c.until == park.until,
            )
            .values(probe=mark)
        )
        self._parks = None
        return bool(written.rowcount == 1)

    def lift(self, scope: str) -> bool:
        """Undo a park; False when there is none."""
        gone = self._connection.execute(delete(parks).where(parks.c.scope == scope))
        self._parks = None
        return bool(gone.rowcount)

    def strike(self, scope: str, item_id: str, *, window: timedelta) -> int:
        """Note that a kind of failure has cost an item a try; count its items."""
        mine = (strikes.c.scope == scope, strikes.c.item_id == item_id)
        run = self._connection.execute
        known = run(
            update(strikes)
            .where(*mine, strikes.c.state == "open")
            .values(at=self.now, tries=strikes.c.tries + 1)
        )
        if not known.rowcount and not run(select(strikes.c.state).where(*mine)).first():
            new = {"scope": scope, "item_id": item_id, "at": self.now}
            run(insert(strikes), {**new, "tries": 1, "state": "open"})
        query = select(func.count()).where(
            strikes.c.scope == scope,
            strikes.c.state == "open",
            strikes.c.at >= self.now - window,
        )
        return int(self._connection.scalar(query) or 0)

    def end_strikes(self, scope: str, *, forgive: bool) -> None:
        """Let what a kind of failure has struck count no more; *forgive* it later."""
        open_ = (strikes.c.scope == scope, strikes.c.state == "open")
        if forgive:
            self._connection.execute(update(strikes).where(*open_).values(state="due"))
        else:
            self._connection.execute(delete(strikes).where(*open_))

    def forgiven(self, scope: str, item_id: str) -> bool:
        """Note that tries were given back; False when somebody else has."""
        written = self._connection.execute(
            update(strikes)
            .where(
                strikes.c.scope == scope,
                strikes.c.item_id == item_id,
                strikes.c.state == "due",
            )
            .values(state="forgiven")
        )
        return bool(written.rowcount == 1)


#: An imported IN_PROGRESS row is somebody's outside the queue for this long.
OUTSIDE_LEASE = timedelta(hours=6)

_COLUMNS = tuple(Item.__dataclass_fields__)


@cache
def _save_of(fields: frozenset[str]) -> Prepared:
    """Return the guarded update that sets these columns; each verb has its own few."""
    return Prepared(_SAVE.values({name: bindparam(name) for name in sorted(fields)}))


@cache
def _edit_of(fields: frozenset[str]) -> Prepared:
    """Return the statement that sets these columns; there are a handful of sets."""
    return Prepared(
        _EDIT_ATTEMPT.values({name: bindparam(name) for name in sorted(fields)})
    )


def _id(new: NewItem) -> str:
    return new.id or ""


def _links(new: NewItem) -> dict[str, Until]:
    """Tell what a new item waits for: until it is DONE if it is named for both."""
    return {
        **dict.fromkeys(new.after, Until.ENDED),
        **dict.fromkeys(new.depends_on, Until.DONE),
    }


def _resolved(named: Sequence[NewItem]) -> list[NewItem]:
    """Put ids where a new item names another one of the same call by its place."""
    ids = {f"#{at}": _id(new) for at, new in enumerate(named)}
    return [
        replace(
            new,
            depends_on=tuple(ids.get(need, need) for need in new.depends_on),
            after=tuple(ids.get(need, need) for need in new.after),
            team_id=ids.get(new.team_id or "", new.team_id),
        )
        for new in named
    ]


def _due_key(due_at: datetime | None) -> int:
    return NO_DUE if due_at is None else to_ms(due_at)


def _added(item: Item, actor: str) -> Event:
    return Event(
        item_id=item.id,
        seq=1,
        verb=Verb.ADD,
        source=None,
        target=item.state,
        fence=item.fence,
        attempt=0,
        actor=actor,
    )
