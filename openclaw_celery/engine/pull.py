"""
pull: outside sessions take work themselves, under the same protocol as slots.

Whoever picks an item holds a lease on it, and only the holder of a lease that has not
run out may renew it, hand the item back, or end it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.attempt import FailureKind
from openclaw_celery.domain.budget import day_ends
from openclaw_celery.domain.errors import InvalidValue, LeaseLost, NoCapacity
from openclaw_celery.domain.item import Priority, checked_words, is_name
from openclaw_celery.domain.transitions import (
    DISPATCHED,
    DONE,
    FAILED,
    PENDING,
    RUNNING,
    Verb,
    advance,
    describe,
)
from openclaw_celery.engine.brief import prompt_of
from openclaw_celery.engine.dispatch import (
    SPARE,
    block_spent,
    dispatch_order,
    end_duplicate,
    given_out,
    lanes_for,
    twin_of,
)
from openclaw_celery.engine.meter import spent_day, spent_item
from openclaw_celery.engine.operate import noted
from openclaw_celery.engine.rescue import note_rescued, rescue_expired

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Change
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.operate import Plan
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Store, Tx, View

log = logging.getLogger("clawq.pull")


class Puller:
    """Does what outside sessions ask for."""

    def __init__(self, store: Store, dispatcher: Dispatcher, policy: Policy) -> None:
        """Work on *store*."""
        self._store = store
        self._dispatcher = dispatcher
        self._policy = policy

    def pick(
        self,
        *,
        owner: str,
        lease: timedelta,
        roles: Sequence[str] = (),
        runtime: str | None = None,
    ) -> Item | None:
        """
        Give the next item to an outside session, of the lanes that a slot like it has.

        A dispatch and a claim in one transaction: the same events, the same
        fence, the same lease as a slot's. None when nothing is ready; raises
        NoCapacity when as much is in flight as may be.
        """
        checked_words("owner-session", owner)
        for kind, names in (("role", roles), ("runtime", [runtime] if runtime else [])):
            _refuse_unnamed(kind, names)
        self._take_back(owner)
        with self._store.write() as tx:
            tx.serialise_dispatch()
            tx.ripen(ageing=self._policy.ageing)
            paused = tx.pauses()
            if "all" in paused:
                return None
            self._check_room(tx, owner)
            self._check_day(tx)
            without = [p for p in Priority if f"priority:{p}" in paused]
            open_ = [role for role in roles if f"role:{role}" not in paused]
            wanted = _Wanted(lanes_for(open_, runtime), open_, without)
            found = _next(tx, wanted, owner, self._policy)
            if found is None:
                return None
            given = advance(
                found,
                Verb.DISPATCH,
                DISPATCHED,
                actor=owner,
                attempt=found.attempt + 1,
                ended_at=None,
            )
            tx.save(given)
            tx.open_attempt(given.after)
            taken = advance(
                given.after,
                Verb.CLAIM,
                RUNNING,
                actor=owner,
                fence=given.after.fence,
                owner=owner,
                started_at=tx.now,
                lease_expires_at=tx.now + lease,
                rung_at=None,
                rings=0,
            )
            tx.save(taken)
            item = taken.after
            tx.edit_attempt(item.id, item.attempt, started=True, slot=owner)
        log.info("%s picked by %s", item.id, owner)
        return item

    def prompt(self, item: Item) -> str:
        """Write what a slot's agent would be told for this attempt."""
        with self._store.read() as view:
            return prompt_of(view, item)

    def _take_back(self, owner: str) -> None:
        """Take back what has lapsed: where nothing runs, nobody else would."""
        lapsed = rescue_expired(self._store, self._policy, owner)
        note_rescued(self._dispatcher.journal, [after for _, after in lapsed])

    def _check_room(self, tx: Tx, owner: str) -> None:
        in_flight = tx.in_flight()
        if any(row.slot.name == owner for row in tx.slots(in_flight)):
            msg = f"{owner} is a slot: an owner session needs a name of its own"
            raise InvalidValue(msg)
        limit, taken = self._policy.max_in_flight, len(given_out(in_flight))
        if limit and taken >= limit:
            msg = (
                f"No capacity: {taken} of {limit} in flight, picked items and those of "
                "slots together; max_in_flight in clawq.toml allows more"
            )
            raise NoCapacity(msg)

    def _check_day(self, tx: Tx) -> None:
        over = spent_day(tx, self._policy)
        if over is not None:
            until = f"{day_ends(tx.now):%Y-%m-%d %H:%M} KST"
            msg = f"No capacity until {until}: {over}"
            raise NoCapacity(msg)

    def renew(self, item_id: str, *, owner: str, lease: timedelta) -> Item:
        """Let the lease run out *lease* from now; raises LeaseLost."""
        with self._store.write() as tx:
            item = held(tx, item_id, owner)
            tx.extend_lease(item, fence=item.fence, lease=lease)
            return tx.item(item_id)

    def release(self, item_id: str, *, owner: str) -> Item:
        """Hand an item back unfinished, at no cost to it; raises LeaseLost."""

        def plan(_: View, item: Item) -> Change:
            note = f"{owner} handed it back"
            return advance(
                item, Verb.RELEASE, PENDING, actor=owner, fence=item.fence, note=note
            )

        return self._end(item_id, owner, plan, "released")

    def done(self, item_id: str, *, owner: str, notes: str) -> Item:
        """End an item as DONE; raises LeaseLost."""
        words = checked_words("notes", notes)

        def plan(view: View, item: Item) -> Change:
            return advance(
                item,
                Verb.DONE,
                DONE,
                actor=owner,
                fence=item.fence,
                note=words,
                notes=noted(item, words),
                ended_at=view.now,
            )

        return self._end(item_id, owner, plan, "done")

    def fail(self, item_id: str, *, owner: str, notes: str) -> Item:
        """End an item as FAILED: a person decides what now; raises LeaseLost."""
        words = checked_words("notes", notes)

        def plan(view: View, item: Item) -> Change:
            return advance(
                item,
                Verb.FAIL,
                FAILED,
                actor=owner,
                fence=item.fence,
                note=words,
                data={"kind": FailureKind.PERMANENT, "error": words},
                notes=noted(item, words),
                tries=item.tries + 1,
                ended_at=view.now,
            )

        return self._end(item_id, owner, plan, "failed")

    def check_held(self, item_id: str, *, owner: str) -> Item:
        """Return what *owner* holds, unchanged; raises LeaseLost for anything else."""
        with self._store.read() as view:
            return held(view, item_id, owner)

    def _end(self, item_id: str, owner: str, plan: Plan, outcome: str) -> Item:
        with self._store.write() as tx:
            change = plan(tx, held(tx, item_id, owner))
            tx.save(change)
            item = change.after
            error = None if outcome == "done" else change.event.note
            tx.edit_attempt(
                item.id, item.attempt, ended=True, outcome=outcome, error=error
            )
        log.info("%s: %s by %s", item_id, change.event.verb, owner)
        self._dispatcher.wake()
        return item


