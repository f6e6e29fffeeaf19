"""
Everything that can happen to a queue, in any order: its promises hold after each step.

Hypothesis plays the world: doorbells come twice, late or never, workers die and come
back as zombies, people change their minds. The engine and the store are the real ones.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import create_engine

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.domain.errors import LeaseLost, TransitionRefused
from openclaw_celery.domain.item import NewItem, Phase, Priority, Status
from openclaw_celery.domain.parking import mark_of
from openclaw_celery.domain.review import Judgement, Verdict
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DISPATCHED,
    DONE,
    FAILED,
    PENDING,
    RUNNING,
    Verb,
    advance,
)
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.run import _Barred
from openclaw_celery.ports import Slot
from openclaw_celery.store import database
from openclaw_celery.store.sql import SqlStore
from openclaw_celery.store.tables import metadata
from tests.support.engine import FlakyStore, MemoryLeases, Times, assemble
from tests.support.replay import check_row

if TYPE_CHECKING:
    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Event

SLOTS = (
    Slot("slot-1", "command"),
    Slot("slot-2", "other"),
    Slot("slot-3", "command", ("docs",)),
)
LANES = (
    (None, None),
    (None, "command"),
    (None, "other"),
    ("docs", None),
    ("docs", "command"),
)
OUTCOMES = (
    *(Reported(verdict) for verdict in Verdict),
    *(Failed(kind, "it broke") for kind in FailureKind),
)
#: What people do by hand.
BY_HAND = ("cancel", "retry", "force", "replan", "answer", "done", "fail", "guard")
#: What a session does with what it has picked.
BY_SESSION = ("renew", "release", "done", "fail")
#: Sessions that are nobody's slot.
OUTSIDE = ("me", "you")
MAX_WORKERS = 2
LEASE = timedelta(minutes=1)

T = TypeVar("T")
numbers = st.integers(0, 11)
few = st.integers(0, 2)


def verdict(_criteria: str, report: str, *_: int) -> Judgement:
    """Judge as the report says: what the gate thinks is not in question here."""
    return Judgement(Verdict(report), (report,))


@dataclass(eq=False)
class Hand:
    """Somebody who believes to hold an item."""

    item: Item
    slot: Slot | None


def _pick(among: list[T], number: int) -> T:
    return among[number % len(among)]


def held_now(now: Item, hand: Hand) -> bool:
    return now.state == RUNNING and now.fence == hand.item.fence


def check_story(item: Item, events: list[Event], attempts: list[Attempt]) -> None:
    """The row is what its events tell; DONE has a reason."""
    check_row(item, events, attempts)
    for event in events:
        if event.target == DONE and event.verb is Verb.REVIEW:
            assert event.data["verdict"] == Verdict.PASS
        elif event.target == DONE and event.verb is not Verb.EDIT:
            assert event.verb in {Verb.SKIP_DUPLICATE, Verb.DONE}


class Queue(RuleBasedStateMachine):
    """The rules are what can happen; the invariants are what must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.closing = [mock.patch("openclaw_celery.domain.review.judge", verdict)]
        for patch in self.closing:
            patch.start()
        self.directory = tempfile.TemporaryDirectory()
        times = Times()
        self.database = create_engine("sqlite://")
        database._prepare_sqlite(self.database)
        metadata.create_all(self.database)
        self.store = FlakyStore(SqlStore(self.database, now=times))
        self.y = assemble(
            self.store,
            times,
            Path(self.directory.name),
            policy=Policy(max_workers=MAX_WORKERS, lease=LEASE),
        )
        self.engine = self.y.engine
        assert isinstance(self.y.leases, MemoryLeases)
        self.locks = self.y.leases
        self.names: list[str] = []
        self.hands: list[Hand] = []
        #: Slot names whose process lives, and its pid.
        self.alive: dict[str, int] = {}
        self.pids = 0
        self.fences: Counter[str] = Counter()
        self.needs: dict[str, tuple[str, ...]] = {}
        #: How far each story was checked.
        self.told: dict[str, int] = {}
        self.claimed: set[tuple[str, int]] = set()
        self._tick = self.engine.dispatcher.tick
        self.engine.dispatcher.tick = self._checked_tick  # type: ignore[method-assign]

    def teardown(self) -> None:
        """Whatever has happened: under fair conditions every item comes to an end."""
        try:
            self._drive_home()
        finally:
            for patch in self.closing:
                patch.stop()
            self.database.dispose()
            self.directory.cleanup()

    # -- what can happen -----------------------------------------------------

    @initialize()
    def open_slots(self) -> None:
        for slot in SLOTS:
            self._start(slot)
        self.add(3, LANES[0], Priority.P1, None, 0, waits=False)

    @rule(
        count=st.integers(1, 3),
        lane=st.sampled_from(LANES),
        priority=st.sampled_from(Priority),
        key=st.sampled_from([None, None, "k"]),
        need=numbers,
        waits=st.booleans(),
    )
    def add(
        self,
        count: int,
        lane: tuple[str | None, str | None],
        priority: Priority,
        key: str | None,
        need: int,
        waits: bool,
    ) -> None:
        if len(self.names) > 6:
            return
        role, runtime = lane
        new = NewItem(
            title="x",
            priority=priority,
            role=role,
            runtime=runtime,
            idempotency_key=key,
            max_attempts=2,
            depends_on=(_pick(self.names, need),) if waits and self.names else (),
        )
        added = self.engine.intake.add([new] * count, actor="test")
        self.names += [item.id for item in added]
        self.needs |= {item.id: new.depends_on for item in added}

    @rule()
    def dispatcher_ticks(self) -> None:
        self.engine.dispatcher.tick()

    @rule()
    def watchdog_ticks(self) -> None:
        self.engine.watchdog.tick()

    @rule(bell=numbers, slot=few, again=st.booleans(), dies=few)
    def a_slot_hears_a_doorbell(
        self, bell: int, slot: int, again: bool, dies: int
    ) -> None:
        if self.y.bells.run:
            chosen = _pick(self.y.bells.run, bell)
            if not again:
                self.y.bells.run.remove(chosen)
            self._hear(*chosen, SLOTS[slot], dies=dies == 2)

    @rule(bell=numbers)
    def a_doorbell_is_lost(self, bell: int) -> None:
        bells = _pick([self.y.bells.run, self.y.bells.review], bell)
        if bells:
            bells.remove(_pick(bells, bell))

    @rule(bell=numbers, again=st.booleans())
    def the_reviewer_hears_a_doorbell(self, bell: int, again: bool) -> None:
        if self.y.bells.review:
            chosen = _pick(self.y.bells.review, bell)
            if not again:
                self.y.bells.review.remove(chosen)
            self.engine.reviewer.review(*chosen)

    @rule(hand=numbers, outcome=st.sampled_from(OUTCOMES), chain=st.booleans())
    def an_agent_ends(self, hand: int, outcome: Reported | Failed, chain: bool) -> None:
        if self.hands:
            self._end(_pick(self.hands, hand), outcome, chain=chain)

    @rule(hand=numbers)
    def a_lease_is_renewed(self, hand: int) -> None:
        if not self.hands:
            return
        item = _pick(self.hands, hand).item
        with self.store.write() as tx:
            now = tx.item(item.id)
            kept = tx.extend_lease(item, fence=item.fence, lease=LEASE)
        assert kept == (now.fence == item.fence and now.phase is Phase.RUNNING)

    @rule(hand=numbers, slot=few)
    def a_holder_is_overtaken(self, hand: int, slot: int) -> None:
        """Its lease runs out, another one holds the item, and it wakes up."""
        if not self.hands:
            return
        zombie = _pick(self.hands, hand)
        self._turn(61)
        self.engine.watchdog.tick()
        for item_id, fence in list(self.y.bells.run):
            if item_id == zombie.item.id:
                self._hear(item_id, fence, SLOTS[slot], dies=False)
        self._end(zombie, Reported(Verdict.PASS), chain=True)

    @rule(slot=st.sampled_from(SLOTS), zombie=st.booleans())
    def a_slot_dies(self, slot: Slot, zombie: bool) -> None:
        """Its main process too; *zombie*: its agent does not know, and goes on."""
        self.alive.pop(slot.name, None)
        if not zombie:
            self.hands = [hand for hand in self.hands if hand.slot is not slot]

    @rule(slot=st.sampled_from(SLOTS))
    def a_slot_starts(self, slot: Slot) -> None:
        self.alive.pop(slot.name, None)
        self._start(slot)

    @rule(slot=st.sampled_from(SLOTS))
    def a_slot_is_stopped(self, slot: Slot) -> None:
        pid = self.alive.pop(slot.name, 0)
        self.engine.slots.stop(slot, host="h", pid=pid)

    @rule(seconds=st.sampled_from([1, 20, 59, 61, 200, 700]))
    def time_passes(self, seconds: int) -> None:
        self._turn(seconds)

    @rule(name=st.sampled_from(OUTSIDE))
    def somebody_outside_picks(self, name: str) -> None:
        item = self.engine.puller.pick(owner=name, lease=timedelta(minutes=5))
        if item is not None:
            self._took(item, None)

    @rule(
        scope=st.sampled_from(["all", "priority:P1", "role:docs", "slot:slot-1"]),
        pauses=st.booleans(),
    )
    def somebody_pauses_or_resumes(self, scope: str, pauses: bool) -> None:
        if pauses:
            self.engine.operator.pause(scope, note="")
        else:
            self.engine.operator.resume(scope)

    @rule(which=numbers, priority=st.sampled_from(Priority))
    def somebody_edits(self, which: int, priority: Priority) -> None:
        """Whoever holds the item goes on with it."""
        if not self.names:
            return
        with self.store.write() as tx:
            item = tx.item(_pick(self.names, which))
            changed = advance(
                item,
                Verb.EDIT,
                item.state,
                actor="person",
                priority=priority,
                rank=priority.rank,
            )
            tx.save(changed)
        assert self.y.item(item.id) == changed.after

    @rule(which=numbers, what=st.sampled_from(BY_HAND))
    def somebody_intervenes(self, which: int, what: str) -> None:
        if not self.names:
            return
        before = self.y.item(_pick(self.names, which))
        try:
            after, slot = self._by_hand(before.id, what)
        except TransitionRefused:
            assert self.y.item(before.id) == before
            return
        assert after.fence == before.fence + (what != "answer")
        assert (slot is not None) == (
            what not in {"retry", "force", "guard"}
            and before.phase is Phase.RUNNING
            and before.owner not in OUTSIDE
        )

    def _by_hand(self, item_id: str, what: str) -> tuple[Item, str | None]:
        """Return the item right after that, and the slot that has to stop."""
        operator = self.engine.operator
        if what == "guard":
            with self.store.write() as tx:
                change = advance(tx.item(item_id), Verb.GUARD, BLOCKED, actor="guard")
                tx.save(change)
            return change.after, None
        words: dict[str, object] = {
            "force": {"force": True},
            "replan": {"notes": "x"},
            "answer": {"text": "x"},
            "done": {"notes": "x"},
            "fail": {"notes": "x"},
        }.get(what, {})
        verb = getattr(operator, "retry" if what == "force" else what)
        moved = verb(item_id, actor="person", **words)
        return moved.item, moved.slot

    @rule(hand=numbers, what=st.sampled_from(BY_SESSION))
    def a_session_acts(self, hand: int, what: str) -> None:
        """On what it holds, or what it still believes to hold."""
        mine = [hand for hand in self.hands if hand.slot is None]
        if not mine:
            return
        believed = _pick(mine, hand).item
        before, owner = self.y.item(believed.id), believed.owner or ""
        ends = before.lease_expires_at
        holds = before.owner == owner and ends is not None and ends >= self.y.times.now
        words = {"notes": "x"} if what in {"done", "fail"} else {}
        if what == "renew":
            words = {"lease": LEASE}
        try:
            after = getattr(self.engine.puller, what)(before.id, owner=owner, **words)
        except LeaseLost:
            assert not holds
            assert self.y.item(before.id) == before
            return
        assert holds
        assert after.fence == before.fence + (what in {"release", "done"})
        if what != "renew":
            self.hands = [h for h in self.hands if not held_now(before, h)]

    @rule(down=st.booleans())
    def the_broker_goes_or_comes(self, down: bool) -> None:
        self.y.bells.down = down

    @rule(down=st.booleans())
    def the_lock_server_restarts_empty(self, down: bool) -> None:
        self.locks.held.clear()
        self.locks.down = down

    @rule(
        first=st.sampled_from(["review", "rescue", "reclaim"]),
        second=st.sampled_from(
            ["review", "rescue", "cancel", "replan", "end", "reclaim"]
        ),
        which=numbers,
    )
    def two_do_something_at_once(self, first: str, second: str, which: int) -> None:
        """The second after what the first has read, and before what it changes."""
        if self.names:
            self._prepare(first, which)
            self.store.meanwhile = lambda: self._do(second, which)
            self._do(first, which)
            self.store.meanwhile = int

    # -- how -----------------------------------------------------------------

    def _prepare(self, what: str, which: int) -> None:
        """Give *what* something to do, if it can be had."""
        if self.y.bells.run and not self.hands:
            self._hear(*_pick(self.y.bells.run, which), SLOTS[0], dies=False)
        if what == "review" and self.hands:
            self._end(_pick(self.hands, which), Reported(Verdict.RETRY), chain=True)
        elif what == "rescue":
            self._turn(61)

    def _do(self, what: str, which: int) -> None:
        if what == "review" and self.y.bells.review:
            self.engine.reviewer.review(*self.y.bells.review[-1])
        elif what == "rescue":
            self.engine.watchdog.tick()
        elif what in BY_HAND:
            self.somebody_intervenes(which, what)
        elif what == "end" and self.hands:
            self._end(_pick(self.hands, which), Reported(Verdict.PASS), chain=True)
        elif what == "reclaim":
            self.engine.slots.reclaim(SLOTS[0])

    def _start(self, slot: Slot) -> None:
        self.pids += 1
        self.alive[slot.name] = self.pids
        self.engine.slots.start(slot, host="h", pid=self.pids, alive=lambda *_: False)
        self.engine.slots.ready(slot, host="h", pid=self.pids)

    def _turn(self, seconds: float) -> None:
        self.y.turn(timedelta(seconds=seconds))
        if seconds >= LEASE.total_seconds():
            self.locks.held.clear()
        for slot in SLOTS:
            if slot.name in self.alive:
                pid = self.alive[slot.name]
                self.engine.slots.beat(slot, host="h", pid=pid)

    def _hear(self, item_id: str, fence: int, slot: Slot, *, dies: bool) -> None:
        """Do what `Runner.run` does until the agent is started."""
        item = self.y.item(item_id)
        busy = any(h.slot is slot and h.item.owner == slot.name for h in self.hands)
        if slot.name not in self.alive or busy or item.lane not in lanes_of(slot):
            return
        runner = self.engine.runner
        if not runner._lock(item_id, fence, slot):
            return
        try:
            held, _ = runner._claim(item_id, fence, slot)
        except LeaseLost:
            runner._unlock(item_id, fence, slot)
            return
        except _Barred as parked:
            runner._unlock(item_id, fence, slot)
            runner._leave(parked, slot)
            return
        assert held.fence == fence, "an older doorbell was answered"
        self._took(held, slot)
        if dies:
            self.a_slot_dies(slot, zombie=False)

    def _took(self, item: Item, slot: Slot | None) -> None:
        assert (item.id, item.fence) not in self.claimed, "given to two"
        self.claimed.add((item.id, item.fence))
        self.hands.append(Hand(item, slot))

    def _end(self, hand: Hand, outcome: Reported | Failed, *, chain: bool) -> None:
        self.hands.remove(hand)
        ours = self.y.item(hand.item.id)
        holds = ours.fence == hand.item.fence and ours.phase is Phase.RUNNING
        came = self.engine.runner._finish(hand.item, outcome)
        assert (came == "stopped") == (not holds)
        with self.store.read() as view:
            attempts = view.attempts(hand.item.id)
        assert attempts[hand.item.attempt - 1].ended_at is not None
        if hand.slot is not None:
            self.engine.runner._unlock(hand.item.id, hand.item.fence, hand.slot)
        if chain and holds and isinstance(outcome, Reported):
            self.y.bells.review.append((hand.item.id, hand.item.fence))
        self.engine.dispatcher.wake()

    def _checked_tick(self) -> list[Item]:
        dispatched = self._tick()
        if dispatched:
            self._check_room(dispatched)
        return dispatched

    def _check_room(self, dispatched: list[Item]) -> None:
        with self.store.read() as view:
            flight = [i for i in view.in_flight() if i.owner not in OUTSIDE]
            live = {row.slot.name for row in view.slots() if row.live}
            paused = view.pauses()
            probes = Counter(
                park.scope
                for park in view.parks()
                for item in flight
                if mark_of(item) == park.probe
            )
            assert max(probes.values(), default=0) <= 1
            waiting = {
                row.slot.name
                for row in view.slots()
                if any(p.holds(row.slot) and p.waits(view.now) for p in view.parks())
            }
            needs = {need for item in dispatched for need in view.dependencies(item.id)}
            assert all(view.item(need).status is Status.DONE for need in needs)
        assert not live <= waiting
        there = [i for i in flight if i.state == DISPATCHED or i.owner in live]
        assert len(flight) <= MAX_WORKERS
        assert len(there) <= len(live)
        assert "all" not in paused
        for item in dispatched:
            assert f"priority:{item.priority}" not in paused
            assert f"role:{item.role}" not in paused
            assert item.not_before is None

    # -- what must hold ------------------------------------------------------

    @invariant()
    def the_books_are_right(self) -> None:
        """Every item's story fits the table and the row; of whoever changed."""
        with self.store.read() as view:
            items = {item.id: item for item in view.items()}
            for item in items.values():
                needs = [items[need] for need in self.needs.get(item.id, ())]
                open_deps = sum(need.status is not Status.DONE for need in needs)
                assert item.open_deps == open_deps
                if self.told.get(item.id) != item.event_seq:
                    events = [stored.event for stored in view.events(item.id)]
                    check_story(item, events, view.attempts(item.id))
                    assert item.fence >= self.fences[item.id]
                    self.fences[item.id] = item.fence
                    self.told[item.id] = item.event_seq
            for slot in SLOTS:
                if slot.name in self.alive:
                    assert len(view.held_by(slot.name)) <= 1
        running = [item for item in items.values() if item.state == RUNNING]
        assert all(item.owner and item.lease_expires_at for item in running)
        right = [h for h in self.hands if held_now(items[h.item.id], h)]
        assert len({hand.item.id for hand in right}) == len(right)

    # -- and in the end ------------------------------------------------------

    def _drive_home(self) -> None:
        """Let all be well: slots live, bells ring, agents do good work."""
        self.y.bells.down = self.locks.down = False
        self.store.meanwhile = int
        for scope in ("all", "priority:P1", "role:docs", "slot:slot-1"):
            self.engine.operator.resume(scope)
        for slot in SLOTS:
            self.a_slot_starts(slot)
        self.hands.clear()
        for _ in range(12 * len(self.names)):
            if self._all_at_an_end():
                break
            self._turn(700)
            self.engine.watchdog.tick()
            self.engine.dispatcher.tick()
            self._serve()
        self.the_books_are_right()
        assert self._all_at_an_end(), [self.y.item(name) for name in self.names]

    def _serve(self) -> None:
        bells, self.y.bells.run = self.y.bells.run, []
        for item_id, fence in dict.fromkeys(bells):
            for slot in SLOTS:
                self._hear(item_id, fence, slot, dies=False)
        for hand in list(self.hands):
            self._end(hand, Reported(Verdict.PASS), chain=True)
        while self.y.bells.review:
            self.engine.reviewer.review(*self.y.bells.review.pop())

    def _all_at_an_end(self) -> bool:
        """Only those are left that wait for what a person has to look at."""
        ended: dict[str, bool] = {}
        with self.store.read() as view:
            items = {item.id: item for item in view.items()}
        for item in items.values():  # what an item depends on was added before it
            needs = self.needs.get(item.id, ())
            stuck = any(ended[need] and items[need].state != DONE for need in needs)
            ended[item.id] = item.state in {DONE, FAILED, BLOCKED} or (
                item.state == PENDING and stuck
            )
        return all(ended.values())


TestQueue = Queue.TestCase
TestQueue.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.long
@pytest.mark.timeout(1800)
class TestQueueAtLength(Queue.TestCase):  # type: ignore[misc, name-defined]
    """The same, for minutes."""

    settings = settings(max_examples=1500, stateful_step_count=80, deadline=None)
