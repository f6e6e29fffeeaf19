"""What a person does by hand: pause, resume, and work in pull mode."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import Priority
from openclaw_celery.domain.transitions import (
    DISPATCHED,
    RUNNING,
    Verb,
    advance,
)
from openclaw_celery.engine.dispatch import end_duplicate, twin_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Store, Tx

log = logging.getLogger("clawq.operate")


class Operator:
    """Does by hand what a person asks for."""

    def __init__(self, store: Store, dispatcher: Dispatcher, policy: Policy) -> None:
        """Work on *store*."""
        self._store = store
        self._dispatcher = dispatcher
        self._policy = policy

    def pick(self, *, owner: str, lease: timedelta) -> Item | None:
        """
        Give the next item of any slot's lane to an outside session.

        A dispatch and a claim in one transaction: the same events, the same
        fence, the same lease as a slot's. None when nothing is ready.
        """
        with self._store.write() as tx:
            tx.serialise_dispatch()
            tx.ripen(ageing=self._policy.ageing)
            paused = tx.pauses()
            if "all" in paused:
                return None
            without = [p for p in Priority if f"priority:{p}" in paused]
            found = _next(tx, without, owner)
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

    def pause(self, scope: str, *, note: str) -> None:
        """Keep what is in *scope* from being dispatched; what runs goes on."""
        with self._store.write() as tx:
            tx.pause(checked_scope(scope), note=note)

    def resume(self, scope: str) -> bool:
        """Undo a pause; False when there was none."""
        with self._store.write() as tx:
            was_paused = tx.resume(checked_scope(scope))
        self._dispatcher.wake()
        return was_paused


def _next(tx: Tx, without: Sequence[Priority], owner: str) -> Item | None:
    while ready := tx.candidates("/", limit=1, without=without):
        twin = twin_of(tx, ready[0])
        if twin is None:
            return ready[0]
        end_duplicate(tx, ready[0], twin, actor=owner)
    return None


def checked_scope(scope: str) -> str:
    """Return a pause's scope; raises InvalidValue for one the dispatcher ignores."""
    kind, _, name = scope.partition(":")
    if scope == "all" or (kind in {"role", "slot"} and name):
        return scope
    if kind == "priority":
        return f"priority:{Priority.parse(name)}"
    msg = f"unknown scope {scope!r}: use all, priority:P0, role:NAME or slot:NAME"
    raise InvalidValue(msg)
