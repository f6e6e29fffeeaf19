"""
run: one attempt, from the doorbell to the stored report.

The steps, in order: lock, claim, perform, finish, release. Either of the first two
refusing means that somebody else has the item: the message is dropped.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, assert_never

from openclaw_celery.domain.attempt import (
    FREE,
    Failed,
    FailureKind,
    Reported,
    Stopped,
    classify,
    ending_of,
)
from openclaw_celery.domain.budget import NOTHING, Amount, Bound, Overrun, used_by
from openclaw_celery.domain.errors import (
    ItemNotFound,
    LeaseLost,
    LeasesUnavailable,
    Refused,
    RuntimeUnavailable,
    StoreUnavailable,
    TransitionRefused,
    WorkspaceUnavailable,
)
from openclaw_celery.domain.guard import Action
from openclaw_celery.domain.parking import barred, mark_of
from openclaw_celery.domain.transitions import (
    DISPATCHED,
    PENDING,
    REVIEWING,
    RUNNING,
    Verb,
    advance,
    describe,
)
from openclaw_celery.domain.worktree import refuse_stale
from openclaw_celery.engine.brief import lore_of
from openclaw_celery.engine.dispatch import lanes_of, paused_slot
from openclaw_celery.engine.lease import HeldLease, LeaseKeeper, held_for
from openclaw_celery.engine.meter import (
    Meter,
    allowed_for,
    block_for,
    release_for_day,
    told_of,
)
from openclaw_celery.engine.parking import (
    running_marks,
    told_nothing,
    went_well,
    went_wrong,
)
from openclaw_celery.engine.rescue import rescue
from openclaw_celery.engine.workspaces import builds_on, continued
from openclaw_celery.ports import Assignment, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openclaw_celery.domain.attempt import Attempt, Left, Outcome
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.parking import Park
    from openclaw_celery.domain.worktree import Worktree
    from openclaw_celery.engine.brief import Lore
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import (
        AgentRuntime,
        Clock,
        Leases,
        Slot,
        Store,
        Tx,
        Workspaces,
    )

log = logging.getLogger("clawq.run")

#: A finished agent's report is offered to an unreachable store this often.
FINISH_RETRIES = 600


@dataclass(frozen=True, slots=True)
class Brief:
    """All that an attempt starts from, as it was when it was claimed."""

    item: Item
    lore: Lore
    wanted: Wanted
    #: Runs of earlier attempts that may still go on.
    left: Sequence[Left] = ()
    #: What all attempts of the item may use.
    allowed: Amount = NOTHING


@dataclass(frozen=True, slots=True)
class Exceeded:
    """The agent was stopped because a budget is used up; the item is still ours."""

    over: Overrun
    #: What the agent had said until then.
    report: str
    usage: Mapping[str, Any]


class _Barred(Exception):
    """The slot is parked; *others* may take the item."""

    def __init__(self, item: Item, park: Park, *, others: bool) -> None:
        super().__init__(park.scope)
        self.item, self.park, self.others = item, park, others


class Runner:
    """Runs attempts on one slot."""

    def __init__(  # noqa: PLR0913 - an attempt touches all of it
        self,
        store: Store,
        leases: Leases,
        runtimes: Mapping[str, AgentRuntime],
        clock: Clock,
        dispatcher: Dispatcher,
        policy: Policy,
        *,
        workspaces: Workspaces,
        token_of: Callable[[str, int], str] | None = None,
    ) -> None:
        """Run what *dispatcher* has given out; *token_of* an item and its fence."""
        self._store = store
        self._leases = leases
        self._runtimes = runtimes
        self._clock = clock
        self._dispatcher = dispatcher
        self._policy = policy
        self._workspaces = workspaces
        self._token_of = token_of
        self._keeper = LeaseKeeper(clock, policy)

    def run(self, item_id: str, fence: int, slot: Slot) -> str:
        """
        Run the attempt that *fence* stands for, if it is still to be run.

        Never raises for anything the agent does. Returns what came of it:
        `dropped`, `stopped`, or the state the item is in now.
        """
        if not self._lock(item_id, fence, slot):
            return "dropped"
        try:
            came = self._attempt(item_id, fence, slot)
        finally:
            self._unlock(item_id, fence, slot)
        return came

    def _lock(self, item_id: str, fence: int, slot: Slot) -> bool:
        try:
            free = self._leases.acquire(item_id, owner=slot.name, fence=fence)
        except LeasesUnavailable as error:
            log.warning("%s: going on without the lock: %s", item_id, error)
            return True
        if not free:
            log.info("%s: dropped, fence %d is held elsewhere", item_id, fence)
        return free

    def _unlock(self, item_id: str, fence: int, slot: Slot) -> None:
        try:
            self._leases.release(item_id, owner=slot.name, fence=fence)
        except LeasesUnavailable as error:
            log.debug("%s: lock left to expire: %s", item_id, error)

    def _attempt(self, item_id: str, fence: int, slot: Slot) -> str:
        since = self._clock.monotonic()
        try:
            item, brief = self._claim(item_id, fence, slot)
        except (LeaseLost, ItemNotFound) as error:
            log.info("%s: dropped: %s", item_id, error)
            return "dropped"
        except _Barred as barred:
            self._leave(barred, slot)
            return "dropped"
        log.info("%s started on %s, attempt %d", item.id, slot.name, item.attempt)
        with HeldLease(
            item,
            owner=slot.name,
            store=self._store,
            leases=self._leases,
            clock=self._clock,
            policy=self._policy,
            since=since,
            keeper=self._keeper,
            meter=self._meter(brief, since),
        ) as hold:
            with self._dispatcher.journal.run("run", item) as note:
                outcome, worktree = self._perform(brief, slot, hold)
                came = _accounted(outcome, hold)
                note.result = self._finish(item, came, worktree)
                note.error = _wrong(came, note.result)
            return note.result

    def _leave(self, barred: _Barred, slot: Slot) -> None:
        """
        Leave an item to others as this slot is parked; back with it if there are none.

        The doorbell was for any slot of its lane.
        """
        item = barred.item
        why = f"{slot.name} waits: {barred.park.scope}"
        log.info("%s: left to others, %s", item.id, why)
        if barred.others:
            # A slot that has nothing to do must not take it again and again.
            self._clock.wait(threading.Event(), 1)
            self._dispatcher.pass_on(item)
            return
        try:
            with self._store.write() as tx:
                now = tx.item(item.id)
                if (now.fence, now.state) == (item.fence, DISPATCHED):
                    rescue(tx, now, self._policy, slot.name, why)
        except (LeaseLost, TransitionRefused) as error:
            log.info("%s: %s", item.id, error)

    def _meter(self, brief: Brief, since: float) -> Meter:
        return Meter(
            brief.item,
            store=self._store,
            clock=self._clock,
            policy=self._policy,
            since=since,
            allowed=brief.allowed,
            before=used_by(brief.lore.earlier),
        )

    def _claim(self, item_id: str, fence: int, slot: Slot) -> tuple[Item, Brief]:
        with self._store.write() as tx:
            change = advance(
                tx.item(item_id),
                Verb.CLAIM,
                RUNNING,
                actor=slot.name,
                fence=fence,
                owner=slot.name,
                started_at=tx.now,
                lease_expires_at=tx.now + self._policy.lease,
                rung_at=None,
                rings=0,
            )
            _refuse_parked(tx, change.after, slot)
            tx.save(change)
            item = change.after
            tx.edit_attempt(
                item.id,
                item.attempt,
                started=True,
                slot=slot.name,
                runtime=slot.runtime,
            )
            lore = lore_of(tx, item)
            wanted = Wanted(
                item_id=item.id,
                fence=item.fence,
                repository=tx.repository(item.id),
                earlier=continued(lore.earlier, lore.story),
            )
            allowed = allowed_for(tx, item, self._policy)
            left = tx.left(item.id) if item.attempt > 1 else []
        return item, Brief(item, lore, wanted, left, allowed)

    def _perform(
        self, brief: Brief, slot: Slot, hold: HeldLease
    ) -> tuple[Outcome, Worktree | None]:
        """Run the agent; whatever it or its runtime throws becomes an outcome."""
        worktree: Worktree | None = None
        wanted = replace(brief.wanted, lost=hold.lost)
        try:
            runtime = self._runtimes[slot.runtime]
            if brief.item.attempt > 1:
                # Before its workspace is made another attempt's.
                runtime.reap(brief.item.id, before_fence=brief.item.fence)
            if hold.lost.is_set():
                return Stopped(hold.why_lost()), None
            worktree = self._workspaces.prepare(wanted)
            others = self._note(brief.item, worktree) if worktree else {}
            assignment = self._assignment(brief, slot, worktree, others)
            assignment.run_dir.mkdir(parents=True, exist_ok=True)
            outcome = runtime.run(assignment, hold)
        except (RuntimeUnavailable, WorkspaceUnavailable) as error:
            return Failed(FailureKind.TRANSIENT, str(error)), worktree
        except LeaseLost as error:
            return Stopped(str(error)), worktree
        except Refused as error:
            return Failed(FailureKind.BLOCKED, str(error)), worktree
        # Celery would answer a MemoryError by ending the worker, and with acks_late
        # the next one too: https://github.com/celery/celery/issues/10462
        except BaseException as error:
            log.exception("%s: the runtime raised", brief.item.id)
            message = f"{type(error).__name__}: {error}"
            return Failed(classify(message), message), worktree
        return outcome, self._measured(wanted, worktree, outcome)

    def _assignment(
        self,
        brief: Brief,
        slot: Slot,
        worktree: Worktree | None,
        others: Mapping[str, Worktree],
    ) -> Assignment:
        policy, item = self._policy, brief.item
        return Assignment(
            item=item,
            attempt=item.attempt,
            fence=item.fence,
            slot=slot,
            prompt=brief.lore.prompt(item, worktree, others),
            workspace=(policy.workspaces / item.id).absolute(),
            run_dir=(policy.runs / item.id / str(item.attempt)).absolute(),
            branch=worktree.branch if worktree else "",
            base=worktree.base if worktree else "",
            asked=brief.lore.asked(item),
            left=tuple(left for left in brief.left if left.runtime == slot.runtime),
            former_session=_former_session(brief.lore.earlier, slot),
            token=self._token_of(item.id, item.fence) if self._token_of else "",
        )

    def _note(self, item: Item, worktree: Worktree) -> dict[str, Worktree]:
        """
        Note the branch before anything is done on it: it outlives this process.

        Returns what came of the items that this one builds on, in its repository.
        """
        with self._store.write() as tx:
            refuse_stale(tx.item(item.id), item.fence)
            tx.edit_attempt(item.id, item.attempt, worktree=worktree.told())
            return builds_on(tx, item, worktree.repository)

    def _measured(
        self, wanted: Wanted, worktree: Worktree | None, outcome: Outcome
    ) -> Worktree | None:
        """Look at what the agent has changed; no failure of that is the agent's."""
        if worktree is None:
            return None
        push = not isinstance(outcome, Stopped)
        try:
            return self._workspaces.finish(wanted, worktree, push=push)
        except Exception as error:  # an outcome is not to be lost for its measure
            log.exception("%s: its worktree can't be measured", wanted.item_id)
            return replace(worktree, note=f"can't be measured: {error}")

    def _finish(
        self,
        item: Item,
        outcome: Outcome | Exceeded,
        worktree: Worktree | None = None,
    ) -> str:
        """Store what came of it; a store that is away is waited for."""
        never = threading.Event()
        for left in range(FINISH_RETRIES, 0, -1):
            try:
                came, following = self._store_outcome(
                    item, outcome, worktree, hand_over=left == FINISH_RETRIES
                )
            except LeaseLost as error:
                log.warning("%s: result dropped: %s", item.id, error)
                # What was used was used, whoever has the item now.
                outcome = Stopped(str(error), usage=outcome.usage)
            except StoreUnavailable as error:
                if left == 1:
                    raise
                log.warning("%s: result not stored yet: %s", item.id, error)
                self._clock.wait(never, 1)
            else:
                if following is None:
                    self._dispatcher.wake()
                else:
                    self._dispatcher.ring(following)
                return came
        # Overtaken at the very last of all tries; only the note of it is missing.
        return "stopped"

    def _store_outcome(
        self,
        item: Item,
        outcome: Outcome | Exceeded,
        worktree: Worktree | None = None,
        *,
        hand_over: bool,
    ) -> tuple[str, list[Item] | None]:
        """Store the outcome; with *hand_over*, dispatch the next item along with it."""
        if isinstance(outcome, Reported):
            return self._report(item, outcome, worktree, hand_over=hand_over)
        if isinstance(outcome, Failed):
            return self._fail(item, outcome, worktree, hand_over=hand_over)
        if isinstance(outcome, Exceeded):
            return self._exceed(item, outcome, worktree), None
        if isinstance(outcome, Stopped):
            return self._stopped(item, outcome, worktree), None
        assert_never(outcome)

    def _stopped(self, item: Item, outcome: Stopped, worktree: Worktree | None) -> str:
        """
        Note on the attempt that its agent is gone; the item is not ours to touch.

        Whoever has taken the item away looks for this. What the watchdog has taken,
        or still will, it has noted or will note itself.
        """
        log.info("%s stopped: %s", item.id, outcome.reason)
        with suppress(ItemNotFound), self._store.write() as tx:
            tx.spend(item.id, item.attempt, outcome.usage)
            taken = tx.item(item.id).fence != item.fence
            rows = tx.attempts(item.id) if taken else []
            if any(a.number == item.attempt and a.ended_at is None for a in rows):
                changed = _changed(worktree)
                tx.edit_attempt(
                    item.id, item.attempt, ended=True, outcome="stopped", **changed
                )
        return "stopped"

    def _exceed(self, item: Item, outcome: Exceeded, worktree: Worktree | None) -> str:
        """
        Note that a budget has stopped the agent, and keep what it had done.

        A day's budget: the item waits for the next day, at no cost. Its own, or its
        attempt's: BLOCKED, a person decides.
        """
        over = outcome.over
        waits = over.bound is Bound.DAY
        with self._store.write() as tx:
            now = tx.item(item.id)
            told = told_of(now, over, Action.BLOCK, fence=item.fence)
            tx.save(told)
            change = (release_for_day if waits else block_for)(told.after, over, tx.now)
            tx.save(change)
            told_nothing(tx, item)
            if outcome.report:
                tx.keep_report(item.id, item.attempt, outcome.report)
            tx.edit_attempt(
                item.id,
                item.attempt,
                ended=True,
                outcome="over_budget",
                error=str(over),
                **_changed(worktree),
            )
            held = held_for(tx, now, self._policy)
            tx.spend(item.id, item.attempt, outcome.usage, held)
        log.warning("%s stopped: %s", item.id, over)
        return describe(change.event.target)

    def _report(
        self,
        item: Item,
        outcome: Reported,
        worktree: Worktree | None = None,
        *,
        hand_over: bool = False,
    ) -> tuple[str, list[Item] | None]:
        with self._store.write() as tx:
            now = tx.item(item.id)
            # What the agent has handed in counts more than what it printed at its end.
            report = tx.report(item.id, item.attempt) or outcome.report
            change = advance(
                now,
                Verb.REPORT,
                REVIEWING,
                actor=item.owner or "",
                fence=item.fence,
                tries=now.tries + 1,
                lease_expires_at=None,
                rung_at=tx.now,
                rings=1,
                data={"characters": len(report), **_changed(worktree)},
            )
            tx.save(change)
            went_well(tx, item)
            sha256 = tx.keep_report(item.id, item.attempt, report)
            tx.edit_attempt(
                item.id,
                item.attempt,
                ended=True,
                outcome="reported",
                exit_code=outcome.exit_code,
                report_sha256=sha256,
                session=outcome.session,
                run=None,
                **_changed(worktree),
            )
            held = held_for(tx, now, self._policy)
            tx.spend(item.id, item.attempt, outcome.usage, held)
            following = self._dispatcher.hand_over(tx) if hand_over else None
        log.debug("%s reported, attempt %d", item.id, item.attempt)
        return describe(REVIEWING), following

    def _fail(
        self,
        item: Item,
        outcome: Failed,
        worktree: Worktree | None = None,
        *,
        hand_over: bool = False,
    ) -> tuple[str, list[Item] | None]:
        with self._store.write() as tx:
            now = tx.item(item.id)
            ending = ending_of(now, outcome, self._policy.retry)
            ours = now.fence == item.fence and now.state == RUNNING
            waits = went_wrong(tx, item, outcome, self._policy) if ours else {}
            again = ending.target == PENDING
            change = advance(
                now,
                Verb.FAIL,
                ending.target,
                actor=item.owner or "",
                fence=item.fence,
                note=ending.note,
                data={"kind": outcome.kind, "error": outcome.message, **waits},
                tries=now.tries + (outcome.kind not in FREE),
                not_before=tx.now + ending.pause if ending.pause else None,
                error_fingerprint=ending.fingerprint,
                ended_at=None if again else tx.now,
            )
            tx.save(change)
            if outcome.report:
                tx.keep_report(item.id, item.attempt, outcome.report)
            tx.edit_attempt(
                item.id,
                item.attempt,
                ended=True,
                outcome="failed",
                error=outcome.message,
                exit_code=outcome.exit_code,
                session=outcome.session,
                **_changed(worktree),
            )
            held = held_for(tx, now, self._policy)
            tx.spend(item.id, item.attempt, outcome.usage, held)
            following = self._dispatcher.hand_over(tx) if hand_over else None
        log.warning("%s failed: %s", item.id, ending.note)
        return describe(ending.target), following


