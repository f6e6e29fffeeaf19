"""Budgets bind: agents are stopped by them, items and days wait for them."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.budget import Amount, Budgets, day_ends
from openclaw_celery.domain.errors import InvalidValue, NoCapacity
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DISPATCHED,
    DONE,
    PENDING,
    REVIEWING,
)
from openclaw_celery.domain.usage import Usage
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.why import Kind
from tests.support.engine import CRITERIA, GOOD, HOUR, POOR, SECOND, Yard, yard
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold

    Act = Callable[[Assignment, Hold], Outcome]

#: Real time that a thread may take to notice something.
SOON = 20


@pytest.fixture
def make(
    database_url: str, tmp_path: Path
) -> Callable[..., AbstractContextManager[Yard]]:
    """Build a yard with budgets of the test's own."""
    return lambda **budgets: yard(
        database_url, tmp_path, policy=Policy(budgets=Budgets(**budgets))
    )


def task(item_id: str = "A", **fields: object) -> NewItem:
    return NewItem(id=item_id, title="x", success_criteria=CRITERIA, **fields)  # type: ignore[arg-type]


def uses(*tokens: int, usd: float = 0) -> Act:
    """Tell these sums one after the other, then go on until stopped."""

    def act(_: Assignment, hold: Hold) -> Outcome:
        for sum_ in tokens:
            hold.spent(Usage(output_tokens=sum_, cost_usd=usd))
        assert hold.lost.wait(SOON), "nobody has stopped the agent"
        return Stopped(hold.why_lost(), "so far so good")

    return act


def used(tokens: int, usd: float = 0, report: str = GOOD) -> Act:
    """Use so much, and report."""

    def act(assignment: Assignment, hold: Hold) -> Outcome:
        usage = Usage(output_tokens=tokens, cost_usd=usd)
        hold.spent(usage)
        text = report.format(id=assignment.item.id)
        return Reported(text, usage=usage.told())

    return act


def fields(y: Yard, item_id: str = "A") -> list[dict[str, object]]:
    """Return what guardrails have said of an item."""
    events = [stored.event for stored in y.story(item_id)]
    return [dict(event.data) for event in events if event.verb == "guardrail"]


@pytest.fixture
def ticking() -> Iterator[Callable[[Yard], None]]:
    """Turn a yard's clocks while an agent works, a second every few milliseconds."""
    over = threading.Event()
    threads: list[threading.Thread] = []

    def start(y: Yard) -> None:
        def turn() -> None:
            while not over.wait(0.02):
                y.turn(SECOND)

        threads.append(threading.Thread(target=turn))
        threads[-1].start()

    yield start
    over.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("budget", "act"),
    [
        (Amount(tokens=100), uses(10, 100)),
        (Amount(usd=0.5), uses(10, usd=0.5)),
    ],
)
def test_an_agent_is_stopped_at_its_attempts_budget(
    make: Callable[..., AbstractContextManager[Yard]], budget: Amount, act: Act
) -> None:
    """While it runs; what it had said and used is kept, the item waits for a person."""
    with make(attempt=budget) as y:
        y.open("slot-1")
        y.add(task())

        assert y.attempt(act) == "BLOCKED"

        item = y.item("A")
        assert (item.state, item.tries, item.losses) == (BLOCKED, 0, 0)
        [attempt] = y.attempts("A")
        assert attempt.outcome == "over_budget"
        assert "attempt budget" in (attempt.error or "")
        assert attempt.ended_at is not None
        assert attempt.usage["output_tokens"] in {10, 100}
        with y.store.read() as view:
            assert view.report("A", 1) == "so far so good"
        [told] = fields(y)
        assert (told["action"], told["bound"]) == ("BLOCK", "attempt")
        assert y.verbs("A")[-2:] == ["guardrail", "guard"]
        [why] = y.engine.explainer.why(["A"])
        assert "attempt budget" in why.reason


