"""
why: the one reason that keeps an item waiting now, and what would clear it.

The dispatcher's own functions are asked, so that the answer is what it would do.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.budget import KST, day_ends
from openclaw_celery.domain.item import Phase, Priority, Status, Until
from openclaw_celery.domain.parking import ParkKind, barred
from openclaw_celery.domain.transitions import STAYING, describe
from openclaw_celery.engine.dispatch import (
    candidates_for,
    choose,
    fits,
    lanes_of,
    paused_slot,
    room_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from openclaw_celery.domain.budget import Overrun
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.parking import Park
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import SlotRow, Store, View

#: How many items or slots a reason names; the others are counted.
NAMED = 5


class Kind(enum.StrEnum):
    """What kind of thing an item waits for."""

    #: The next dispatch takes it.
    READY = "ready"
    #: The next dispatch ends it: the same work is DONE already.
    DUPLICATE = "duplicate"
    DEPENDENCY = "dependency"
    BACKOFF = "backoff"
    PAUSED = "paused"
    NO_SLOT = "no_slot"
    #: Slots live, but none with its role and runtime.
    UNSERVED = "unserved"
    #: The day's budget is used up, or its own.
    BUDGET = "budget"
    #: Its account waits for more of what its provider gives.
    QUOTA = "quota"
    #: The same failure strikes whatever the slots run.
    OUTAGE = "outage"
    CAPACITY = "capacity"
    ORDER = "order"
    #: BLOCKED or FAILED: a person decides.
    PERSON = "person"
    #: It is being worked on.
    UNDERWAY = "underway"
    #: Whoever worked on it let its lease run out.
    LAPSED = "lapsed"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an item is not being worked on, as a person needs to know it."""

    id: str
    status: Status
    kind: Kind
    reason: str
    #: What would clear it; empty where nothing has to be.
    clears: str = ""
    until: datetime | None = None
    #: The items it waits for, or that are before it.
    items: tuple[str, ...] = ()
    #: How many ready items go first.
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class _Cause:
    kind: Kind
    reason: str
    clears: str = ""
    until: datetime | None = None
    items: tuple[str, ...] = ()
    ahead: int = 0


class Explainer:
    """Says what waits for what; changes nothing."""

    def __init__(self, store: Store, policy: Policy) -> None:
        """Look into *store*."""
        self._store = store
        self._policy = policy

    def why(self, ids: Sequence[str]) -> list[Why]:
        """Explain these items; raises ItemNotFound."""
        with self._store.read() as view:
            look = _Look(view, self._policy)
            return [look.why(view.item(item_id)) for item_id in ids]

    def waiting(self, *, limit: int) -> list[Why]:
        """
        Explain what waits: for a slot, in dispatch order, then for a person.

        Of each at most *limit*.
        """
        with self._store.read() as view:
            look = _Look(view, self._policy)
            found = view.pending(limit=limit)
            for status in (Status.BLOCKED, Status.FAILED):
                found += view.items(status=status, limit=limit)
            return [look.why(item) for item in found]


