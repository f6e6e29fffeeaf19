"""A used up quota costs nothing and holds its account back; so does an outage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Failed, FailureKind
from openclaw_celery.domain.item import NewItem
from openclaw_celery.domain.transitions import DISPATCHED, DONE, FAILED, PENDING
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.why import Kind
from openclaw_celery.ports import Slot
from tests.support.engine import (
    CRITERIA,
    HOUR,
    MINUTE,
    SECOND,
    Yard,
    failure,
    good,
    yard,
)
from tests.support.replay import check_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from pathlib import Path

A1 = Slot("slot-1", "command", (), "team-a")
A2 = Slot("slot-2", "command", (), "team-a")
B1 = Slot("slot-3", "command", (), "team-b")


@pytest.fixture
def y(database_url: str, tmp_path: Path) -> Iterator[Yard]:
    """A yard without slots; in the end every row is what its events tell."""
    with yard(database_url, tmp_path, policy=Policy(max_workers=5)) as built:
        yield built
        check_store(built.store)


def task(item_id: str, **fields: object) -> NewItem:
    return NewItem(id=item_id, title="x", success_criteria=CRITERIA, **fields)  # type: ignore[arg-type]


def quota(after: timedelta | None = None, account: str = "") -> Failed:
    return Failed(
        FailureKind.QUOTA, "no more today", retry_after=after, account=account
    )


def later(y: Yard, by: timedelta) -> list[str]:
    """Let time pass, and return what is dispatched then."""
    y.turn(by)
    y.beat()
    return [item.id for item in y.engine.dispatcher.tick()]


def test_a_quota_costs_nothing_and_its_account_waits(y: Yard) -> None:
    """Until the time that was named; then everything goes on at once."""
    y.open(A1, A2)
    y.add(task("A"))

    assert y.attempt(quota(20 * MINUTE)) == "PENDING"

    item = y.item("A")
    assert (item.state, item.tries, item.losses) == (PENDING, 0, 0)
    y.add(task("B"))
    assert y.state("B") == PENDING
    for why in y.engine.explainer.why(["A", "B"]):
        assert why.kind is Kind.QUOTA
        assert why.until == y.times.now + 20 * MINUTE
        assert "quota of team-a until " in why.reason
    assert later(y, 20 * MINUTE - SECOND) == []
    assert later(y, SECOND) == ["A", "B"]
    assert y.attempt() == "DONE"
    with y.store.read() as view:
        assert view.parks() == []
    event = next(s.event for s in y.story("A") if s.event.verb == "fail")
    assert event.data["account"] == "team-a"


def test_other_accounts_go_on(y: Yard) -> None:
    """The item itself, too, where another account may take it."""
    y.open(A1)
    y.add(task("A"))
    y.open(B1)

    y.attempt(quota(HOUR))

    assert y.state("A") == DISPATCHED
    assert y.attempt(slot="slot-3") == "DONE"
    assert [a.slot for a in y.attempts("A")] == ["slot-1", "slot-3"]


def test_an_account_of_the_runtimes_own_parks_the_slots_that_meet_it(y: Yard) -> None:
    """No slot declares it; the slot that has met it waits all the same."""
    y.open(A1)
    y.add(task("A"))
    y.attempt(quota(HOUR, account="pro vider/x"))

    assert y.state("A") == PENDING
    assert y.engine.dispatcher.tick() == []
    assert "pro_vider_x" in y.engine.explainer.why(["A"])[0].reason


def test_a_reset_nobody_knows_is_tried_with_one_item(y: Yard) -> None:
    """After 60 s, then 120 s; when the one goes well, all others follow."""
    y.open(A1, A2)
    y.add(task("A"))
    y.attempt(quota())
    y.add(task("B"), task("C"))

    assert later(y, 59 * SECOND) == []
    assert later(y, SECOND) == ["A"]
    assert y.attempt(quota()) == "PENDING"
    assert later(y, 119 * SECOND) == []
    assert later(y, SECOND) == ["A"]
    held = y.engine.runner._claim(*y.bells.run.pop(0), A1)[0]
    assert later(y, SECOND) == []
    assert "A, which goes first" in y.engine.explainer.why(["B"])[0].reason

    y.engine.runner._finish(held, good(held))

    assert {y.state("B"), y.state("C")} == {DISPATCHED}


def test_a_probe_that_is_lost_lets_another_go_first(y: Yard) -> None:
    """Its worker dies; the account does not wait for it for ever."""
    y.open(A1)
    y.add(task("A"))
    y.attempt(quota())
    assert later(y, MINUTE) == ["A"]
    y.engine.runner._claim(*y.bells.run.pop(0), A1)

    y.turn(2 * MINUTE)
    y.beat()
    y.engine.watchdog.tick()

    assert y.state("A") == DISPATCHED
    assert y.attempt() == "DONE"


def test_a_park_that_is_set_while_an_item_is_on_its_way_takes_it_back(y: Yard) -> None:
    """It was given out before; the slot that hears it is parked by now."""
    y.open(A1, A2)
    y.add(task("A"), task("B"))
    assert len(y.bells.run) == 2

    y.attempt(quota(HOUR))
    assert y.answer_run("slot-2") == "dropped"

    item = y.item("B")
    assert (item.state, item.tries, item.losses) == (PENDING, 0, 0)
    assert later(y, HOUR) == ["A", "B"]


def test_a_parked_slot_leaves_a_doorbell_to_others(y: Yard) -> None:
    """It rings again for those whose account has some left."""
    y.open(A1, B1)
    y.add(task("A"), task("B"))
    y.attempt(quota(HOUR))
    bell = y.bells.run[0]

    assert y.answer_run("slot-1") == "dropped"

    assert bell in y.bells.run
    assert y.state("B") == DISPATCHED
    y.bells.run.remove(bell)
    y.bells.run.insert(0, bell)
    assert y.attempt(slot="slot-3") == "DONE"


def test_a_person_lifts_the_wait_of_an_account(y: Yard) -> None:
    """`resume account:team-a`, after having bought some more."""
    y.open(A1)
    y.add(task("A"))
    y.attempt(quota(HOUR))

    assert y.engine.operator.resume("account:team-b") == []
    assert y.engine.operator.resume("account:team-a") == ["account:team-a"]
    assert y.state("A") == DISPATCHED


def test_an_account_can_be_paused_by_hand(y: Yard) -> None:
    """Its slots get nothing, others do."""
    y.open(A1, B1)
    y.engine.operator.pause("account:team-a", note="")
    y.add(task("A"), task("B"))
    assert [y.state("A"), y.state("B")] == [DISPATCHED, PENDING]


def strike(y: Yard, *names: str, kind: FailureKind = FailureKind.PERMANENT) -> None:
    for number, _ in enumerate(names):
        assert y.bells.run, "nothing was dispatched"
        y.attempt(failure(kind, f"error {number}: the key is revoked"))


def test_the_same_failure_on_three_items_makes_its_slots_wait(y: Yard) -> None:
    """One item tries it, and when it goes well the victims get their tries back."""
    y.open(A1)
    y.add(task("A"), task("B"), task("C"), task("D"))
    strike(y, "A", "B", "C")

    assert {y.state(name) for name in "ABC"} == {FAILED}
    assert y.state("D") == PENDING
    [why] = y.engine.explainer.why(["D"])
    assert why.kind is Kind.OUTAGE
    assert "the key is revoked" in why.reason
    assert later(y, 59 * SECOND) == []
    assert later(y, SECOND) == ["D"]
    assert y.attempt() == "DONE"

    y.engine.watchdog.tick()

    for name in "ABC":
        item = y.item(name)
        assert item.state in {PENDING, DISPATCHED}, name
        assert item.tries == 0
        assert "forgive" in y.verbs(name)
    while y.bells.run:
        assert y.attempt() == "DONE"
    assert {y.state(name) for name in "ABCD"} == {DONE}


def test_two_items_or_other_words_are_no_outage(y: Yard) -> None:
    """One item that fails again and again is its own fault."""
    y.open(A1)
    y.add(*(task(name) for name in "ABCD"))
    for words in ("red", "green", "blue"):
        y.attempt(failure(FailureKind.PERMANENT, words))
    assert y.state("D") == DISPATCHED


def test_strikes_long_ago_do_not_count(y: Yard) -> None:
    """Three failures in three hours are no outage."""
    y.open(A1)
    for name in "ABC":
        y.add(task(name))
        strike(y, name)
        later(y, HOUR)
    y.add(task("D"))
    assert y.state("D") == DISPATCHED


def test_tries_are_given_back_once(y: Yard) -> None:
    """What fails in the same way after it was over, fails by itself."""
    y.open(A1)
    y.add(*(task(name) for name in "ABCD"))
    strike(y, "A", "B", "C")
    later(y, MINUTE)
    assert y.attempt() == "DONE"
    y.engine.watchdog.tick()

    strike(y, "A", "B", "C")
    y.add(task("E"))
    y.engine.watchdog.tick()

    assert {y.state(name) for name in "ABC"} == {FAILED}
    assert y.state("E") == DISPATCHED


def test_a_probe_that_fails_alike_waits_twice_as_long(y: Yard) -> None:
    """And the one after it may be another item."""
    y.open(A1)
    y.add(*(task(name) for name in "ABCDE"))
    strike(y, "A", "B", "C")
    assert later(y, MINUTE) == ["D"]
    strike(y, "D")

    assert later(y, 119 * SECOND) == []
    assert later(y, SECOND) == ["E"]
    assert y.attempt() == "DONE"
    y.engine.watchdog.tick()
    assert y.item("D").tries == 0


def test_what_a_person_has_ended_stays_ended(y: Yard) -> None:
    """A victim that was cancelled meanwhile is not brought back."""
    y.open(A1)
    y.add(*(task(name) for name in "ABCD"))
    strike(y, "A", "B", "C")
    y.engine.operator.retry("A", actor="me", force=True)
    y.engine.operator.cancel("A", actor="me")
    later(y, MINUTE)
    y.attempt()
    y.engine.watchdog.tick()

    assert y.verbs("A")[-1] == "cancel"


def test_a_runtime_that_is_away_costs_nothing_and_is_asked_again(y: Yard) -> None:
    """One item is enough to make its slots wait, and one goes first after it."""
    away = Failed(FailureKind.AWAY, "no gateway is to be reached")
    y.open(A1, A2)
    y.add(task("A", max_attempts=1), task("B"))

    assert y.attempt(away) == "PENDING"
    assert y.attempt() == "dropped"

    assert [(y.item(i).state, y.item(i).tries) for i in "AB"] == [(PENDING, 0)] * 2
    (why,) = y.engine.explainer.why(["A"])
    assert why.kind is Kind.OUTAGE
    assert "nothing runs the agents of team-a until " in why.reason
    assert why.until == y.times.now + 10 * SECOND
    assert later(y, 10 * SECOND) == ["A"]
    assert y.attempt(away) == "PENDING"
    assert later(y, 19 * SECOND) == []
    assert later(y, SECOND) == ["A"]
    for _ in range(9):
        # Never longer than this, however long it was away.
        assert y.attempt(away) == "PENDING"
        later(y, 10 * MINUTE)
    assert y.attempt() == "DONE"
    assert y.state("B") == DISPATCHED
    with y.store.read() as view:
        assert view.parks() == []
