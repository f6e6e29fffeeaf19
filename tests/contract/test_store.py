"""What every store must do, on SQLite and on PostgreSQL."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.errors import (
    DuplicateItem,
    InvalidValue,
    ItemNotFound,
    LeaseLost,
    StoreUnavailable,
)
from openclaw_celery.domain.item import NewItem, Phase, Priority, Status
from openclaw_celery.domain.transitions import (
    BLOCKED,
    DISPATCHED,
    DONE,
    PENDING,
    REVIEWING,
    RUNNING,
    Verb,
    advance,
)
from openclaw_celery.ports import Slot
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.names import ids_like
from openclaw_celery.store.schema import upgrade
from openclaw_celery.store.sql import SqlStore, SqlTx
from tests.support.statements import asked, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.item import Item

HOUR = timedelta(hours=1)


class Times:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def store(database_url: str, times: Times) -> Iterator[SqlStore]:
    engine = open_engine(database_url)
    upgrade(engine)
    yield SqlStore(engine, now=times)
    engine.dispose()


def add(store: SqlStore, *new: NewItem) -> list[Item]:
    with store.write() as tx:
        return tx.add(list(new), actor="test", max_attempts=3, trace_id="t")


def dispatch(tx: SqlTx, item_id: str) -> Item:
    item = tx.item(item_id)
    change = advance(
        item, Verb.DISPATCH, DISPATCHED, actor="d", attempt=item.attempt + 1,
        rung_at=tx.now, rings=1,
    )  # fmt: skip
    tx.save(change)
    tx.open_attempt(change.after)
    return change.after


def claim(tx: SqlTx, item: Item, owner: str = "slot-1") -> Item:
    change = advance(
        item, Verb.CLAIM, RUNNING, actor=owner, fence=item.fence, owner=owner,
        lease_expires_at=tx.now + HOUR, started_at=tx.now, rung_at=None, rings=0,
    )  # fmt: skip
    tx.save(change)
    return change.after


def finish(store: SqlStore, item_id: str) -> None:
    with store.write() as tx:
        running = claim(tx, dispatch(tx, item_id))
        reported = advance(
            running, Verb.REPORT, REVIEWING, actor="s", fence=running.fence,
            lease_expires_at=None,
        )  # fmt: skip
        tx.save(reported)
        tx.save(advance(reported.after, Verb.REVIEW, DONE, actor="r"))


def ready(store: SqlStore, lane: str = "/") -> list[str]:
    with store.write() as tx:
        return [item.id for item in tx.candidates(lane, limit=100)]


def test_an_item_comes_back_as_it_went_in(store: SqlStore, times: Times) -> None:
    """Every field survives, Korean and odd characters included."""
    new = NewItem(
        id="DOC-7",
        title="문서 정리 | `code` \\ \U0001f680",
        success_criteria="한 줄\n두 줄",
        priority=Priority.P0,
        due_at=times.now + HOUR,
        notes="메모",
        idempotency_key="k",
        max_attempts=5,
        runtime="command",
        role="writer",
    )

    [added] = add(store, new)
    with store.read() as view:
        found = view.item("DOC-7")

    assert replace(added, seq=found.seq) == found
    assert (found.title, found.success_criteria) == (new.title, new.success_criteria)
    assert (found.due_at, found.created_at) == (times.now + HOUR, times.now)
    assert (found.max_attempts, found.lane, found.rank) == (5, "writer/command", 0)


def test_numbers_go_on_behind_the_highest_id_ever_given(store: SqlStore) -> None:
    """An imported ORCH-041 is not given out a second time."""
    add(store, NewItem(id="ORCH-041", title="old"))

    named = add(store, NewItem(title="a"), NewItem(title="b"))

    assert [item.id for item in named] == ["ORCH-042", "ORCH-043"]


@pytest.mark.parametrize(
    ("new", "error"),
    [
        ([NewItem(id="A", title="x")], DuplicateItem),
        ([NewItem(id="B", title="x"), NewItem(id="B", title="y")], DuplicateItem),
        ([NewItem(id="B", title="x", depends_on=("NO",))], ItemNotFound),
        (
            [
                NewItem(id="B", title="x", depends_on=("C",)),
                NewItem(id="C", title="y", depends_on=("B",)),
            ],
            InvalidValue,
        ),
    ],
)
def test_adding_is_all_or_nothing(
    store: SqlStore, new: list[NewItem], error: type[Exception]
) -> None:
    """One bad item keeps its whole batch out."""
    add(store, NewItem(id="A", title="there already"))

    with pytest.raises(error):
        add(store, NewItem(id="Z", title="fine"), *new)

    with store.read() as view:
        assert [item.id for item in view.items()] == ["A"]


def test_order_is_priority_then_due_then_age(store: SqlStore, times: Times) -> None:
    """P0 before P1 before P2; the sooner due first; the older first."""
    soon, later = times.now + HOUR, times.now + 2 * HOUR
    add(
        store,
        NewItem(id="p2", title="x", priority=Priority.P2, due_at=soon),
        NewItem(id="p1-undated", title="x"),
        NewItem(id="p1-later", title="x", due_at=later),
        NewItem(id="p1-soon", title="x", due_at=soon),
        NewItem(id="p1-undated-2", title="x"),
        NewItem(id="p0", title="x", priority=Priority.P0),
    )

    assert ready(store) == [
        "p0", "p1-soon", "p1-later", "p1-undated", "p1-undated-2", "p2",
    ]  # fmt: skip


def test_an_item_waits_for_what_it_depends_on(store: SqlStore) -> None:
    """It is ready once all of them are DONE, and not any more if one is reopened."""
    add(
        store,
        NewItem(id="A", title="x"),
        NewItem(id="B", title="x"),
        NewItem(id="C", title="x", depends_on=("A", "B")),
    )
    assert ready(store) == ["A", "B"]

    finish(store, "A")
    assert ready(store) == ["B"]
    finish(store, "B")
    assert ready(store) == ["C"]

    with store.write() as tx:
        tx.save(advance(tx.item("A"), Verb.REPLAN, PENDING, actor="person"))
    assert ready(store) == ["A"]


def test_a_backoff_ends_when_its_time_comes(store: SqlStore, times: Times) -> None:
    """`not_before` keeps an item back to the second."""
    add(store, NewItem(id="A", title="x"))
    with store.write() as tx:
        running = claim(tx, dispatch(tx, "A"))
        again = advance(
            running, Verb.FAIL, PENDING, actor="s", fence=running.fence,
            not_before=tx.now + HOUR,
        )  # fmt: skip
        tx.save(again)

    def ripe() -> list[str]:
        with store.write() as tx:
            tx.ripen(ageing=100 * HOUR)
        return ready(store)

    assert ripe() == []
    times.turn(HOUR - timedelta(milliseconds=1))
    assert ripe() == []
    times.turn(timedelta(milliseconds=1))
    assert ripe() == ["A"]


def test_ageing_lets_nothing_starve(store: SqlStore, times: Times) -> None:
    """A P2 that waits long enough goes before a fresh P0."""
    add(store, NewItem(id="old-p2", title="x", priority=Priority.P2))
    for _ in range(3):
        times.turn(6 * HOUR)
        with store.write() as tx:
            tx.ripen(ageing=6 * HOUR)
    add(store, NewItem(id="p0", title="x", priority=Priority.P0))

    assert ready(store) == ["old-p2", "p0"]


def test_a_change_needs_the_item_as_it_was_read(store: SqlStore) -> None:
    """The second of two who read the same state loses, and nothing of it is kept."""
    add(store, NewItem(id="A", title="x"))
    with store.read() as view:
        seen = view.item("A")
    with store.write() as tx:
        dispatch(tx, "A")

    with pytest.raises(LeaseLost), store.write() as tx:  # noqa: PT012 - one transaction
        tx.add([NewItem(id="B", title="x")], actor="t", max_attempts=3, trace_id="t")
        tx.save(advance(seen, Verb.DISPATCH, DISPATCHED, actor="late"))

    with store.read() as view:
        assert [item.id for item in view.items()] == ["A"]
        assert [stored.event.verb for stored in view.events("A")] == [
            Verb.ADD, Verb.DISPATCH,
        ]  # fmt: skip


def test_an_edit_changes_text_and_order_and_nothing_else(store: SqlStore) -> None:
    """One who has read the item before comes too late with hers."""
    add(store, NewItem(title="a"), NewItem(title="b"))
    with store.read() as view:
        first, second = view.items()
    edited = advance(
        second, Verb.EDIT, PENDING, actor="me", title="둘", success_criteria="c",
        priority=Priority.P0, rank=0, due_at=first.created_at + HOUR, notes="n",
    )  # fmt: skip
    with store.write() as tx:
        tx.save(edited)
        assert tx.item(second.id) == edited.after
        assert [item.id for item in tx.candidates("/", limit=2)] == [
            second.id,
            first.id,
        ]
    late = advance(second, Verb.EDIT, PENDING, actor="you", title="late")
    with pytest.raises(LeaseLost), store.write() as tx:
        tx.save(late)
    with store.read() as view:
        assert view.item(second.id) == edited.after
        assert view.item(first.id) == first


def test_a_revoked_fence_writes_nothing(store: SqlStore) -> None:
    """A zombie's report after a rescue changes nothing: the original's worst bug."""
    add(store, NewItem(id="A", title="x"))
    with store.write() as tx:
        zombie = claim(tx, dispatch(tx, "A"), "slot-1")
    with store.write() as tx:
        tx.save(advance(tx.item("A"), Verb.RESCUE, PENDING, actor="watchdog"))
        fresh = claim(tx, dispatch(tx, "A"), "slot-2")

    with store.write() as tx:
        assert not tx.extend_lease(zombie, fence=zombie.fence, lease=HOUR)
        assert tx.extend_lease(fresh, fence=fresh.fence, lease=HOUR)
    with pytest.raises(LeaseLost), store.write() as tx:
        tx.save(
            advance(zombie, Verb.REPORT, REVIEWING, actor="slot-1", fence=zombie.fence)
        )

    with store.read() as view:
        assert view.item("A").owner == "slot-2"
        assert [item.id for item in view.held_by("slot-2")] == ["A"]


def test_expired_leases_and_unanswered_doorbells_are_found(
    store: SqlStore, times: Times
) -> None:
    """The watchdog sees exactly those whose time has passed."""
    add(store, NewItem(id="A", title="x"), NewItem(id="B", title="x"))
    with store.write() as tx:
        claim(tx, dispatch(tx, "A"))
        dispatch(tx, "B")

    def found() -> tuple[list[str], list[str]]:
        with store.read() as view:
            expired = [item.id for item in view.expired(limit=10)]
            quiet = view.unanswered(timedelta(minutes=1), limit=10)
            return expired, [item.id for item in quiet]

    assert found() == ([], [])
    times.turn(timedelta(minutes=1))
    assert found() == ([], ["B"])
    with store.write() as tx:
        assert tx.ring_again(tx.item("B"))
    assert found() == ([], [])
    times.turn(HOUR)
    assert found() == (["A"], ["B"])


def test_events_tell_the_story_without_gaps(store: SqlStore, times: Times) -> None:
    """Numbered from 1, in order, with who, what and why."""
    add(store, NewItem(id="A", title="x"))
    with store.write() as tx:
        held = claim(tx, dispatch(tx, "A"))
    times.turn(HOUR)
    with store.write() as tx:
        note = "서명 키가 없다"
        tx.save(advance(held, Verb.CANCEL, BLOCKED, actor="person", note=note))

    with store.read() as view:
        story = view.events("A")

    assert [stored.event.seq for stored in story] == [1, 2, 3, 4]
    assert story[-1].event.note == note
    assert story[-1].event.source == RUNNING
    assert story[-1].at - story[0].at == HOUR


def test_a_report_of_any_text_is_kept(store: SqlStore) -> None:
    """NUL and lone surrogates are replaced, the rest is kept as it is."""
    add(store, NewItem(id="A", title="x"))
    with store.write() as tx:
        dispatch(tx, "A")
        tx.keep_report("A", 1, "결과 \x00 \ud800 \x1b[31m끝")

    with store.read() as view:
        assert view.report("A", 1) == "결과 \ufffd ? \x1b[31m끝"


def test_a_slot_lives_as_long_as_it_beats(store: SqlStore, times: Times) -> None:
    """And only under the process that registered it."""
    slot = Slot("slot-1", "command", ("writer",))
    with store.write() as tx:
        tx.put_slot(slot, host="h", pid=1, state="starting")
        assert tx.beat_slot("slot-1", pid=1, host="h", state="ready")
        assert not tx.beat_slot("slot-1", pid=2, host="h", state="ready")

    def live() -> list[bool]:
        with store.read() as view:
            return [row.live for row in view.slots()]

    assert live() == [True]
    times.turn(timedelta(seconds=31))
    assert live() == [False]
    with store.read() as view:
        assert view.slots()[0].slot == slot


def test_pauses_are_kept_until_they_are_undone(store: SqlStore) -> None:
    with store.write() as tx:
        tx.pause("all", note="a")
        tx.pause("all", note="b")
    with store.write() as tx:
        assert tx.pauses() == {"all": "b"}
        assert tx.resume("all")
        assert not tx.resume("all")


def test_the_same_work_is_found_by_its_key(store: SqlStore) -> None:
    add(
        store,
        NewItem(id="A", title="x", idempotency_key="k"),
        NewItem(id="B", title="x", idempotency_key="k"),
    )
    with store.read() as view:
        assert view.done_twin("k") is None
    finish(store, "A")
    with store.read() as view:
        assert view.done_twin("k") == "A"


def test_counts_and_lists(store: SqlStore) -> None:
    add(
        store,
        NewItem(id="A", title="x"),
        NewItem(id="B", title="x", status=Status.DONE),
        NewItem(id="C", title="x", status=Status.IN_PROGRESS, owner="outside"),
    )
    with store.read() as view:
        assert view.counts()[Status.PENDING] == 1
        assert view.counts()[Status.FAILED] == 0
        assert [item.id for item in view.items(status=Status.DONE)] == ["B"]
        assert view.item("C").phase is Phase.RUNNING
        with pytest.raises(ItemNotFound):
            view.item("D")


def test_the_candidates_come_from_an_index(store: SqlStore) -> None:
    """No table is scanned and nothing is sorted to find the next item."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL scans tables as small as this one")
    with asked(store.engine) as heard:
        ready(store)
    told = plan(store.engine, next(said for said in heard if said.startswith("SELECT")))

    assert "ix_items_ready" in told
    assert "SCAN" not in told
    assert "TEMP B-TREE" not in told