def test_time_is_a_budget_for_every_runtime(
    make: Callable[..., AbstractContextManager[Yard]],
    ticking: Callable[[Yard], None],
) -> None:
    """An agent that tells nothing at all is stopped when its time is up."""
    with make(attempt=Amount(seconds=30)) as y:
        y.open("slot-1")
        y.add(task())
        ticking(y)

        assert y.attempt(uses()) == "BLOCKED"

        told = fields(y)
        assert [one["action"] for one in told] == ["SUMMARIZE", "BLOCK"]
        assert told[-1]["what"] == "seconds"
        # The lease was renewed meanwhile, and is counted once.
        with y.store.read() as view:
            assert 25 <= view.spent_today().seconds <= 200


def test_little_left_is_said_once(
    make: Callable[..., AbstractContextManager[Yard]],
    ticking: Callable[[Yard], None],
) -> None:
    """From 80 % on; the next attempt is told to go the shortest way."""

    def act(assignment: Assignment, hold: Hold) -> Outcome:
        for tokens in (79, 80, 85, 90):
            hold.spent(Usage(input_tokens=tokens))
            seen = y.clock.now + 5
            wait_until(lambda seen=seen: y.clock.now > seen, SOON)  # type: ignore[misc]
        wait_until(lambda: bool(fields(y)), SOON)
        return Reported(POOR.format(id=assignment.item.id))

    with make(attempt=Amount(tokens=100)) as y:
        y.open("slot-1")
        y.add(task())
        ticking(y)

        assert y.attempt(act) == "PENDING"

        [told] = fields(y)
        assert (told["action"], told["budget"]) == ("SUMMARIZE", "SOFT_EXCEEDED")
        y.turn(HOUR)
        y.beat()
        y.engine.dispatcher.tick()
        y.attempt()
        assert "budget of tokens" in y.agents.seen[-1].prompt