class _Look:
    """What the dispatcher would do now, and why not with the others."""

    def __init__(self, view: View, policy: Policy) -> None:
        self._view = view
        self._policy = policy
        self._room = room_of(view, policy)
        self._ripe = {item.id: item for item in view.ripening(policy.ageing)}
        self._going: dict[str, str | None] = {}
        self._spent: dict[str, Overrun] = {}
        if self._room.left > 0:
            ripe = list(self._ripe.values())
            found = candidates_for(view, self._room, ripe)
            chosen = list(choose(view, self._room, found, policy))
            self._going = {item.id: twin for item, twin, _ in chosen}
            self._spent = {item.id: over for item, _, over in chosen if over}

    def why(self, item: Item) -> Why:
        """Explain one item."""
        if item.status is Status.PENDING:
            cause = self._pending(self._ripe.get(item.id, item))
        elif item.status is Status.IN_PROGRESS:
            cause = _underway(item, self._view.now)
        elif item.status is Status.DONE:
            cause = _Cause(Kind.DONE, "it is done")
        else:
            cause = self._person(item)
        return Why(
            id=item.id,
            status=item.status,
            kind=cause.kind,
            reason=cause.reason,
            clears=cause.clears,
            until=cause.until,
            items=cause.items,
            ahead=cause.ahead,
        )

    def _pending(self, item: Item) -> _Cause:
        """Find what binds: the item's own reasons, then the slots, then order."""
        if item.id in self._going:
            return self._next(item, self._going[item.id])
        return (
            self._own(item) or self._paused(item) or self._day() or self._slots(item)
        ) or self._order(item)

    def _next(self, item: Item, twin: str | None) -> _Cause:
        if item.id in self._spent:
            told = f"{self._spent[item.id]}: it is BLOCKED instead of run"
            return _Cause(Kind.BUDGET, told, f"`clawq budget {item.id}` raises it")
        if twin is not None:
            told = f"{twin} is DONE with the same key: it ends as DONE without a run"
            return _Cause(Kind.DUPLICATE, told, items=(twin,))
        return _Cause(Kind.READY, "next to be dispatched")

    def _own(self, item: Item) -> _Cause | None:
        if item.open_deps:
            return self._dependencies(item)
        if item.not_before is not None:
            note = self._last_move(item)
            return _Cause(
                Kind.BACKOFF,
                f"is tried again later: {note}" if note else "is tried again later",
                "the time passes",
                until=item.not_before,
            )
        return None

    def _day(self) -> _Cause | None:
        over = self._room.spent
        if over is None:
            return None
        ends = day_ends(self._view.now)
        return _Cause(
            Kind.BUDGET,
            f"nothing is given out until {ends:%Y-%m-%d %H:%M} KST: {over}",
            "the day turns, or `budgets` in clawq.toml allow more",
            until=ends,
        )

    def _dependencies(self, item: Item) -> _Cause:
        needs = self._view.dependencies(item.id)
        stand = self._view.statuses(needs)
        left = {n: s for n, s in stand.items() if not needs[n].met_by(s)}
        told = _names(f"{name} ({status})" for name, status in left.items())
        stuck = [n for n, s in left.items() if s in {Status.BLOCKED, Status.FAILED}]
        clears = "; ".join(
            f"{_names(names)} must {what}"
            for until, what in ((Until.DONE, "be DONE"), (Until.ENDED, "end"))
            if (names := [name for name in left if needs[name] is until])
        )
        if stuck:
            clears += f"; a person decides about {_names(stuck)}"
        return _Cause(Kind.DEPENDENCY, f"waits for {told}", clears, items=tuple(left))

    def _paused(self, item: Item) -> _Cause | None:
        for scope in ("all", f"priority:{item.priority}", f"role:{item.role}"):
            if scope in self._room.paused:
                return self._pause([scope])
        return None

    def _pause(self, scopes: Sequence[str]) -> _Cause:
        paused = self._room.paused
        told = _names(f"{s}: {paused[s]}" if paused[s] else s for s in scopes)
        clears = _names(f"`clawq resume {scope}`" for scope in scopes)
        return _Cause(Kind.PAUSED, f"paused {told}", clears)

    def _slots(self, item: Item) -> _Cause | None:
        live = [row for row in self._room.slots if row.live]
        if not live:
            # A slot would get as little as a session that picks.
            if full := self._full_everywhere():
                return full
            told = "no slot is live"
            return _Cause(Kind.NO_SLOT, told, "`clawq up` starts the slots")
        takers = [row for row in live if item.lane in lanes_of(row.slot)]
        if not takers:
            wanted = " and ".join(
                f"{what} {name}"
                for what, name in (("role", item.role), ("runtime", item.runtime))
                if name
            )
            clears = f"start a slot with {wanted}"
            return _Cause(Kind.UNSERVED, f"no live slot has {wanted}", clears)
        paused = self._room.paused
        if all(paused_slot(row.slot, paused) for row in takers):
            names = [
                (f"slot:{r.slot.name}", f"account:{r.slot.account}") for r in takers
            ]
            scopes = [scope for both in names for scope in both if scope in paused]
            return self._pause(list(dict.fromkeys(scopes)))
        return self._parked(takers) or self._capacity(item, takers)

    def _parked(self, takers: Sequence[SlotRow]) -> _Cause | None:
        """Say what all slots wait for that could take it."""
        now, room = self._view.now, self._room
        found = [barred(room.parks, row.slot, now, room.running) for row in takers]
        parks = [park for park in found if park is not None]
        if len(parks) < len(found):
            return None
        park = min(parks, key=lambda park: park.until)
        return _wait_for(park, self._view.now)

    def _capacity(self, item: Item, takers: Sequence[SlotRow]) -> _Cause | None:
        most, flight = self._policy.max_workers, self._room.flight
        if len(flight) >= most:
            return _full("max_workers", most, flight)
        if full := self._full_everywhere():
            return full
        free = {slot.name for slot in self._room.free}
        if not any(row.slot.name in free for row in takers):
            busy = [row for row in takers if row.item_id]
            held = _names(f"{row.slot.name} runs {row.item_id}" for row in busy)
            ids = tuple(row.item_id for row in busy if row.item_id)
            return _Cause(
                Kind.CAPACITY, f"its slots are busy: {held}", "one ends", items=ids
            )
        coming = [
            other
            for number, other in enumerate(self._room.on_the_way)
            if fits([*self._room.on_the_way[:number], other], self._room.free)
        ]
        if self._room.left <= 0 or not fits([*coming, item], self._room.free):
            ids = tuple(other.id for other in self._room.on_the_way)
            told = f"the free slots are about to take {_names(ids)}"
            return _Cause(Kind.CAPACITY, told, "one of them ends", items=ids)
        return None

    def _full_everywhere(self) -> _Cause | None:
        most, flight = self._policy.max_in_flight, self._room.everywhere
        # A bound of 0 is none.
        full = most and len(flight) >= most
        return _full("max_in_flight", most, flight) if full else None

    def _order(self, item: Item) -> _Cause:
        paused = self._room.paused
        without = [p for p in Priority if f"priority:{p}" in paused]
        rivals = {
            lane
            for row in self._room.slots
            if row.live and item.lane in lanes_of(row.slot)
            for lane in lanes_of(row.slot)
            if f"role:{lane.partition('/')[0]}" not in paused
        }
        ahead = max(self._view.ahead(item, rivals, without=without), 1)
        told = f"{ahead} {'item goes' if ahead == 1 else 'items go'} first"
        going = tuple(self._going)
        return _Cause(
            Kind.ORDER, told, "its turn comes, or a higher priority", None, going, ahead
        )

    def _last_move(self, item: Item) -> str:
        """Return the note of what brought the item where it is."""
        moves = [
            stored.event.note
            for stored in self._view.events(item.id)
            if stored.event.verb not in STAYING
        ]
        return moves[-1] if moves else ""

    def _person(self, item: Item) -> _Cause:
        note = self._last_move(item)
        spent = " --force" if item.tries >= item.max_attempts else ""
        retry = f"`clawq retry --id {item.id}{spent}`"
        if item.status is Status.BLOCKED:
            retry = f"`clawq answer --id {item.id} --text ...` or {retry}"
        told = note or item.notes or f"it is {item.status}"
        return _Cause(Kind.PERSON, told, retry)


