"""The verbs of the queue together, on a real store, with time in the test's hand."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from redis import Redis

from openclaw_celery.domain.attempt import (
    Failed,
    FailureKind,
    Reported,
    RetryPolicy,
    Stopped,
)
from openclaw_celery.domain.errors import (
    DuplicateItem,
    InvalidValue,
    RuntimeUnavailable,
    SlotTaken,
    StoreUnavailable,
)
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DISPATCHED,
    DONE,
    FAILED,
    PENDING,
    REVIEWING,
    RUNNING,
    Verb,
    advance,
)
from openclaw_celery.engine import lease, run
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.rescue import MAX_RINGS
from openclaw_celery.leases.redis import RedisLeases
from openclaw_celery.ports import Slot
from tests.support.engine import (
    CRITERIA,
    GOOD,
    HOUR,
    MINUTE,
    POOR,
    SECOND,
    WAITING,
    MemoryLeases,
    Yard,
    failure,
    good,
    yard,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., AbstractContextManager[Yard]]:
    """Build a yard with a policy of the test's own."""
    return lambda **policy: yard(
        f"sqlite:///{tmp_path}/queue.db", tmp_path, policy=Policy(**policy)
    )


@pytest.fixture
def y(make: Callable[..., AbstractContextManager[Yard]]) -> Iterator[Yard]:
    """A yard with one open slot."""
    with make() as built:
        built.open("slot-1")
        yield built


def task(item_id: str = "A", **fields: object) -> NewItem:
    return NewItem(id=item_id, title="x", success_criteria=CRITERIA, **fields)  # type: ignore[arg-type]


# -- the way of an item ------------------------------------------------------


@pytest.mark.parametrize("locks", ["memory", "valkey"])
def test_an_item_is_dispatched_run_reviewed_and_done(
    database_url: str, tmp_path: Path, locks: str, request: pytest.FixtureRequest
) -> None:
    """The whole way, with every row it leaves behind."""
    leases = MemoryLeases()
    if locks == "valkey":
        client = Redis.from_url(request.getfixturevalue("valkey"))
        leases = RedisLeases(client, ttl=MINUTE)  # type: ignore[assignment]
    with yard(database_url, tmp_path, leases=leases) as y:
        y.open("slot-1")
        y.add(task())

        assert y.item("A").state == DISPATCHED
        assert y.bells.run == [("A", 1)]
        assert y.answer_run() == "IN_PROGRESS/reviewing"
        assert y.item("A").state == REVIEWING
        assert y.review("A") == "DONE"

        item = y.item("A")
        assert (item.state, item.tries, item.losses, item.fence) == (DONE, 1, 0, 1)
        assert item.ended_at == y.times.now
        assert y.verbs("A") == ["add", "dispatch", "claim", "report", "review"]
        [attempt] = y.attempts("A")
        assert (attempt.outcome, attempt.verdict) == ("reported", "PASS")
        assert (attempt.slot, attempt.runtime) == ("slot-1", "command")
        with y.store.read() as view:
            assert view.report("A", 1) == GOOD.format(id="A")
        [assignment] = y.agents.seen
        assert assignment.workspace.is_dir()
        assert assignment.run_dir.is_dir()
        assert assignment.mark == "A:1"


def test_a_retry_waits_and_tells_the_agent_what_was_missing(y: Yard) -> None:
    """RETRY backs off 60 s, then 180 s; the next prompt carries the lessons."""
    y.add(task())

    assert y.attempt(Reported(POOR)) == "PENDING"
    assert y.item("A").not_before == y.times.now + MINUTE
    assert y.engine.dispatcher.tick() == []
    y.turn(MINUTE)
    y.beat()
    assert [item.id for item in y.engine.dispatcher.tick()] == ["A"]
    assert y.attempt(Reported(POOR)) == "PENDING"
    assert y.item("A").not_before == y.times.now + 3 * MINUTE

    told = y.agents.seen[1].prompt
    assert "Earlier attempts:\n- attempt 1: RETRY" in told
    assert f"missing: {CRITERIA}" in told
    assert y.agents.reaped == [("A", 2)]


def test_a_retry_at_the_limit_blocks(y: Yard) -> None:
    """What three attempts have not done waits for a person."""
    y.add(task(max_attempts=2))
    assert y.attempt(Reported(POOR)) == "PENDING"
    y.turn(MINUTE)
    y.beat()
    y.engine.dispatcher.tick()

    assert y.attempt(Reported(POOR)) == "BLOCKED"
    assert y.item("A").tries == 2


def test_a_report_that_waits_for_somebody_blocks(y: Yard) -> None:
    """And says in the event what it waits for."""
    y.add(task())

    assert y.attempt(Reported(WAITING)) == "BLOCKED"
    assert "BLOCK" in y.story("A")[-1].event.note


def test_an_empty_report_is_no_work(y: Yard) -> None:
    """The gate gets it like any other report."""
    y.add(task())
    assert y.attempt(Reported("")) == "PENDING"


