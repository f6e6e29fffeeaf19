"""The life of a slot: it registers, beats, takes back what it lost, and leaves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import LeaseLost, SlotTaken, TransitionRefused
from openclaw_celery.domain.transitions import (
    PENDING,
    Verb,
    advance,
)
from openclaw_celery.engine.rescue import note_rescued, rescue, unlock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import AgentRuntime, Leases, Slot, Store

log = logging.getLogger("clawq.slots")


class Slots:
    """Looks after the slots of this process."""

    def __init__(
        self,
        store: Store,
        leases: Leases,
        runtimes: Mapping[str, AgentRuntime],
        dispatcher: Dispatcher,
        policy: Policy,
    ) -> None:
        """Register in *store*."""
        self._store = store
        self._leases = leases
        self._runtimes = runtimes
        self._dispatcher = dispatcher
        self._policy = policy

    def start(
        self, slot: Slot, *, host: str, pid: int, alive: Callable[[int, datetime], bool]
    ) -> None:
        """
        Register the slot; raises SlotTaken while another worker lives under its name.

        On the same host *alive* tells whether the process with that pid is still
        the one of that moment; elsewhere only its heartbeat can tell.
        """
        with self._store.write() as tx:
            for row in tx.slots():
                if row.slot.name != slot.name or (row.host, row.pid) == (host, pid):
                    continue
                if row.state == "stopped":
                    continue
                here = row.host == host
                if alive(row.pid, row.started_at) if here else row.live:
                    where = f"process {row.pid} on {row.host}"
                    msg = f"{slot.name} is run by {where} already"
                    raise SlotTaken(msg)
            tx.put_slot(slot, host=host, pid=pid, state="starting")
        self.reclaim(slot)

    def ready(self, slot: Slot, *, host: str, pid: int) -> None:
        """Say that the slot takes work from now on."""
        self.beat(slot, host=host, pid=pid)
        self._dispatcher.wake()

    def beat(self, slot: Slot, *, host: str, pid: int, state: str = "ready") -> bool:
        """Say that the slot lives; False when another worker has taken its name."""
        with self._store.write() as tx:
            return tx.beat_slot(slot.name, pid=pid, host=host, state=state)

    def reclaim(self, slot: Slot) -> list[Item]:
        """
        Take back what a former process of this slot held, and end its agents.

        For a process that starts: a slot runs one item at a time, so whatever
        it seems to hold is held by nobody.
        """
        with self._store.read() as view:
            held = view.held_by(slot.name)
        taken = []
        for seen in held:
            try:
                with self._store.write() as tx:
                    item = tx.item(seen.id)
                    if item.event_seq != seen.event_seq:
                        continue
                    why = f"the process of {slot.name} that ran it has died"
                    taken.append(rescue(tx, item, self._policy, slot.name, why))
            except (LeaseLost, TransitionRefused):
                continue
            unlock(self._leases, seen)
            self._runtimes[slot.runtime].reap(seen.id, before_fence=seen.fence + 1)
        if taken:
            note_rescued(self._dispatcher.journal, taken)
            self._dispatcher.wake()
        return taken

    def stop(self, slot: Slot, *, host: str, pid: int) -> list[Item]:
        """
        Leave: what the slot still holds goes back to the queue at no cost.

        Does nothing when another worker has taken the slot's name meanwhile.
        """
        released = []
        with self._store.write() as tx:
            if not tx.beat_slot(slot.name, pid=pid, host=host, state="stopped"):
                return []
            for item in tx.held_by(slot.name):
                note = f"{slot.name} was stopped"
                change = advance(
                    item, Verb.RELEASE, PENDING, actor=slot.name, note=note
                )
                tx.save(change)
                tx.edit_attempt(
                    item.id, item.attempt, ended=True, outcome="released", error=note
                )
                released.append(item)
        for item in released:
            unlock(self._leases, item)
            log.warning("%s handed back: %s was stopped", item.id, slot.name)
        return released
