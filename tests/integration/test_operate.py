"""What people do by hand, and what outside sessions do, on a real store."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.attempt import (
    FailureKind,
    Reported,
    RetryPolicy,
    Stopped,
)
from openclaw_celery.domain.errors import (
    InvalidValue,
    ItemNotFound,
    LeaseLost,
    NoCapacity,
    OpenClawError,
    TransitionRefused,
)
from openclaw_celery.domain.item import NewItem, Priority, Status
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DISPATCHED,
    DONE,
    FAILED,
    PENDING,
    REVIEWING,
    RUNNING,
    State,
    describe,
)
from openclaw_celery.engine.operate import Moved
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.why import Kind
from tests.support.engine import (
    CRITERIA,
    HOUR,
    MINUTE,
    POOR,
    SECOND,
    WAITING,
    Yard,
    failure,
    good,
    yard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.domain.item import Item
    from openclaw_celery.ports import Assignment, Hold

STATES = (PENDING, DISPATCHED, RUNNING, REVIEWING, DONE, FAILED, BLOCKED)
QUARTER = 15 * MINUTE


@pytest.fixture
def make(
    database_url: str, tmp_path: Path
) -> Callable[..., AbstractContextManager[Yard]]:
    """Build a yard with a policy of the test's own."""
    return lambda **policy: yard(database_url, tmp_path, policy=Policy(**policy))


@pytest.fixture
def y(make: Callable[..., AbstractContextManager[Yard]]) -> Iterator[Yard]:
    with make() as built:
        yield built


def task(item_id: str = "A", **fields: object) -> NewItem:
    return NewItem(id=item_id, title="x", success_criteria=CRITERIA, **fields)  # type: ignore[arg-type]


def pick(y: Yard, owner: str = "me", lease: timedelta = QUARTER) -> Item:
    item = y.engine.puller.pick(owner=owner, lease=lease)
    assert item is not None
    return item


def held(y: Yard) -> Item:
    """Claim A for slot-1, as its worker does before the agent starts."""
    item_id, fence = y.bells.run.pop(0)
    item, _ = y.engine.runner._claim(item_id, fence, y.slots["slot-1"])
    return item


def bring(y: Yard, state: State) -> None:
    """Add A and bring it to *state*, on slot-1 where that takes one."""
    y.add(task())
    if state == PENDING:
        return
    if state == FAILED:
        y.engine.operator.fail("A", notes="no", actor="me")
        return
    y.open("slot-1")
    if state == RUNNING:
        held(y)
    elif state == REVIEWING:
        y.answer_run()
    elif state == DONE:
        y.attempt()
    elif state == BLOCKED:
        y.attempt(WAITING_REPORT)
    assert y.state("A") == state


WAITING_REPORT = Reported(WAITING.format(id="A"))


def prompt_of(y: Yard) -> str:
    return y.agents.seen[-1].prompt


def gapless(y: Yard, item_id: str = "A") -> bool:
    events = [stored.event for stored in y.story(item_id)]
    return [event.seq for event in events] == [*range(1, len(events) + 1)] and all(
        after.source == before.target for before, after in pairwise(events)
    )


# -- where each verb leads ---------------------------------------------------

FLYING = (DISPATCHED, RUNNING, REVIEWING)
LEADS: dict[str, dict[State, State]] = {
    "cancel": dict.fromkeys(
        (PENDING, DISPATCHED, RUNNING, REVIEWING, BLOCKED), BLOCKED
    ),
    "retry": dict.fromkeys((FAILED, BLOCKED), PENDING),
    "replan": {
        **dict.fromkeys(FLYING, BLOCKED),
        **dict.fromkeys((PENDING, DONE, FAILED, BLOCKED), PENDING),
    },
    "answer": {BLOCKED: PENDING},
    "done": dict.fromkeys((PENDING, *FLYING), DONE),
    "fail": dict.fromkeys((PENDING, *FLYING), FAILED),
}
WORDS = {
    "replan": {"notes": "스키마 변경"},
    "answer": {"text": "두 번째 안"},
    "done": {"notes": "by hand"},
    "fail": {"notes": "no way"},
}


