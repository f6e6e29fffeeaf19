"""QUEUE.md and the queue at the same time: whoever comes in between loses nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.errors import QueueFileError, SheetChanged, StoreUnavailable
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
    Verb,
    advance,
)
from openclaw_celery.queue_md.file import QueueFile
from tests.support.engine import SECOND, Yard, yard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def y(tmp_path: Path) -> Iterator[Yard]:
    with yard(f"sqlite:///{tmp_path}/q.db", tmp_path) as y:
        y.add(NewItem(title="one"), NewItem(title="two"))
        yield y


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "QUEUE.md"


@pytest.fixture
def sheet(y: Yard, path: Path, tmp_path: Path) -> QueueFile:
    """The file of the queue, rendered."""
    sheet = QueueFile(path, kept=tmp_path / "sheets")
    y.engine.sheets.render(sheet)
    return sheet


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


ROW = "|  | PENDING | P1 | new |  | - | - | - |  |\n"


# -- statuses ------------------------------------------------------------------


def bring(y: Yard, item_id: str, state: State) -> None:
    """Bring an item into a state, the straight way."""
    with y.store.write() as tx:
        for verb, target in {
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
        }[state]:
            item = tx.item(item_id)
            fields = {"lease_expires_at": tx.now + 60 * SECOND if target == RUNNING
                      else None}  # fmt: skip
            if target == DISPATCHED:
                fields |= {"attempt": item.attempt + 1, "rung_at": tx.now}
            change = advance(item, verb, target, actor="test", **fields)
            tx.save(change)
            if target == DISPATCHED:
                tx.open_attempt(change.after)


FLYING = (DISPATCHED, RUNNING, REVIEWING)
MEANT = [
    *((source, Verb.DONE, DONE) for source in (PENDING, *FLYING)),
    *((source, Verb.FAIL, FAILED) for source in (PENDING, *FLYING)),
    *((source, Verb.CANCEL, BLOCKED) for source in (PENDING, *FLYING)),
    (BLOCKED, Verb.RETRY, PENDING),
    (FAILED, Verb.RETRY, PENDING),
    (DONE, Verb.REPLAN, PENDING),
]


@pytest.mark.parametrize(("source", "verb", "target"), MEANT)
def test_another_status_is_what_a_person_means_by_it(
    y: Yard, sheet: QueueFile, path: Path, source: State, verb: Verb, target: State
) -> None:
    """One move with its event; whoever held the item can write nothing more."""
    bring(y, "ORCH-001", source)
    y.engine.sheets.sync(sheet)
    before = y.item("ORCH-001")
    edit(path, f"| ORCH-001 | {source[0]} |", f"| ORCH-001 | {target[0]} |")

    done = y.engine.sheets.sync(sheet)

    assert [e.field for e in done.edits] == ["status"]
    assert not done.conflicts
    event = y.story("ORCH-001")[before.event_seq].event
    assert (event.verb, event.source, event.target) == (verb, source, target)
    assert (event.note, event.actor) == ("edited in QUEUE.md", "sync")
    assert event.fence == before.fence + 1
    for attempt in y.attempts("ORCH-001")[: before.attempt]:
        # What was reported already stays so.
        taken = source in {DISPATCHED, RUNNING}
        assert (attempt.outcome == "stopped") == taken
        assert (attempt.ended_at is not None) == taken
    assert y.engine.sheets.check(sheet).consistent


@pytest.mark.parametrize(
    ("source", "status"),
    [
        (PENDING, "IN_PROGRESS"), (RUNNING, "PENDING"), (DONE, "FAILED"),
        (DONE, "BLOCKED"), (DONE, "IN_PROGRESS"), (FAILED, "DONE"), (BLOCKED, "DONE"),
    ],
)  # fmt: skip
def test_a_status_that_nobody_can_set_is_refused(
    y: Yard, sheet: QueueFile, path: Path, source: State, status: str
) -> None:
    bring(y, "ORCH-001", source)
    y.engine.sheets.sync(sheet)
    edit(path, f"| ORCH-001 | {source[0]} |", f"| ORCH-001 | {status} |")
    text = path.read_text()

    for prefer in (None, "file"):
        [conflict] = y.engine.sheets.sync(sheet, prefer=prefer).conflicts
    assert (conflict.field, conflict.row.line) == ("status", 5)
    assert conflict.why == f"can't be made {status} by an edit"
    assert y.state("ORCH-001") == source
    assert path.read_text() == text


def test_a_retry_by_hand_gets_one_more_try(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    with y.store.write() as tx:
        item = tx.item("ORCH-001")
        tx.save(advance(item, Verb.FAIL, FAILED, actor="t", tries=item.max_attempts))
    y.engine.sheets.sync(sheet)
    edit(path, "| FAILED |", "| PENDING |")

    y.engine.sheets.sync(sheet)

    item = y.item("ORCH-001")
    assert (item.tries, item.max_attempts) == (3, 4)
    assert item.ended_at is None


def test_an_item_that_somebody_else_works_on_by_now_is_not_ended(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    """Who wrote DONE meant the work that the file shows, not a later session's."""
    y.engine.puller.pick(owner="first", lease=60 * SECOND)
    y.engine.sheets.sync(sheet)
    edit(path, "| IN_PROGRESS |", "| DONE |")
    with y.store.write() as tx:
        tx.save(advance(tx.item("ORCH-001"), Verb.RELEASE, PENDING, actor="first"))
    y.engine.puller.pick(owner="second", lease=60 * SECOND)

    [conflict] = y.engine.sheets.sync(sheet).conflicts

    assert (conflict.field, conflict.file) == ("status", "DONE")
    assert y.state("ORCH-001") == RUNNING


