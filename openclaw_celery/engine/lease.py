"""The lease of a running item: kept alive, watched, and given up in time."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from openclaw_celery.domain.errors import (
    ItemNotFound,
    LeasesUnavailable,
    StoreUnavailable,
)
from openclaw_celery.domain.item import Phase
from openclaw_celery.domain.transitions import describe
from openclaw_celery.domain.worktree import refuse_stale
from openclaw_celery.engine.meter import Meter

if TYPE_CHECKING:
    from openclaw_celery.domain.budget import Overrun
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.usage import Usage
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Leases, Store, View

log = logging.getLogger("clawq.lease")

#: A longer name of a session is cut off.
MOST_SESSION = 200


class LeaseKeeper:
    """
    The thread that looks after the leases of a process, as long as there are some.

    It outlives an attempt: to start and end a thread for each one cost as much as the
    claim of its item.
    """

    def __init__(self, clock: Clock, policy: Policy) -> None:
        """Look after leases every `policy.watch`."""
        self._clock = clock
        self._watch_s = policy.watch.total_seconds()
        self._guard = threading.Lock()
        self._held: list[HeldLease] = []
        self._runs = False
        self._never = threading.Event()

    def take(self, hold: HeldLease) -> None:
        """Look after *hold* from now on."""
        with self._guard:
            if not self._runs:
                threading.Thread(
                    target=self._keep, name="lease-keeper", daemon=True
                ).start()
                self._runs = True
            self._held.append(hold)

    def leave(self, hold: HeldLease) -> None:
        """Look after *hold* no more; it may be looked at right now."""
        with self._guard:
            self._held.remove(hold)

    def _keep(self) -> None:
        while True:
            self._clock.wait(self._never, self._watch_s)
            with self._guard:
                held = tuple(self._held)
                if not held:
                    self._runs = False
                    return
            for hold in held:
                hold.look_after()


class HeldLease:
    """
    A lease for as long as the `with` block lasts, renewed by the keeper's thread.

    `lost` is set as soon as the store says that the item is somebody else's, or
    when it could not be asked for so long that it may be.
    """

    def __init__(  # noqa: PLR0913 - what a lease stands between
        self,
        item: Item,
        *,
        owner: str,
        store: Store,
        leases: Leases,
        clock: Clock,
        policy: Policy,
        since: float,
        keeper: LeaseKeeper,
        meter: Meter | None = None,
    ) -> None:
        """Hold *item*, claimed at *since* by the monotonic clock."""
        self.lost = threading.Event()
        self.meter = meter or Meter(
            item, store=store, clock=clock, policy=policy, since=since
        )
        #: Set once the item is somebody else's, which no budget does.
        self.gone = False
        self._item = item
        self._owner = owner
        self._store = store
        self._leases = leases
        self._clock = clock
        self._policy = policy
        self._renewed_at = since
        self._why = ""
        self._session = self._kept_session = ""
        self._keeper = keeper
        #: Taken by whoever looks after it: nobody does once the block is left.
        self._busy = threading.Lock()
        self._over = False

    def __enter__(self) -> Self:
        self._keeper.take(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._keeper.leave(self)
        with self._busy:
            self._over = True

    def seconds_left(self) -> float:
        """Tell how long the agent may go on if no renewal succeeds any more."""
        policy = self._policy
        lasts = (policy.lease - policy.lease_margin).total_seconds()
        return self._renewed_at + lasts - self._clock.monotonic()

    def why_lost(self) -> str:
        """Say why the lease was lost."""
        return self._why

    def spent(self, usage: Usage) -> None:
        """Hear what the attempt has used so far."""
        self._stop(self.meter.hear(usage))

    def keep(self, run: str, *, attempt: int | None = None) -> None:
        """Keep what a run is found by; an ended one may always be forgotten."""
        item = self._item
        with self._store.write() as tx:
            if run:
                refuse_stale(tx.item(item.id), item.fence)
            tx.edit_attempt(item.id, attempt or item.attempt, run=run or None)

    def heard(self, session: str) -> None:
        """Hear what the agent calls its session; kept by the lease's keeper."""
        self._session = session[:MOST_SESSION]

    @property
    def usage(self) -> Usage:
        """What the attempt has used so far."""
        return self.meter.usage

    def look_after(self) -> None:
        """Renew the lease if it is time to, and see whether it is still ours."""
        with self._busy:
            if not self._over and not self.gone:
                self._look_after()

    def _look_after(self) -> None:
        watch = self._policy.watch.total_seconds()
        heartbeat = self._policy.heartbeat.total_seconds()
        due = self._renewed_at + heartbeat - watch / 2
        try:
            if self._clock.monotonic() >= due:
                self._renew()
            else:
                self._look()
            self._stop(self.meter.look())
            self._keep_session()
        except StoreUnavailable as error:
            log.warning("%s: lease not renewed: %s", self._item.id, error)
        except Exception:
            # The keeper must not end before the lease: nobody else ends it.
            log.exception("%s: lease not renewed", self._item.id)
        if self.seconds_left() <= 0:
            self._lose("the lease could not be renewed in time")

    def _renew(self) -> None:
        asked_at = self._clock.monotonic()
        item = self._item
        try:
            kept = self._extend()
        except ItemNotFound:
            kept = False
        if not kept:
            self._look()
            return
        self._renewed_at = asked_at
        try:
            self._leases.renew(item.id, owner=self._owner, fence=item.fence)
        except LeasesUnavailable as error:
            # A courtesy only: the store has renewed, and the store decides.
            log.debug("%s: lock not renewed: %s", item.id, error)

    def _extend(self) -> bool:
        """Extend the lease, and count the time since it was last extended."""
        item = self._item
        with self._store.write() as tx:
            held = held_for(tx, tx.item(item.id), self._policy)
            kept = tx.extend_lease(item, fence=item.fence, lease=self._policy.lease)
            if kept:
                tx.spend(item.id, item.attempt, {}, held)
        return kept

    def _keep_session(self) -> None:
        """Note the session of the attempt: an agent that is killed tells it no more."""
        session, item = self._session, self._item
        if session and session != self._kept_session and not self.gone:
            with self._store.write() as tx:
                tx.edit_attempt(item.id, item.attempt, session=session)
            self._kept_session = session

    def _look(self) -> None:
        """Look whether the item is still ours; cheap enough to do often."""
        try:
            with self._store.read() as view:
                now = view.item(self._item.id)
        except ItemNotFound:
            self._lose("the item is gone")
            return
        if now.fence != self._item.fence or now.phase is not Phase.RUNNING:
            self._lose(f"the item is {describe(now.state)}, fence {now.fence}")

    def _stop(self, over: Overrun | None) -> None:
        """Stop the agent for a budget; the item stays ours, and its lease is kept."""
        if over is not None and not self.lost.is_set():
            self._why = str(over)
            self.lost.set()

    def _lose(self, why: str) -> None:
        if not self.gone:
            self.gone = True
            self._why = why
            self.lost.set()
            log.warning("%s: lease lost: %s", self._item.id, why)


def held_for(view: View, item: Item, policy: Policy) -> timedelta:
    """Tell how long a running item has been held since its lease was last renewed."""
    if item.lease_expires_at is None:
        return timedelta()
    return max(view.now - (item.lease_expires_at - policy.lease), timedelta())