def do(y: Yard, verb: str, item_id: str = "A", **fields: object) -> Moved:
    words = WORDS.get(verb, {})
    moved: Moved = getattr(y.engine.operator, verb)(
        item_id, actor="kim", **{**words, **fields}
    )
    return moved


@pytest.mark.parametrize("state", STATES, ids=describe)
@pytest.mark.parametrize("verb", LEADS)
def test_a_verb_leads_where_it_should_or_is_refused(
    y: Yard, verb: str, state: State
) -> None:
    """One event and one step of the fence, or nothing; a look first says the same."""
    bring(y, state)
    y.engine.operator.pause("all", note="")  # nothing moves it on
    before = y.item("A")
    target = LEADS[verb].get(state)
    if target is None:
        for dry_run in (True, False):
            with pytest.raises(TransitionRefused, match=r"^A is "):
                do(y, verb, dry_run=dry_run)
        assert y.item("A") == before
        return

    assert do(y, verb, dry_run=True).item.state == target
    assert y.item("A") == before
    moved = do(y, verb)

    after = y.item("A")
    assert (moved.item, after.state) == (after, target)
    assert after.fence == before.fence + (verb != "answer")
    assert after.event_seq == before.event_seq + 1
    assert y.story("A")[-1].event.actor == "kim"
    assert gapless(y)
    assert (after.ended_at is None) == (target == PENDING)
    assert moved.slot == ("slot-1" if state == RUNNING else None)


@pytest.mark.parametrize("verb", LEADS)
def test_a_verb_on_no_item_is_refused(y: Yard, verb: str) -> None:
    for item_id in ("nope", "", "가", "x" * 1000, "a\x1b[2J", "\udcff"):
        for dry_run in (True, False):
            with pytest.raises(ItemNotFound):
                do(y, verb, item_id, dry_run=dry_run)


@pytest.mark.parametrize(
    ("verb", "field"),
    [("replan", "notes"), ("answer", "text"), ("done", "notes"), ("fail", "notes")],
)
@pytest.mark.parametrize("words", ["", " \n", "x" * 20_001, "a\0b"])
def test_a_verb_without_real_words_is_refused(
    y: Yard, verb: str, field: str, words: str
) -> None:
    y.add(task())
    with pytest.raises(InvalidValue, match=f"^{field}: "):
        do(y, verb, **{field: words})
    assert y.verbs("A") == ["add"]


def test_what_was_said_is_in_the_notes_and_the_story(y: Yard) -> None:
    """After what was there, once however often it is said."""
    y.add(task(notes="first"))
    do(y, "cancel")
    do(y, "cancel")
    do(y, "replan")

    assert y.item("A").notes == "first; cancelled_by_operator; replan:스키마 변경"
    told = [stored.event.note for stored in y.story("A")]
    assert told == ["", *["cancelled_by_operator"] * 2, "replan:스키마 변경"]


def test_what_waits_for_an_item_follows_its_state(y: Yard) -> None:
    """Done by hand lets it go at once, a replan of what was done holds it back."""
    y.open("slot-1")
    y.engine.operator.pause("all", note="")
    y.add(task(), task("B", depends_on=("A",)))
    assert y.item("B").open_deps == 1
    do(y, "done")
    assert y.item("B").open_deps == 0
    do(y, "replan")
    assert y.item("B").open_deps == 1
    y.engine.operator.resume("all")
    assert y.state("B") == PENDING

    do(y, "done")
    assert y.state("B") == DISPATCHED


# -- attempts ----------------------------------------------------------------


def spent(y: Yard) -> None:
    """Bring A to where all its attempts have failed."""
    y.open("slot-1")
    y.add(task(max_attempts=1))
    y.attempt(failure(FailureKind.TRANSIENT))
    assert y.state("A") == FAILED


def test_a_retry_needs_force_once_the_attempts_are_spent(y: Yard) -> None:
    """And force gives exactly one more."""
    spent(y)
    with pytest.raises(TransitionRefused, match="all 1 attempts are spent: --force"):
        do(y, "retry")

    do(y, "retry", force=True)
    y.attempt(failure(FailureKind.TRANSIENT))

    assert (y.state("A"), y.item("A").tries) == (FAILED, 2)
    with pytest.raises(TransitionRefused, match="all 2 attempts are spent"):
        do(y, "retry")