def _wait_for(park: Park, now: datetime) -> _Cause:
    quota = park.kind is ParkKind.QUOTA
    what = {
        ParkKind.QUOTA: "quota of",
        ParkKind.FAILURE: "the same failure on several items of",
        ParkKind.AWAY: "nothing runs the agents of",
    }[park.kind]
    until = f"until {park.until.astimezone(KST):%Y-%m-%d %H:%M:%S} KST"
    if not park.waits(now):
        until = f"until {park.probe.partition(':')[0]}, which goes first, has ended"
    clears = f"the time passes, or `clawq resume account:{park.account}`"
    return _Cause(
        Kind.QUOTA if quota else Kind.OUTAGE,
        f"{what} {park.account} {until}: {park.note}",
        clears,
        until=park.until if park.waits(now) else None,
    )


def _full(name: str, most: int, flight: Sequence[Item]) -> _Cause:
    held = _names(f"{other.id} on {other.owner or 'its way'}" for other in flight)
    told = f"as many run as may ({name} {most}): {held}"
    ids = tuple(other.id for other in flight)
    clears = f"one of them ends, or {name} in clawq.toml allows more"
    return _Cause(Kind.CAPACITY, told, clears, items=ids)


def _underway(item: Item, now: datetime) -> _Cause:
    owner = item.owner or "a slot"
    until = item.lease_expires_at
    if item.phase is Phase.RUNNING and until is not None and until < now:
        ran_out = f"{until.astimezone(KST):%Y-%m-%d %H:%M:%S} KST"
        return _Cause(
            Kind.LAPSED,
            f"the lease of {owner} ran out at {ran_out}",
            "the watchdog of `clawq up`, or the next `clawq pick`, takes it back",
        )
    told = {
        Phase.DISPATCHED: f"given out, a slot takes it next (rung {item.rings} times)",
        Phase.RUNNING: f"{owner} works on it",
        Phase.REVIEWING: "its report is being reviewed",
    }
    reason = told[item.phase] if item.phase else describe(item.state)
    return _Cause(Kind.UNDERWAY, reason, until=item.lease_expires_at)


def _names(found: Iterable[str]) -> str:
    names = list(found)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
