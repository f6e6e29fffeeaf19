"""add: work enters the queue."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from openclaw_celery.domain.item import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.domain.item import Item, NewItem
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Store

log = logging.getLogger("clawq.intake")


class Intake:
    """Takes items in."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, clock: Clock, policy: Policy
    ) -> None:
        """Add to *store*, and wake *dispatcher*."""
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock
        self._policy = policy

    def add(
        self,
        new_items: Sequence[NewItem],
        *,
        actor: str,
        trace_id: str | None = None,
    ) -> list[Item]:
        """
        Add items, all of them or none.

        Raises InvalidValue, DuplicateItem, or ItemNotFound for a dependency
        that is not there.
        """
        new_items = [checked(new) for new in new_items]
        with self._store.write() as tx:
            added = tx.add(
                new_items,
                actor=actor,
                max_attempts=self._policy.retry.max_attempts,
                trace_id=trace_id or self._clock.token(),
            )
        log.info("%d added by %s", len(added), actor)
        self._dispatcher.wake()
        return added