def test_a_replan_starts_with_a_full_budget(y: Yard) -> None:
    spent(y)
    do(y, "replan")
    assert (y.item("A").tries, y.item("A").max_attempts) == (0, 1)
    assert y.attempt() == "DONE"
    assert y.item("A").attempt == 2


def test_a_retry_takes_what_a_lease_no_longer_holds(y: Yard) -> None:
    """Not before it has run out; whoever held it writes nothing any more."""
    y.add(task())
    pick(y, lease=MINUTE)
    with pytest.raises(TransitionRefused, match="A is held by me: cancel it"):
        do(y, "retry")
    y.turn(MINUTE + SECOND)

    assert do(y, "retry").slot is None

    assert y.state("A") == PENDING
    assert y.attempts("A")[0].outcome == "lost"
    with pytest.raises(LeaseLost):
        y.engine.puller.done("A", owner="me", notes="late")


@pytest.mark.parametrize("limit", [1, 3])
def test_every_answer_reaches_the_next_attempts_until_it_is_done(
    y: Yard, limit: int
) -> None:
    """At the limit too: a person's word buys one more attempt."""
    y.open("slot-1")
    y.add(task(max_attempts=limit))
    assert y.attempt(WAITING_REPORT) == "BLOCKED"
    do(y, "answer", text="the key is ```42```")
    assert y.attempt(WAITING_REPORT) == "BLOCKED"
    assert "\n````text\nthe key is ```42```\n````\n" in prompt_of(y)
    do(y, "answer", text="한글 답\n[REPORT A]")
    assert y.attempt() == "DONE"

    told = prompt_of(y)
    assert told.index("the key is") < told.index("```text\n한글 답\n[REPORT A]\n```")
    do(y, "replan", notes="again, with 43")
    y.attempt()
    assert "again, with 43" in prompt_of(y)
    assert "the key is" not in prompt_of(y)


def test_an_answer_with_poor_work_blocks_again_at_the_limit(y: Yard) -> None:
    """It bought one attempt and no more."""
    y.open("slot-1")
    y.add(task(max_attempts=1))
    y.attempt(WAITING_REPORT)
    do(y, "answer")
    assert y.attempt(Reported(POOR.format(id="A"))) == "BLOCKED"
    assert (y.item("A").tries, y.item("A").max_attempts) == (2, 2)


def test_nothing_people_did_is_told_as_a_lesson(y: Yard) -> None:
    """That an attempt was stopped says nothing of the work."""
    bring(y, RUNNING)
    do(y, "cancel")
    do(y, "retry")
    y.attempt()
    assert "Earlier attempts" not in prompt_of(y)


# -- running agents ----------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "target"),
    [("cancel", BLOCKED), ("replan", BLOCKED), ("done", DONE), ("fail", FAILED)],
)
def test_a_running_agent_is_stopped_and_says_so(
    y: Yard, verb: str, target: State
) -> None:
    """Its lease is lost at the next look; only then has the attempt ended."""
    y.open("slot-1")
    y.add(task(), task("B"))

    def agent(_: Assignment, hold: Hold) -> Outcome:
        moved = do(y, verb)
        assert moved.slot == "slot-1"
        assert y.engine.operator.wait_stopped([moved], within=SECOND) == [moved]
        assert y.attempts("A")[0].outcome == "stopped"
        y.turn(2 * SECOND)
        assert hold.lost.wait(10)
        assert y.attempts("A")[0].ended_at is None
        return Stopped(hold.why_lost())

    y.agents.acts.append(agent)
    assert y.answer_run() == "stopped"

    [attempt] = y.attempts("A")
    assert (attempt.outcome, attempt.ended_at) == ("stopped", y.times.now)
    assert y.state("A") == target
    assert y.state("B") == DISPATCHED
    gone = Moved(y.item("A"), "slot-1")
    assert y.engine.operator.wait_stopped([gone], within=SECOND) == []


def test_an_agent_that_comes_to_its_end_too_late_is_void(y: Yard) -> None:
    """Its report changes nothing, and it is gone all the same."""
    y.open("slot-1")
    y.add(task())

    def agent(assignment: Assignment, _: Hold) -> Outcome:
        do(y, "cancel")
        return good(assignment.item)

    assert y.attempt(agent) == "stopped"
    assert y.state("A") == BLOCKED
    [attempt] = y.attempts("A")
    assert (attempt.outcome, attempt.ended_at) == ("stopped", y.times.now)
    assert y.verbs("A") == ["add", "dispatch", "claim", "cancel"]


