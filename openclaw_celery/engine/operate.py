"""
What an operator does by hand: cancel, retry, replan, answer, done, fail; pause, drain.

Each is one transaction on one item. A running agent is not ended from here: its slot
sees that the item was taken away, ends the whole process tree, and notes that on the
attempt, which `wait_stopped` waits for.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.errors import InvalidValue, TransitionRefused
from openclaw_celery.domain.item import (
    MAX_TEXT,
    MOST_BUDGET,
    Phase,
    Priority,
    Status,
    checked_words,
    is_name,
)
from openclaw_celery.domain.parking import account_name
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DONE,
    FAILED,
    PENDING,
    RUNNING,
    Change,
    Verb,
    advance,
)
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.engine.prompt import CANCELLED, REPLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.ports import Clock, Store, Tx, View

    #: What a verb wants of an item, or why it refuses.
    Plan = Callable[[View, Item], Change]

log = logging.getLogger("clawq.operate")

#: How often somebody who waits for an agent or a slot looks again.
LOOK_EVERY = timedelta(seconds=0.25)


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that was moved by hand, or would be."""

    item: Item
    #: The slot whose agent has to stop because of it.
    slot: str | None = None
    #: When the lease ends that this agent worked under.
    lease_until: datetime | None = None


class Operator:
    """Does by hand what a person asks for."""

    def __init__(self, store: Store, dispatcher: Dispatcher, clock: Clock) -> None:
        """Work on *store*."""
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock

    # -- items ---------------------------------------------------------------

    def cancel(self, item_id: str, *, actor: str, dry_run: bool = False) -> Moved:
        """Stop an item: BLOCKED, whatever runs; raises TransitionRefused at its end."""

        def plan(view: View, item: Item) -> Change:
            return advance(
                item,
                Verb.CANCEL,
                BLOCKED,
                actor=actor,
                note=CANCELLED,
                notes=noted(item, CANCELLED),
                not_before=None,
                ended_at=view.now,
            )

        return self._move(item_id, plan, dry_run=dry_run)

    def retry(
        self, item_id: str, *, actor: str, force: bool = False, dry_run: bool = False
    ) -> Moved:
        """
        Try an item again; a running one only when its lease has expired.

        Raises TransitionRefused, also when its attempts are spent: *force* gives it
        one more.
        """

        def plan(view: View, item: Item) -> Change:
            expires = item.lease_expires_at
            if item.state == RUNNING and expires and expires >= view.now:
                msg = f"{item.id} is held by {item.owner}: cancel it, or let it end"
                raise TransitionRefused(msg)
            limit = item.max_attempts
            if force:
                limit = max(limit, item.tries + 1)
            change = advance(
                item,
                Verb.RETRY,
                PENDING,
                actor=actor,
                note="forced: one more attempt" if limit > item.max_attempts else "",
                **_fresh(losses=0, max_attempts=limit),
            )
            if item.tries >= limit:
                msg = f"{item.id}: all {limit} attempts are spent: --force gives it one"
                raise TransitionRefused(msg)
            return change

        return self._move(item_id, plan, outcome="lost", dry_run=dry_run)

    def replan(
        self, item_id: str, *, notes: str, actor: str, dry_run: bool = False
    ) -> Moved:
        """
        Stop what runs, else start anew with a full budget of attempts.

        The next attempt is told the *notes*.
        """
        words = REPLAN + checked_words("notes", notes)

        def plan(view: View, item: Item) -> Change:
            runs = item.status is Status.IN_PROGRESS
            return advance(
                item,
                Verb.REPLAN,
                BLOCKED if runs else PENDING,
                actor=actor,
                note=words,
                notes=noted(item, words),
                **_fresh(tries=0, losses=0, ended_at=view.now if runs else None),
            )

        return self._move(item_id, plan, dry_run=dry_run)

    def answer(
        self, item_id: str, *, text: str, actor: str, dry_run: bool = False
    ) -> Moved:
        """
        Give a BLOCKED item what it waits for: a person's words.

        Every attempt until it is DONE is told them. An item whose attempts are spent
        gets one more.
        """
        words = checked_words("text", text)

        def plan(_: View, item: Item) -> Change:
            limit = max(item.max_attempts, item.tries + 1)
            return advance(
                item,
                Verb.ANSWER,
                PENDING,
                actor=actor,
                note=words,
                **_fresh(losses=0, max_attempts=limit),
            )

        return self._move(item_id, plan, dry_run=dry_run)

    def done(
        self, item_id: str, *, notes: str, actor: str, dry_run: bool = False
    ) -> Moved:
        """Declare an item DONE, whoever has it."""
        return self._end(Verb.DONE, item_id, notes, actor=actor, dry_run=dry_run)

    def fail(
        self, item_id: str, *, notes: str, actor: str, dry_run: bool = False
    ) -> Moved:
        """Declare an item FAILED, whoever has it."""
        return self._end(Verb.FAIL, item_id, notes, actor=actor, dry_run=dry_run)

    def _end(
        self, verb: Verb, item_id: str, notes: str, *, actor: str, dry_run: bool
    ) -> Moved:
        words = checked_words("notes", notes)

        def plan(view: View, item: Item) -> Change:
            return advance(
                item,
                verb,
                DONE if verb is Verb.DONE else FAILED,
                actor=actor,
                note=words,
                notes=noted(item, words),
                not_before=None,
                ended_at=view.now,
            )

        return self._move(item_id, plan, dry_run=dry_run)

    def budget(self, item_id: str, *, tokens: int | None, usd: float | None) -> None:
        """Let all attempts of an item use so much; what is None stays as it is."""
        for name, limit in (("tokens", tokens), ("usd", usd)):
            if limit is not None and not 0 <= limit <= MOST_BUDGET:
                msg = f"{name} {limit}: use 0 (no limit) to {MOST_BUDGET}"
                raise InvalidValue(msg)
        with self._store.write() as tx:
            item = tx.item(item_id)
            had_tokens, had_usd = tx.budget(item.id)
            tx.set_budget(
                item.id,
                tokens=had_tokens if tokens is None else tokens,
                usd=had_usd if usd is None else usd,
            )
        log.info("%s: its budget was changed", item_id)

    def _move(
        self, item_id: str, plan: Plan, *, outcome: str = "stopped", dry_run: bool
    ) -> Moved:
        """Do what *plan* says, and take the item from whoever has it."""
        if dry_run:
            with self._store.read() as view:
                return Moved(plan(view, view.item(item_id)).after)
        with self._store.write() as tx:
            change = plan(tx, tx.item(item_id))
            tx.save(change)
            slot = take_away(tx, change.before, outcome, change.event.note)
        log.info("%s: %s by %s", item_id, change.event.verb, change.event.actor)
        if slot is None:
            self._dispatcher.wake()
        # Else there is no room before the agent is gone; its slot wakes then.
        return Moved(change.after, slot, change.before.lease_expires_at)

    def wait_stopped(self, moved: Sequence[Moved], *, within: timedelta) -> list[Moved]:
        """Wait until the agents of *moved* are gone; return those that may not be."""
        until = self._clock.monotonic() + within.total_seconds()
        left = [move for move in moved if move.slot is not None]
        while True:
            with self._store.read() as view:
                left = [move for move in left if not _agent_gone(view, move.item)]
            if not left or self._clock.monotonic() >= until:
                return left
            self._pass_time()

    # -- scopes --------------------------------------------------------------

    def pause(self, *scopes: str, note: str, dry_run: bool = False) -> list[str]:
        """Give out nothing of these scopes; what runs goes on. Returns their names."""
        names = [checked_scope(scope) for scope in scopes]
        checked = note and checked_words("note", note)
        if not dry_run:
            with self._store.write() as tx:
                for name in names:
                    tx.pause(name, note=checked)
        return names

    def resume(self, *scopes: str, dry_run: bool = False) -> list[str]:
        """Undo pauses; returns the names of those there were."""
        names = [checked_scope(scope) for scope in scopes]
        if dry_run:
            with self._store.read() as view:
                held = {*view.pauses(), *(f"account:{p.account}" for p in view.parks())}
            return [name for name in names if name in held]
        with self._store.write() as tx:
            resumed = [name for name in names if _lift(tx, name) | tx.resume(name)]
        self._dispatcher.wake()
        return resumed

    def drain(
        self,
        *scopes: str,
        within: timedelta | None,
        tell: Callable[[Sequence[Item]], None],
    ) -> list[Item]:
        """
        Wait until nothing of these scopes runs; returns what still does after *within*.

        *tell* is called with what is left whenever that has changed.
        """
        names = [checked_scope(scope) for scope in scopes]
        since = self._clock.monotonic()
        told: list[str] = []
        while True:
            with self._store.read() as view:
                left = _running_in(view, names)
            if not left:
                return []
            if told != [item.id for item in left]:
                told = [item.id for item in left]
                tell(left)
            waited = self._clock.monotonic() - since
            if within is not None and waited >= within.total_seconds():
                return left
            self._pass_time()

    def _pass_time(self) -> None:
        self._clock.wait(threading.Event(), LOOK_EVERY.total_seconds())