def held(view: View, item_id: str, owner: str) -> Item:
    """Return an item that *owner* holds now; raises LeaseLost."""
    item = view.item(item_id)
    rows = [a for a in view.attempts(item_id) if a.number == item.attempt]
    if item.state != RUNNING or item.owner != owner or any(a.runtime for a in rows):
        held = f", held by {item.owner}" if item.state == RUNNING else ""
        msg = f"{owner} does not hold {item_id}: it is {describe(item.state)}{held}"
        raise LeaseLost(msg)
    if item.lease_expires_at is None or item.lease_expires_at < view.now:
        msg = f"the lease of {owner} on {item_id} has run out"
        raise LeaseLost(msg)
    return item


def _refuse_unnamed(kind: str, names: Sequence[str]) -> None:
    for name in names:
        if not is_name(name):
            msg = f"{kind} {name[:80]!r}: use up to 32 letters, digits and _ -"
            raise InvalidValue(msg)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a session may be given."""

    lanes: Sequence[str]
    roles: Sequence[str]
    without: Sequence[Priority]

    def ready(self, tx: Tx) -> list[Item]:
        """List the first ones of each lane."""
        few = SPARE if self.roles else 1
        return [
            item
            for lane in self.lanes
            for item in tx.candidates(lane, limit=few, without=self.without)
        ]

    def order(self, item: Item) -> tuple[int, bool, datetime, int]:
        """Sort as the dispatcher does; of one rank, its own role's tasks first."""
        rank, due_at, seq = dispatch_order(item)
        return rank, item.owner_role not in self.roles, due_at, seq


def _next(tx: Tx, wanted: _Wanted, owner: str, policy: Policy) -> Item | None:
    while ready := wanted.ready(tx):
        first = min(ready, key=wanted.order)
        twin = twin_of(tx, first)
        over = spent_item(tx, first, policy)
        if twin is not None:
            end_duplicate(tx, first, twin, actor=owner)
        elif over is not None:
            block_spent(tx, first, over)
        else:
            return first
    return None
