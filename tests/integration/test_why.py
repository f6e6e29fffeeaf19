"""Why an item waits: what is said before is what the dispatcher then does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from openclaw_celery.domain.errors import NoCapacity
from openclaw_celery.domain.item import NewItem, Phase, Priority, Status
from openclaw_celery.domain.transitions import DONE, RUNNING, Verb, advance
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.engine.policy import Policy
from openclaw_celery.engine.why import Kind
from openclaw_celery.ports import Slot
from openclaw_celery.store.tables import items
from tests.support.engine import HOUR, MINUTE, Yard, yard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.engine.why import Why

#: Ticks alone dispatch, so that there is a moment before.
TICKED = Policy(continuous=False, max_workers=2)
#: More rounds than any of these queues takes.
ROUNDS = 80


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    with yard(f"sqlite:///{tmp_path}/q.db", tmp_path, policy=TICKED) as made:
        yield made


def why(y: Yard, item_id: str) -> Why:
    [told] = y.engine.explainer.why([item_id])
    return told


def finish(y: Yard, item_id: str) -> None:
    """End an item by hand, wherever it stands."""
    with y.store.write() as tx:
        item = tx.item(item_id)
        if item.status is not Status.DONE:
            tx.save(advance(item, Verb.DONE, DONE, actor="test", ended_at=tx.now))


def claim(y: Yard, item_id: str, slot: str) -> None:
    """Let a slot begin an item that is on its way."""
    with y.store.write() as tx:
        item = tx.item(item_id)
        until = tx.now + 9 * HOUR
        tx.save(
            advance(
                item,
                Verb.CLAIM,
                RUNNING,
                actor=slot,
                fence=item.fence,
                owner=slot,
                lease_expires_at=until,
            )
        )


def claim_all(y: Yard) -> None:
    """Let each slot begin what is on its way to it."""
    with y.store.read() as view:
        flight = view.in_flight()
    taken = {item.owner for item in flight if item.phase is Phase.RUNNING}
    for item in flight:
        if item.phase is Phase.DISPATCHED:
            for slot in y.slots.values():
                if slot.name not in taken and item.lane in lanes_of(slot):
                    claim(y, item.id, slot.name)
                    taken.add(slot.name)
                    break


def put_off(y: Yard, item_id: str) -> None:
    """Have an item tried again in three minutes."""
    real: Any = y.store
    with y.store.read() as view:
        until = view.now + 3 * MINUTE
    with real._store.engine.begin() as connection:
        query = update(items).where(items.c.id == item_id)
        connection.execute(query.values(not_before=until))


def clear(y: Yard, told: Why) -> None:
    """Do what is said to clear the reason."""
    item = y.item(told.id)
    if told.kind in {Kind.DEPENDENCY, Kind.ORDER}:
        for other in told.items:
            finish(y, other)
    elif told.kind is Kind.CAPACITY:
        finish(y, told.items[0])
    elif told.kind is Kind.BACKOFF:
        assert told.until is not None
        y.turn(told.until - y.times.now)
        y.beat()
    elif told.kind is Kind.PAUSED:
        for scope in re.findall("`clawq resume ([^`]+)`", told.clears):
            assert y.engine.operator.resume(scope)
    else:
        assert told.kind in {Kind.NO_SLOT, Kind.UNSERVED}, told
        name = f"new-{len(y.slots)}"
        roles = (item.role,) if item.role else ()
        y.open(Slot(name, item.runtime or "command", roles))


def rounds(y: Yard, ids: list[str]) -> set[Kind]:
    """Tick and clear until nothing waits; returns the reasons that were met."""
    met: set[Kind] = set()
    for _ in range(ROUNDS):
        before = {told.id: told for told in y.engine.explainer.why(ids)}
        dispatched = {item.id for item in y.engine.dispatcher.tick()}
        ready = {name for name, told in before.items() if told.kind is Kind.READY}
        ending = {n for n, told in before.items() if told.kind is Kind.DUPLICATE}
        freed = {
            name
            for name, told in before.items()
            if told.kind is Kind.DEPENDENCY and ending.issuperset(told.items)
        }
        # What waits for duplicates alone may follow their end in the same tick.
        assert ready <= dispatched <= ready | freed
        for name, told in before.items():
            ended = y.item(name).status is Status.DONE
            assert (told.kind in {Kind.DUPLICATE, Kind.DONE}) is ended
        waiting = [
            told
            for told in y.engine.explainer.waiting(limit=100)
            if told.status is Status.PENDING
        ]
        met |= {told.kind for told in [*before.values(), *waiting]}
        if not waiting:
            return met
        if not any(told.kind is Kind.READY for told in waiting):
            clear(y, waiting[-1])
    msg = f"still waiting: {waiting}"
    raise AssertionError(msg)


roles = st.sampled_from([None, None, "docs", "tests"])
runtimes = st.sampled_from([None, None, "command", "other"])
slots = st.lists(
    st.tuples(
        st.sampled_from(["command", "other"]),
        st.lists(st.sampled_from(["docs", "tests"]), unique=True).map(tuple),
    ),
    max_size=3,
)
scopes = st.sampled_from(
    ["all", "priority:P0", "priority:P1", "role:docs", "slot:s0", "slot:s1"]
)
new_items = st.lists(
    st.tuples(
        st.sampled_from(Priority), roles, runtimes,
        st.sampled_from(["free", "free", "needs", "later", "keyed"]),
    ),
    min_size=1, max_size=7,
)  # fmt: skip


@pytest.mark.timeout(300)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(
    there=[],
    paused=[],
    wanted=[
        (Priority.P0, None, None, "keyed"),
        (Priority.P1, None, None, "keyed"),
        (Priority.P0, None, None, "needs"),
    ],
    claimed=False,
)
@given(slots, st.lists(scopes, unique=True, max_size=3), new_items, st.booleans())
def test_what_is_said_is_what_the_dispatcher_does(
    tmp_path_factory: pytest.TempPathFactory,
    there: list[tuple[str, tuple[str, ...]]],
    paused: list[str],
    wanted: list[tuple[Priority, str | None, str | None, str]],
    claimed: bool,
) -> None:
    """
    In any state: READY is what the tick dispatches, nothing else is.

    But for what the duplicates that end in it set free. Everything else has a
    reason, and clearing one reason after the other gets every item dispatched.
    """
    base = tmp_path_factory.mktemp("why")
    with yard(f"sqlite:///{base}/q.db", base, policy=TICKED) as y:
        for number, (runtime, own) in enumerate(there):
            y.open(Slot(f"s{number}", runtime, own))
        ids: list[str] = []
        for number, (priority, role, runtime, how) in enumerate(wanted):
            new = NewItem(
                id=f"A{number}", title="x", priority=priority, role=role,
                runtime=runtime,
                depends_on=(ids[-1],) if how == "needs" and ids else (),
                idempotency_key="same" if how == "keyed" else None,
            )  # fmt: skip
            y.add(new)
            ids.append(f"A{number}")
            if how == "later":
                put_off(y, f"A{number}")
        y.engine.dispatcher.tick()
        if claimed:
            claim_all(y)
        for scope in paused:
            y.engine.operator.pause(scope, note="")
        rounds(y, ids)


# -- each reason, as it is told -----------------------------------------------------


def test_the_first_one_is_next_the_second_behind_it(y: Yard) -> None:
    y.open("s")
    y.add(NewItem(id="A", title="x"), NewItem(id="B", title="x", priority=Priority.P2))

    assert why(y, "A").kind is Kind.READY
    behind = why(y, "B")
    assert (behind.kind, behind.ahead, behind.items) == (Kind.ORDER, 1, ("A",))
    assert behind.reason == "1 item goes first"


def test_a_dependency_is_named_with_its_status(y: Yard) -> None:
    """And with the person, where one has to decide first."""
    y.add(
        NewItem(id="A", title="x", status=Status.FAILED),
        NewItem(id="B", title="x"),
        NewItem(id="C", title="x", depends_on=("A", "B")),
    )

    told = why(y, "C")

    assert told.kind is Kind.DEPENDENCY
    assert told.reason == "waits for A (FAILED), B (PENDING)"
    assert told.clears == "A, B must be DONE; a person decides about A"


def test_a_backoff_ends_at_its_time_not_at_the_tick_after(y: Yard) -> None:
    """The item whose time has come is ready although no dispatch has seen it yet."""
    y.open("s")
    y.add(NewItem(id="A", title="x"))
    put_off(y, "A")
    assert why(y, "A").kind is Kind.BACKOFF
    assert why(y, "A").until == y.times.now + 3 * MINUTE

    y.turn(3 * MINUTE)
    y.beat()

    assert why(y, "A").kind is Kind.READY


def test_who_has_aged_goes_first(y: Yard) -> None:
    """Also before a dispatch has moved it up."""
    y.open("s")
    y.add(NewItem(id="old", title="x", priority=Priority.P2))
    y.turn(TICKED.ageing)
    y.beat()
    y.add(NewItem(id="new", title="x", priority=Priority.P1))

    assert why(y, "old").kind is Kind.READY
    assert why(y, "new").kind is Kind.ORDER


def test_a_pause_is_named_with_its_note(y: Yard) -> None:
    y.open("s")
    y.add(NewItem(id="A", title="x"))
    y.engine.operator.pause("priority:P1", note="until Monday")

    assert why(y, "A").reason == "paused priority:P1: until Monday"
    assert why(y, "A").clears == "`clawq resume priority:P1`"


def test_nobody_there_and_nobody_who_may(y: Yard) -> None:
    y.add(NewItem(id="A", title="x", role="docs", runtime="other"))
    assert why(y, "A").kind is Kind.NO_SLOT

    y.open("s")

    assert why(y, "A").kind is Kind.UNSERVED
    assert why(y, "A").reason == "no live slot has role docs and runtime other"


def test_busy_slots_are_named_with_what_they_run(y: Yard) -> None:
    y.open("s")
    y.add(NewItem(id="A", title="x"), NewItem(id="B", title="x"))
    y.engine.dispatcher.tick()
    assert why(y, "B").reason == "the free slots are about to take A"

    claim(y, "A", "s")

    assert why(y, "B").reason == "its slots are busy: s runs A"
    assert why(y, "A").reason == "s works on it"


def test_no_more_than_max_workers(y: Yard) -> None:
    y.open("s", "t", "u")
    y.add(*(NewItem(id=name, title="x") for name in "ABC"))
    y.engine.dispatcher.tick()
    claim_all(y)

    told = why(y, "C")

    assert told.kind is Kind.CAPACITY
    assert told.reason == "as many run as may (max_workers 2): A on s, B on t"


def test_what_sessions_hold_counts_too(tmp_path: Path) -> None:
    """Against the one bound of everything in flight."""
    bound = replace(TICKED, max_in_flight=1)
    with yard(f"sqlite:///{tmp_path}/s.db", tmp_path, policy=bound) as y:
        y.open("s")
        y.add(NewItem(id="A", title="x"), NewItem(id="B", title="x"))
        y.engine.puller.pick(owner="me", lease=HOUR)

        told = why(y, "B")

        assert told.reason == "as many run as may (max_in_flight 1): A on me"
        assert "max_in_flight in clawq.toml allows more" in told.clears
        assert Kind.CAPACITY in rounds(y, ["B"])


def test_a_full_queue_without_slots_is_full(tmp_path: Path) -> None:
    """A slot would not help: whoever picks is refused for the same reason."""
    bound = replace(TICKED, max_in_flight=1)
    with yard(f"sqlite:///{tmp_path}/s.db", tmp_path, policy=bound) as y:
        y.add(NewItem(id="A", title="x"), NewItem(id="B", title="x"))
        assert why(y, "B").kind is Kind.NO_SLOT
        y.engine.puller.pick(owner="me", lease=HOUR)

        assert why(y, "B").kind is Kind.CAPACITY
        with pytest.raises(NoCapacity, match="1 of 1 in flight"):
            y.engine.puller.pick(owner="me", lease=HOUR)


def test_a_person_is_told_what_to_do(y: Yard) -> None:
    """BLOCKED and FAILED come after what waits for a slot."""
    y.add(
        NewItem(id="A", title="x", status=Status.BLOCKED, notes="which licence?"),
        NewItem(id="B", title="x", status=Status.FAILED),
        NewItem(id="C", title="x"),
    )

    told = y.engine.explainer.waiting(limit=5)

    assert [w.id for w in told] == ["C", "A", "B"]
    assert told[1].reason == "which licence?"
    assert told[1].clears.startswith("`clawq answer --id A")
    assert told[2].clears == "`clawq retry --id B`"


def test_one_a_tick_when_they_go_in_sequence(tmp_path: Path) -> None:
    one = replace(TICKED, sequential=True)
    with yard(f"sqlite:///{tmp_path}/s.db", tmp_path, policy=one) as y:
        y.open("s", "t")
        y.add(NewItem(id="A", title="x"), NewItem(id="B", title="x"))

        assert why(y, "B").kind is Kind.ORDER
        assert rounds(y, ["A", "B"]) >= {Kind.READY, Kind.ORDER}