def _lift(tx: Tx, scope: str) -> bool:
    """Lift whatever parks the account that is named; False when nothing does."""
    mine = [park for park in tx.parks() if f"account:{park.account}" == scope]
    for park in mine:
        tx.lift(park.scope)
        tx.end_strikes(park.scope, forgive=False)
    return bool(mine)


def _fresh(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an item
    """Return the fields of an item that starts anew, beside *fields*."""
    return {
        "not_before": None, "ended_at": None, "error_fingerprint": None, **fields
    }  # fmt: skip


def noted(item: Item, words: str) -> str:
    """Return the item's notes with *words* at their end, for people who read them."""
    if not item.notes or item.notes.endswith(words):
        return item.notes or words
    both = f"{item.notes}; {words}"
    return both if len(both) <= MAX_TEXT else words


def take_away(tx: Tx, item: Item, outcome: str, why: str) -> str | None:
    """
    End the attempt of whoever has *item*; returns the slot whose agent must stop.

    The attempt of such a slot ends when it says that its agent is gone.
    """
    if item.phase not in {Phase.DISPATCHED, Phase.RUNNING}:
        return None
    rows = [a for a in tx.attempts(item.id) if a.number == item.attempt]
    # Outside sessions have no runtime.
    in_slot = item.phase is Phase.RUNNING and any(a.runtime for a in rows)
    stops = in_slot and outcome == "stopped"
    tx.edit_attempt(item.id, item.attempt, ended=not stops, outcome=outcome, error=why)
    return item.owner if stops else None


def _agent_gone(view: View, item: Item) -> bool:
    rows = [a for a in view.attempts(item.id) if a.number == item.attempt]
    return all(row.ended_at is not None for row in rows)


def checked_scope(scope: str) -> str:
    """Return a pause's scope; raises InvalidValue for one the dispatcher ignores."""
    kind, _, name = scope.partition(":")
    if scope == "all" or (kind in {"role", "slot"} and is_name(name)):
        return scope
    if kind == "account" and name and account_name(name) == name:
        return scope
    if kind == "priority":
        return f"priority:{Priority.parse(name[:80])}"
    known = "all, priority:P0, role:NAME, slot:NAME or account:NAME"
    msg = f"unknown scope {scope[:80]!r}: use {known}"
    raise InvalidValue(msg)


def _running_in(view: View, scopes: Collection[str]) -> list[Item]:
    in_flight = view.in_flight()
    slots = [row.slot for row in view.slots(in_flight)]
    lanes = {f"slot:{slot.name}": lanes_of(slot) for slot in slots}
    accounts = {slot.name: slot.account for slot in slots}
    for slot in slots:
        lanes.setdefault(f"account:{slot.account}", []).extend(lanes_of(slot))

    def inside(item: Item, scope: str) -> bool:
        if scope.startswith(("slot:", "account:")) and item.phase is Phase.DISPATCHED:
            # On its way: any slot of its lane may still take it.
            return item.lane in lanes.get(scope, ())
        mine = {
            "all",
            f"priority:{item.priority}",
            f"role:{item.role}",
            f"slot:{item.owner}",
            f"account:{accounts.get(item.owner or '')}",
        }
        return scope in mine

    return [i for i in in_flight if any(inside(i, scope) for scope in scopes)]