def test_what_happened_last_is_told_for_the_whole_queue(store: SqlStore) -> None:
    """The latest first, whatever item it happened to."""
    add(store, NewItem(id="A", title="x"), NewItem(id="B", title="y"))
    finish(store, "A")
    add(store, NewItem(id="C", title="z"))

    with store.read() as view:
        told = [(e.event.item_id, e.event.verb) for e in view.recent(limit=4)]

    assert told == [("C", "add"), ("A", "review"), ("A", "report"), ("A", "claim")]


def test_what_waits_is_told_in_the_order_of_dispatch(
    store: SqlStore, times: Times
) -> None:
    """All that is pending; what is ready before an item; what the next tick changes."""
    a, b, c, d = add(
        store,
        NewItem(id="A", title="x", priority=Priority.P2),
        NewItem(id="B", title="x"),
        NewItem(id="C", title="x", due_at=times.now + HOUR),
        NewItem(id="D", title="x", priority=Priority.P0, depends_on=("A",)),
    )
    with store.write() as tx:
        later = times.now + HOUR
        tx.save(advance(b, Verb.REPLAN, PENDING, actor="p", not_before=later))

    with store.read() as view:
        assert [item.id for item in view.pending(limit=3)] == ["D", "C", "B"]
        assert view.ahead(a, {a.lane}) == 1
        assert view.ahead(a, {a.lane}, without=[c.priority]) == 0
        assert view.ahead(a, {"writer/"}) == 0
        assert view.ahead(d, {d.lane}) == 0
        assert view.ripening(30 * HOUR) == []
        assert view.statuses(["A", "no"]) == {"A": "PENDING"}
    times.turn(2 * HOUR)
    with store.read() as view:
        assert [item.id for item in view.ripening(30 * HOUR)] == ["B"]
        aged = {item.id: item.rank for item in view.ripening(HOUR)}
        assert aged["A"] == a.rank - 1


