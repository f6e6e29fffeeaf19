"""The figures of the work, as both databases compute them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.attempt import FailureKind, Stopped
from openclaw_celery.domain.item import NewItem, Priority, Status
from openclaw_celery.domain.kpi import STALE, Span, Work
from openclaw_celery.domain.transitions import BLOCKED, Verb, advance
from openclaw_celery.engine.policy import Policy
from tests.support.engine import (
    CRITERIA,
    HOUR,
    MINUTE,
    POOR,
    SECOND,
    Yard,
    failure,
    good,
    yard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import timedelta
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold


@pytest.fixture
def y(database_url: str, tmp_path: Path) -> Iterator[Yard]:
    with yard(database_url, tmp_path, policy=Policy(max_workers=9)) as built:
        built.open("slot-1")
        yield built


#: Short enough for a slot to count as live all the while.
MS = SECOND / 1000


def task(item_id: str, **fields: Any) -> NewItem:  # noqa: ANN401 - any field
    return NewItem(id=item_id, title="x", success_criteria=CRITERIA, **fields)


def work(y: Yard, since: timedelta | None = None) -> Work:
    with y.store.read() as view:
        return view.work(since=None if since is None else view.now - since, stale=STALE)


def after(
    y: Yard, took: int, outcome: Outcome | None = None
) -> Callable[[Assignment, Hold], Outcome]:
    """Make an agent that takes its time."""

    def act(assignment: Assignment, hold: Hold) -> Outcome:
        del hold
        y.times.now += took * MS
        return outcome or good(assignment.item)

    return act


def test_an_empty_queue_has_done_nothing(y: Yard) -> None:
    assert work(y) == Work()


def test_each_span_is_measured_from_what_was_written(y: Yard) -> None:
    """Queueing, the attempt itself, and the whole way with the review."""
    for name, waits, runs, judged in (("A", 1, 10, 100), ("B", 2, 20, 200)):
        y.add(task(name))
        y.times.now += waits * MS
        y.agents.acts.append(after(y, runs))
        y.answer_run()
        y.times.now += judged * MS
        y.review(name)

    found = work(y)
    assert (found.done, found.failed) == (2, 0)
    assert found.queueing == Span(2, 1, 2, 2)
    assert found.run == Span(2, 10, 20, 15)
    assert found.end_to_end == Span(2, 111, 222, 166)


def test_who_waits_for_another_item_does_not_queue(y: Yard) -> None:
    y.add(task("A"), task("B", depends_on=("A",)))
    y.attempt(after(y, 600))
    y.times.now += 3 * MS
    y.answer_run()

    assert work(y).queueing == Span(2, 0, 3, 2)


def test_what_ends_badly_is_a_failure_and_what_is_tried_again_a_retry(
    y: Yard,
) -> None:
    """FAILED for good; BLOCKED at the limit, after two retries."""
    y.add(task("A"))
    y.attempt(failure(FailureKind.PERMANENT))
    y.add(task("B"))
    for _ in range(3):
        y.attempt(after(y, 1, good(y.item("B")).__class__(POOR.format(id="B"))))
        y.turn(HOUR)
        y.beat()
        y.engine.dispatcher.tick()

    assert y.state("B") == BLOCKED
    found = work(y)
    assert (found.done, found.failed, found.retries) == (0, 2, 2)
    assert found.failure_rate == 1.0


def test_what_an_operator_blocks_or_imports_is_no_failure(y: Yard) -> None:
    y.close("slot-1")
    y.add(task("A"), task("B", status=Status.BLOCKED), task("C", status=Status.DONE))
    with y.store.write() as tx:
        cancelled = advance(
            tx.item("A"), Verb.CANCEL, BLOCKED, actor="cli", ended_at=tx.now
        )
        tx.save(cancelled)

    assert (work(y).done, work(y).failed) == (0, 0)


@pytest.mark.parametrize(
    ("verb", "words", "counted"),
    [
        ("cancel", {}, (0, 0)),
        ("replan", {"notes": "n"}, (0, 0)),
        ("retry", {}, (0, 0)),
        ("answer", {"text": "t"}, (0, 0)),
        ("done", {"notes": "n"}, (1, 0)),
        ("fail", {"notes": "n"}, (0, 1)),
    ],
)
def test_what_a_person_does_counts_as_what_is_meant(
    y: Yard, verb: str, words: dict[str, str], counted: tuple[int, int]
) -> None:
    """Who stops or restarts judges no work; who says done or failed does."""
    y.add(task("A", max_attempts=1))
    y.close("slot-1")
    if verb in {"retry", "answer"}:
        y.open("slot-1")
        y.attempt(after(y, 1, good(y.item("A")).__class__(POOR.format(id="A"))))
        assert (y.state("A"), work(y).failed) == (BLOCKED, 1)
        y.close("slot-1")
        words = {**words, **({"force": "yes"} if verb == "retry" else {})}
    getattr(y.engine.operator, verb)("A", actor="me", **words)

    assert (work(y).done, work(y).failed) == counted


def test_cancelling_what_the_gate_has_blocked_settles_it(y: Yard) -> None:
    """It was a failure for as long as it waited for a person."""
    y.add(task("A", max_attempts=1))
    y.attempt(after(y, 1, good(y.item("A")).__class__(POOR.format(id="A"))))
    assert work(y).failed == 1

    y.turn(SECOND)
    y.engine.operator.cancel("A", actor="me")
    assert (work(y).done, work(y).failed) == (0, 0)


def test_an_attempt_taken_from_a_dead_worker_is_a_loss(y: Yard) -> None:
    """One that a slot hands back is none, nor is a doorbell nobody heard."""
    y.add(task("A"))
    y.agents.acts.append(Stopped("its worker is dead"))
    y.answer_run()
    y.turn(HOUR)
    y.engine.watchdog.tick()
    assert work(y).losses == 1

    y.beat()
    y.engine.dispatcher.tick()
    y.turn(HOUR)
    y.engine.watchdog.tick()
    assert y.attempts("A")[-1].outcome == "lost"
    assert work(y).losses == 1


def test_a_session_that_lapses_is_no_dead_worker(y: Yard) -> None:
    """It counts as what it is, and costs no worker its name."""
    y.close("slot-1")
    y.add(task("A"))
    y.engine.puller.pick(owner="me", lease=SECOND)
    y.turn(MINUTE)
    y.engine.watchdog.tick()

    assert (work(y).losses, work(y).lapses) == (0, 1)


def test_an_attempt_of_a_session_is_measured_however_it_ends_it(y: Yard) -> None:
    y.close("slot-1")
    y.add(task("A"), task("B"), task("C"))
    for name, verb, took in (("A", "done", 10), ("B", "fail", 30), ("C", "release", 9)):
        y.engine.puller.pick(owner="me", lease=HOUR)
        y.times.now += took * MS
        words = {} if verb == "release" else {"notes": "x"}
        getattr(y.engine.puller, verb)(name, owner="me", **words)

    assert work(y).run == Span(2, 10, 30, 20)


def test_in_progress_without_a_lease_for_too_long_is_stale(y: Yard) -> None:
    """Whoever holds a lease may take as long as it likes."""
    y.add(task("A"))
    y.answer_run()
    y.turn(STALE)
    assert work(y).stale == 0

    y.turn(SECOND)
    assert work(y).stale == 1

    picked = NewItem(id="B", title="mine", status=Status.IN_PROGRESS, owner="me")
    y.add(picked)
    y.turn(2 * HOUR)
    assert work(y).stale == 1
    y.turn(5 * HOUR)
    assert work(y).stale == 2


def test_only_what_happened_since_is_counted(y: Yard) -> None:
    y.add(task("A"))
    y.attempt(failure(FailureKind.PERMANENT))
    y.turn(HOUR)
    y.beat()
    y.add(task("B"))
    y.attempt()

    assert (work(y).done, work(y).failed) == (1, 1)
    recent = work(y, 30 * MINUTE)
    assert (recent.done, recent.failed) == (1, 0)
    assert [recent.queueing.count, recent.run.count, recent.end_to_end.count] == [1] * 3


def test_the_census_counts_each_kind(y: Yard) -> None:
    y.close("slot-1")
    y.add(task("A"), task("B"), task("C", priority=Priority.P0))
    y.add(task("D", status=Status.DONE))

    with y.store.read() as view:
        assert view.census() == {
            (Status.PENDING, Priority.P1): 2,
            (Status.PENDING, Priority.P0): 1,
            (Status.DONE, Priority.P1): 1,
        }
