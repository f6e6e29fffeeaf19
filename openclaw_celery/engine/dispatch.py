"""
dispatch: the next items go to the free slots, in order of priority.

An item is committed as dispatched first, then its doorbell rings. A doorbell that
is lost is rung again by the watchdog; the capacity stays taken meanwhile.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import (
    BrokerUnavailable,
    OpenClawError,
    StoreUnavailable,
)
from openclaw_celery.domain.guard import Action
from openclaw_celery.domain.item import Phase, Priority, lane_of
from openclaw_celery.domain.parking import mark_of, takers
from openclaw_celery.domain.transitions import DISPATCHED, DONE, Verb, advance
from openclaw_celery.engine.meter import block_for, spent_day, spent_item, told_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from openclaw_celery.domain.budget import Overrun
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.parking import Park
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Bus, Journal, Slot, SlotRow, Store, Tx, View

log = logging.getLogger("clawq.dispatch")

_NEVER_DUE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Room:
    """What may be dispatched: to which slots, beside what, how much."""

    #: What is paused, and why.
    paused: Mapping[str, str]
    #: How many more items may be dispatched; 0 or less when there is no room.
    left: int = 0
    #: All slots that ever registered; empty when the whole queue is paused.
    slots: Sequence[SlotRow] = ()
    #: Items that take up capacity of this installation.
    flight: Sequence[Item] = ()
    free: Sequence[Slot] = ()
    #: Dispatched items that no slot has claimed yet: each will take a free slot.
    on_the_way: Sequence[Item] = ()
    #: What outside sessions hold as well: `max_in_flight` counts it.
    everywhere: Sequence[Item] = ()
    #: The day's budget that is used up: nothing is dispatched.
    spent: Overrun | None = None
    #: What keeps slots from work for a while.
    parks: Sequence[Park] = ()
    running: Collection[str] = ()


class Dispatcher:
    """Gives items to slots; any number of them may run at once."""

    def __init__(
        self, store: Store, bus: Bus, policy: Policy, journal: Journal
    ) -> None:
        """Dispatch from *store*, ring on *bus*."""
        #: Whoever works with the dispatcher notes in the same one.
        self.journal = journal
        self._store = store
        self._bus = bus
        self._policy = policy

    def wake(self) -> None:
        """
        Dispatch now because something has changed; what fails here waits for a tick.

        Does nothing in a paced installation, where ticks alone set the pace.
        """
        if not self._policy.continuous:
            return
        try:
            self.tick()
        except StoreUnavailable as error:
            log.warning("no dispatch now, the next tick tries again: %s", error)

    def tick(self) -> list[Item]:
        """Dispatch what fits into the free slots; return what was dispatched."""
        with self._store.read() as view:
            if room_of(view, self._policy).left <= 0:
                return []
        with self._store.write() as tx:
            dispatched = self._dispatch(tx)
        self.ring(dispatched)
        return dispatched

    def hand_over(self, tx: Tx) -> list[Item]:
        """
        Dispatch in the transaction that frees a slot; ring what is returned later.

        Saves a commit an item, which is what a SQLite queue spends its time on.
        Whatever goes wrong raises StoreUnavailable: the caller's own write matters
        more, and is to be repeated without this.
        """
        if not self._policy.continuous:
            return []
        try:
            return self._dispatch(tx)
        except OpenClawError as error:
            msg = f"the next item could not be dispatched along with it: {error}"
            raise StoreUnavailable(msg) from error

    def _dispatch(self, tx: Tx) -> list[Item]:
        tx.serialise_dispatch()
        room = room_of(tx, self._policy)
        if room.left <= 0:
            return []
        tx.ripen(ageing=self._policy.ageing)
        dispatched: list[Item] = []
        found = choose(tx, room, first_then_spare(tx, room), self._policy)
        for candidate, twin, over in found:
            if over is not None:
                block_spent(tx, candidate, over)
                continue
            if twin is not None:
                end_duplicate(tx, candidate, twin, actor="dispatcher")
                continue
            change = advance(
                candidate,
                Verb.DISPATCH,
                DISPATCHED,
                actor="dispatcher",
                attempt=candidate.attempt + 1,
                owner=None,
                rung_at=tx.now,
                rings=1,
                ended_at=None,
            )
            tx.save(change)
            tx.open_attempt(change.after)
            dispatched.append(change.after)
        return dispatched

    def pass_on(self, item: Item) -> None:
        """Ring for an item once more: another slot is to hear it."""
        try:
            self._bus.ring_run(item)
        except BrokerUnavailable as error:
            log.warning("%s: doorbell not rung, will be again: %s", item.id, error)

    def ring(self, dispatched: Sequence[Item]) -> None:
        """Ring the doorbells of items whose dispatch is committed."""
        # Items that fit few slots ring first: a slot that fits both takes them first.
        for item in sorted(dispatched, key=lambda item: item.lane == "/"):
            log.debug("%s dispatched, attempt %d", item.id, item.attempt)
            with self.journal.run("dispatch", item) as note:
                try:
                    self._bus.ring_run(item)
                except BrokerUnavailable as error:
                    note.error = "BrokerUnavailable: its doorbell will be rung again"
                    log.warning(
                        "%s: doorbell not rung, will be again: %s", item.id, error
                    )


#: Candidates looked at beyond the free room, in case some turn out not to fit.
SPARE = 8


def room_of(view: View, policy: Policy) -> Room:
    """Tell what may be dispatched where."""
    paused = view.pauses()
    if "all" in paused:
        return Room(paused)
    in_flight = view.in_flight()
    rows = view.slots(in_flight)
    ours = {row.slot.name for row in rows}
    flight = [
        item
        for item in in_flight
        if item.phase is Phase.DISPATCHED or item.owner in ours
    ]
    on_the_way = [item for item in flight if item.phase is Phase.DISPATCHED]
    parks = view.parks()
    idle = [
        row.slot
        for row in rows
        if row.live and row.item_id is None and not paused_slot(row.slot, paused)
    ]
    running = {mark_of(item) for item in in_flight if item.phase is Phase.RUNNING}
    free = takers(idle, parks, view.now, running) if parks else idle
    left = min(policy.max_workers - len(flight), len(free) - len(on_the_way))
    everywhere = given_out(in_flight)
    if policy.max_in_flight:
        left = min(left, policy.max_in_flight - len(everywhere))
    if policy.sequential:
        left = min(left, 1)
    over = spent_day(view, policy)
    if over is not None:
        left = 0
    return Room(
        paused, left, rows, flight, free, on_the_way, everywhere, over, parks, running
    )


def paused_slot(slot: Slot, paused: Collection[str]) -> bool:
    """Tell whether a slot, or its account, is paused by hand."""
    return bool({f"slot:{slot.name}", f"account:{slot.account}"} & set(paused))


def first_then_spare(view: View, room: Room) -> Iterator[Item]:
    """Yield what may be dispatched, in order; mostly as many as there is room for."""
    first = candidates_for(view, room, spare=0)[: room.left]
    yield from first
    # Only when one of these does not go after all.
    seen = {item.id for item in first}
    yield from (item for item in candidates_for(view, room) if item.id not in seen)


def candidates_for(
    view: View, room: Room, ripe: Sequence[Item] = (), *, spare: int = SPARE
) -> list[Item]:
    """
    List what may be dispatched into *room*, in order, and *spare* ones.

    *ripe* are items that the next dispatch will make ready or move up, as they will
    be then: whoever only looks can't make them so.
    """
    without = [p for p in Priority if f"priority:{p}" in room.paused]
    lanes = sorted({lane for slot in room.free for lane in lanes_of(slot)})
    found = {
        item.id: item
        for lane in lanes
        for item in view.candidates(lane, limit=room.left + spare, without=without)
    }
    found |= {
        item.id: item
        for item in ripe
        if item.lane in lanes and item.priority not in without
    }
    return sorted(
        (item for item in found.values() if f"role:{item.role}" not in room.paused),
        key=dispatch_order,
    )


def choose(
    view: View, room: Room, candidates: Iterable[Item], policy: Policy
) -> Iterator[tuple[Item, str | None, Overrun | None]]:
    """
    Yield the items that go now, as many as there is room for.

    With each comes a DONE item of the same idempotency key, if there is one: then
    it is not to be run, and takes no room. So does one whose budget is used up, which
    comes with it.
    """
    # What no free slot takes waits for another one, and is in nobody's way.
    placed: list[Item] = []
    for item in room.on_the_way:
        if fits([*placed, item], room.free):
            placed.append(item)
    left = room.left
    if left <= 0:
        return
    for candidate in candidates:
        if not fits([*placed, candidate], room.free):
            continue
        twin = twin_of(view, candidate)
        over = spent_item(view, candidate, policy) if twin is None else None
        yield candidate, twin, over
        if twin is None and over is None:
            placed.append(candidate)
            left -= 1
            if left <= 0:
                return


def dispatch_order(item: Item) -> tuple[int, datetime, int]:
    """Sort items as they are dispatched: by rank, due date, age."""
    return item.rank, item.due_at or _NEVER_DUE, item.seq


def twin_of(view: View, item: Item) -> str | None:
    """Find a DONE item with the same idempotency key."""
    if item.idempotency_key is None:
        return None
    return view.done_twin(item.idempotency_key)


def end_duplicate(tx: Tx, item: Item, twin: str, *, actor: str) -> None:
    """End an item whose work has been done already, as *twin*."""
    tx.save(
        advance(
            item,
            Verb.SKIP_DUPLICATE,
            DONE,
            actor=actor,
            note=f"idempotency_skipped: {twin} is DONE with the same key",
            ended_at=tx.now,
        )
    )


def block_spent(tx: Tx, item: Item, over: Overrun) -> None:
    """End an item whose attempts have used up its budget: a person decides."""
    told = told_of(item, over, Action.BLOCK)
    tx.save(told)
    tx.save(block_for(told.after, over, tx.now))


def lanes_of(slot: Slot) -> list[str]:
    """List the lanes whose items the slot may take."""
    return lanes_for(slot.roles, slot.runtime)


def lanes_for(roles: Sequence[str], runtime: str | None) -> list[str]:
    """List the lanes of whoever has these roles and this runtime, if any."""
    runtimes = (None, runtime) if runtime else (None,)
    return [lane_of(role, name) for role in (None, *roles) for name in runtimes]


def given_out(in_flight: Sequence[Item]) -> list[Item]:
    """Leave out what came in progress from elsewhere: nobody was given it here."""
    return [item for item in in_flight if item.attempt]


def fits(items: Sequence[Item], slots: Sequence[Slot]) -> bool:
    """
    Tell whether every item can have a slot of its own that may take it.

    A maximum matching by augmenting paths; there are few items and few slots.
    """
    takes = [
        [i for i, s in enumerate(slots) if item.lane in lanes_of(s)] for item in items
    ]
    given: dict[int, int] = {}

    def place(item: int, seen: set[int]) -> bool:
        for slot in takes[item]:
            if slot in seen:
                continue
            seen.add(slot)
            if slot not in given or place(given[slot], seen):
                given[slot] = item
                return True
        return False

    return all(place(item, set()) for item in range(len(items)))