def test_the_note_of_a_stop_waits_for_a_store_that_is_away(y: Yard) -> None:
    y.open("slot-1")
    y.add(task())

    def agent(assignment: Assignment, _: Hold) -> Outcome:
        do(y, "cancel")
        y.store.away = True
        y.clock.when_waiting = lambda: setattr(y.store, "away", False)
        return good(assignment.item)

    assert y.attempt(agent) == "stopped"
    assert y.store.refused
    assert y.attempts("A")[0].ended_at is not None


def test_what_the_watchdog_took_is_still_called_lost(y: Yard) -> None:
    """An agent that ends after its rescue does not rewrite that."""
    y.open("slot-1")
    y.add(task())

    def agent(assignment: Assignment, _: Hold) -> Outcome:
        y.times.now += 2 * MINUTE
        y.engine.watchdog.tick()
        return good(assignment.item)

    assert y.attempt(agent) == "stopped"
    assert y.attempts("A")[0].outcome == "lost"


# -- outside sessions --------------------------------------------------------


def test_a_session_renews_and_ends_what_it_holds(y: Yard) -> None:
    """The same rows as those of a slot's work, and who waited goes on."""
    y.add(task(), task("B", depends_on=("A",)))
    pick(y, lease=MINUTE)
    y.turn(50 * SECOND)
    renewed = y.engine.puller.renew("A", owner="me", lease=MINUTE)
    assert renewed.lease_expires_at == y.times.now + MINUTE
    y.turn(50 * SECOND)
    assert y.engine.watchdog.tick() == []
    y.open("slot-1")

    y.engine.puller.done("A", owner="me", notes="12 passed")

    item = y.item("A")
    assert (item.state, item.notes, item.ended_at) == (DONE, "12 passed", y.times.now)
    assert y.verbs("A") == ["add", "dispatch", "claim", "done"]
    [attempt] = y.attempts("A")
    assert (attempt.slot, attempt.outcome) == ("me", "done")
    assert attempt.ended_at == y.times.now
    assert y.state("B") == DISPATCHED


def test_a_session_gives_up_what_it_holds(y: Yard) -> None:
    """A release costs the item nothing; a failure is a try, and its last."""
    y.add(task())
    pick(y)
    assert y.engine.puller.release("A", owner="me").state == PENDING
    assert (y.item("A").tries, y.item("A").losses) == (0, 0)

    pick(y)
    assert y.engine.puller.fail("A", owner="me", notes="no access").state == FAILED
    assert y.item("A").tries == 1
    outcomes = [(a.outcome, a.error) for a in y.attempts("A")]
    assert outcomes == [("released", "me handed it back"), ("failed", "no access")]
    assert all(attempt.ended_at for attempt in y.attempts("A"))


SESSION_VERBS: dict[str, Callable[[Yard, str, str], object]] = {
    "renew": lambda y, i, o: y.engine.puller.renew(i, owner=o, lease=HOUR),
    "release": lambda y, i, o: y.engine.puller.release(i, owner=o),
    "done": lambda y, i, o: y.engine.puller.done(i, owner=o, notes="x"),
    "fail": lambda y, i, o: y.engine.puller.fail(i, owner=o, notes="x"),
}


@pytest.mark.parametrize("verb", SESSION_VERBS)
def test_only_the_holder_of_a_lease_that_lasts_may_act(y: Yard, verb: str) -> None:
    """Not another one; not after it ran out, though nobody has rescued it yet."""
    act = SESSION_VERBS[verb]
    y.add(task())

    def refused(owner: str) -> None:
        before = y.item("A"), y.attempts("A")
        with pytest.raises(LeaseLost):
            act(y, "A", owner)
        assert (y.item("A"), y.attempts("A")) == before

    refused("me")
    pick(y, lease=MINUTE)
    refused("you")
    refused("")
    y.turn(MINUTE + timedelta(milliseconds=1))
    refused("me")
    y.engine.watchdog.tick()
    refused("me")
    pick(y, owner="you")
    refused("me")
    do(y, "cancel")
    refused("you")
    with pytest.raises(ItemNotFound):
        act(y, "nope", "me")


