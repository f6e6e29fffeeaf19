"""desk: what the agent of a running attempt says to the queue while it works."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.capability import MOST_FOLLOW_UPS
from openclaw_celery.domain.checks import Kind, split_checks
from openclaw_celery.domain.errors import InvalidValue, LeaseLost, Refused
from openclaw_celery.domain.gate.verdict import MAX_CHARS
from openclaw_celery.domain.item import checked, checked_words
from openclaw_celery.domain.transitions import (
    BLOCKED,
    RUNNING,
    Verb,
    advance,
    describe,
)
from openclaw_celery.engine.operate import take_away

if TYPE_CHECKING:
    from openclaw_celery.domain.capability import Grant
    from openclaw_celery.domain.item import Item, NewItem
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Store, View

log = logging.getLogger("clawq.desk")


class Desk:
    """Takes what agents say for their own attempt, and for no other."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, clock: Clock, policy: Policy
    ) -> None:
        """Note it in *store*."""
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock
        self._policy = policy

    def bound(self, grant: Grant, item_id: str | None) -> Grant:
        """
        Bind a caller to the item it speaks for; raises Refused for another's.

        A shared token speaks for the items that its runtime works on right now.
        """
        if grant.runtime is None:
            if item_id not in {None, grant.item_id}:
                msg = f"this token is for {grant.item_id or 'no item'} only"
                raise Refused(msg)
            return grant
        if item_id is None:
            msg = "item_id: name the item that you work on"
            raise InvalidValue(msg)
        with self._store.read() as view:
            item = view.item(item_id)
            rows = [a for a in view.attempts(item.id) if a.number == item.attempt]
        if item.state != RUNNING or all(a.runtime != grant.runtime for a in rows):
            msg = f"no agent of {grant.runtime} works on {item_id}"
            raise Refused(msg)
        return replace(
            grant,
            actor=f"agent:{item.id}",
            item_id=item.id,
            fence=item.fence,
            runtime=None,
        )

    def own(self, grant: Grant) -> Item:
        """Return the item of a running attempt; raises LeaseLost once it is over."""
        with self._store.read() as view:
            return _held(view, grant)

    def hand_in(self, grant: Grant, report: str) -> Item:
        """
        Keep the attempt's report: it counts when the agent has ended well.

        The last one handed in counts, whatever the agent prints besides.
        """
        if not report.strip():
            msg = "report: must not be empty"
            raise InvalidValue(msg)
        if len(report) > MAX_CHARS:
            msg = f"report: longer than {MAX_CHARS} characters, which can't pass"
            raise InvalidValue(msg)
        with self._store.write() as tx:
            item = _held(tx, grant)
            change = advance(
                item,
                Verb.HAND_IN,
                RUNNING,
                actor=grant.actor,
                fence=item.fence,
                data={"characters": len(report)},
            )
            tx.save(change)
            tx.keep_report(item.id, item.attempt, report)
        return change.after

    def ask(self, grant: Grant, question: str) -> Item:
        """
        Put a question to a person: the item is BLOCKED at once, its agent is ended.

        The next attempt is told the question and the answer. It costs no try.
        """
        words = checked_words("question", question)
        with self._store.write() as tx:
            item = _held(tx, grant)
            change = advance(
                item,
                Verb.ASK,
                BLOCKED,
                actor=grant.actor,
                fence=item.fence,
                note=words,
                not_before=None,
                ended_at=tx.now,
            )
            tx.save(change)
            slot = take_away(tx, change.before, "stopped", f"asked: {words}")
        log.info("%s: asks a person", item.id)
        if slot is None:
            self._dispatcher.wake()
        return change.after

    def follow_up(self, grant: Grant, new: NewItem, *, after_own: bool) -> Item:
        """
        Add an item that an agent has found to be needed, no more urgent than its own.

        *after_own*: it waits until the agent's own item is DONE. Raises Refused
        beyond so many of one attempt.
        """
        checked(new)
        _refuse_checks(new.success_criteria)
        with self._store.write() as tx:
            item = _held(tx, grant)
            if new.priority.rank < item.priority.rank:
                msg = f"priority {new.priority}: {item.id} is {item.priority} itself"
                raise Refused(msg)
            added_so_far = sum(
                told.event.verb is Verb.FOLLOW_UP and told.event.fence == item.fence
                for told in tx.events(item.id)
            )
            if added_so_far >= MOST_FOLLOW_UPS:
                msg = f"{item.id} has added {added_so_far} items: name others in Next:"
                raise Refused(msg)
            marked = replace(
                new,
                notes=f"added by the agent of {item.id}, attempt {item.attempt}",
                depends_on=(item.id,) if after_own else (),
            )
            [added] = tx.add(
                [marked],
                actor=grant.actor,
                max_attempts=self._policy.retry.max_attempts,
                trace_id=self._clock.token(),
            )
            change = advance(
                item,
                Verb.FOLLOW_UP,
                RUNNING,
                actor=grant.actor,
                fence=item.fence,
                note=f"added {added.id}",
                data={"added": added.id},
            )
            tx.save(change)
        log.info("%s: its agent has added %s", item.id, added.id)
        self._dispatcher.wake()
        return added


def _refuse_checks(criteria: str) -> None:
    """
    Refuse what would have the gate run programs or open pages for an agent.

    Its own program may be locked in; the gate works where the queue does.
    """
    for check in split_checks(criteria)[0]:
        if check.kind is not Kind.FILE:
            msg = f"success_criteria: only people may ask for {check.kind}: checks"
            raise Refused(msg)


def _held(view: View, grant: Grant) -> Item:
    """Return the item that the grant's attempt runs; raises LeaseLost."""
    if grant.item_id is None:
        msg = "this token speaks for no item: use the one of an attempt"
        raise Refused(msg)
    item = view.item(grant.item_id)
    moved = grant.fence is not None and grant.fence != item.fence
    if moved or item.state != RUNNING:
        msg = f"this attempt at {item.id} is over, it is {describe(item.state)}: stop"
        raise LeaseLost(msg)
    if item.lease_expires_at is None or item.lease_expires_at < view.now:
        msg = f"the lease on {item.id} has run out: stop"
        raise LeaseLost(msg)
    return item
