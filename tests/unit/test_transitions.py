"""The state machine: its table, and the one way to move."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from openclaw_celery.domain.errors import LeaseLost, TransitionRefused
from openclaw_celery.domain.item import Item, Priority
from openclaw_celery.domain.transitions import (
    ARROWS,
    BLOCKED,
    DISPATCHED,
    DONE,
    FAILED,
    PENDING,
    REVIEWING,
    RUNNING,
    State,
    Verb,
    advance,
    describe,
)
from tests.support.diagram import PAGE, page

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STATES = (PENDING, DISPATCHED, RUNNING, REVIEWING, DONE, FAILED, BLOCKED)
FLYING = (DISPATCHED, RUNNING, REVIEWING)

#: Verb, source, target, and whether the fence goes up; written out by hand.
TABLE: set[tuple[Verb, State, State, bool]] = {
    (Verb.SKIP_DUPLICATE, PENDING, DONE, False),
    (Verb.DISPATCH, PENDING, DISPATCHED, True),
    (Verb.CLAIM, DISPATCHED, RUNNING, False),
    (Verb.HEARTBEAT, RUNNING, RUNNING, False),
    (Verb.REPORT, RUNNING, REVIEWING, False),
    (Verb.REVIEW, REVIEWING, DONE, False),
    (Verb.REVIEW, REVIEWING, PENDING, False),
    (Verb.REVIEW, REVIEWING, BLOCKED, False),
    (Verb.FAIL, RUNNING, PENDING, False),
    (Verb.FAIL, RUNNING, FAILED, False),
    (Verb.FAIL, RUNNING, BLOCKED, False),
    (Verb.RELEASE, RUNNING, PENDING, True),
    (Verb.ANSWER, BLOCKED, PENDING, False),
    (Verb.ASK, RUNNING, BLOCKED, True),
    (Verb.HAND_IN, RUNNING, RUNNING, False),
    (Verb.FOLLOW_UP, RUNNING, RUNNING, False),
    *((Verb.FORGIVE, source, PENDING, False) for source in (FAILED, BLOCKED)),
    *((Verb.FORGIVE, state, state, False) for state in (PENDING, *FLYING)),
    *((Verb.RESCUE, source, PENDING, True) for source in FLYING),
    *((Verb.RESCUE, source, FAILED, True) for source in FLYING),
    *((Verb.GUARD, source, BLOCKED, True) for source in (PENDING, *FLYING)),
    *((Verb.CANCEL, source, BLOCKED, True) for source in (PENDING, BLOCKED, *FLYING)),
    *((Verb.REPLAN, source, BLOCKED, True) for source in FLYING),
    *((Verb.REPLAN, s, PENDING, True) for s in (PENDING, DONE, FAILED, BLOCKED)),
    *((Verb.RETRY, source, PENDING, True) for source in (RUNNING, FAILED, BLOCKED)),
    *((Verb.DONE, source, DONE, True) for source in (PENDING, *FLYING)),
    *((Verb.FAIL, source, FAILED, True) for source in (PENDING, *FLYING)),
    *(
        (Verb.REVIEW, source, target, True)
        for source in (PENDING, RUNNING, REVIEWING)
        for target in (DONE, PENDING, BLOCKED)
    ),
    *(
        (verb, state, state, False)
        for verb in (Verb.EDIT, Verb.GUARDRAIL, Verb.RELABEL)
        for state in STATES
    ),
}
MOVES = {(verb, source, target) for verb, source, target, _ in TABLE}


def item_in(state: State, *, fence: int = 4) -> Item:
    status, phase = state
    return Item(
        seq=1, id="A", title="x", success_criteria="", status=status, phase=phase,
        priority=Priority.P1, rank=1, fence=fence, owner="slot-1",
        lease_expires_at=NOW if state == RUNNING else None, attempt=2, tries=1,
        max_attempts=3, losses=0, not_before=None, due_at=None, created_at=NOW,
        started_at=None, ended_at=None, rung_at=NOW, rings=3, notes="",
        idempotency_key=None, runtime=None, role=None, error_fingerprint=None,
        trace_id="t", open_deps=0, event_seq=7,
    )  # fmt: skip


def test_the_table_is_the_table() -> None:
    """Every arrow that was designed is there, and no other."""
    there = {
        (arrow.verb, source, target, arrow.new_fence)
        for arrow in ARROWS
        for source in arrow.sources
        for target in arrow.targets
    }
    assert there == TABLE


@pytest.mark.parametrize("verb", Verb)
def test_what_is_not_in_the_table_is_refused(verb: Verb) -> None:
    """By hand with the states that would do, for a holder as a lost lease."""
    for source, target in product(STATES, STATES):
        if (verb, source, target) in MOVES:
            continue
        with pytest.raises(TransitionRefused, match=f"^A is {describe(source)}: "):
            advance(item_in(source), verb, target, actor="me")
        with pytest.raises(LeaseLost):
            advance(item_in(source), verb, target, actor="me", fence=4)


@pytest.mark.parametrize(("verb", "source", "target", "new_fence"), sorted(TABLE))
def test_a_move_changes_what_it_says(
    verb: Verb, source: State, target: State, new_fence: bool
) -> None:
    """Status, phase, fence and the event that tells of it; nothing else."""
    by_holder = verb in {Verb.FAIL, Verb.REVIEW} and not new_fence
    before = item_in(source)
    change = advance(
        before, verb, target, actor="me", fence=4 if by_holder else None, note="why"
    )

    assert change.before is before
    assert change.after.state == target
    assert change.after.fence == 4 + new_fence
    event = change.event
    assert (event.seq, event.verb, event.source) == (8, verb, source)
    assert (event.target, event.fence) == (target, 4 + new_fence)
    assert (event.actor, event.note, event.attempt) == ("me", "why", 2)
    if target not in FLYING:
        after = change.after
        assert (after.lease_expires_at, after.rung_at, after.rings) == (
            None,
            None,
            0,
        )


def test_an_older_fence_has_lost_the_lease() -> None:
    """Whatever it wants, and even where the table would allow it."""
    for verb, source, target in MOVES:
        with pytest.raises(LeaseLost, match="fence 3 has been revoked, it is 4 now"):
            advance(item_in(source), verb, target, actor="zombie", fence=3)


def test_a_holder_can_only_do_what_is_a_holders() -> None:
    """Failing by hand is a person's arrow, not that of one who comes too late."""
    assert (
        advance(item_in(RUNNING), Verb.FAIL, FAILED, actor="s", fence=4).after.fence
        == 4
    )
    assert advance(item_in(RUNNING), Verb.FAIL, FAILED, actor="me").after.fence == 5
    for state in (PENDING, DISPATCHED, REVIEWING):
        with pytest.raises(LeaseLost):
            advance(item_in(state), Verb.FAIL, FAILED, actor="s", fence=4)
    with pytest.raises(TransitionRefused):
        advance(item_in(RUNNING), Verb.FAIL, BLOCKED, actor="me")


def test_fields_are_set_on_the_way() -> None:
    """And an instant one of the move's own wins over what ends with it."""
    change = advance(item_in(RUNNING), Verb.CANCEL, BLOCKED, actor="me", ended_at=NOW)
    assert change.after.ended_at == NOW
    assert change.after.owner == "slot-1"


def test_the_picture_is_that_of_the_table() -> None:
    """Run `python -m tests.support.diagram` when this fails."""
    assert PAGE.read_text(encoding="utf-8") == page()
