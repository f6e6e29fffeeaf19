"""What waits for a person, in the order in which answers help most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import FailureKind, Reported
from openclaw_celery.domain.frees import frees
from openclaw_celery.domain.item import NewItem, Priority, Status
from openclaw_celery.engine.policy import Policy
from tests.support.engine import SECOND, WAITING, Yard, failure, yard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A question of the agent's, in words.
ASKING = WAITING.replace(
    "Next:\n- None", "Next:\n- 스테이징 키와 운영 키 중 무엇을 쓸까요?"
)


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    policy = replace(Policy(), max_workers=1)
    with yard(f"sqlite:///{tmp_path}/q.db", tmp_path, policy=policy) as made:
        yield made


def blocked(y: Yard, *new: NewItem) -> None:
    """Add items that a person has stopped, a second after each other."""
    for one in new:
        y.add(one)
        y.turn(SECOND)
        y.engine.operator.cancel(one.id or "", actor="test")


def shown(y: Yard) -> list[tuple[str, int]]:
    return [(letter.id, letter.frees) for letter in y.engine.inbox.letters()]


def test_the_answer_that_frees_most_goes_first_then_priority_then_age(y: Yard) -> None:
    """What waits through others counts too, and once only; what can run does not."""
    blocked(
        y,
        NewItem(id="old", title="a"),
        NewItem(id="urgent", title="b", priority=Priority.P0),
        NewItem(id="root", title="c"),
        NewItem(id="young", title="d"),
    )
    y.add(
        NewItem(id="left", title="e", depends_on=("root",)),
        NewItem(id="right", title="f", depends_on=("root",)),
        NewItem(id="both", title="g", depends_on=("left", "right")),
        # Waits for the end of it only, which has come.
        NewItem(id="free", title="h", after=("young",)),
    )
    assert shown(y) == [("root", 3), ("urgent", 0), ("old", 0), ("young", 0)]


def test_the_question_of_an_agent_stands_in_the_inbox(y: Yard) -> None:
    """A report that says BLOCKED: what it asks, in full; the answer takes it out."""
    y.open("slot-1")
    y.add(NewItem(id="A", title="배포"))
    assert y.attempt(Reported(ASKING.format(id="A"))) == "BLOCKED"
    [letter] = y.engine.inbox.letters()
    assert letter.asked
    assert letter.question == "스테이징 키와 운영 키 중 무엇을 쓸까요?"
    assert letter.answer == 'clawq answer --id A --text "..."'
    y.engine.operator.answer("A", text="운영 키", actor="test")
    assert shown(y) == []
    y.attempt()
    assert "운영 키" in y.agents.seen[-1].prompt


def test_what_has_failed_is_there_with_the_command_that_tries_it_again(y: Yard) -> None:
    """FAILED is marked as such, and needs --force only when its tries are spent."""
    y.open("slot-1")
    y.add(NewItem(id="A", title="a"), NewItem(id="B", title="b", max_attempts=1))
    y.attempt(failure(FailureKind.PERMANENT, "no such thing"))
    y.attempt(failure(FailureKind.TRANSIENT, "a timeout"))
    first, second = y.engine.inbox.letters()
    assert (first.status, first.question) == (
        Status.FAILED,
        "permanent: no such thing",
    )
    assert first.answer == "clawq retry --id A"
    assert second.answer == "clawq retry --id B --force"


def test_a_long_chain_and_many_roots_are_counted_at_once() -> None:
    """Neither the depth nor how much roots share makes it slow; a circle ends."""
    chain = [(f"c{n}", f"c{n - 1}") for n in range(1, 5_000)]
    roots = [f"r{n}" for n in range(5_000)]
    counted = frees([*chain, *(("c0", root) for root in roots)], roots)
    assert set(counted.values()) == {5_000}
    assert frees([("a", "b"), ("b", "a")], ["a"])["a"] >= 1