def test_ids_are_read_without_the_engine(store: SqlStore, database_url: str) -> None:
    """By how they begin, taken literally, and by status; the newest come first."""
    add(store, *(NewItem(id=i, title=f"is {i}") for i in ("A-1", "A_2", "A-3", "B")))
    finish(store, "A-3")

    assert ids_like(database_url, "A-") == [
        ("A-3", "DONE", "is A-3"), ("A-1", "PENDING", "is A-1")
    ]  # fmt: skip
    assert [i for i, _, _ in ids_like(database_url, "", {Status.PENDING})] == [
        "B", "A_2", "A-1"
    ]  # fmt: skip
    assert ids_like(database_url, "%") == []


def read_after_the_database_has_gone(store: SqlStore) -> None:
    with store.write() as tx:
        if store.engine.dialect.name == "sqlite":
            tx._connection.exec_driver_sql("ALTER TABLE items RENAME TO gone")
        else:
            mine = tx._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            with store.engine.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        tx.item("A")


def test_a_database_that_goes_away_in_mid_transaction_is_said_to_be_away(
    store: SqlStore,
) -> None:
    """Also where the driver itself runs the statement; the next one works again."""
    add(store, NewItem(id="A", title="x"))

    with pytest.raises(StoreUnavailable):
        read_after_the_database_has_gone(store)

    with store.read() as view:
        assert view.item("A").title == "x"


def test_a_store_of_one_file_keeps_its_connections(tmp_path: Path) -> None:
    """One is opened for one that asks, and closed with the engine or by an error."""
    engine = open_engine(f"sqlite:///{tmp_path / 'queue.db'}")
    upgrade(engine)
    store = SqlStore(engine)

    def opened() -> int:
        return engine.pool.checkedout()  # type: ignore[attr-defined,no-any-return]

    for _ in range(3):
        with store.write() as tx:
            tx.pause("all", note="x")
        with store.read() as view:
            assert view.pauses()
        assert opened() == 1
    with store.read(), store.read():
        assert opened() == 2
    with suppress(LeaseLost), store.write():
        raise LeaseLost
    assert opened() == 1

    engine.dispose()
    with store.write() as tx:
        tx.resume("all")
    with store.read() as view:
        assert view.pauses() == {}
    assert opened() == 1
    engine.dispose()