def test_a_report_in_the_same_moment_counts(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Whoever has come to an end can't be stopped any more."""
    with make(attempt=Amount(tokens=100)) as y:
        y.open("slot-1")
        y.add(task())

        assert y.attempt(used(500)) == "DONE"
        with y.store.read() as view:
            assert view.spent_today().tokens == 500


def test_an_items_budget_is_that_of_all_its_attempts(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Its third attempt is stopped with what the first two have left."""
    with make(item=Amount(tokens=100)) as y:
        y.open("slot-1")
        y.add(task(max_attempts=9))
        for _ in range(2):
            assert y.attempt(used(40, report=POOR)) == "PENDING"
            y.turn(HOUR)
            y.beat()
            y.engine.dispatcher.tick()

        assert y.attempt(uses(19, 20)) == "BLOCKED"
        assert fields(y)[-1]["used"] == 100


def test_an_item_whose_budget_is_spent_is_not_run(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """BLOCKED instead of dispatched, and others go on; more budget lets it go on."""
    with make() as y:
        y.open("slot-1")
        y.add(task(budget_tokens=50), task("B", priority=Priority.P2))
        assert y.attempt(used(60, report=POOR)) == "PENDING"
        y.attempt()
        y.turn(HOUR)
        y.beat()
        [why] = y.engine.explainer.why(["A"])
        assert why.kind is Kind.BUDGET

        assert y.engine.dispatcher.tick() == []

        assert y.state("A") == BLOCKED
        assert y.state("B") == DONE
        assert [told["action"] for told in fields(y)] == ["BLOCK"]
        y.engine.operator.budget("A", tokens=1000, usd=None)
        y.engine.operator.retry("A", actor="me")
        assert y.attempt() == "DONE"


def test_an_items_own_budget_wins(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """0 of its own is no limit where the settings have one."""
    with make(item=Amount(tokens=10)) as y:
        y.open("slot-1")
        y.add(task(budget_tokens=0, max_attempts=9))
        assert y.attempt(used(60, report=POOR)) == "PENDING"
        y.turn(HOUR)
        y.beat()
        y.engine.dispatcher.tick()
        assert y.attempt(used(60)) == "DONE"


def test_a_day_whose_budget_is_spent_gives_out_nothing(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Until midnight in Korea; what ran goes back at no cost, and on the next day."""
    with make(day=Amount(tokens=100)) as y:
        y.open("slot-1")
        y.add(task(), task("B"))
        ends = day_ends(y.times.now)

        def act(_: Assignment, hold: Hold) -> Outcome:
            hold.spent(Usage(input_tokens=100))
            y.turn(3 * SECOND)
            assert hold.lost.wait(SOON), "nobody has stopped the agent"
            return Stopped(hold.why_lost())

        assert y.attempt(act) == "PENDING"

        item = y.item("A")
        assert (item.state, item.tries, item.losses) == (PENDING, 0, 0)
        assert [a.outcome for a in y.attempts("A")] == ["over_budget"]
        assert y.engine.dispatcher.tick() == []
        for why in y.engine.explainer.why(["A", "B"]):
            assert (why.kind, why.until) == (Kind.BUDGET, ends)
        with pytest.raises(NoCapacity, match="day budget"):
            y.engine.puller.pick(owner="me", lease=HOUR)

        y.turn(ends - y.times.now - SECOND)
        y.beat()
        assert y.engine.dispatcher.tick() == []
        y.turn(SECOND)
        assert [item.id for item in y.engine.dispatcher.tick()] == ["A"]
        assert y.state("A") == DISPATCHED


def test_two_slots_at_the_days_limit_both_count_and_both_stop(
    make: Callable[..., AbstractContextManager[Yard]],
    ticking: Callable[[Yard], None],
) -> None:
    """Neither's tokens are lost, and neither goes on."""
    with make(day=Amount(tokens=100)) as y:
        y.open("slot-1", "slot-2")
        y.add(task(), task("B"))
        y.agents.acts += [uses(30, 60), uses(30, 60)]
        came: list[str] = []

        def run(slot: str, bell: tuple[str, int]) -> None:
            came.append(y.engine.runner.run(*bell, y.slots[slot]))

        pairs = zip(("slot-1", "slot-2"), list(y.bells.run), strict=True)
        threads = [threading.Thread(target=run, args=pair) for pair in pairs]
        for thread in threads:
            thread.start()
        wait_until(lambda: len(y.agents.seen) == 2, SOON)
        ticking(y)
        for thread in threads:
            thread.join(2 * SOON)

        assert came == ["PENDING", "PENDING"]
        with y.store.read() as view:
            assert view.spent_today().tokens == 120
        assert y.engine.dispatcher.tick() == []


def test_usage_counts_once_however_an_attempt_ends(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Told while it runs and again at the end, and of a failure too."""
    with make() as y:
        y.open("slot-1")
        y.add(task())
        usage = {"output_tokens": 7, "cost_usd": 0.25}
        y.attempt(Failed(FailureKind.TRANSIENT, "x", usage=usage))
        with y.store.write() as tx:
            tx.spend("A", 1, usage)
            tx.spend("A", 1, {"output_tokens": 3})
            again = tx.spent_today()

        assert (again.tokens, again.usd) == (7, 0.25)
        assert y.attempts("A")[0].usage == usage


def test_what_no_budget_can_be_is_refused(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Nothing is added."""
    with make() as y:
        for wrong in ({"budget_tokens": -1}, {"budget_usd": float("nan")}):
            with pytest.raises(InvalidValue, match="budget"):
                y.add(task(**wrong))
        y.add(task())
        with pytest.raises(InvalidValue, match="tokens"):
            y.engine.operator.budget("A", tokens=-1, usd=None)


def test_a_lost_item_is_not_over_budget(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Cancelled in the moment in which its budget ends: it stays cancelled."""
    with make(attempt=Amount(tokens=100)) as y:
        y.open("slot-1")
        y.add(task())

        def act(_: Assignment, hold: Hold) -> Outcome:
            y.engine.operator.cancel("A", actor="me")
            hold.spent(Usage(input_tokens=100))
            return Stopped(hold.why_lost())

        assert y.attempt(act) == "stopped"
        assert y.verbs("A")[-1] == "cancel"
        assert y.attempts("A")[0].ended_at is not None
        assert y.state("A") != REVIEWING
        with y.store.read() as view:
            assert view.spent_today().tokens == 100
        assert y.times.now < day_ends(y.times.now) <= y.times.now + timedelta(days=1)