def _former_session(earlier: Sequence[Attempt], slot: Slot) -> str:
    """Name the session that the last attempt had, if a slot like this one ran it."""
    last = earlier[-1] if earlier else None
    return last.session or "" if last and last.runtime == slot.runtime else ""


def _changed(worktree: Worktree | None) -> dict[str, Any]:
    """Return what is kept of an attempt's worktree; nothing of a plain directory."""
    return {"worktree": worktree.told()} if worktree else {}


def _refuse_parked(tx: Tx, item: Item, slot: Slot) -> None:
    """Raise _Barred for a slot that has to wait; be the one that goes first."""
    parks = tx.parks()
    if not any(park.holds(slot) for park in parks):
        return
    now, running = tx.now, running_marks(tx)
    park = barred(parks, slot, now, running)
    for mine in parks:
        first = park is None and mine.probes and mine.holds(slot)
        if first and not tx.take_probe(mine, mark_of(item)):
            park = mine
    if park is None:
        return
    paused = tx.pauses()
    others = any(
        row.live
        and row.slot.name != slot.name
        and item.lane in lanes_of(row.slot)
        and not paused_slot(row.slot, paused)
        and barred(parks, row.slot, now, running) is None
        for row in tx.slots()
    )
    raise _Barred(item, park, others=others)


def _accounted(outcome: Outcome, hold: HeldLease) -> Outcome | Exceeded:
    """Add what was used; an agent that a budget has stopped has not come to its end."""
    if not outcome.usage:
        outcome = replace(outcome, usage=hold.usage.told())
    over = hold.meter.over
    # What it has reported in the same moment counts: there was nothing left to stop.
    if over is None or hold.gone or isinstance(outcome, Reported):
        return outcome
    return Exceeded(over, outcome.report, outcome.usage)


def _wrong(outcome: Outcome | Exceeded, came: str) -> str:
    """Name what went wrong with an attempt, without the agent's own words."""
    if isinstance(outcome, Exceeded):
        return f"over budget: {outcome.over.bound}"
    if isinstance(outcome, Failed):
        return f"failed: {outcome.kind}"
    return "stopped" if came == "stopped" else ""