@pytest.mark.parametrize("verb", SESSION_VERBS)
def test_what_a_slot_runs_is_no_sessions(y: Yard, verb: str) -> None:
    bring(y, RUNNING)
    with pytest.raises(LeaseLost, match="slot-1 does not hold A"):
        SESSION_VERBS[verb](y, "A", "slot-1")
    with pytest.raises(InvalidValue, match="slot-1 is a slot"):
        pick(y, owner="slot-1")


def test_a_picked_item_that_an_operator_takes_ends_at_once(y: Yard) -> None:
    """There is no agent of ours to wait for."""
    y.add(task())
    pick(y)
    assert do(y, "done").slot is None
    [attempt] = y.attempts("A")
    assert (attempt.outcome, attempt.ended_at) == ("stopped", y.times.now)


def test_a_pick_takes_back_what_has_lapsed(y: Yard) -> None:
    """Where nothing runs, nobody else would; it counts as a loss as elsewhere."""
    y.add(task())
    pick(y, lease=SECOND)
    y.turn(MINUTE)
    [told] = y.engine.explainer.why(["A"])
    assert (told.kind, told.reason) == (
        Kind.LAPSED, "the lease of me ran out at 2026-01-02 12:04:06 KST",
    )  # fmt: skip
    assert "`clawq pick`" in told.clears

    taken = pick(y, "you")

    assert (taken.id, taken.owner, taken.losses, taken.attempt) == ("A", "you", 1, 2)
    assert y.verbs("A")[3:] == ["rescue", "dispatch", "claim"]
    assert [a.outcome for a in y.attempts("A")] == ["lost", None]
    with pytest.raises(LeaseLost):
        y.engine.puller.done("A", owner="me", notes="late")
    [told] = y.engine.explainer.why(["A"])
    assert told.reason == "you works on it"


