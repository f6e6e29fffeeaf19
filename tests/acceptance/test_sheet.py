"""QUEUE.md both ways, as people and scripts use it."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.item import NewItem
from openclaw_celery.queue_md.text import TEMPLATE
from openclaw_celery.settings import load
from openclaw_celery.wiring import build
from tests.support.commands import ROOT, Commands, Done
from tests.support.services import short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

CLAWQ = [sys.executable, "-m", "openclaw_celery"]
NEW = "|  | PENDING | P2 | 새 작업 | 끝남 | - | - | 2031-02-03 04:05 | n |\n"


class Queue:
    """A directory with a queue and a QUEUE.md, and what is typed there."""

    def __init__(self, commands: Commands, directory: Path) -> None:
        self._commands = commands
        self.directory = directory
        self.home = directory / ".clawq"
        self.file = directory / "QUEUE.md"

    def run(self, line: str, *, env: dict[str, str] | None = None) -> Done:
        return self._commands.run(*shlex.split(line), cwd=self.directory, env=env)

    def __call__(self, line: str) -> str:
        """Type a line, which has to succeed; returns what it prints."""
        done = self.run(line)
        assert done.code == 0, done.err
        return done.out

    def edit(self, old: str, new: str) -> None:
        """Edit the file as an editor does, once."""
        text = self.file.read_bytes().decode()
        assert old in text
        self.file.write_bytes(text.replace(old, new, 1).encode())

    def engine(self) -> Any:  # noqa: ANN401 - the engine
        return build(load(self.home, environ={}))

    def item(self, item_id: str) -> Any:  # noqa: ANN401 - a JSON document
        return self.run(f"show {item_id} --json").json["item"]

    def verbs(self, item_id: str) -> list[str]:
        return [e["verb"] for e in self.run(f"history {item_id} --json").json]


@pytest.fixture(scope="module")
def made(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    queue = Queue(commands, tmp_path_factory.mktemp("made"))
    queue("init")
    queue("add --task one --success-criteria works")
    queue("add --task 두번째 --priority P0 --notes n")
    return queue.home


@pytest.fixture
def bare(commands: Commands, made: Path, tmp_path: Path) -> Queue:
    """A queue of two items, and no file."""
    queue = Queue(commands, tmp_path)
    shutil.copytree(made, queue.home)
    return queue


@pytest.fixture
def clawq(bare: Queue) -> Queue:
    """A queue of two items, with its file."""
    bare("render")
    return bare


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


ROWS = (
    "| ORCH-001 | PENDING | P1 | one | works | - | - | - |  |\n"
    "| ORCH-002 | PENDING | P0 | 두번째 |  | - | - | - | n |\n"
)


# -- render --------------------------------------------------------------------


def test_a_file_that_is_not_there_is_made(bare: Queue) -> None:
    done = bare.run("render")

    assert (done.code, done.out) == (0, "rendered 2 rows\n")
    assert done.err == "into QUEUE.md\n"
    assert bare.file.read_text() == TEMPLATE + ROWS
    assert bare.run("render --queue QUEUE.md").err == ""


def test_what_stands_around_the_table_stays_to_the_byte(bare: Queue) -> None:
    """A byte order mark, the line ends of Windows, bars, no line end at the end."""
    head = "\ufeff# 큐 \x0b|\t\r\n\r\n".encode()
    table = TEMPLATE.removeprefix("# Queue\n\n").replace("\n", "\r\n").encode()
    example = b"```\r\n| id | status |\r\n|---|---|\r\n```\n"
    tail = b"\r\n\r\n## Tips\r\n" + example + b"\xf0\x9f\xa6\x9e"
    bare.file.write_bytes(head + table + tail)

    assert bare("render") == "rendered 2 rows\n"

    assert bare.file.read_bytes() == (
        head + table + ROWS.replace("\n", "\r\n").encode() + tail
    )


def test_text_of_a_cell_stays_in_its_cell(bare: Queue) -> None:
    evil = "a | b\n| X-1 | DONE | P0 | x | | - | - | - | |\r\nc"
    bare.engine().intake.add([NewItem(title=evil, notes=evil)], actor="test")

    bare("render")

    shown = "a / b / X-1 / DONE / P0 / x / / - / - / - / / c"
    assert bare.file.read_text().endswith(
        f"| ORCH-003 | PENDING | P1 | {shown} |  | - | - | - | {shown} |\n"
    )
    assert bare("consistency-check") == "consistency ok total=3\n"
    assert bare("sync").startswith("synced 3 rows edited=0 added=0 removed=0 conf")


def test_a_link_stays_a_link_and_the_mode_stays_the_mode(clawq: Queue) -> None:
    real = clawq.directory / "elsewhere" / "real.md"
    real.parent.mkdir()
    clawq.file.rename(real)
    real.chmod(0o640)
    clawq.file.symlink_to(real)
    clawq("add --task three")

    clawq("render")

    assert clawq.file.is_symlink()
    assert "three" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in real.parent.iterdir()] == ["real.md"]


def test_the_queues_file_can_be_named_in_the_settings(bare: Queue) -> None:
    (bare.home / "clawq.toml").write_text('queue_md = "docs.md"\n')

    done = bare.run("render")

    assert done.err == f"into {bare.directory}/docs.md\n"
    assert (bare.directory / "docs.md").exists()
    assert not bare.file.exists()


def test_a_render_over_edits_keeps_the_file_as_it_was(clawq: Queue) -> None:
    """The database is the truth; what somebody typed is not thrown away for that."""
    clawq.edit("| one |", "| uno |")
    edited = clawq.file.read_text() + NEW
    clawq.file.write_text(edited)

    done = clawq.run("render --json")

    told = done.json
    assert (told["rows"], told["replaced"], told["dropped"]) == (2, 1, 1)
    assert (clawq.directory / told["copy"]).read_text() == edited
    assert clawq.file.read_text() == TEMPLATE + ROWS
    assert clawq.run("render --json").json["copy"] is None


# -- sync ----------------------------------------------------------------------


def test_edits_go_into_the_queue(clawq: Queue) -> None:
    clawq.edit(
        "| P1 | one | works | - | - | - |  |",
        "| p0 | uno \\| eins | 된다 | - | - | 2031-02-03 04:05 | 메모 |",
    )

    out = clawq("sync")

    assert out == (
        "synced 2 rows edited=5 added=0 removed=0 conflicts=0\n"
        '- ORCH-001 priority: "P1" -> "P0"\n'
        '- ORCH-001 task: "one" -> "uno / eins"\n'
        '- ORCH-001 success_criteria: "works" -> "된다"\n'
        '- ORCH-001 due_at_kst: "-" -> "2031-02-03 04:05"\n'
        '- ORCH-001 notes: "" -> "메모"\n'
    )
    item = clawq.item("ORCH-001")
    assert (item["title"], item["priority"], item["rank"], item["notes"]) == (
        "uno | eins", "P0", 0, "메모",
    )  # fmt: skip
    assert item["success_criteria"] == "된다"
    assert item["due_at"] == "2031-02-02T19:05:00+00:00"
    event = clawq.run("history ORCH-001 --json").json[-1]
    assert (event["verb"], event["actor"], event["from"]) == ("edit", "sync", "PENDING")
    assert event["data"]["task"] == ["one", "uno / eins"]
    assert clawq("consistency-check") == "consistency ok total=2\n"


def test_a_sync_without_edits_changes_nothing(clawq: Queue) -> None:
    before = (clawq.file.stat().st_mtime_ns, clawq.file.stat().st_ino)

    for _ in range(2):
        assert clawq("sync") == "synced 2 rows edited=0 added=0 removed=0 conflicts=0\n"

    assert (clawq.file.stat().st_mtime_ns, clawq.file.stat().st_ino) == before
    assert clawq.verbs("ORCH-001") == ["add"]


def test_an_edit_counts_for_the_order_of_work(clawq: Queue) -> None:
    clawq.edit("| P0 |", "| P2 |")
    clawq("sync")

    assert clawq("pick") == "ORCH-001\n"


def test_new_rows_become_items(clawq: Queue) -> None:
    text = clawq.file.read_text()
    named = NEW.replace("|  |", "| X-7 |").replace("| n |", "| depends_on:ORCH-001 |")
    clawq.file.write_text(text.replace(ROWS, NEW + ROWS + named) + "\n그리고\n")

    done = clawq.run("sync --json")

    assert done.json["added"] == [
        {"id": "ORCH-003", "line": 5, "task": "새 작업"},
        {"id": "X-7", "line": 8, "task": "새 작업"},
    ]
    assert clawq.file.read_text() == (
        TEMPLATE + NEW.replace("|  |", "| ORCH-003 |") + ROWS + named + "\n그리고\n"
    )
    assert clawq.run("show X-7 --json").json["depends_on"] == ["ORCH-001"]
    assert clawq.run("sync --json").json["added"] == []


def test_a_row_that_is_taken_out_comes_back(clawq: Queue) -> None:
    clawq.file.write_text(TEMPLATE + ROWS.splitlines(keepends=True)[1])

    out = clawq("sync")

    assert out.splitlines()[1:] == [
        "- ORCH-001 is not in the file: it stays in the queue and is shown again"
    ]
    assert sorted(clawq.file.read_text().splitlines()) == sorted(
        (TEMPLATE + ROWS).splitlines()
    )


def test_what_both_changed_is_named_and_left_alone(clawq: Queue) -> None:
    clawq("sync")
    with clawq.engine().store.write() as tx:
        edit(tx, "ORCH-001", title="theirs")
    clawq.edit("| one |", "| mine |")

    for _ in range(2):
        done = clawq.run("sync")

        assert done.code == 1
        assert done.out.endswith(
            "conflict line 5, ORCH-001, task: changed in the file and in the "
            'database; file "mine", database "theirs"\n'
        )
        assert "| mine |" in clawq.file.read_text()
        assert clawq.item("ORCH-001")["title"] == "theirs"
    told = json.loads(clawq.run("sync --json").out)
    assert told["conflicts"] == [
        {
            "id": "ORCH-001",
            "line": 5,
            "field": "task",
            "why": "changed in the file and in the database",
            "file": "mine",
            "database": "theirs",
        }
    ]
    assert clawq("sync --prefer file").splitlines()[1:] == [
        '- ORCH-001 task: "theirs" -> "mine"'
    ]
    assert clawq.item("ORCH-001")["title"] == "mine"


def edit(tx: Any, item_id: str, **fields: object) -> None:  # noqa: ANN401 - a Tx
    from openclaw_celery.domain.transitions import Verb, advance  # noqa: PLC0415

    item = tx.item(item_id)
    tx.save(advance(item, Verb.EDIT, item.state, actor="test", **fields))


def test_a_dry_run_does_nothing(clawq: Queue) -> None:
    clawq.edit("| one |", "| uno |")
    text = clawq.file.read_text() + NEW
    clawq.file.write_text(text)

    assert clawq("sync --dry-run") == (
        "would sync 2 rows edited=1 added=1 removed=0 conflicts=0\n"
        '- ORCH-001 task: "one" -> "uno"\n'
        "- new added, line 7: 새 작업\n"
    )

    assert clawq.file.read_text() == text
    assert clawq("list").count("\n") == 2
    assert clawq.item("ORCH-001")["title"] == "one"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("| works | - |", "| works | me |", "owner_session"),
        ("| - | - |  |", "| 2026-01-02 03:04 | - |  |", "started_at_kst"),
    ],
)
def test_what_is_the_systems_is_refused(
    clawq: Queue, old: str, new: str, field: str
) -> None:
    clawq.edit(old, new)

    done = clawq.run("sync")

    assert done.code == 1
    assert f"conflict line 5, ORCH-001, {field}: is the system's to set" in done.out
    assert clawq.verbs("ORCH-001") == ["add"]


def test_an_agent_that_runs_goes_on(clawq: Queue) -> None:
    """Its item gets new text under its hands; fence and lease stay its own."""
    clawq("pick --owner-session me")
    clawq("sync")
    before = clawq.item("ORCH-002")
    clawq.edit("| 두번째 |", "| 둘째 |")

    clawq("sync")

    after = clawq.item("ORCH-002")
    assert after["title"] == "둘째"
    for name in ("fence", "owner", "lease_expires_at", "status", "phase", "attempt"):
        assert after[name] == before[name]
    assert clawq.verbs("ORCH-002")[-1] == "edit"


def test_an_imported_file_can_be_synced(bare: Queue) -> None:
    """What has happened since the import is no conflict."""
    bare.file.write_text(
        TEMPLATE + ROWS.replace("ORCH", "X").replace("| P0 |", "| P1 |")
    )
    bare("import QUEUE.md")
    for _ in range(3):
        bare("pick --owner-session me")
    bare.edit("| P1 | one |", "| P1 | eins |")

    out = bare("sync")

    assert out.startswith("synced 4 rows edited=1 added=0 removed=0 conflicts=0\n")
    assert bare.item("X-001")["title"] == "eins"
    assert "| X-001 | IN_PROGRESS | P1 | eins | works | me |" in bare.file.read_text()


# -- consistency-check -----------------------------------------------------------


def test_a_difference_is_named(clawq: Queue) -> None:
    assert clawq("consistency-check --queue-path QUEUE.md") == (
        "consistency ok total=2\n"
    )
    clawq("add --task three")
    clawq.edit("| one |", "| uno |")
    clawq.file.write_text(clawq.file.read_text() + NEW)

    done = clawq.run("consistency-check")

    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "consistency mismatch missing_in_db=1 missing_in_md=1 field_mismatch=1\n"
        "missing_in_db line 7: 새 작업\n"
        "missing_in_md ORCH-003\n"
        'field_mismatch line 5, ORCH-001, task: file "uno", database "one"\n'
    )
    told = json.loads(clawq.run("consistency-check --json").out)
    assert told["consistent"] is False
    assert told["missing_in_md"] == ["ORCH-003"]
    assert told["field_mismatch"][0]["field"] == "task"


# -- what is wrong ---------------------------------------------------------------


@pytest.mark.parametrize("line", ["sync", "sync --dry-run", "consistency-check"])
def test_a_file_that_is_missing_is_named(bare: Queue, line: str) -> None:
    done = bare.run(line)

    assert done.code == 2
    assert done.complaint == "QUEUE.md: no such file: `clawq render` makes one"


NO_TABLE = [
    ("# nothing\n", 1, "no table with the columns"),
    (TEMPLATE.replace("| notes |", "| remarks |"), 3, "the table has no column notes"),
    (TEMPLATE + ROWS + "\n" + TEMPLATE, 10, "a second table of the queue"),
]


@pytest.mark.parametrize(("text", "number", "complaint"), NO_TABLE)
def test_a_table_that_is_none_changes_nothing(
    clawq: Queue, text: str, number: int, complaint: str
) -> None:
    text = text.replace("| one |", "| uno |")
    clawq.file.write_text(text)

    for line in ("sync", "sync --dry-run"):
        done = clawq.run(line)
        assert done.code == 2
        assert done.complaint.startswith(f"QUEUE.md, line {number}")
        assert complaint in done.complaint
    assert clawq.file.read_text() == text
    assert clawq("list").count("\n") == 2
    assert clawq.verbs("ORCH-001") == ["add"]


FIRST, SECOND = ROWS.splitlines(keepends=True)
#: The first row as somebody left it, and what is wrong with it.
WRONG = [
    (FIRST.replace("PENDING", "OPEN"), "status: unknown status 'OPEN'"),
    (FIRST.replace("P1", "urgent"), "priority: unknown priority 'urgent'"),
    (FIRST.replace("one", " "), "task: task: must not be empty"),
    (FIRST.replace("works", "a | b"), "notes: 10 cells, the table has 9 columns"),
    (FIRST.replace("| - |  |", "| soon |  |"), "due_at_kst: 'soon' is not a time"),
    ("| ORCH-001 |\n", "status: 1 cells, the table has 9 columns"),
]


@pytest.mark.parametrize(("row", "complaint"), WRONG)
def test_a_row_that_can_not_be_understood_is_left_alone(
    clawq: Queue, row: str, complaint: str
) -> None:
    """It is named, by line, id and field; what the other rows say goes in."""
    edited = SECOND.replace("두번째", "zwei")
    clawq.file.write_text(TEMPLATE + row + edited + NEW)
    before = clawq.item("ORCH-001")

    done = clawq.run("sync")

    assert (done.code, done.err) == (1, "")
    assert "edited=1 added=1 removed=0 conflicts=0 broken=1" in done.out
    assert f"\nbroken line 5, ORCH-001, {complaint}" in done.out
    assert clawq.item("ORCH-002")["title"] == "zwei"
    assert clawq.item("ORCH-003")["title"] == "새 작업"
    # Its place and its letters are kept, also when the queue has more to tell.
    assert clawq.item("ORCH-001") == before
    numbered = NEW.replace("|  |", "| ORCH-003 |", 1)
    assert clawq.file.read_text() == TEMPLATE + row + edited + numbered
    clawq("add --task four")
    assert clawq.run("sync").code == 1
    assert clawq.file.read_text().startswith(TEMPLATE + row + edited)
    assert "four" in clawq.file.read_text()

    clawq.file.write_text(clawq.file.read_text().replace(row, FIRST))
    assert clawq.run("sync").code == 0
    clawq("consistency-check")


#: Rows that are new, and what is wrong with them.
WRONG_NEW = [
    ("| A |\n", "line 7, A, status: 1 cells, the table has 9 columns"),
    (NEW.replace("| n |", "| depends_on:X |"), "line 7, notes: no item X to depend on"),
    (NEW.replace("| n |", "| depends_on:! |"), "line 7, notes: depends_on: id '!'"),
    (NEW.replace("새 작업", " "), "line 7, task: task: must not be empty"),
    (NEW.replace("|  |", "| a b |", 1), "line 7, id: id 'a b': use up to 64 letters"),
]


@pytest.mark.parametrize(("row", "complaint"), WRONG_NEW)
def test_a_new_row_that_can_not_be_understood_stays_where_it_is(
    clawq: Queue, row: str, complaint: str
) -> None:
    good = NEW.replace("새 작업", "good")
    clawq.file.write_text(TEMPLATE + ROWS.replace("| one |", "| uno |") + row + good)

    told = clawq.run("sync --json")

    assert told.code == 1
    [broken] = json.loads(told.out)["broken"]
    names = [f"line {broken['line']}", broken["id"], broken["field"]]
    line = f"{', '.join(name for name in names if name)}: {broken['why']}"
    assert line.startswith(complaint)
    assert clawq("list") == (
        "ORCH-001\tPENDING\tP1\tuno\n"
        "ORCH-002\tPENDING\tP0\t두번째\n"
        "ORCH-003\tPENDING\tP2\tgood\n"
    )
    assert row + "| ORCH-003 |" in clawq.file.read_text()


def test_rows_of_one_id_are_all_left_alone(clawq: Queue) -> None:
    """Nobody knows which of them is meant."""
    text = TEMPLATE + ROWS.replace("| one |", "| uno |") + FIRST
    clawq.file.write_text(text)

    done = clawq.run("sync")

    assert done.code == 1
    assert "broken line 5, ORCH-001, id: ORCH-001 is on line 7 again\n" in done.out
    assert "broken line 7, id: ORCH-001 is on line 5 already\n" in done.out
    assert clawq.item("ORCH-001")["title"] == "one"
    assert clawq.file.read_text() == text


def test_new_rows_that_wait_for_each_other_are_left_alone(clawq: Queue) -> None:
    rows = "".join(
        NEW.replace("|  |", f"| {one} |", 1).replace("| n |", f"| {notes} |")
        for one, notes in (
            ("A", "depends_on:B"), ("B", "depends_on:A"),
            ("C", "depends_on:ORCH-001"), ("D", "depends_on:C"),
            ("E", "depends_on:F"), ("F", "depends_on:X"),
        )
    )  # fmt: skip
    clawq.file.write_text(TEMPLATE + ROWS + rows)

    done = clawq.run("sync")

    assert done.code == 1
    left = [line.split(",")[1].strip() for line in done.out.splitlines()
            if line.startswith("broken ")]  # fmt: skip
    assert left == ["A", "B", "E", "F"]
    assert [line.split("\t")[0] for line in clawq("list").splitlines()] == [
        "ORCH-001", "ORCH-002", "C", "D",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "complaint"), NO_TABLE)
def test_a_render_needs_a_table(
    clawq: Queue, text: str, number: int, complaint: str
) -> None:
    clawq.file.write_text(text)

    told = clawq.run("render").complaint

    assert told.startswith(f"QUEUE.md, line {number}")
    assert complaint in told
    assert clawq.file.read_text() == text


def test_a_render_needs_no_more_than_the_table(clawq: Queue) -> None:
    """Rows that make no sense are kept aside, and written anew."""
    broken = TEMPLATE + ROWS.replace("PENDING", "OPEN")
    clawq.file.write_text(broken)

    told = clawq.run("render --json").json

    assert clawq.file.read_text() == TEMPLATE + ROWS
    assert (clawq.directory / told["copy"]).read_text() == broken


@pytest.mark.parametrize("line", ["render", "sync", "consistency-check"])
def test_a_file_that_is_no_text_is_refused(clawq: Queue, line: str) -> None:
    raw = (TEMPLATE + ROWS).encode() + b"\n\xff\xfe\n"
    clawq.file.write_bytes(raw)

    assert clawq.run(line).complaint == "QUEUE.md, line 8: not UTF-8 text"
    assert clawq.file.read_bytes() == raw


@pytest.mark.parametrize("line", ["render", "sync", "consistency-check"])
def test_what_is_no_file_is_refused(clawq: Queue, line: str) -> None:
    clawq.file.unlink()
    os.mkfifo(clawq.file)

    assert clawq.run(line).complaint == "QUEUE.md: not a file"
    option = "--queue-path" if line.startswith("cons") else "--queue"
    done = clawq.run(f"{line} {option} /dev/null")
    assert done.complaint == "/dev/null: not a file"
    assert "is a directory" in clawq.run(f"{line} {option} .").complaint


def test_a_directory_that_is_not_there_is_named(clawq: Queue) -> None:
    done = clawq.run("render --queue no/where.md")

    assert done.code == 2
    assert done.complaint == "no/where.md: can't be written: No such file or directory"


def test_a_full_disk_leaves_the_old_file_whole(clawq: Queue) -> None:
    clawq.engine().intake.add([NewItem(title="x" * 15_000)] * 20, actor="test")
    before = clawq.file.read_bytes()

    done = subprocess.run(
        [*CLAWQ, "render"], cwd=clawq.directory, env=environment(),
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (99_999, 99_999)),
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (3, "")
    assert re.fullmatch("clawq: .*File too large\n", done.stderr)
    assert clawq.file.read_bytes() == before
    assert {path.name for path in clawq.directory.iterdir()} == {".clawq", "QUEUE.md"}


# -- many at once ------------------------------------------------------------------


def test_many_at_once_and_an_editor_lose_nothing(clawq: Queue) -> None:
    """
    Eight render and sync while somebody edits and saves, as an editor does.

    Each edit is in the queue in the end, or in the copy that a render named; no
    reader ever sees half a file.
    """
    torn: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            text = clawq.file.read_text()
            if not (text.startswith("# Queue\n") and text.endswith("\n끝\n")):
                torn.append(text)

    clawq.file.write_text(clawq.file.read_text() + "\n끝\n")
    reader = threading.Thread(target=look)
    reader.start()
    loop = 'for n in 1 2 3; do "$@" || exit; done'
    others = [
        subprocess.Popen(
            ["sh", "-c", loop, "-", *CLAWQ, "sync" if number % 4 else "render"],
            cwd=clawq.directory, env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(8)
    ]  # fmt: skip
    saved = 0
    while any(other.poll() is None for other in others):
        row = f"| X-{saved} | PENDING | P2 | 작업 {saved} | | - | - | - | |"
        beside = clawq.directory / "editor"
        beside.write_text(clawq.file.read_text().replace("\n\n끝", f"\n{row}\n\n끝"))
        beside.replace(clawq.file)
        saved += 1
        over.wait(0.2)
    ends = [other.communicate() for other in others]
    over.set()
    reader.join()

    assert [other.returncode for other in others] == [0] * 8, ends
    clawq("sync")
    assert not torn
    assert saved > 10
    known = clawq("list")
    copies = "".join(p.read_text() for p in (clawq.home / "sheets").glob("*.md"))
    for number in range(saved):
        assert f"X-{number}\t" in known or f"| X-{number} |" in copies
    assert clawq("consistency-check").startswith("consistency ok total=")


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGKILL])
def test_a_render_that_is_ended_midway_leaves_the_file_whole(
    clawq: Queue, order: signal.Signals
) -> None:
    long = "x" * 15_000
    new = NewItem(title=long, success_criteria=long, notes=long)
    clawq.engine().intake.add([new] * 300, actor="test")
    before = clawq.file.read_bytes()
    render = subprocess.Popen(
        [*CLAWQ, "render"], cwd=clawq.directory, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip

    while render.poll() is None and not list(clawq.directory.glob(".clawq-*")):
        pass
    render.send_signal(order)
    _, told = render.communicate(timeout=30)

    if render.returncode:
        assert clawq.file.read_bytes() == before
    if order is signal.SIGINT and render.returncode:
        assert (render.returncode, told.strip()) == (130, "clawq: interrupted")
        assert not list(clawq.directory.glob(".clawq-*"))
    assert clawq("render") == "rendered 302 rows\n"
    assert clawq("consistency-check") == "consistency ok total=302\n"
    assert not list(clawq.directory.glob(".clawq-*"))


# -- a running system ----------------------------------------------------------


@pytest.mark.timeout(240)
def test_a_running_system_keeps_file_and_queue_in_step() -> None:
    """What is written into the file is done, and the file says so; complaints once."""
    with short_directory() as directory:
        config = {**QUICK, "queue_md": "QUEUE.md", "sync_every_s": 0.5}
        system = System(directory / "home", config)
        (system.home / "slots.toml").write_text("[slots.slot-1]\n")
        file = directory / "QUEUE.md"
        try:
            system.up()
            wait_until(file.exists, 30, what="the file")
            file.write_text(file.read_text() + NEW.replace("끝남", ""))
            wait_until(lambda: "| ORCH-001 | DONE |" in file.read_text(), 60)
            wrong = file.read_text().replace("| slot-1 |", "| me |")
            file.write_text(wrong)
            log = system.home / "logs" / "clawq.log"
            told = "line 5, ORCH-001, owner_session: is the system's to set"
            wait_until(lambda: told in log.read_text(), 30, what="a complaint")
            system.add("another one")
            wait_until(lambda: "| ORCH-002 | DONE |" in file.read_text(), 60)
            assert "| me |" in file.read_text()
            assert log.read_text().count(told) == 1
        finally:
            system.down()