# -- in between ------------------------------------------------------------------


class Interrupted(QueueFile):
    """A file that somebody saves at the worst of moments, once."""

    happens: Callable[[], object] = int

    def _write_beside(self, beside: Path, new: bytes) -> None:
        super()._write_beside(beside, new)
        happens, self.happens = self.happens, int
        happens()


@pytest.fixture
def interrupted(sheet: QueueFile, path: Path, tmp_path: Path) -> Interrupted:
    del sheet
    return Interrupted(path, kept=tmp_path / "sheets")


def test_what_is_saved_while_a_sync_writes_is_not_lost(
    y: Yard, interrupted: Interrupted, path: Path
) -> None:
    """The sync puts it back and begins again; its own edits are taken once."""
    edit(path, "| one |", "| uno |")
    path.write_text(path.read_text() + ROW)
    interrupted.happens = lambda: edit(path, "| two |", "| due |")

    done = y.engine.sheets.sync(interrupted)

    assert [e.now for e in done.edits] == ["uno", "due"]
    assert y.item("ORCH-002").title == "due"
    with y.store.read() as view:
        assert [item.title for item in view.items()] == ["uno", "due", "new"]
    assert y.engine.sheets.check(interrupted).consistent


def test_a_render_does_not_write_over_what_it_has_not_read(
    y: Yard, interrupted: Interrupted, path: Path
) -> None:
    y.add(NewItem(title="three"))
    interrupted.happens = lambda: path.write_text(path.read_text() + "\nbye\n")

    y.engine.sheets.render(interrupted)

    assert path.read_text().endswith("\nbye\n")
    assert "three" in path.read_text()


def test_a_file_that_is_made_meanwhile_is_not_replaced(
    y: Yard, path: Path, tmp_path: Path
) -> None:
    sheet = Interrupted(path, kept=tmp_path / "sheets")
    sheet.happens = lambda: path.write_text("mine\n")

    with pytest.raises(QueueFileError):
        y.engine.sheets.render(sheet)

    assert path.read_text() == "mine\n"


def test_a_file_that_never_stands_still_is_left_alone(
    y: Yard, sheet: QueueFile, path: Path, tmp_path: Path
) -> None:
    del sheet

    class Busy(QueueFile):
        def _write_beside(self, beside: Path, new: bytes) -> None:
            super()._write_beside(beside, new)
            path.write_text(path.read_text() + "x")

    y.add(NewItem(title="three"))

    with pytest.raises(SheetChanged):
        y.engine.sheets.sync(Busy(path, kept=tmp_path / "sheets"))

    assert "three" not in path.read_text()
    assert not list(tmp_path.glob(".clawq*"))