def test_what_lapses_too_often_fails(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """The next pick gets it no more, but whatever else there is."""
    with make(retry=RetryPolicy(max_losses=0)) as y:
        y.add(task(), task("B"))
        pick(y, lease=SECOND)
        y.turn(MINUTE)
        assert pick(y).id == "B"
        assert y.state("A") == FAILED


def test_a_session_is_told_what_a_slots_agent_is(y: Yard) -> None:
    """Lessons, answers, notes: to the letter what the agent of a slot has."""
    y.open("slot-1")
    y.add(task(notes="mind ``` this", max_attempts=9))
    y.attempt(Reported(POOR.format(id="A")))
    y.turn(MINUTE)
    y.beat()
    y.engine.dispatcher.tick()
    y.attempt(WAITING_REPORT)
    y.engine.operator.answer("A", text="the second\n```\nReport DONE", actor="me")
    seen: list[str] = []

    def agent(_: Assignment, __: Hold) -> Outcome:
        seen.append(y.engine.puller.prompt(y.item("A")))
        return failure(FailureKind.TRANSIENT, "rate limit")

    y.attempt(agent)
    assert seen == [prompt_of(y)]
    assert "- attempt 1: RETRY: " in seen[0]
    assert "````text\nthe second\n```\nReport DONE\n````" in seen[0]
    assert "````text\nmind ``` this\n````" in seen[0]

    next_one = y.engine.puller.prompt(y.item("A"))
    assert next_one.count("- attempt ") == 3
    y.close("slot-1")
    y.turn(HOUR)
    assert y.engine.puller.prompt(pick(y)) == next_one


def test_a_session_picks_from_the_lanes_of_a_slot_like_it(y: Yard) -> None:
    """Its roles, its runtime, and what is anybody's; in the order of a dispatch."""
    y.add(
        task("any"),
        task("w", role="writer"),
        task("x", role="writer", runtime="x", priority=Priority.P0),
        task("r", runtime="x"),
        task("e", role="editor", priority=Priority.P0),
    )

    def picked(**like: Any) -> list[str]:  # noqa: ANN401 - what a session has
        got = []
        while item := y.engine.puller.pick(owner="me", lease=QUARTER, **like):
            got.append(item.id)
        for name in got:
            y.engine.puller.release(name, owner="me")
        return got

    assert picked() == ["any"]
    assert picked(roles=["writer"]) == ["any", "w"]
    assert picked(runtime="x") == ["any", "r"]
    assert picked(roles=["writer"], runtime="x") == ["x", "any", "w", "r"]
    assert picked(roles=["editor", "writer"]) == ["e", "any", "w"]
    y.engine.operator.pause("role:writer", note="")
    assert picked(roles=["editor", "writer"]) == ["e", "any"]
    for wrong in ({"roles": ["a b"]}, {"roles": [""]}, {"runtime": "x" * 99}):
        with pytest.raises(InvalidValue):
            picked(**wrong)


def test_what_came_in_progress_takes_no_capacity(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Nobody was given it here: a table full of it would stop all work for hours."""
    with make(max_in_flight=1) as y:
        y.add(*(task(n, status=Status.IN_PROGRESS, owner="he") for n in "XYZ"))
        y.open("slot-1")
        y.add(task())
        assert y.state("A") == DISPATCHED


def test_picked_and_dispatched_items_share_one_capacity(
    make: Callable[..., AbstractContextManager[Yard]],
) -> None:
    """Whoever comes last waits; what ends makes room for either."""
    with make(max_in_flight=2, max_workers=5) as y:
        y.add(*(task(name) for name in "ABCD"))
        pick(y)
        y.open("slot-1", "slot-2")
        assert [item_id for item_id, _ in y.bells.run] == ["B"]
        with pytest.raises(NoCapacity, match=r"^No capacity: 2 of 2 in flight, "):
            pick(y)
        y.engine.dispatcher.tick()
        assert len(y.bells.run) == 1

        y.engine.puller.done("A", owner="me", notes="x")
        assert [item_id for item_id, _ in y.bells.run] == ["B", "C"]


# -- scopes ------------------------------------------------------------------


def test_several_scopes_are_paused_together_or_not_at_all(y: Yard) -> None:
    operator = y.engine.operator
    with pytest.raises(InvalidValue):
        operator.pause("all", "nobody", note="")
    with y.store.read() as view:
        assert view.pauses() == {}
    operator.pause("all", note="", dry_run=True)
    assert operator.pause("priority:p2", "role:docs", note="n") == [
        "priority:P2",
        "role:docs",
    ]
    with y.store.read() as view:
        assert view.pauses() == {"priority:P2": "n", "role:docs": "n"}
    assert operator.resume("all", "role:docs", dry_run=True) == ["role:docs"]
    assert operator.resume("all", "role:docs") == ["role:docs"]


@pytest.mark.parametrize(
    ("scope", "waits"),
    [
        ("all", True),
        ("priority:P1", True),
        ("priority:P0", False),
        ("slot:slot-1", True),
        ("slot:slot-2", False),
        ("role:docs", False),
    ],
)
def test_a_drain_waits_for_its_own(y: Yard, scope: str, waits: bool) -> None:
    """It tells once what is left, and ends when that has ended, or its time."""
    bring(y, RUNNING)
    told: list[list[str]] = []

    def tell(left: object) -> None:
        told.append([item.id for item in left])  # type: ignore[attr-defined]

    drain = y.engine.operator.drain
    left = drain(scope, within=5 * SECOND, tell=tell)
    assert [item.id for item in left] == ["A"] * waits
    assert told == [["A"]] * waits

    y.clock.when_waiting = lambda: [do(y, "cancel")]
    assert drain(scope, within=None, tell=tell) == []


def test_a_drained_slot_may_not_get_what_is_on_its_way(y: Yard) -> None:
    """A dispatched item may still be taken by any slot of its lane."""
    bring(y, DISPATCHED)
    left = y.engine.operator.drain("slot:slot-1", within=SECOND, tell=len)
    assert [item.id for item in left] == ["A"]


def test_every_refusal_is_one_of_ours(y: Yard) -> None:
    """So that a command can say each in one line."""
    y.add(task())
    for verb in ("retry", "answer"):
        with pytest.raises(OpenClawError) as refusal:
            do(y, verb)
        assert refusal.value.exit_code == 2
    assert y.item("A").status is Status.PENDING
