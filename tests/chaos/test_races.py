"""
A person stops an item in the moment in which its agent ends: one of them wins.

Real threads on a real SQLite file; who comes first is left to chance, and both do.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import FailureKind
from openclaw_celery.domain.errors import TransitionRefused
from openclaw_celery.domain.item import NewItem
from openclaw_celery.domain.transitions import BLOCKED, DONE, FAILED, PENDING, Verb
from openclaw_celery.engine.policy import Policy
from tests.support.engine import CRITERIA, Yard, failure, good, yard
from tests.support.replay import check_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import State
    from openclaw_celery.ports import Assignment, Hold

RACES = 50
#: How much earlier the loser of a race sets out in the next: on a machine of any
#: speed the two soon come in together.
HEAD_START_S = 0.004

ENDINGS: dict[str, tuple[Callable[[Item], Outcome], State]] = {
    "reports": (good, DONE),
    "fails": (lambda _: failure(FailureKind.PERMANENT), FAILED),
}


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    # Fifty failures alike would be an outage, and the slot would wait.
    policy = Policy(outage_items=0)
    with yard(f"sqlite:///{tmp_path}/queue.db", tmp_path, policy=policy) as built:
        built.open("slot-1")
        yield built


class Race:
    """One item, one worker that comes to its end, one person who stops it."""

    def __init__(self, y: Yard, verb: str, ends: Callable[[Item], Outcome]) -> None:
        self.y, self.verb, self._ends = y, verb, ends
        self._start = threading.Barrier(2)

    def run(self, late: float, pool: ThreadPoolExecutor) -> tuple[Item, str, bool]:
        """
        Return the item, what the worker says, and whether the person succeeded.

        The worker is *late* by so many seconds; the person, if these are negative.
        """
        y = self.y
        y.engine.operator.resume("all")
        [item] = y.add(NewItem(title="x", success_criteria=CRITERIA))
        y.engine.operator.pause("all", note="nothing moves on by itself")
        y.agents.acts.append(self._agent(max(late, 0)))
        worker = pool.submit(y.attempt)
        person = pool.submit(self._stop, item.id, max(-late, 0))
        return item, worker.result(), person.result()

    def _agent(self, late: float) -> Callable[[Assignment, Hold], Outcome]:
        def ends(assignment: Assignment, _: Hold) -> Outcome:
            self._meet(late)
            return self._ends(assignment.item)

        return ends

    def _stop(self, item_id: str, late: float) -> bool:
        self._meet(late)
        words = {"notes": "another plan"} if self.verb == "replan" else {}
        try:
            getattr(self.y.engine.operator, self.verb)(item_id, actor="me", **words)
        except TransitionRefused:
            return False
        return True

    def _meet(self, late: float) -> None:
        self._start.wait(10)
        threading.Event().wait(late)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("verb", ["cancel", "replan"])
def test_exactly_one_side_wins(y: Yard, verb: str, ending: str) -> None:
    """
    Either the agent's end counts, or it is void; never both, never neither.

    A cancel that comes too late is refused, a replan that comes too late begins anew.
    """
    ends, end = ENDINGS[ending]
    race = Race(y, verb, ends)
    too_late = end if verb == "cancel" else PENDING
    winners: Counter[str] = Counter()
    late = 0.0
    with ThreadPoolExecutor(2) as pool:
        for _ in range(RACES):
            item, came, stopped = race.run(late, pool)
            worker_won = came == end[0]
            verbs = y.verbs(item.id)
            assert y.state(item.id) == (too_late if worker_won else BLOCKED), verbs
            assert stopped == (verb == "replan" or not worker_won)
            if stopped:
                assert verbs[-1] == verb, "something was written after the stop"
            assert verbs.count(Verb.REVIEW) + verbs.count(Verb.FAIL) == worker_won
            assert all(a.ended_at for a in y.attempts(item.id))
            winners["worker" if worker_won else "person"] += 1
            late += HEAD_START_S if worker_won else -HEAD_START_S
            y.engine.operator.replan(item.id, notes="out of the way", actor="me")
            y.engine.operator.done(item.id, notes="out of the way", actor="me")

    assert len(check_store(y.store)) == RACES
    assert min(winners["worker"], winners["person"]) >= RACES // 10, winners