# -- what agents break -------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "state", "pause"),
    [
        (failure(FailureKind.TRANSIENT), PENDING, MINUTE),
        (failure(FailureKind.UNKNOWN), PENDING, MINUTE),
        (failure(FailureKind.PERMANENT), FAILED, None),
        (RuntimeUnavailable("no such program"), PENDING, MINUTE),
        (MemoryError(), PENDING, MINUTE),
        (SystemExit(1), PENDING, MINUTE),
        (KeyboardInterrupt(), PENDING, MINUTE),
        (RecursionError("maximum recursion depth exceeded"), PENDING, MINUTE),
        (PermissionError(13, "Permission denied"), FAILED, None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_whatever_an_agent_throws_becomes_an_outcome(
    y: Yard,
    act: Outcome | BaseException,
    state: object,
    pause: timedelta | None,
) -> None:
    """The worker lives on, and the attempt counts as one."""
    y.add(task())

    y.attempt(act)  # type: ignore[arg-type]

    item = y.item("A")
    assert (item.state, item.tries, item.losses) == (state, 1, 0)
    assert item.not_before == (y.times.now + pause if pause else None)
    [attempt] = y.attempts("A")
    assert attempt.outcome == "failed"
    assert attempt.error
    assert attempt.ended_at == y.times.now


def test_a_runtime_nobody_knows_is_a_failure(y: Yard) -> None:
    """A slot whose runtime is missing does not take its worker down."""
    y.open(Slot("odd", "nowhere"))
    y.add(task())

    assert y.attempt(slot="odd") == "PENDING"
    assert "nowhere" in str(y.attempts("A")[0].error)


def test_failures_end_when_the_tries_are_spent(y: Yard) -> None:
    """60 s, 180 s, then FAILED at the third."""
    y.add(task())
    down = failure(FailureKind.TRANSIENT, "rate limit")

    for pause in (MINUTE, 3 * MINUTE):
        assert y.attempt(down) == "PENDING"
        assert y.item("A").not_before == y.times.now + pause
        y.turn(pause)
        y.beat()
        y.engine.dispatcher.tick()
    assert y.attempt(down) == "FAILED"

    assert y.item("A").tries == 3
    assert y.item("A").ended_at == y.times.now


def test_a_further_attempt_hears_of_the_session_before(y: Yard) -> None:
    """Of the last one, so that its program can go on there."""
    heard: list[str] = []

    def fails(assignment: Assignment, _: Hold) -> Outcome:
        heard.append(assignment.former_session)
        session = f"session-{assignment.attempt}"
        return Failed(FailureKind.TRANSIENT, "rate limit", session=session)

    y.add(task())
    for pause in (MINUTE, 3 * MINUTE):
        y.attempt(fails)
        y.turn(pause)
        y.beat()
        y.engine.dispatcher.tick()
    y.attempt(fails)
    assert heard == ["", "session-1", "session-2"]


def test_a_session_is_kept_as_soon_as_it_is_heard(y: Yard) -> None:
    """Who is killed tells it no more."""
    kept: list[str | None] = []

    def speaks(_: Assignment, hold: Hold) -> Outcome:
        hold.heard("session-1")
        y.turn(3 * SECOND)
        wait_until(lambda: y.attempts("A")[0].session is not None)
        kept.append(y.attempts("A")[0].session)
        y.engine.operator.cancel("A", actor="me")
        return Stopped("killed")

    y.add(task())
    assert y.attempt(speaks) == "stopped"
    assert kept == ["session-1"]
    assert y.attempts("A")[0].session == "session-1"


def test_the_same_unknown_error_twice_asks_a_person(y: Yard) -> None:
    """Numbers and ids in it do not make it another one."""
    y.add(task())
    y.attempt(failure(FailureKind.UNKNOWN, "boom at 0xdeadbeef, line 7"))
    y.turn(MINUTE)
    y.beat()
    y.engine.dispatcher.tick()

    assert y.attempt(failure(FailureKind.UNKNOWN, "boom at 0xcafebabe, line 9")) == (
        "BLOCKED"
    )


ODD = "no \x00 text \udcff here"


@pytest.mark.parametrize(
    "act",
    [
        Failed(FailureKind.TRANSIENT, ODD, report=ODD, session=ODD, usage={ODD: ODD}),
        Reported(ODD, session=ODD, usage={"model": ODD}),
        ValueError(ODD),
    ],
    ids=["failed", "reported", "raised"],
)
def test_an_agent_may_say_what_is_no_text(
    database_url: str, tmp_path: Path, act: Outcome | BaseException
) -> None:
    """NUL and lone surrogates, as broken output has them, are stored as signs."""
    with yard(database_url, tmp_path) as y:
        y.open("slot-1")
        y.add(task())

        assert y.attempt(act) == "PENDING"  # type: ignore[arg-type]

        assert y.item("A").tries == 1
        y.turn(MINUTE)
        y.beat()
        y.engine.dispatcher.tick()
        assert y.attempt() == "DONE"


# -- doorbells ---------------------------------------------------------------


def test_a_doorbell_that_rings_twice_does_nothing_the_second_time(y: Yard) -> None:
    """Whether the first is running, has reported, or was reviewed."""
    y.add(task())
    [bell] = y.bells.run
    slot = y.slots["slot-1"]

    def rings_meanwhile(assignment: Assignment, hold: Hold) -> Outcome:
        other = Slot("slot-2", "command")
        assert y.engine.runner.run(*bell, other) == "dropped"
        assert not hold.lost.is_set()
        return good(assignment.item)

    y.agents.acts.append(rings_meanwhile)
    assert y.answer_run() == "IN_PROGRESS/reviewing"
    assert y.engine.runner.run(*bell, slot) == "dropped"
    assert y.engine.reviewer.review(*bell) == "DONE"
    assert y.engine.reviewer.review(*bell) == "dropped"
    assert y.engine.runner.run(*bell, slot) == "dropped"

    assert len(y.agents.seen) == 1
    assert y.verbs("A") == ["add", "dispatch", "claim", "report", "review"]


def test_a_doubled_doorbell_without_locks_is_dropped_by_the_store(y: Yard) -> None:
    """The locks are a courtesy: with their server down, nothing runs twice."""
    assert isinstance(y.leases, MemoryLeases)
    y.leases.down = True
    y.add(task())
    [bell] = y.bells.run

    def rings_meanwhile(assignment: Assignment, _hold: Hold) -> Outcome:
        assert y.engine.runner.run(*bell, Slot("slot-2", "command")) == "dropped"
        return good(assignment.item)

    assert y.attempt(rings_meanwhile) == "DONE"
    assert len(y.agents.seen) == 1


def test_a_review_of_a_moment_ago_gets_no_second_verdict(
    y: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two reviewers with the same report: one verdict is kept, the other dropped."""
    from openclaw_celery.domain import review  # noqa: PLC0415 - patched here

    y.add(task())
    y.answer_run()
    judge = review.judge
    came = []

    def slow(*told: object) -> object:
        monkeypatch.setattr(review, "judge", judge)
        came.append(y.review("A"))
        return judge(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(review, "judge", slow)
    came.append(y.review("A"))

    assert came == ["DONE", "dropped"]
    assert y.verbs("A").count("review") == 1


def test_doorbells_of_items_that_are_not_there_are_dropped(y: Yard) -> None:
    assert y.engine.runner.run("NO", 1, y.slots["slot-1"]) == "dropped"
    assert y.engine.reviewer.review("NO", 1) == "dropped"


def test_a_doorbell_nobody_answered_rings_again_at_no_cost(y: Yard) -> None:
    """After 60 s, not before; neither a try nor a loss."""
    y.add(task())
    y.bells.run.clear()

    y.turn(MINUTE - SECOND)
    y.beat()
    y.engine.watchdog.tick()
    assert y.bells.run == []
    y.turn(SECOND)
    y.engine.watchdog.tick()
    assert y.bells.run == [("A", 1)]
    y.engine.watchdog.tick()
    assert y.bells.run == [("A", 1)]

    assert y.attempt() == "DONE"
    item = y.item("A")
    assert (item.tries, item.losses, item.attempt) == (1, 0, 1)


def test_what_is_sure_enough_to_pass_is_the_installations_to_say(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """The same report of the same work, to a gate that is harder to convince."""
    with make(sure=0.99) as y:
        y.open("slot-1")
        y.add(task())
        assert y.answer_run() == "IN_PROGRESS/reviewing"

        assert y.review("A") == "PENDING"

        [attempt] = y.attempts("A")
        assert attempt.verdict == "RETRY"
        assert attempt.reasons[-1].endswith("sure that it is done, 99% are asked for")


def test_a_review_nobody_heard_of_rings_again(y: Yard) -> None:
    """A worker that dies between its report and the chain loses nothing."""
    y.add(task())
    y.answer_run()

    y.turn(MINUTE)
    y.engine.watchdog.tick()

    assert y.bells.review == [("A", 1)]
    assert y.engine.reviewer.review(*y.bells.review[0]) == "DONE"


def test_a_review_that_never_comes_is_taken_back_in_the_end(y: Yard) -> None:
    """After 20 rings it is a loss: something about this report kills reviewers."""
    y.add(task())
    y.answer_run()

    for _ in range(MAX_RINGS):
        y.turn(MINUTE)
        y.beat()
        y.engine.watchdog.tick()

    item = y.item("A")
    assert (item.state, item.losses, item.attempt) == (DISPATCHED, 1, 2)
    assert y.engine.reviewer.review("A", 1) == "dropped"


def test_an_item_whose_slot_has_gone_goes_back(y: Yard) -> None:
    """A doorbell only a dead slot would answer is not rung for ever."""
    y.open(Slot("docs", "command", ("docs",)))
    y.add(task(role="docs"))
    assert y.item("A").state == DISPATCHED

    y.close("docs")
    y.turn(MINUTE)
    y.engine.slots.beat(y.slots["slot-1"], host="h", pid=100)
    assert [item.id for item in y.engine.watchdog.tick()] == ["A"]

    item = y.item("A")
    assert (item.state, item.losses, item.tries) == (PENDING, 0, 0)
    assert y.attempts("A")[0].outcome == "lost"


def test_an_item_is_safe_when_the_broker_is_down(y: Yard) -> None:
    """Adding it succeeds; its doorbell rings when the broker is there again."""
    y.bells.down = True
    y.add(task())
    y.turn(MINUTE)
    y.beat()
    y.engine.watchdog.tick()
    assert y.item("A").state == DISPATCHED

    y.bells.down = False
    y.engine.watchdog.tick()

    assert y.bells.run == [("A", 1)]
    assert y.attempt() == "DONE"


def test_an_item_is_safe_when_the_store_is_away_for_the_kick(y: Yard) -> None:
    """Only the dispatch after it fails, and waits for the next tick."""
    tick = y.engine.dispatcher.tick
    y.store.away = True
    y.engine.dispatcher.wake()
    with pytest.raises(StoreUnavailable):
        tick()

    y.store.away = False
    y.add(task())
    assert y.item("A").state == DISPATCHED


# -- leases ------------------------------------------------------------------


def test_an_expired_lease_is_rescued_as_a_loss_and_its_zombie_dropped(y: Yard) -> None:
    """The report of a worker that was given up changes nothing."""
    y.open("slot-2")
    y.add(task())

    def sleeps_too_long(_assignment: Assignment, _hold: Hold) -> Outcome:
        # The store's clock only: this worker's own stood still with it.
        y.times.now += timedelta(seconds=61)
        y.engine.slots.beat(y.slots["slot-2"], host="h", pid=101)
        assert [item.id for item in y.engine.watchdog.tick()] == ["A"]
        assert y.item("A").state == DISPATCHED
        assert y.answer_run("slot-2") == "IN_PROGRESS/reviewing"
        assert y.review("A") == "DONE"
        return Reported("what the zombie did")

    y.agents.acts.append(sleeps_too_long)
    assert y.answer_run("slot-1") == "stopped"

    item = y.item("A")
    assert (item.state, item.losses, item.tries, item.attempt) == (DONE, 1, 1, 2)
    assert [a.outcome for a in y.attempts("A")] == ["lost", "reported"]
    with y.store.read() as view:
        assert view.report("A", 1) is None
        assert view.report("A", 2) == GOOD.format(id="A")
    assert y.verbs("A") == [
        "add", "dispatch", "claim", "rescue", "dispatch", "claim", "report", "review",
    ]  # fmt: skip


def test_a_lease_that_was_renewed_is_not_rescued(y: Yard) -> None:
    """The watchdog looks again before it takes an item away."""
    y.add(task())

    def renewed(assignment: Assignment, hold: Hold) -> Outcome:
        for _ in range(10):
            before = y.item("A").lease_expires_at
            y.turn(20 * SECOND)
            wait_until(lambda b=before: y.item("A").lease_expires_at != b)
            assert y.engine.watchdog.tick() == []
        assert not hold.lost.is_set()
        assert hold.seconds_left() > 0
        return good(assignment.item)

    assert y.attempt(renewed) == "DONE"
    assert y.item("A").losses == 0


def test_a_lease_renewed_a_moment_ago_is_not_rescued(y: Yard) -> None:
    """Between the watchdog's look and its change."""
    y.add(task())
    held, _ = y.engine.runner._claim("A", 1, y.slots["slot-1"])
    y.turn(61 * SECOND)

    def renewed() -> None:
        with y.store.write() as tx:
            assert tx.extend_lease(held, fence=held.fence, lease=MINUTE)

    y.store.meanwhile = renewed
    assert y.engine.watchdog.tick() == []
    assert y.item("A").state == RUNNING


def test_a_zombie_changes_nothing_while_another_holds_its_item(y: Yard) -> None:
    """Neither a report nor a failure nor a late doorbell of an older fence."""
    y.open("slot-2")
    y.add(task())
    [bell] = y.bells.run
    zombie, _ = y.engine.runner._claim(*bell, y.slots["slot-1"])
    y.turn(61 * SECOND)
    y.beat()
    y.engine.watchdog.tick()

    assert y.engine.runner.run(*bell, y.slots["slot-1"]) == "dropped"
    assert y.item("A").state == DISPATCHED
    y.engine.runner._claim(*y.bells.run[-1], y.slots["slot-2"])
    for outcome in (good(zombie), failure(FailureKind.PERMANENT)):
        assert y.engine.runner._finish(zombie, outcome) == "stopped"
    assert y.engine.reviewer.review(*bell) == "dropped"

    item = y.item("A")
    assert (item.state, item.owner, item.tries) == (RUNNING, "slot-2", 0)


def test_a_late_review_is_not_that_of_the_next_attempt(y: Yard) -> None:
    """Its doorbell names the fence it was rung for."""
    y.add(task())
    [bell] = y.bells.run
    y.attempt(Reported(POOR))
    y.turn(MINUTE)
    y.beat()
    y.engine.dispatcher.tick()
    y.answer_run()

    assert y.engine.reviewer.review(*bell) == "dropped"
    assert y.review("A") == "DONE"


def test_an_item_that_kills_its_workers_fails_in_the_end(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """When its losses are spent, and not at the cost of its tries."""
    with make(retry=RetryPolicy(max_losses=2)) as y:
        y.open("slot-1")
        y.add(task())
        for _ in range(3):
            item_id, fence = y.bells.run.pop()
            y.engine.runner._claim(item_id, fence, y.slots["slot-1"])  # and dies
            y.turn(61 * SECOND)
            y.beat()
            y.engine.watchdog.tick()

        item = y.item("A")
        assert (item.state, item.losses, item.tries) == (FAILED, 3, 0)
        assert "lost 3 times, the limit is 2" in y.story("A")[-1].event.note


def test_two_watchdogs_rescue_once(y: Yard) -> None:
    """Who comes second finds the item where the first has put it."""
    y.add(task())
    y.engine.runner._claim("A", 1, y.slots["slot-1"])
    with y.store.read() as view:
        seen = view.item("A")
    y.turn(61 * SECOND)

    assert len(y.engine.watchdog.tick()) == 1
    assert y.engine.watchdog._take_back(seen, "late") == []
    assert y.engine.watchdog.tick() == []
    assert y.item("A").losses == 1


def test_a_lease_taken_away_stops_the_agent(y: Yard) -> None:
    """A cancelled item's agent is told within the watch interval."""
    y.add(task())

    def waits(_assignment: Assignment, hold: Hold) -> Outcome:
        with y.store.write() as tx:
            tx.save(advance(tx.item("A"), Verb.CANCEL, BLOCKED, actor="person"))
        y.turn(2 * SECOND)
        assert hold.lost.wait(10)
        assert hold.seconds_left() > 0
        return Stopped(hold.why_lost())

    assert y.attempt(waits) == "stopped"

    assert y.item("A").state == BLOCKED
    assert y.verbs("A")[-1] == "cancel"


def test_a_lease_is_given_up_when_the_store_stays_away(y: Yard) -> None:
    """15 s before it would end: nobody may meet a second agent at the same work."""
    y.add(task())

    def store_goes_away(_assignment: Assignment, hold: Hold) -> Outcome:
        y.store.away = True
        y.turn(44 * SECOND)
        refused = y.store.refused
        wait_until(lambda: y.store.refused > refused)
        assert not hold.lost.is_set()
        y.turn(2 * SECOND)
        assert hold.lost.wait(10)
        assert hold.seconds_left() <= 0
        y.store.away = False
        return Stopped(hold.why_lost())

    assert y.attempt(store_goes_away) == "stopped"

    assert y.item("A").state == RUNNING
    y.turn(15 * SECOND)
    y.beat()
    assert [item.id for item in y.engine.watchdog.tick()] == ["A"]


def test_what_a_lease_could_not_foresee_ends_it(
    y: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renewal that breaks in an unknown way is no reason to run on unwatched."""

    def breaks(*_: object) -> None:
        msg = "out of file handles"
        raise OSError(msg)

    monkeypatch.setattr(lease.HeldLease, "_look", breaks)
    y.add(task())

    def waits(_assignment: Assignment, hold: Hold) -> Outcome:
        y.turn(46 * SECOND)
        monkeypatch.setattr(lease.HeldLease, "_renew", breaks)
        assert hold.lost.wait(10)
        return Stopped(hold.why_lost())

    assert y.attempt(waits) == "stopped"


def test_one_thread_looks_after_the_leases_of_a_slot(y: Yard) -> None:
    """It ends when there is none left, and begins anew with the next."""
    with mock.patch.object(
        lease.threading, "Thread", wraps=threading.Thread
    ) as started:
        y.add(task("A"), task("B"), task("C"))
        y.attempt(failure(FailureKind.PERMANENT))
        y.attempt(failure(FailureKind.PERMANENT))
        assert started.call_count == 1

        y.turn(2 * SECOND)
        wait_until(lambda: not y.engine.runner._keeper._runs)
        y.attempt(failure(FailureKind.PERMANENT))
        assert started.call_count == 2


def test_a_lease_is_left_alone_once_its_attempt_is_over(
    y: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that is under way is waited for, and none comes after it."""
    looks: list[str] = []
    monkeypatch.setattr(lease.HeldLease, "_look", lambda *_: looks.append("look"))
    holds: list[Any] = []
    y.add(task())

    def ends(assignment: Assignment, hold: Hold) -> Outcome:
        holds.append(hold)
        return good(assignment.item)

    y.attempt(ends)
    holds[0].look_after()

    assert looks == []


def test_a_report_waits_for_a_store_that_was_away(y: Yard) -> None:
    """Work that is done is not thrown away for a database that restarts."""
    y.add(task())

    def store_goes_away(assignment: Assignment, _hold: Hold) -> Outcome:
        y.store.away = True
        return good(assignment.item)

    def comes_back() -> None:
        y.store.away = y.clock.now < 30

    y.clock.when_waiting = comes_back
    assert y.attempt(store_goes_away) == "DONE"
    assert y.clock.now == 30


def test_a_report_is_given_up_after_ten_minutes(y: Yard) -> None:
    """Then the lease has long been somebody else's."""
    y.add(task())

    def store_goes_away(assignment: Assignment, _hold: Hold) -> Outcome:
        y.store.away = True
        return good(assignment.item)

    y.agents.acts.append(store_goes_away)
    with pytest.raises(StoreUnavailable):
        y.answer_run()
    assert y.clock.now == run.FINISH_RETRIES - 1


def test_a_failure_whose_answer_got_lost_counts_once(
    y: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit came through, its acknowledgement did not: offered again, dropped."""
    y.add(task(max_attempts=2))
    fail = run.Runner._fail

    def answer_lost(runner: run.Runner, *told: object, **more: bool) -> None:
        monkeypatch.setattr(run.Runner, "_fail", fail)
        fail(runner, *told, **more)  # type: ignore[arg-type]
        msg = "connection lost"
        raise StoreUnavailable(msg)

    monkeypatch.setattr(run.Runner, "_fail", answer_lost)
    assert y.attempt(failure(FailureKind.TRANSIENT)) == "stopped"

    assert (y.item("A").state, y.item("A").tries) == (PENDING, 1)
    assert y.verbs("A") == ["add", "dispatch", "claim", "fail"]


def test_nothing_is_locked_after_an_attempt(y: Yard) -> None:
    """Reported, failed, stopped or dropped."""
    assert isinstance(y.leases, MemoryLeases)
    y.add(task())
    y.attempt(failure(FailureKind.TRANSIENT))
    assert y.leases.held == {}
    assert y.engine.runner.run("A", 1, y.slots["slot-1"]) == "dropped"
    assert y.leases.held == {}


# -- who gets what, and when -------------------------------------------------


def test_no_slot_no_dispatch(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Items wait; the first slot that opens gets the first of them."""
    with make() as y:
        y.add(task("A"), task("B", priority=Priority.P0))
        assert y.bells.run == []

        y.open("slot-1")

        assert y.bells.run == [("B", 1)]


@pytest.mark.parametrize(("slots", "max_workers", "flying"), [(2, 5, 2), (5, 3, 3)])
def test_no_more_items_fly_than_slots_live_or_workers_are_allowed(
    make: Callable[..., AbstractContextManager[Yard]],
    slots: int,
    max_workers: int,
    flying: int,
) -> None:
    """Dispatched or running, they take up the same room."""
    with make(max_workers=max_workers) as y:
        y.open(*(f"slot-{n + 1}" for n in range(slots)))
        y.add(*(task(f"T-{n}") for n in range(8)))
        assert len(y.bells.run) == flying
        assert y.engine.dispatcher.tick() == []

        def looks(assignment: Assignment, _hold: Hold) -> Outcome:
            assert y.engine.dispatcher.tick() == []
            return good(assignment.item)

        # Its slot is free again once it has reported: the review needs none.
        y.agents.acts.append(looks)
        y.answer_run("slot-1")
        assert len(y.bells.run) == flying


def test_a_dead_slot_gets_nothing(y: Yard) -> None:
    """After 30 s without a heartbeat, or once it has been stopped."""
    y.open("slot-2")
    y.turn(31 * SECOND)
    y.engine.slots.beat(y.slots["slot-2"], host="h", pid=101)
    y.add(task("A"), task("B"))
    assert [item_id for item_id, _ in y.bells.run] == ["A"]

    y.close("slot-2")
    y.add(task("C"))
    assert [item_id for item_id, _ in y.bells.run] == ["A"]


def test_sequential_dispatches_one_item_a_tick(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    with make(sequential=True, continuous=False) as y:
        y.open("slot-1", "slot-2", "slot-3")
        y.add(*(task(f"T-{n}") for n in range(3)))

        assert [item.id for item in y.engine.dispatcher.tick()] == ["T-0"]
        assert [item.id for item in y.engine.dispatcher.tick()] == ["T-1"]


def test_paced_waits_for_the_tick(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Neither a new item nor a free slot nor a verdict dispatches anything."""
    with make(continuous=False) as y:
        y.open("slot-1")
        y.add(task("A"), task("B"))
        assert y.bells.run == []

        y.engine.dispatcher.tick()
        assert y.attempt() == "DONE"
        assert y.bells.run == []
        assert [item.id for item in y.engine.dispatcher.tick()] == ["B"]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("all", set()),
        ("priority:P0", {"docs", "p1"}),
        ("priority:p1", {"p0", "docs"}),
        ("role:docs", {"p0", "p1"}),
    ],
)
def test_a_pause_keeps_its_scope_from_being_dispatched(
    y: Yard, scope: str, left: set[str]
) -> None:
    """And nothing else; a resume lets it go at once."""
    y.open("slot-2", Slot("slot-3", "command", ("docs",)))
    y.engine.operator.pause(scope, note="why not")
    docs = task("docs", role="docs", priority=Priority.P2)

    y.add(task("p0", priority=Priority.P0), task("p1"), docs)
    assert {item_id for item_id, _ in y.bells.run} == left

    assert y.engine.operator.resume(scope)
    assert {item_id for item_id, _ in y.bells.run} == {"p0", "p1", "docs"}
    assert not y.engine.operator.resume(scope)


def test_a_paused_slot_gets_nothing_new(y: Yard) -> None:
    y.open("slot-2")
    y.engine.operator.pause("slot:slot-1", note="")
    y.add(task("A"), task("B"))
    assert len(y.bells.run) == 1


@pytest.mark.parametrize("scope", ["", "everything", "slot:", "role:", "priority:P9"])
def test_a_pause_of_nothing_is_refused(y: Yard, scope: str) -> None:
    """A pause that the dispatcher would ignore is worse than none."""
    with pytest.raises(InvalidValue):
        y.engine.operator.pause(scope, note="")


def test_items_go_to_slots_that_may_take_them(y: Yard) -> None:
    """A role or a runtime that no free slot has waits, and holds nobody up."""
    y.add(task("writer", role="writer"), task("other", runtime="other"))
    assert y.bells.run == []
    y.add(task("any"))
    assert [item_id for item_id, _ in y.bells.run] == ["any"]

    y.open(Slot("w", "command", ("writer",)), Slot("o", "other"))
    assert [item_id for item_id, _ in y.bells.run] == ["any", "writer", "other"]


def test_a_dispatched_item_nobody_takes_holds_no_other_lane_up(y: Yard) -> None:
    """Its slot died with the doorbell on its way; the other slots go on."""
    y.open("slot-2", Slot("docs", "command", ("docs",)))
    y.add(task("D", role="docs"))
    y.close("docs")

    y.add(task("A"))

    assert y.item("A").state == DISPATCHED


def test_an_item_on_its_way_to_nobody_takes_up_room(y: Yard) -> None:
    """Until it is taken back: never more items than slots that live."""
    y.open(Slot("docs", "command", ("docs",)))
    y.add(task("D", role="docs"))
    y.close("docs")

    y.add(task("A"))
    assert y.item("A").state == PENDING

    y.turn(MINUTE)
    y.engine.slots.beat(y.slots["slot-1"], host="h", pid=100)
    y.engine.watchdog.tick()
    assert y.item("A").state == DISPATCHED


def test_what_was_done_under_the_same_key_is_skipped(y: Yard) -> None:
    """Without an attempt; what depends on it goes on."""
    y.add(task("A", idempotency_key="k"))
    assert y.attempt() == "DONE"

    y.add(task("B", idempotency_key="k"), task("C", depends_on=("B",)))
    y.engine.dispatcher.tick()

    assert y.item("B").state == DONE
    assert y.verbs("B") == ["add", "skip_duplicate"]
    assert "A is DONE" in y.story("B")[-1].event.note
    assert y.item("C").state == DISPATCHED


def test_ageing_brings_the_last_to_the_front(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """A P2 that has waited 18 hours goes before a fresh P0."""
    with make() as y:
        y.add(task("old", priority=Priority.P2))
        y.open("slot-1")
        y.engine.operator.pause("priority:P2", note="")
        y.bells.run.clear()
        with y.store.write() as tx:
            tx.save(advance(tx.item("old"), Verb.RESCUE, PENDING, actor="test"))
        for _ in range(3):
            y.turn(6 * HOUR)
            y.beat()
            y.engine.dispatcher.tick()
        y.engine.operator.pause("all", note="")
        y.add(task("new", priority=Priority.P0))
        y.engine.operator.resume("priority:P2")
        y.engine.operator.resume("all")

        assert [item_id for item_id, _ in y.bells.run] == ["old"]


# -- slots -------------------------------------------------------------------


def test_a_name_is_one_workers_at_a_time(y: Yard) -> None:
    """On the same host the process decides, elsewhere its heartbeat."""
    slot, slots = y.slots["slot-1"], y.engine.slots
    with pytest.raises(SlotTaken, match="process 100 on h"):
        slots.start(slot, host="h", pid=7, alive=lambda *_: True)
    with pytest.raises(SlotTaken):
        slots.start(slot, host="elsewhere", pid=7, alive=lambda *_: False)

    y.turn(31 * SECOND)
    slots.start(slot, host="elsewhere", pid=7, alive=lambda *_: False)
    assert not slots.beat(slot, host="h", pid=100)
    assert slots.stop(slot, host="h", pid=100) == []
    assert slots.beat(slot, host="elsewhere", pid=7)


def test_a_slot_whose_name_is_anothers_hands_nothing_back(y: Yard) -> None:
    """A worker that was given up leaves late: its successor's item stays."""
    y.turn(31 * SECOND)
    slot = y.slots["slot-1"]
    y.engine.slots.start(slot, host="elsewhere", pid=7, alive=lambda *_: False)
    y.engine.slots.ready(slot, host="elsewhere", pid=7)
    y.add(task())
    y.engine.runner._claim("A", 1, slot)

    assert y.close("slot-1") == []
    assert y.item("A").state == RUNNING


def test_a_slot_that_starts_again_takes_back_what_it_held(y: Yard) -> None:
    """At once, without waiting for the lease, and it ends what still runs of it."""
    assert isinstance(y.leases, MemoryLeases)
    y.add(task())
    bell = y.bells.run.pop()
    y.leases.acquire("A", owner="slot-1", fence=1)
    y.engine.runner._claim(*bell, y.slots["slot-1"])  # and dies

    y.open("slot-1")

    item = y.item("A")
    assert (item.state, item.losses, item.tries) == (DISPATCHED, 1, 0)
    assert y.agents.reaped == [("A", 2)]
    assert y.leases.held == {}
    assert y.attempt() == "DONE"


def test_a_report_that_came_in_meanwhile_is_not_taken_back(y: Yard) -> None:
    """A process given up for dead may still hand in; then nothing is lost."""
    y.add(task())
    held, _ = y.engine.runner._claim("A", 1, y.slots["slot-1"])
    y.store.meanwhile = lambda: y.engine.runner._report(held, good(held))

    assert y.engine.slots.reclaim(y.slots["slot-1"]) == []

    assert y.item("A").state == REVIEWING
    assert y.review("A") == "DONE"


def test_a_slot_that_is_stopped_hands_back_at_no_cost(y: Yard) -> None:
    """Released, not lost: it goes to the next slot at once."""
    assert isinstance(y.leases, MemoryLeases)
    y.add(task())
    y.leases.acquire("A", owner="slot-1", fence=1)
    y.engine.runner._claim("A", 1, y.slots["slot-1"])

    assert [item.id for item in y.close("slot-1")] == ["A"]

    item = y.item("A")
    assert (item.state, item.losses, item.tries, item.fence) == (PENDING, 0, 0, 2)
    assert y.attempts("A")[0].outcome == "released"
    assert y.leases.held == {}
    with y.store.read() as view:
        assert not view.slots()[0].live


# -- outside sessions --------------------------------------------------------


def test_an_outside_session_picks_in_the_same_order(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """A dispatch and a claim like a slot's; it takes up no slot."""
    with make() as y:
        pick = y.engine.puller.pick
        y.add(task("A"), task("B", priority=Priority.P0))

        first = pick(owner="me", lease=15 * MINUTE)
        assert first is not None
        assert (first.id, first.state, first.owner) == ("B", RUNNING, "me")
        assert first.lease_expires_at == y.times.now + 15 * MINUTE
        assert y.verbs("B") == ["add", "dispatch", "claim"]
        y.open("slot-1")
        assert y.item("A").state == DISPATCHED
        assert pick(owner="me", lease=MINUTE) is None

        y.turn(16 * MINUTE)
        y.beat()
        assert [item.id for item in y.engine.watchdog.tick()] == ["B"]
        assert y.item("B").losses == 1


def test_an_outside_session_gets_nothing_that_is_paused_or_done(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Paused priorities, everything paused, work done under the same key."""
    with make() as y:
        pick = y.engine.puller.pick
        y.add(task("A"))
        y.engine.operator.pause("all", note="")
        assert pick(owner="me", lease=MINUTE) is None
        y.engine.operator.resume("all")
        y.engine.operator.pause("priority:P1", note="")
        assert pick(owner="me", lease=MINUTE) is None
        y.engine.operator.resume("priority:P1")

        with y.store.write() as tx:
            tx.save(advance(tx.item("A"), Verb.DONE, DONE, actor="me"))
        y.add(
            task("B", idempotency_key="k"),
            task("C", idempotency_key="k"),
            task("D"),
        )
        with y.store.write() as tx:
            tx.save(advance(tx.item("B"), Verb.DONE, DONE, actor="me"))

        given = pick(owner="me", lease=MINUTE)
        assert given is not None
        assert given.id == "D"
        assert y.verbs("C") == ["add", "skip_duplicate"]


# -- many at once ------------------------------------------------------------


def test_ten_dispatchers_at_once_give_every_item_once(
    database_url: str, tmp_path: Path
) -> None:
    """And never more than there is room for."""
    with yard(database_url, tmp_path, policy=Policy(max_workers=5)) as y:
        y.open(*(f"slot-{n}" for n in range(8)))
        y.engine.operator.pause("all", note="")
        y.add(*(task(f"T-{n}") for n in range(20)))
        with y.store.write() as tx:
            tx.resume("all")
        given: list[str] = []

        at_once(10, lambda _: given.extend(i.id for i in y.engine.dispatcher.tick()))

        assert sorted(given) == sorted(f"T-{n}" for n in range(5))
        assert len(y.bells.run) == 5


def test_ten_slots_with_the_same_doorbell_run_it_once(
    database_url: str, tmp_path: Path
) -> None:
    """One claims, the others drop it, with no lock server to help."""
    leases = MemoryLeases()
    leases.down = True
    with yard(database_url, tmp_path, leases=leases) as y:
        y.open("slot-1")
        y.add(task())
        came: list[str] = []

        def runs(number: int) -> None:
            slot = Slot(f"slot-{number}", "command")
            came.append(y.engine.runner.run("A", 1, slot))

        at_once(10, runs)

        assert sorted(came) == ["IN_PROGRESS/reviewing", *["dropped"] * 9]
        assert len(y.agents.seen) == 1
        assert y.item("A").tries == 1


def test_the_first_items_of_an_installation_may_come_at_once(
    database_url: str, tmp_path: Path
) -> None:
    """Each gets a number of its own."""
    with yard(database_url, tmp_path) as y:
        at_once(8, lambda n: y.add(NewItem(title=f"item {n}")))

        with y.store.read() as view:
            ids = [item.id for item in view.items()]
        assert sorted(ids) == [f"ORCH-{n:03d}" for n in range(1, 9)]


def test_an_id_that_two_add_at_once_is_one_items(
    database_url: str, tmp_path: Path
) -> None:
    """The others are told that it is there already."""
    with yard(database_url, tmp_path) as y:
        refused = []

        def adds(_number: int) -> None:
            try:
                y.add(task("A"))
            except DuplicateItem as error:
                refused.append(error)

        at_once(6, adds)

        assert len(refused) == 5
        assert y.verbs("A") == ["add"]


def test_what_is_done_while_something_is_made_to_wait_for_it(
    database_url: str, tmp_path: Path
) -> None:
    """Whichever is first, the new item is not left waiting for ever."""
    with yard(database_url, tmp_path) as y:
        y.add(task("A"))
        added, ending = threading.Event(), threading.Event()
        # As the reviewer does: what it has read is not locked.
        done = advance(y.item("A"), Verb.DONE, DONE, actor="me")

        def ends() -> None:
            added.wait(10)
            ending.set()
            with y.store.write() as tx:
                tx.save(done)

        thread = threading.Thread(target=ends)
        thread.start()
        with y.store.write() as tx:
            tx.add(
                [task("B", depends_on=("A",))],
                actor="t",
                max_attempts=3,
                trace_id="t",
            )
            added.set()
            ending.wait(10)
            thread.join(0.3)  # time enough to end A, if nothing holds it back
        thread.join()

        assert y.item("A").state == DONE
        assert y.item("B").open_deps == 0


def at_once(count: int, does: Callable[[int], object]) -> None:
    """Call *does* in as many threads, all let go in the same moment."""
    gate = threading.Barrier(count)

    def one(number: int) -> None:
        gate.wait()
        does(number)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
