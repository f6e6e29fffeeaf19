"""What waits for what, and until when, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openclaw_celery.domain.errors import InvalidValue, ItemNotFound
from openclaw_celery.domain.item import NewItem, Status, Until
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
)
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.store.sql import SqlStore, SqlTx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.item import Item


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    engine = open_engine(database_url)
    upgrade(engine)
    yield SqlStore(engine)
    engine.dispose()


def add(store: SqlStore, *new: NewItem) -> list[Item]:
    with store.write() as tx:
        return tx.add(list(new), actor="test", max_attempts=3, trace_id="t")


def move(tx: SqlTx, item_id: str, verb: Verb, target: State) -> int:
    """Move an item as the table allows; return how many that was news for."""
    item = tx.item(item_id)
    # A failure of what runs is said by its holder; all else has one arrow.
    held = verb is Verb.FAIL and item.state == RUNNING
    change = advance(
        item,
        verb,
        target,
        actor="t",
        fence=item.fence if held else None,
        lease_expires_at=tx.now if target == RUNNING else None,
    )
    return tx.save(change)


def bring(tx: SqlTx, item_id: str, state: State) -> None:
    """Bring a PENDING item where the test wants it."""
    ways: dict[State, list[tuple[Verb, State]]] = {
        PENDING: [],
        DISPATCHED: [(Verb.DISPATCH, DISPATCHED)],
        RUNNING: [(Verb.DISPATCH, DISPATCHED), (Verb.CLAIM, RUNNING)],
        REVIEWING: [
            (Verb.DISPATCH, DISPATCHED),
            (Verb.CLAIM, RUNNING),
            (Verb.REPORT, REVIEWING),
        ],
        DONE: [(Verb.DONE, DONE)],
        FAILED: [(Verb.FAIL, FAILED)],
        BLOCKED: [(Verb.CANCEL, BLOCKED)],
    }
    for verb, target in ways[state]:
        move(tx, item_id, verb, target)


def recount(tx: SqlTx, item_id: str) -> int:
    """Count from scratch what an item still waits for."""
    needs = tx.dependencies(item_id)
    stand = tx.statuses(needs)
    return sum(not until.met_by(stand[name]) for name, until in needs.items())


MOVES = sorted(
    {
        (str(arrow.verb), source, target)
        for arrow in ARROWS
        for source in arrow.sources
        for target in arrow.targets
    },
    key=str,
)


@pytest.mark.parametrize(("verb", "source", "target"), MOVES)
def test_every_move_counts_for_who_waits(
    store: SqlStore, verb: str, source: State, target: State
) -> None:
    """Whoever waits until DONE, or until the end, knows it in the same transaction."""
    new = [NewItem(id="A", title="x"), NewItem(id="B", title="x")]
    waits = [
        NewItem(id="needs-A", title="x", depends_on=("A",)),
        NewItem(id="after-A", title="x", after=("A",)),
        NewItem(id="needs-both", title="x", depends_on=("A", "B")),
        NewItem(id="after-both", title="x", after=("A", "B")),
    ]
    add(store, *new, *waits)
    with store.write() as tx:
        bring(tx, "A", source)
        before = {i.id: tx.item(i.id).open_deps for i in waits if i.id}
        told = move(tx, "A", Verb(verb), target)
        after = {name: tx.item(name).open_deps for name in before}

        assert after == {name: recount(tx, name) for name in before}
        assert told == sum(before[name] != after[name] for name in before)
        done, ended = target == DONE, target in {DONE, FAILED, BLOCKED}
        assert (after["needs-A"], after["after-A"]) == (not done, not ended)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_happens_the_count_is_right(
    store: SqlStore, data: st.DataObject
) -> None:
    """Items of any links and any statuses, moved anyhow, recounted after each move."""
    named = [f"I{n}" for n in range(6)]
    new = []
    for at, name in enumerate(named):
        links = data.draw(
            st.dictionaries(st.sampled_from(named[:at]), st.sampled_from(Until))
            if at
            else st.just({})
        )
        new.append(
            NewItem(
                id=name,
                title="x",
                status=data.draw(
                    st.sampled_from([s for s in Status if s != Status.IN_PROGRESS])
                ),
                depends_on=tuple(n for n, u in links.items() if u is Until.DONE),
                after=tuple(n for n, u in links.items() if u is Until.ENDED),
            )
        )

    with pytest.raises(_Undone), store.write() as tx:  # noqa: PT012 - one transaction
        tx.add(new[:3], actor="t", max_attempts=3, trace_id="t")
        tx.add(new[3:], actor="t", max_attempts=3, trace_id="t")
        for _ in range(data.draw(st.integers(0, 12))):
            name = data.draw(st.sampled_from(named))
            ways = [
                (verb, target)
                for verb, source, target in MOVES
                if source == tx.item(name).state
            ]
            verb, target = data.draw(st.sampled_from(ways))
            move(tx, name, Verb(verb), target)
            counted = {n: tx.item(n).open_deps for n in named}
            assert counted == {n: recount(tx, n) for n in named}, (name, verb, target)
        raise _Undone


class _Undone(Exception):
    """Nothing of an example is kept."""


@pytest.mark.parametrize("status", [s for s in Status if s != Status.IN_PROGRESS])
def test_what_is_over_already_is_not_waited_for(
    store: SqlStore, status: Status
) -> None:
    """Items that are added later count it at once, each kind in its way."""
    add(store, NewItem(id="A", title="x", status=status))
    needs, after = add(
        store,
        NewItem(title="x", depends_on=("A",)),
        NewItem(title="x", after=("A",)),
    )

    assert needs.open_deps == (status is not Status.DONE)
    assert after.open_deps == (status is Status.PENDING)


def test_done_is_the_stronger_of_two(store: SqlStore) -> None:
    """What is named for both is waited for until it is DONE."""
    add(store, NewItem(id="A", title="x"))
    [item] = add(store, NewItem(title="x", depends_on=("A",), after=("A",)))

    with store.read() as view:
        assert view.dependencies(item.id) == {"A": Until.DONE}


def test_waiting_for_the_end_is_waiting(store: SqlStore) -> None:
    """Nobody can wait for what isn't there, nor two for each other."""
    with pytest.raises(ItemNotFound, match="no item NO to depend on"):
        add(store, NewItem(title="x", after=("NO",)))
    with pytest.raises(InvalidValue, match="wait for each other"):
        add(
            store,
            NewItem(id="A", title="x", after=("B",)),
            NewItem(id="B", title="x", depends_on=("A",)),
        )


def test_a_team_is_its_lead_and_who_follows_it(store: SqlStore) -> None:
    """In the order they were added; others are in no team."""
    add(store, NewItem(id="other", title="x"))
    lead, *_ = add(
        store,
        NewItem(title="lead", team_id="#0", after=("#1", "#2")),
        NewItem(id="A", title="x", team_id="#0", owner_role="프론트엔드"),
        NewItem(id="B", title="x", team_id="#0"),
    )

    with store.read() as view:
        team = view.team(lead.id)
        assert view.team("other") == []
    assert [item.id for item in team] == [lead.id, "A", "B"]
    assert {item.team_id for item in team} == {lead.id}
    assert team[1].owner_role == "프론트엔드"
