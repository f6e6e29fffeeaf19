"""What the agent of a running attempt says to the queue, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Outcome, Reported, Stopped
from openclaw_celery.domain.capability import (
    MOST_FOLLOW_UPS,
    Grant,
    Scope,
    attempt_grant,
    attempt_token,
)
from openclaw_celery.domain.errors import LeaseLost, Refused
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.domain.transitions import BLOCKED, DONE, PENDING
from openclaw_celery.engine.policy import Policy
from tests.support.engine import CRITERIA, GOOD, SECOND, Yard, good, yard
from tests.support.replay import check_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.ports import Assignment, Hold

SECRET = "5" * 32


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    policy = replace(Policy(), max_workers=1)
    with yard(f"sqlite:///{tmp_path}/q.db", tmp_path, policy=policy) as made:
        made.open("slot-1")
        made.add(NewItem(id="A", title="배포", success_criteria=CRITERIA))
        yield made
        check_store(made.store)


def of(assignment: Assignment) -> Grant:
    return Grant(Scope.AGENT, "agent:A", assignment.item.id, assignment.fence)


def test_a_question_ends_the_attempt_and_the_answer_is_told_with_it(y: Yard) -> None:
    """BLOCKED at once, the agent stops, no try is spent, the next one knows both."""

    def asks(assignment: Assignment, hold: Hold) -> Outcome:
        y.engine.desk.ask(of(assignment), "운영 키를 쓸까요?")
        y.turn(10 * SECOND)
        assert hold.lost.wait(30)
        return Stopped(hold.why_lost())

    assert y.attempt(asks) == "stopped"
    assert y.state("A") == BLOCKED
    [letter] = y.engine.inbox.letters()
    assert (letter.question, letter.asked) == ("운영 키를 쓸까요?", True)
    assert y.attempts("A")[0].ended_at is not None
    assert y.item("A").tries == 0
    y.beat()
    y.engine.operator.answer("A", text="네", actor="test")
    assert y.attempt(good(y.item("A"))) == "DONE"
    prompt = y.agents.seen[-1].prompt
    assert prompt.index("운영 키를 쓸까요?") < prompt.index("\n네\n")


def test_a_report_that_was_handed_in_counts_and_not_what_is_printed(y: Yard) -> None:
    """The last one handed in; it is kept from when it was, and judged at the end."""

    def hands_in(assignment: Assignment, _: Hold) -> Outcome:
        y.engine.desk.hand_in(of(assignment), "first")
        y.engine.desk.hand_in(of(assignment), GOOD.format(id="A"))
        return Reported("bye")

    assert y.attempt(hands_in) == "DONE"
    with y.store.read() as view:
        assert view.report("A", 1) == GOOD.format(id="A")


def test_follow_ups_are_marked_bounded_and_never_more_urgent(y: Yard) -> None:
    """An agent can't put its own work before everybody else's, nor flood the queue."""

    def adds(assignment: Assignment, _: Hold) -> Outcome:
        me, follow_up = of(assignment), y.engine.desk.follow_up
        with pytest.raises(Refused, match="priority P0"):
            follow_up(me, NewItem(title="x", priority=Priority.P0), after_own=False)
        for at in range(MOST_FOLLOW_UPS):
            follow_up(me, NewItem(id=f"F{at}", title="x"), after_own=at == 0)
        with pytest.raises(Refused, match="has added 5 items"):
            follow_up(me, NewItem(title="x"), after_own=False)
        return good(assignment.item)

    y.attempt(adds)
    assert y.state("A") == DONE
    assert y.item("F0").notes == "added by the agent of A, attempt 1"
    assert y.story("F0")[0].event.actor == "agent:A"
    assert y.verbs("A").count("follow_up") == MOST_FOLLOW_UPS
    with y.store.read() as view:
        assert list(view.dependencies("F0")) == ["A"]
        assert len(view.items()) == 1 + MOST_FOLLOW_UPS


def test_an_attempt_that_is_over_says_nothing_any_more(y: Yard) -> None:
    """A zombie's question, report and items are refused, and leave nothing."""
    said: list[Grant] = []

    def keeps(assignment: Assignment, _: Hold) -> Outcome:
        said.append(of(assignment))
        return Reported("nothing")

    y.attempt(keeps)
    assert y.state("A") == PENDING
    before = y.verbs("A")
    desk, [zombie] = y.engine.desk, said
    for say in (
        lambda: desk.ask(zombie, "?"),
        lambda: desk.hand_in(zombie, "late"),
        lambda: desk.follow_up(zombie, NewItem(title="x"), after_own=False),
    ):
        with pytest.raises(LeaseLost, match="is over"):
            say()
    assert y.verbs("A") == before
    with y.store.read() as view:
        assert view.report("A", 1) == "nothing"


def test_a_shared_token_speaks_for_what_its_runtime_works_on(y: Yard) -> None:
    """Only while it does; another runtime's items, and waiting ones, are not its."""
    desk = y.engine.desk
    shared = Grant(Scope.AGENT, "token:gateway", runtime="command")

    def asks(_: Assignment, __: Hold) -> Outcome:
        assert desk.bound(shared, "A").actor == "agent:A"
        for wrong in ("other", "openclaw"):
            with pytest.raises(Refused, match=f"no agent of {wrong} works on A"):
                desk.bound(replace(shared, runtime=wrong), "A")
        with pytest.raises(Refused, match="name the item"):
            desk.bound(shared, None)
        return good(y.item("A"))

    with pytest.raises(Refused, match="no agent of command works on A"):
        desk.bound(shared, "A")
    assert y.attempt(asks) == "DONE"
    with pytest.raises(Refused, match="no agent of command works on A"):
        desk.bound(shared, "A")


@pytest.mark.parametrize(
    "criteria",
    [
        "cmd: touch /tmp/x",
        "it works; 2. red-green: sh -c true",
        "- [ ] ui: http://127.0.0.1:1 contains x",
    ],
)
def test_an_agent_has_the_gate_run_nothing(y: Yard, criteria: str) -> None:
    """It may be locked in where the gate is not; a file of the item's own may be."""
    words = []

    def adds(assignment: Assignment, _: Hold) -> Outcome:
        grant = of(assignment)
        new = NewItem(title="x", success_criteria=criteria)
        with pytest.raises(Refused, match="only people may ask") as refused:
            y.engine.desk.follow_up(grant, new, after_own=False)
        words.append(str(refused.value))
        new = NewItem(title="y", success_criteria="file: a.md contains b")
        y.engine.desk.follow_up(grant, new, after_own=False)
        return good(assignment.item)

    y.attempt(adds)
    assert words
    with y.store.read() as view:
        assert [item.title for item in view.items()] == ["배포", "y"]


def test_the_token_of_an_attempt_grants_that_attempt_and_no_other() -> None:
    """No part of it can be changed without the secret."""
    token = attempt_token(SECRET, "A", 3)
    assert attempt_grant(SECRET, token) == Grant(Scope.AGENT, "agent:A", "A", 3)
    assert attempt_grant("6" * 32, token) is None
    for forged in (
        token.replace(":A:", ":B:"),
        token.replace(":3:", ":4:"),
        token[:-1],
        token + "0",
        "clawq-attempt:A:3:",
        "clawq-attempt:A:삼:x",
        "",
    ):
        assert attempt_grant(SECRET, forged) is None
