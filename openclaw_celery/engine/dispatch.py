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
from openclaw_celery.domain.item import Phase, Priority, lane_of
from openclaw_celery.domain.transitions import DISPATCHED, DONE, Verb, advance

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Bus, Slot, Store, Tx, View

log = logging.getLogger("clawq.dispatch")

_NEVER_DUE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Room:
    """What may be dispatched: to which slots, beside what, how much."""

    free: list[Slot]
    #: Dispatched items that no slot has claimed yet: each will take a free slot.
    on_the_way: list[Item]
    #: How many more items may be dispatched; at least 1.
    left: int
    paused: Collection[str]


class Dispatcher:
    """Gives items to slots; any number of them may run at once."""

    def __init__(self, store: Store, bus: Bus, policy: Policy) -> None:
        """Dispatch from *store*, ring on *bus*."""
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
            if self._room(view) is None:
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

    def _room(self, view: View) -> Room | None:
        """Tell what may be dispatched where; None when there is no room."""
        paused = view.pauses()
        if "all" in paused:
            return None
        in_flight = view.in_flight()
        rows = view.slots(in_flight)
        ours = {row.slot.name for row in rows}
        flight = [
            item
            for item in in_flight
            if item.phase is Phase.DISPATCHED or item.owner in ours
        ]
        on_the_way = [item for item in flight if item.phase is Phase.DISPATCHED]
        free = [
            row.slot
            for row in rows
            if row.live
            and row.item_id is None
            and f"slot:{row.slot.name}" not in paused
        ]
        room = min(self._policy.max_workers - len(flight), len(free) - len(on_the_way))
        if self._policy.sequential:
            room = min(room, 1)
        return Room(free, on_the_way, room, paused) if room > 0 else None

    def _dispatch(self, tx: Tx) -> list[Item]:
        tx.serialise_dispatch()
        found = self._room(tx)
        if found is None:
            return []
        tx.ripen(ageing=self._policy.ageing)
        free, room = found.free, found.left
        # What no free slot takes waits for another one, and is in nobody's way.
        expected: list[Item] = []
        for item in found.on_the_way:
            if fits([*expected, item], free):
                expected.append(item)
        chosen: list[Item] = []
        for candidate in self._candidates(tx, free, room, found.paused):
            if len(chosen) == room:
                break
            if not fits([*expected, *chosen, candidate], free):
                continue
            if skip_duplicate(tx, candidate, actor="dispatcher"):
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
            chosen.append(change.after)
        return chosen

    def _candidates(
        self, tx: Tx, free: Sequence[Slot], room: int, paused: Collection[str]
    ) -> list[Item]:
        without = [p for p in Priority if f"priority:{p}" in paused]
        lanes = sorted({lane for slot in free for lane in lanes_of(slot)})
        found = [
            item
            for lane in lanes
            for item in tx.candidates(lane, limit=room + SPARE, without=without)
            if f"role:{item.role}" not in paused
        ]
        return sorted(found, key=_order)

    def ring(self, dispatched: Sequence[Item]) -> None:
        """Ring the doorbells of items whose dispatch is committed."""
        # Items that fit few slots ring first: a slot that fits both takes them first.
        for item in sorted(dispatched, key=lambda item: item.lane == "/"):
            log.debug("%s dispatched, attempt %d", item.id, item.attempt)
            try:
                self._bus.ring_run(item)
            except BrokerUnavailable as error:
                log.warning("%s: doorbell not rung, will be again: %s", item.id, error)


#: Candidates looked at beyond the free room, in case some turn out not to fit.
SPARE = 8


def _order(item: Item) -> tuple[int, datetime, int]:
    return item.rank, item.due_at or _NEVER_DUE, item.seq


def skip_duplicate(tx: Tx, item: Item, *, actor: str) -> bool:
    """End an item whose work has been done under the same key already."""
    if item.idempotency_key is None:
        return False
    twin = tx.done_twin(item.idempotency_key)
    if twin is None:
        return False
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
    return True


def lanes_of(slot: Slot) -> list[str]:
    """List the lanes whose items the slot may take."""
    return [
        lane_of(role, runtime)
        for role in (None, *slot.roles)
        for runtime in (None, slot.runtime)
    ]


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
