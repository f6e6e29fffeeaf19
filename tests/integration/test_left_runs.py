"""Runs that outlive their worker: kept with the attempt, gone on with, or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import LeaseLost, RuntimeUnavailable
from openclaw_celery.domain.item import NewItem
from openclaw_celery.domain.transitions import PENDING
from openclaw_celery.engine.policy import Policy
from openclaw_celery.ports import Slot
from tests.support.engine import CRITERIA, HOUR, MINUTE, Yard, good, yard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Hold
    from tests.support.engine import Act

SLOT = Slot("slot-1", "command")


@pytest.fixture
def y(database_url: str, tmp_path: Path) -> Iterator[Yard]:
    with yard(database_url, tmp_path, policy=Policy(max_workers=5)) as built:
        built.open(SLOT)
        built.add(NewItem(id="A", title="x", success_criteria=CRITERIA))
        yield built


def kept(y: Yard) -> list[str | None]:
    """Return what is kept of the runs of each attempt."""
    with y.store.read() as view:
        left = {run.attempt: run.run for run in view.left("A")}
    return [left.get(attempt.number) for attempt in y.attempts("A")]


def handed(y: Yard) -> list[tuple[int, str]]:
    """Return what the last agent was told that others have left."""
    return [(left.attempt, left.run) for left in y.agents.seen[-1].left]


def keeps(outcome: Outcome) -> Act:
    """Keep a run, and end so."""

    def act(assignment: Assignment, hold: Hold) -> Outcome:
        hold.keep(f"run {assignment.attempt}")
        return outcome

    return act


def lost(y: Yard) -> None:
    """Let a worker keep a run and die."""
    item = y.engine.runner._claim(*y.bells.run.pop(0), SLOT)[0]
    with y.store.write() as tx:
        tx.edit_attempt(item.id, item.attempt, run=f"run {item.attempt}")
    y.turn(5 * MINUTE)
    y.beat()
    y.engine.watchdog.tick()


def test_a_stored_report_forgets_its_run(y: Yard) -> None:
    assert y.attempt(keeps(good(y.item("A")))) == "DONE"

    assert kept(y) == [None]


def test_what_a_run_is_found_by_is_not_shown(y: Yard) -> None:
    """It stands in no list of attempts: whoever knows it could ask for the result."""
    y.attempt(keeps(Failed(FailureKind.TRANSIENT, "away")))

    assert kept(y) == ["run 1"]
    with y.store.read() as view:
        assert "run 1" not in repr([view.attempts("A"), view.left("A")])
        assert not hasattr(view.attempts("A")[0], "run")


def test_a_failure_keeps_what_its_runtime_keeps(y: Yard) -> None:
    """Of a gateway that went away in mid-run, for one; the next one is handed it."""
    y.attempt(keeps(Failed(FailureKind.TRANSIENT, "the gateway is away")))
    assert kept(y) == ["run 1"]

    y.turn(HOUR)
    y.beat()
    y.engine.dispatcher.tick()
    y.attempt()

    assert handed(y) == [(1, "run 1")]


def test_the_next_attempt_is_handed_what_a_dead_worker_left(y: Yard) -> None:
    """And what people want of the item, which no lost attempt changes."""
    lost(y)
    y.attempt(Failed(FailureKind.TRANSIENT, "x"))

    (seen,) = y.agents.seen
    assert handed(y) == [(1, "run 1")]
    assert y.agents.ended == []
    asked = seen.asked
    y.turn(HOUR)
    y.beat()
    y.engine.dispatcher.tick()
    y.attempt()
    assert y.agents.seen[-1].asked == asked
    assert y.agents.seen[-1].prompt != seen.prompt


def test_a_new_run_is_kept_only_while_the_item_is_ours(y: Yard) -> None:
    """A worker that was thought dead begins nothing; it may forget what has ended."""

    def late(_: Assignment, hold: Hold) -> Outcome:
        hold.keep("run 1")
        y.engine.operator.cancel("A", actor="test")
        with pytest.raises(LeaseLost):
            hold.keep("another")
        assert kept(y) == ["run 1"]
        hold.keep("")
        return Stopped("taken away")

    y.attempt(late)

    assert kept(y) == [None]


@pytest.mark.parametrize("verb", ["cancel", "fail", "done", "replan"])
def test_a_run_that_is_not_wanted_any_more_is_ended(y: Yard, verb: str) -> None:
    """By the watchdog, as no worker holds it."""
    y.engine.operator.pause("all", note="x")
    lost(y)
    y.engine.watchdog.tick()
    assert (y.agents.ended, y.item("A").state) == ([], PENDING)
    notes = {} if verb == "cancel" else {"notes": "else"}
    getattr(y.engine.operator, verb)("A", actor="test", **notes)

    y.engine.watchdog.tick()

    assert y.agents.ended == ["run 1"]
    assert kept(y) == [None]


def test_a_run_that_its_own_slot_still_stops_is_left_to_it(y: Yard) -> None:
    """For as long as its lease lasts; a slot that has died does not stop it."""
    item = y.engine.runner._claim(*y.bells.run.pop(0), SLOT)[0]
    with y.store.write() as tx:
        tx.edit_attempt(item.id, item.attempt, run="run 1")
    y.engine.operator.cancel("A", actor="test")
    y.engine.watchdog.tick()
    assert y.agents.ended == []

    y.turn(2 * MINUTE)
    y.engine.watchdog.tick()

    assert y.agents.ended == ["run 1"]


def test_a_run_that_can_t_be_ended_is_tried_again_for_a_day(y: Yard) -> None:
    y.engine.operator.pause("all", note="x")
    lost(y)
    y.engine.operator.cancel("A", actor="test")
    y.agents.ends = RuntimeUnavailable("the gateway is away")
    y.engine.watchdog.tick()
    assert kept(y) == ["run 1"]
    y.agents.ends = False
    y.engine.watchdog.tick()
    assert kept(y) == ["run 1"]

    y.turn(25 * HOUR)
    y.engine.watchdog.tick()

    assert kept(y) == [None]


def test_a_run_that_is_gone_on_with_is_kept_once(y: Yard) -> None:
    """A run that another attempt has begun is reported by the one that goes on."""
    lost(y)

    def goes_on(assignment: Assignment, hold: Hold) -> Outcome:
        (left,) = assignment.left
        hold.keep(left.run)
        hold.keep("", attempt=left.attempt)
        made = good(assignment.item)
        return Reported(made.report)

    assert y.attempt(goes_on) == "DONE"
    assert kept(y) == [None, None]
