"""
park: slots whose account is used up, or that fail alike on item after item, wait.

A park is written in the transaction that ends the attempt which met it. Who goes first
after it is settled when that one claims its item, by a guarded write.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.attempt import FailureKind, fingerprint
from openclaw_celery.domain.budget import KST
from openclaw_celery.domain.errors import LeaseLost, TransitionRefused
from openclaw_celery.domain.item import Phase, Status
from openclaw_celery.domain.parking import (
    ParkKind,
    account_name,
    again,
    away_scope,
    failure_park,
    failure_scope,
    mark_of,
    quota_park,
)
from openclaw_celery.domain.transitions import PENDING, STAYING, Verb, advance

if TYPE_CHECKING:
    from openclaw_celery.domain.attempt import Failed
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.parking import Park
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Slot, Store, Tx, View

log = logging.getLogger("clawq.parking")

#: A park that nobody has met for so long after its moment is forgotten.
FORGOTTEN = timedelta(hours=2)


def running_marks(view: View) -> set[str]:
    """Name the holds of all items that are being run."""
    return {mark_of(i) for i in view.in_flight() if i.phase is Phase.RUNNING}


def went_well(tx: Tx, item: Item) -> None:
    """Lift what *item* was the first to go after: its agent has come to a report."""
    for park in tx.parks():
        if park.probe == mark_of(item):
            tx.lift(park.scope)
            if park.kind is ParkKind.FAILURE:
                tx.end_strikes(park.scope, forgive=True)
            log.warning("%s is over, %s went well", park.scope, item.id)
        elif _is_past(park, tx) and item.owner in park.slots:
            tx.lift(park.scope)


def told_nothing(tx: Tx, item: Item) -> None:
    """Let another item go first: the end of this one says nothing of its account."""
    for park in tx.parks():
        if park.probe == mark_of(item):
            tx.put_park(again(park, tx.now))


def went_wrong(tx: Tx, item: Item, failed: Failed, policy: Policy) -> dict[str, Any]:
    """Park what a failure says has to wait; returns what its event tells of it."""
    slot = _slot_of(tx, item)
    if slot is None:
        return {}
    # A dispatch that is under way has given out its items, or it sees the park.
    tx.serialise_dispatch()
    if failed.kind is FailureKind.QUOTA:
        return _quota(tx, item, failed, slot)
    if failed.kind is FailureKind.AWAY:
        return _away(tx, item, failed, slot)
    for park in tx.parks():
        if park.probe == mark_of(item) and park.kind is ParkKind.QUOTA:
            tx.lift(park.scope)
    return _strike(tx, item, failed, slot, policy)


def _quota(tx: Tx, item: Item, failed: Failed, slot: Slot) -> dict[str, Any]:
    account = account_name(failed.account) or slot.account
    parks = {park.scope: park for park in tx.parks()}
    before = parks.get(f"account:{account}")
    if before is not None and before.until + FORGOTTEN < tx.now:
        before = None
    park = quota_park(
        before,
        account=account,
        slot=slot.name,
        now=tx.now,
        retry_after=failed.retry_after,
        note=failed.message[:200],
    )
    tx.put_park(park)
    for other in parks.values():
        if other.probe == mark_of(item) and other.scope != park.scope:
            tx.put_park(again(other, tx.now))
    until = park.until.astimezone(KST)
    log.warning("%s waits until %s", park.scope, until)
    return {"account": account, "until": until.isoformat()}


def _away(tx: Tx, item: Item, failed: Failed, slot: Slot) -> dict[str, Any]:
    scope = away_scope(slot.runtime, slot.account)
    before = None
    for park in tx.parks():
        if park.scope == scope:
            before = park
        elif park.probe == mark_of(item):
            tx.put_park(again(park, tx.now))
    others = before and before.probe not in {"", mark_of(item)}
    if others and before and before.probing(running_marks(tx)):
        # Who has gone first tells more than one that had begun before.
        return {}
    if before is not None and before.until + FORGOTTEN < tx.now:
        before = None
    park = failure_park(
        before,
        kind=ParkKind.AWAY,
        scope=scope,
        runtime=slot.runtime,
        account=slot.account,
        now=tx.now,
        note=failed.message[:200],
    )
    tx.put_park(park)
    until = park.until.astimezone(KST)
    log.warning("%s waits until %s", scope, until)
    return {"until": until.isoformat()}


def _strike(
    tx: Tx, item: Item, failed: Failed, slot: Slot, policy: Policy
) -> dict[str, Any]:
    if not policy.outage_items:
        return {}
    scope = failure_scope(slot.runtime, slot.account, fingerprint(failed.message))
    struck = tx.strike(scope, item.id, window=policy.outage_window)
    told: dict[str, Any] = {"class": scope}
    before = None
    for park in tx.parks():
        if park.scope == scope:
            before = park
        elif park.probe == mark_of(item):
            tx.put_park(again(park, tx.now))
    others = before and before.probe not in {"", mark_of(item)}
    if others and before and before.probing(running_marks(tx)):
        # Who has gone first tells more than one that had begun before.
        return told
    if struck >= policy.outage_items or before is not None:
        park = failure_park(
            before,
            scope=scope,
            runtime=slot.runtime,
            account=slot.account,
            now=tx.now,
            note=failed.message[:200],
        )
        tx.put_park(park)
        told |= {"struck": struck, "until": park.until.astimezone(KST).isoformat()}
        log.warning("%s: %d items struck, waits until %s", scope, struck, park.until)
    return told


def _is_past(park: Park, tx: Tx) -> bool:
    return park.kind is ParkKind.QUOTA and not park.active(tx.now)


def _slot_of(view: View, item: Item) -> Slot | None:
    found = (row.slot for row in view.slots([]) if row.slot.name == item.owner)
    return next(found, None)


def forgive(store: Store) -> list[Item]:
    """
    Give back the tries that a failure has cost which is over now.

    Once an item and kind of failure: what fails in the same way again, fails by
    itself. An item that it had ended goes back into the queue.
    """
    with store.read() as view:
        due = view.to_forgive()
    changed = []
    for scope, item_id, tries in due:
        try:
            with store.write() as tx:
                if tx.forgiven(scope, item_id):
                    changed += _forgive(tx, tx.item(item_id), scope, tries)
        except (LeaseLost, TransitionRefused) as error:
            log.info("%s: its tries are given back later: %s", item_id, error)
    return changed


def _forgive(tx: Tx, item: Item, scope: str, tries: int) -> list[Item]:
    moves = [s.event for s in tx.events(item.id) if s.event.verb not in STAYING]
    ended_by_it = (
        item.status in {Status.FAILED, Status.BLOCKED}
        and moves[-1].verb is Verb.FAIL
        and moves[-1].data.get("class") == scope
    )
    if item.status in {Status.DONE, Status.FAILED, Status.BLOCKED} and not ended_by_it:
        return []
    back = min(tries, item.tries)
    fields: dict[str, Any] = {}
    if ended_by_it or item.status is Status.PENDING:
        fields = {"not_before": None, "ended_at": None, "error_fingerprint": None}
    change = advance(
        item,
        Verb.FORGIVE,
        PENDING if ended_by_it else item.state,
        actor="watchdog",
        note=f"what failed on several items is over: {back} of its tries given back",
        data={"tries": back, "class": scope},
        tries=item.tries - back,
        **fields,
    )
    tx.save(change)
    return [change.after]