def test_an_item_that_changes_between_look_and_write_is_looked_at_again(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    edit(path, "| one |", "| uno |")

    def meanwhile() -> None:
        with y.store.write() as tx:
            item = tx.item("ORCH-001")
            tx.save(advance(item, Verb.EDIT, PENDING, actor="t", title="eins"))

    y.store.meanwhile = meanwhile

    [conflict] = y.engine.sheets.sync(sheet).conflicts

    assert (conflict.file, conflict.database) == ("uno", "eins")


def test_a_sync_that_dies_before_its_commit_is_made_good(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    """The file has the new numbers by then: the next sync adds nothing twice."""
    edit(path, "| one |", "| uno |")
    path.write_text(path.read_text() + ROW)

    class Dying(QueueFile):
        def write(self, rows: object, broken: object = ()) -> bool:
            super().write(rows, broken)  # type: ignore[arg-type]
            msg = "the database is away"
            raise StoreUnavailable(msg)

    dying = Dying(path, kept=sheet._kept)
    with pytest.raises(StoreUnavailable):
        y.engine.sheets.sync(dying)
    assert y.item("ORCH-001").title == "one"
    assert "| ORCH-003 |" in path.read_text()

    y.engine.sheets.sync(sheet)

    with y.store.read() as view:
        assert [item.title for item in view.items()] == ["uno", "two", "new"]
    assert y.engine.sheets.check(sheet).consistent


def test_a_memory_that_is_lost_makes_conflicts_and_no_guesses(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    sheet._base_path.write_bytes(b"{")
    edit(path, "| one |", "| uno |")

    [conflict] = y.engine.sheets.sync(sheet).conflicts

    assert "no earlier render" in conflict.why
    assert y.item("ORCH-001").title == "one"


def test_an_edit_moves_an_item_up_at_once(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    edit(path, "| ORCH-002 | PENDING | P1 |", "| ORCH-002 | PENDING | P0 |")
    y.engine.sheets.sync(sheet)

    y.open("slot-1")

    assert y.bells.run[0][0] == "ORCH-002"
    assert y.item("ORCH-002").priority is Priority.P0


# -- the tick ------------------------------------------------------------------


def test_a_tick_makes_the_file_and_keeps_it_up_to_date(
    y: Yard, path: Path, tmp_path: Path
) -> None:
    sheet = QueueFile(path, kept=tmp_path / "sheets", waits=False)

    assert y.engine.sheets.tick(sheet)
    edit(path, "| one |", "| uno |")
    y.add(NewItem(title="three"))
    assert y.engine.sheets.tick(sheet)

    assert y.item("ORCH-001").title == "uno"
    assert "three" in path.read_text()


def test_a_tick_says_once_what_it_can_not_do(
    y: Yard, sheet: QueueFile, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "clawq.sheet")
    good = path.read_text()
    refused = good.replace("| one |  | - |", "| one |  | me |")
    broken = good.replace("PENDING", "OPEN", 1)
    for text, told in (
        (refused, ["line 5, ORCH-001, owner_session: is the system's to set"]),
        (broken, ["line 5, ORCH-001, status: unknown status 'OPEN'"]),
        (good, []),
        (broken, ["line 5, ORCH-001, status: unknown status 'OPEN'"]),
    ):
        caplog.clear()
        path.write_text(text)
        for _ in range(3):
            assert y.engine.sheets.tick(sheet) == (not told)
        assert len(caplog.messages) == len(told)
        assert all(part in caplog.text for part in told)
    assert y.item("ORCH-001").status is Status.PENDING


def test_a_tick_takes_the_other_rows(y: Yard, sheet: QueueFile, path: Path) -> None:
    edit(path, "PENDING | P1 | one |", "OPEN | P1 | one |")
    edit(path, "| two |", "| zwei |")

    assert not y.engine.sheets.tick(sheet)

    assert y.item("ORCH-002").title == "zwei"
    assert "OPEN" in path.read_text()


def test_a_tick_does_not_wait_for_somebody_who_holds_the_file(
    y: Yard, sheet: QueueFile, path: Path
) -> None:
    ticking = QueueFile(path, kept=sheet._kept, waits=False)
    edit(path, "| one |", "| uno |")

    with sheet.alone():
        assert not y.engine.sheets.tick(ticking)
    assert y.item("ORCH-001").title == "one"

    assert y.engine.sheets.tick(ticking)
    assert y.item("ORCH-001").title == "uno"
