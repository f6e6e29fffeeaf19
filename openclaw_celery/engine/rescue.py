"""rescue: the watchdog brings back what was lost, and rings what was not heard."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import (
    BrokerUnavailable,
    LeaseLost,
    LeasesUnavailable,
    RuntimeUnavailable,
    TransitionRefused,
)
from openclaw_celery.domain.item import Phase, Status
from openclaw_celery.domain.transitions import (
    FAILED,
    PENDING,
    Verb,
    advance,
    describe,
)
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.engine.parking import forgive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from openclaw_celery.domain.attempt import Left
    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.engine.workspaces import Janitor
    from openclaw_celery.ports import (
        AgentRuntime,
        Bus,
        Journal,
        Leases,
        Store,
        Tx,
        View,
    )

log = logging.getLogger("clawq.rescue")

#: Items handled in one tick; the next tick takes the next ones.
BATCH = 100
#: A run that can't be ended for so long is not looked after any more.
GIVE_UP = timedelta(days=1)
#: A review that was rung this often and never came is not the doorbell's fault.
MAX_RINGS = 20


class Watchdog:
    """Looks after leases and doorbells; any number of them may run at once."""

    def __init__(  # noqa: PLR0913 - it looks after all of it
        self,
        store: Store,
        leases: Leases,
        bus: Bus,
        dispatcher: Dispatcher,
        policy: Policy,
        *,
        janitor: Janitor,
        runtimes: Mapping[str, AgentRuntime],
    ) -> None:
        """Watch *store*."""
        self._store = store
        self._leases = leases
        self._bus = bus
        self._dispatcher = dispatcher
        self._policy = policy
        self._janitor = janitor
        self._runtimes = runtimes

    def tick(self) -> list[Item]:
        """Rescue, ring again, and dispatch what can go; return what was rescued."""
        rescued = self._rescue_expired()
        rescued += self._ring_again()
        note_rescued(self._dispatcher.journal, rescued)
        forgive(self._store)
        self._dispatcher.wake()
        self._janitor.tick()
        self._end_left()
        return rescued

    def _rescue_expired(self) -> list[Item]:
        rescued = []
        for seen, after in rescue_expired(self._store, self._policy, "watchdog"):
            unlock(self._leases, seen)
            rescued.append(after)
        return rescued

    def _ring_again(self) -> list[Item]:
        with self._store.read() as view:
            quiet = view.unanswered(self._policy.ring_again, limit=BATCH)
            lanes = {
                lane for row in view.slots() if row.live for lane in lanes_of(row.slot)
            }
        rescued = []
        for item in quiet:
            if item.phase is Phase.DISPATCHED and item.lane not in lanes:
                rescued += self._take_back(item, "no live slot takes it")
            elif item.rings >= MAX_RINGS:
                rescued += self._take_back(
                    item, f"rung {item.rings} times, never heard"
                )
            else:
                self._ring(item)
        return rescued

    def _end_left(self) -> None:
        """End the runs that nobody holds any more of items that are not to run."""
        with self._store.read() as view:
            left = [
                run
                for run in view.left_runs(limit=BATCH)
                if _is_unwanted(view, run, self._policy.lease)
            ]
            old = view.now - GIVE_UP
        for run in left:
            runtime = self._runtimes.get(run.runtime)
            try:
                over = runtime is None or runtime.end(run.run)
            except RuntimeUnavailable as error:
                log.info("%s: its run is ended later: %s", run.item_id, error)
                over = False
            if not over and run.dispatched_at < old:
                log.error("%s: a run of it may still go on", run.item_id)
                over = True
            if over:
                with self._store.write() as tx:
                    tx.edit_attempt(run.item_id, run.attempt, run=None)

    def _take_back(self, item: Item, why: str) -> list[Item]:
        try:
            with self._store.write() as tx:
                return [rescue(tx, item, self._policy, "watchdog", why)]
        except (LeaseLost, TransitionRefused):
            return []

    def _ring(self, item: Item) -> None:
        try:
            # Rung before it is noted: a ring that fails is tried at the next tick.
            if item.phase is Phase.DISPATCHED:
                self._bus.ring_run(item)
            else:
                self._bus.ring_review(item)
        except BrokerUnavailable as error:
            log.warning("%s: doorbell not rung: %s", item.id, error)
            return
        with self._store.write() as tx:
            tx.ring_again(item)
        log.warning("%s: rung again, it is %s", item.id, describe(item.state))


def _is_unwanted(view: View, run: Left, lease: timedelta) -> bool:
    """Tell whether a run is of an item that is not to run, or not as it was."""
    item = view.item(run.item_id)
    if item.status is Status.PENDING:
        # What was planned anew begins anew: nobody will go on with it.
        return any(
            told.event.verb is Verb.REPLAN and told.event.attempt >= run.attempt
            for told in view.events(item.id)
        )
    # A slot that has to stop it does so itself, if it lives.
    since = item.ended_at or view.now
    return run.ended_at is not None or since < view.now - lease


def rescue(tx: Tx, item: Item, policy: Policy, actor: str, why: str) -> Item:
    """
    Take *item* away from whoever had it, and put it back into the queue.

    A running attempt that is taken back counts as a loss, not as a try; FAILED
    when the losses are spent. A doorbell nobody answered costs nothing.
    """
    lost = item.losses + (item.phase is not Phase.DISPATCHED)
    spent = lost > policy.retry.max_losses
    target = FAILED if spent else PENDING
    note = f"{why}; lost {lost} times, the limit is {policy.retry.max_losses}"
    change = advance(
        item,
        Verb.RESCUE,
        target,
        actor=actor,
        note=note if spent else why,
        losses=lost,
        ended_at=tx.now if spent else None,
    )
    tx.save(change)
    tx.edit_attempt(item.id, item.attempt, ended=True, outcome="lost", error=why)
    log.warning("%s rescued from %s: %s", item.id, item.owner or item.phase, why)
    return change.after


def rescue_expired(
    store: Store, policy: Policy, actor: str
) -> Iterator[tuple[Item, Item]]:
    """Take back what nobody holds a lease on; yields each as it was, and as it is."""
    with store.read() as view:
        expired = view.expired(limit=BATCH)
    for seen in expired:
        try:
            with store.write() as tx:
                item = tx.item(seen.id)
                # Looked at again: it may have been renewed a moment ago.
                if item.lease_expires_at is None or item.lease_expires_at >= tx.now:
                    continue
                why = f"the lease of {item.owner} ran out"
                after = rescue(tx, item, policy, actor, why)
        except (LeaseLost, TransitionRefused):
            continue
        yield seen, after


def note_rescued(journal: Journal, rescued: Iterable[Item]) -> None:
    """Note what was rescued, each under its own trace."""
    for item in rescued:
        with journal.run("rescue", item) as note:
            note.result = describe(item.state)


def unlock(leases: Leases, item: Item) -> None:
    """Take the lock of a revoked lease away; a newer fence would overrule it anyway."""
    try:
        leases.release(item.id, owner=item.owner or "", fence=item.fence)
    except LeasesUnavailable as error:
        log.debug("%s: lock left to expire: %s", item.id, error)
