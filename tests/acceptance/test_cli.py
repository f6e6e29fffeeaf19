"""What people and scripts get to see of `clawq`, word for word."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from openclaw_celery import __version__
from openclaw_celery.cli import COMMANDS
from openclaw_celery.domain.transitions import DONE, Verb, advance
from openclaw_celery.settings import load
from openclaw_celery.store.database import journal_mode
from openclaw_celery.store.sqlite import sqlite3
from tests.support.queue import CLAWQ, Queue, fresh_environment
from tests.support.waiting import wait_until

HEADER = (
    "| id | status | priority | task | success_criteria | owner_session "
    "| started_at_kst | due_at_kst | notes |\n|---|---|---|---|---|---|---|---|---|\n"
)
WHEN = r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"


# -- init ----------------------------------------------------------------------


def test_init_says_where_the_queue_is(empty: Queue) -> None:
    assert empty("init") == (
        f"The queue is in .clawq, its database is "
        f"sqlite:///{empty.directory}/.clawq/queue.db.\n"
        "Next: name your agent program in .clawq/clawq.toml, then `clawq up`.\n"
    )


def test_init_again_keeps_everything(clawq: Queue) -> None:
    clawq("add --task first")
    config = clawq.home / "clawq.toml"
    config.write_text("max_workers = 2\n")

    clawq("init")

    assert clawq("list") == "ORCH-001\tPENDING\tP1\tfirst\n"
    assert config.read_text() == "max_workers = 2\n"


def test_nobody_else_may_enter_the_home(empty: Queue) -> None:
    """Not even one that was made before, by `mkdir` and its usual rights."""
    empty.home.mkdir(mode=0o755)
    empty.home.chmod(0o755)

    empty("init")

    assert empty.home.stat().st_mode & 0o777 == 0o700


# -- what is printed -----------------------------------------------------------


def test_an_empty_queue(clawq: Queue) -> None:
    assert clawq("list") == ""
    assert clawq("workers") == "workers: none\n"
    assert clawq("pick") == "No pending tasks\n"
    assert clawq("status") == (
        "summary PENDING=0 IN_PROGRESS=0 BLOCKED=0 FAILED=0 DONE=0\n"
        "top_in_progress: none\n"
    )


def test_items_are_added_listed_and_picked(clawq: Queue) -> None:
    assert clawq("add --task 'Fix the login test'") == "Added ORCH-001\n"
    assert clawq("add --priority P0 --task '배포 문서 정리'") == "Added ORCH-002\n"
    assert clawq("add --id A.1 --task last --depends-on ORCH-001,ORCH-002") == (
        "Added A.1\n"
    )

    assert clawq("list") == (
        "ORCH-001\tPENDING\tP1\tFix the login test\n"
        "ORCH-002\tPENDING\tP0\t배포 문서 정리\n"
        "A.1\tPENDING\tP1\tlast\n"
    )
    assert clawq("list --priority p0") == "ORCH-002\tPENDING\tP0\t배포 문서 정리\n"
    assert clawq("list --limit 1") == "ORCH-001\tPENDING\tP1\tFix the login test\n"
    assert clawq("list --status done") == ""

    assert clawq("pick --owner-session me") == "ORCH-002\n"
    assert clawq("pick --owner-session you --lease-seconds 60") == "ORCH-001\n"
    assert clawq("pick") == "No pending tasks\n"
    assert re.fullmatch(
        "summary PENDING=1 IN_PROGRESS=2 BLOCKED=0 FAILED=0 DONE=0\n"
        "top_in_progress:\n"
        rf"- ORCH-002 \(P0\) owner=me started={WHEN}\n"
        rf"- ORCH-001 \(P1\) owner=you started={WHEN}\n",
        clawq.run("status").out,
    )
    assert re.fullmatch(
        "workers_active=2 in_progress=2\n"
        rf"- me tasks=1 p0=1 p1=0 p2=0 ids=ORCH-002 oldest_start={WHEN}\n"
        rf"- you tasks=1 p0=0 p1=1 p2=0 ids=ORCH-001 oldest_start={WHEN}\n",
        clawq("workers"),
    )


def test_an_item_is_shown_with_all_that_was_said_of_it(clawq: Queue) -> None:
    clawq("add --task before")
    clawq(
        "add --task 'Write it' --success-criteria 'it is read' --notes 'with care' "
        "--due-at-kst '2031-02-03 04:05' --depends-on ORCH-001 --max-attempts 7 "
        "--role writer --runtime command --idempotency-key once --trace-id my-trace"
    )

    first, *lines = clawq("show ORCH-002").splitlines()

    assert first == "ORCH-002  PENDING  P1"
    told = dict(re.split(" {2,}", line.strip(), maxsplit=1) for line in lines)
    assert re.fullmatch(WHEN, told.pop("added"))
    assert told == {
        "task": "Write it",
        "success criteria": "it is read",
        "notes": "with care",
        "depends on": "ORCH-001",
        "tries": "0 of 7, lost 0 times",
        "due": "2031-02-03 04:05:00",
        "role": "writer",
        "runtime": "command",
        "idempotency key": "once",
        "trace id": "my-trace",
    }


def test_an_agent_is_told_the_prompt_wherever_it_works(clawq: Queue) -> None:
    """By `show --prompt` as text or JSON, and along with a pick."""
    clawq("add --task 'Fix it' --success-criteria 'tests pass' --notes 'see wiki'")
    clawq("cancel ORCH-001")
    clawq.run("answer", "ORCH-001", "--text", "the second\x1b[2J one")

    picked = clawq.run("pick", "--owner-session", "me", "--json").json
    told = clawq("show ORCH-001 --prompt")

    assert told.startswith("[TASK ORCH-001]\nFix it\n\nSuccess criteria:\ntests pass\n")
    assert "\n```text\nthe second one\n```\n" in told
    assert "\n```text\nsee wiki\n```\n" in told
    assert "[REPORT ORCH-001]" in told
    assert picked["prompt"] == told.replace("the second one", "the second\x1b[2J one")
    assert clawq.run("show", "ORCH-001", "--prompt", "--json").json == {
        "id": "ORCH-001", "attempt": 1, "prompt": picked["prompt"],
    }  # fmt: skip


def test_a_pick_says_which_lanes_are_its_own(clawq: Queue) -> None:
    clawq("add --task x --role writer")
    clawq.run(*"add --task y --role writer --runtime openclaw".split())
    assert clawq("pick") == "No pending tasks\n"
    assert clawq("pick --role editor --runtime openclaw") == "No pending tasks\n"
    assert clawq("pick --role editor --role writer") == "ORCH-001\n"
    assert clawq("pick --role writer --runtime openclaw") == "ORCH-002\n"
    refused = clawq.run("pick", "--role", "a b").complaint
    assert refused == "role 'a b': use up to 32 letters, digits and _ -"


def test_a_runtime_that_no_slot_has_is_warned_of(clawq: Queue) -> None:
    """On stderr, and in the JSON document; the item is added all the same."""
    (clawq.home / "slots.toml").write_text("[slots.s1]\n")

    done = clawq.run(*"add --task x --runtime comand".split())
    assert (done.code, done.out) == (0, "Added ORCH-001\n")
    assert done.err == (
        "clawq: no slot has runtime comand (did you mean command?): ORCH-001 waits "
        "until one has, or a session picks it\n"
    )
    done = clawq.run(*"add --task x --runtime openclaw --json".split())
    assert done.code == 0
    warning = "no slot has runtime openclaw: ORCH-002 waits until one has, or a "
    warning += "session picks it"
    told = {"id": "ORCH-002", "status": "PENDING", "warning": warning}
    assert done.json == told
    assert done.err == f"clawq: {warning}\n"
    assert clawq.run(*"add --task x --runtime command --json".split()).json == {
        "id": "ORCH-003",
        "status": "PENDING",
    }


def test_a_slot_of_another_machine_is_known_by_what_it_told(clawq: Queue) -> None:
    """Settings here need not name what runs elsewhere."""
    slots = clawq.home / "slots.toml"
    slots.write_text('[slots.far]\nruntime = "openclaw"\n')
    settings = load(clawq.home, environ={})
    clawq.engine().slots.start(
        settings.slot("far"), host="far", pid=1, alive=lambda *_: True
    )
    slots.write_text("[slots.s1]\n")

    assert clawq("add --task x --runtime openclaw") == "Added ORCH-001\n"


def test_a_lapsed_lease_is_taken_back_where_nothing_runs(clawq: Queue) -> None:
    """By the next pick; until then nobody is said to work on it."""
    clawq("add --task x")
    clawq("pick --owner-session me --lease-seconds 1")
    assert "me works on it" in clawq("why ORCH-001")
    wait_until(lambda: "me works on it" not in clawq("why ORCH-001"), 10)
    assert "the lease of me ran out at " in clawq("why ORCH-001")

    taken = clawq.run("pick", "--owner-session", "you")
    assert (taken.code, taken.out) == (0, "ORCH-001\n")
    assert taken.err == "ORCH-001 rescued from me: the lease of me ran out\n"
    assert "you works on it" in clawq("why ORCH-001")
    assert (
        clawq.run("done", "ORCH-001", "--owner-session", "me", "--notes", "x").code == 4
    )


def test_five_are_in_flight_unless_somebody_says_otherwise(clawq: Queue) -> None:
    """As many workers as are wanted may work, though."""
    for _ in range(8):
        clawq("add --task x")
    assert [clawq("pick")[:4] for _ in range(5)] == ["ORCH"] * 5
    full = (
        "No capacity: 5 of 5 in flight, picked items and those of slots together; "
        "max_in_flight in clawq.toml allows more"
    )
    assert clawq("pick") == f"{full}\n"
    assert clawq.run("pick", "--json").json == {"id": None, "why": full}
    assert "\tcapacity\tas many run as may (max_in_flight 5): " in clawq("why ORCH-006")

    (clawq.home / "clawq.toml").write_text("max_workers = 6\n")
    assert clawq("pick") == "ORCH-006\n"
    (clawq.home / "clawq.toml").write_text("max_in_flight = 0\n")
    assert clawq("pick") == "ORCH-007\n"


def test_an_item_that_waits_is_shown_without_an_owner(clawq: Queue) -> None:
    """Who had it before has it no more; the attempts tell who that was."""
    clawq("add --task x")
    clawq("pick --owner-session me")
    assert "  owner             me\n" in clawq("show ORCH-001")

    clawq("release --id ORCH-001 --owner-session me")

    assert "owner" not in clawq("show ORCH-001")
    assert " on me" in clawq("show ORCH-001")


def test_a_history_has_a_line_for_each_event(clawq: Queue) -> None:
    clawq("add --task x")
    clawq("pick --owner-session me")

    *told, ending = clawq("history ORCH-001").splitlines()
    lines = [line.split("\t") for line in told]

    assert all(re.fullmatch(WHEN, line[0]) for line in lines)
    assert [re.sub(r"\d+\.\d", "0.0", line[1]) for line in lines] == [
        "-", "+0.0 s", "+0.0 s",
    ]  # fmt: skip
    assert [line[2:] for line in lines] == [
        ["-", "add", "-> PENDING", "cli", ""],
        ["1", "dispatch", "PENDING -> IN_PROGRESS/dispatched", "me", ""],
        ["1", "claim", "IN_PROGRESS/dispatched -> IN_PROGRESS/running", "me", ""],
    ]
    assert re.fullmatch(r"attempt 1: goes on, me, ran \d\.\d s", ending)


def test_a_pause_keeps_items_back(clawq: Queue) -> None:
    clawq("add --task x")

    assert clawq("pause --note 'until Monday'") == "paused all\n"
    assert clawq("pick") == "No pending tasks\n"
    assert "\npaused all: until Monday\n" in clawq.run("status").out
    assert clawq("resume") == "resumed all\n"
    assert clawq("resume") == "was not paused: all\n"
    assert clawq("pause priority:p1") == "paused priority:P1\n"
    assert clawq("pick") == "No pending tasks\n"
    assert clawq("resume priority:P1") == "resumed priority:P1\n"
    assert clawq("pick") == "ORCH-001\n"


def test_a_table_is_imported(clawq: Queue) -> None:
    table = (
        f"# 오늘\n\n{HEADER}"
        "| A-1 | DONE | P0 | 끝난 일 | | me | 2026-01-02 03:04 | - | |\n"
        "| A-2 | PENDING | P2 | next | works | - | - | - | depends_on:A-1 |\n"
    )
    (clawq.directory / "QUEUE.md").write_text(table)

    assert clawq("import QUEUE.md") == "Imported 2 rows from QUEUE.md\n"
    assert clawq("list") == "A-1\tDONE\tP0\t끝난 일\nA-2\tPENDING\tP2\tnext\n"

    again = table.replace("A-", "B-").encode()
    done = clawq.run("import", "-", "--as-pending", stdin=again)
    assert (done.code, done.out) == (0, "Imported 2 rows from -\n")
    assert clawq("list --status PENDING").split("\n")[1:3] == [
        "B-1\tPENDING\tP0\t끝난 일",
        "B-2\tPENDING\tP2\tnext",
    ]


def test_a_status_says_on_stderr_that_nobody_works(clawq: Queue) -> None:
    """For people; scripts that read stdout get what they always got."""
    clawq("add --task x")

    assert clawq.run("status").err == "no slot is live: start some with `clawq up`\n"


# -- logs ----------------------------------------------------------------------


@pytest.fixture
def log(clawq: Queue) -> Path:
    """The log of an item that is being worked on."""
    clawq("add --task x")
    clawq("pick")
    path = clawq.home / "runs" / "ORCH-001" / "1" / "output.log"
    path.parent.mkdir(parents=True)
    path.write_text("one\ntwo\n셋\n")
    return path


def test_logs_shows_the_last_lines(clawq: Queue, log: Path) -> None:
    assert clawq("logs ORCH-001") == "one\ntwo\n셋\n"
    assert clawq("logs ORCH-001 -n 2") == "two\n셋\n"
    assert clawq("logs ORCH-001 -n 0") == ""
    assert clawq.run("logs", "ORCH-001", "-n", "1", "--json").json == {
        "id": "ORCH-001",
        "attempt": 1,
        "lines": ["셋"],
    }

    log.unlink()
    assert clawq.run("logs", "ORCH-001").err == (
        "ORCH-001: no log on this machine yet\n"
    )
    assert clawq.run("logs", "ORCH-001", "--json").json["lines"] == []


def test_logs_follow_to_the_last_word(clawq: Queue, log: Path) -> None:
    """A letter that arrives in two pieces is one letter."""
    shown = clawq.directory / "shown"
    with shown.open("wb") as file:
        reader = subprocess.Popen(
            [*CLAWQ, "logs", "-f", "-n", "1", "ORCH-001"],
            cwd=clawq.directory, stdout=file, env=fresh_environment(),
        )  # fmt: skip
    try:
        wait_until(lambda: shown.read_text() == "셋\n", what="the old lines")
        letters = "넷".encode()
        for part in (letters[:1], letters[1:] + b"\nfi"):
            with log.open("ab") as file:
                file.write(part)
            wait_until(lambda: has_read(reader, log), what="a look at the log")
        wait_until(lambda: shown.read_text() == "셋\n넷\n", what="the new line")
        with log.open("ab") as file:
            file.write(b"ve")
        with clawq.engine().store.write() as tx:
            tx.save(advance(tx.item("ORCH-001"), Verb.DONE, DONE, actor="test"))
        assert reader.wait(10) == 0
    finally:
        reader.kill()
        reader.wait()

    assert shown.read_text() == "셋\n넷\nfive\n"


def has_read(reader: subprocess.Popen[bytes], log: Path) -> bool:
    """Tell whether the process has seen the log up to its end."""
    ends = {
        file.path: file.position for file in psutil.Process(reader.pid).open_files()
    }
    return ends.get(str(log)) == log.stat().st_size


# -- JSON ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("list", None),
        ("show ORCH-001", {"item", "depends_on", "attempts", "report", "repository"}),
        ("history ORCH-001", None),
        (
            "status",
            {"summary", "in_progress", "paused", "parked", "used_today", "slots"},
        ),
        ("workers", {"cli"}),
        ("pick", {"id"}),
        ("add --task more", {"id", "status"}),
        ("pause", None),
        ("resume", None),
        ("import QUEUE.md", {"imported", "ids"}),
        ("init", {"home", "database"}),
        ("logs ORCH-001", {"id", "attempt", "lines"}),
        ("down", {"stopped"}),
    ],
)
def test_json_is_one_document_wherever_it_is_asked_for(
    clawq: Queue, line: str, keys: set[str] | None
) -> None:
    (clawq.directory / "QUEUE.md").write_text(HEADER)
    clawq("add --task '한글 task'")
    clawq("pick")

    for arguments in (["--json", *shlex.split(line)], [*shlex.split(line), "--json"]):
        done = clawq.run(*arguments)
        assert not done.err.startswith("clawq: ")
        if keys is None:
            assert isinstance(done.json, list)
        else:
            assert set(done.json) == keys


def test_json_says_what_the_text_says(clawq: Queue) -> None:
    clawq("add --task '한글 task' --notes n")

    [listed] = clawq.run("list", "--json").json
    shown = clawq.run("show", "ORCH-001", "--json")

    assert listed == {
        "id": "ORCH-001",
        "status": "PENDING",
        "phase": None,
        "priority": "P1",
        "task": "한글 task",
        "owner": None,
        "attempt": 0,
    }
    assert shown.json["item"]["title"] == "한글 task"
    assert "한글" in shown.out
    assert clawq.run("status", "--json").json["summary"]["PENDING"] == 1


# -- errors and exit codes -----------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "complaint"),
    [
        ("lst", 2, "No such command 'lst'. (see `clawq --help`)"),
        (
            "list extra",
            2,
            "Got unexpected extra argument (extra) (see `clawq",
        ),
        ("list --colour", 2, "No such option '--colour'"),
        ("add", 2, "Missing option '--task'. (see `clawq add --help`)"),
        ("show", 2, "Missing argument 'ID'."),
        ("pick --lease-seconds 0", 2, "Invalid value for '--lease-seconds'"),
        ("pick --lease-seconds 99999999999999", 2, "Invalid value for '--lease-se"),
        ("list --limit 99999999999999999999", 2, "Invalid value for '--limit'"),
        ("logs ORCH-001 -n -1", 2, "Invalid value for '-n'"),
        ("logs ORCH-001 -f --json", 2, "--follow prints lines as they come"),
        ("pause nobody", 2, "unknown scope 'nobody': use all, priority:P0, role:NAME"),
        ("pause priority:P7", 2, "unknown priority 'P7': use one of P0, P1, P2"),
        ("worker", 2, "say one of --slot NAME, --reviewer, --dispatcher"),
        ("ping", 2, "say one of --slot NAME"),
        ("ping --slot slot-9", 2, "unknown slot 'slot-9': did you mean 'slot-"),
        ("--redis-url redis://x broker", 2, "redis_url is set"),
        ("ps", 3, "nothing runs here: start it with `clawq up`"),
        ("ps --json", 3, "nothing runs here: start it with `clawq up`"),
        ("--json show NOPE", 2, "no item NOPE"),
    ],
)
def test_an_error_is_one_line(
    clawq: Queue, line: str, code: int, complaint: str
) -> None:
    clawq("add --task x")

    done = clawq.run(*shlex.split(line))

    assert done.complaint.startswith(complaint)
    assert done.code == code


def test_a_check_that_fails_ends_with_1(clawq: Queue) -> None:
    done = clawq.run("ping", "--beat")

    assert (done.code, done.out) == (1, "beat has shown no sign of life here\n")


@pytest.mark.parametrize("line", ["list", "add --task x", "pick", "status", "show X"])
def test_without_a_queue_it_says_how_to_make_one(empty: Queue, line: str) -> None:
    done = empty.run(*shlex.split(line))

    assert done.complaint == "no queue in .clawq: run `clawq init` first"
    assert done.code == 2
    assert not empty.home.exists()


def test_down_is_safe_to_repeat(clawq: Queue) -> None:
    assert clawq("down") == "nothing runs here\n"
    assert clawq("down --now") == "nothing runs here\n"


def test_a_full_disk_is_one_line(clawq: Queue) -> None:
    clawq("add --task x")

    for line in ("list", "list --json"):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [*CLAWQ, *shlex.split(line)],
                cwd=clawq.directory, stdout=full, stderr=subprocess.PIPE, text=True,
                env=fresh_environment(), check=False,
            )  # fmt: skip
        assert (done.returncode, done.stderr) == (
            3,
            "clawq: No space left on device\n",
        )


# -- terminals and pipes -------------------------------------------------------


def test_a_reader_that_has_enough_is_no_error(clawq: Queue) -> None:
    """`clawq list | head -1`, with more to say than a pipe holds."""
    rows = "".join(
        f"| A-{n} | PENDING | P1 | {'long ' * 40}| | - | - | - | |\n"
        for n in range(900)
    )
    (clawq.directory / "QUEUE.md").write_text(HEADER + rows)
    clawq("import QUEUE.md")

    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$@" | head -1', "-", *CLAWQ, "list"],
        cwd=clawq.directory, capture_output=True, text=True, env=fresh_environment(),
        check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("A-0\tPENDING\tP1\tlong long ")
    assert done.stdout.count("\n") == 1


def on_a_terminal(directory: Path, *arguments: str) -> tuple[int, str]:
    """Run a command whose output is a terminal; returns exit code and output."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CLAWQ, *arguments],
        cwd=directory, stdin=theirs, stdout=theirs, stderr=theirs,
        env=fresh_environment(),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # how Linux says that the other end is closed
    finally:
        os.close(ours)
    return process.wait(20), shown.decode()


def test_colours_are_for_terminals(clawq: Queue) -> None:
    code, shown = on_a_terminal(clawq.directory, "doctor")

    assert code == 1
    assert "\x1b[32mok    software: " in shown
    assert "\x1b[31mfail  slot-1: " in shown
    assert "\x1b" not in clawq.run("doctor").out


EVIL = (
    "a\x1b[2J\x1b[31mb\x1b]8;;http://evil.example\x07c\x1b]8;;\x1b\\ "
    "\x1b]52;c;ZXZpbA==\x07d\x9b31m\x85e\u202ef\u2066g\u200bh\x7fi\bj\rk\x1bPq\x1b\\"
)
HARMLESS = re.compile(
    r"[^\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*"
)


@pytest.fixture
def hostile(clawq: Queue) -> Queue:
    """A queue in which everybody may have said anything."""
    clawq.run("add", "--task", EVIL, "--success-criteria", EVIL, "--notes", EVIL)
    clawq.run("pick", "--owner-session", EVIL)
    clawq.run("pause", "role:r", "--note", EVIL)
    with clawq.engine().store.write() as tx:
        tx.keep_report("ORCH-001", 1, f"[REPORT ORCH-001]\n{EVIL}\n")
        tx.edit_attempt("ORCH-001", 1, error=EVIL)
    log = clawq.home / "runs" / "ORCH-001" / "1" / "output.log"
    log.parent.mkdir(parents=True)
    log.write_bytes(f"{EVIL}\n".encode() + b"\xff\xfe\x9b31m\n\x1b]0;title")
    return clawq


SHOWN = ["list", "show ORCH-001", "history ORCH-001", "status", "workers",
         "logs ORCH-001", "resume"]  # fmt: skip


@pytest.mark.parametrize("line", SHOWN)
def test_nothing_that_was_said_steers_a_terminal(hostile: Queue, line: str) -> None:
    done = hostile.run(*shlex.split(line))

    assert done.code == 0
    assert HARMLESS.fullmatch(done.out)
    assert HARMLESS.fullmatch(done.err)
    assert "evil.example" not in done.out


@pytest.mark.parametrize("line", SHOWN)
def test_json_says_it_without_a_single_control(hostile: Queue, line: str) -> None:
    """And with nothing lost: a program may want to know."""
    done = hostile.run(*shlex.split(line), "--json")

    assert HARMLESS.fullmatch(done.out)
    if line == "list":
        assert done.json[0]["task"] == EVIL


def test_the_error_that_repeats_what_was_typed_is_harmless(clawq: Queue) -> None:
    done = clawq.run("show", EVIL)

    assert HARMLESS.fullmatch(done.complaint)


def test_a_note_can_not_forge_a_line(clawq: Queue) -> None:
    forged = "x\nsummary PENDING=0"
    clawq("add --task x")
    clawq.run("pause", "role:r", "--note", forged)
    clawq.run("pick", "--owner-session", forged)

    for line in ("status", "workers", "history ORCH-001", "show ORCH-001"):
        out = clawq.run(*shlex.split(line)).out.splitlines()
        assert sum(told.startswith("summary") for told in out) == (line == "status")


def test_korean_survives_a_plain_locale(clawq: Queue) -> None:
    """As under cron, where nobody has set a language."""
    env = {k: v for k, v in fresh_environment().items() if k not in {"LANG", "LC_ALL"}}
    for arguments in (["add", "--task", "한글 작업 🙂"], ["list"]):
        done = subprocess.run(
            [*CLAWQ, *arguments],
            cwd=clawq.directory, capture_output=True, env={**env, "LC_ALL": "C"},
            check=True,
        )  # fmt: skip

    assert done.stdout.decode() == "ORCH-001\tPENDING\tP1\t한글 작업 🙂\n"


# -- help ----------------------------------------------------------------------

#: Groups of commands, and what is in them.
GROUPS = {
    "gate": {"judge", "score", "relabel", "doubts", "export"},
    "intake": {"plan", "submit"},
    "notify": {"test"},
    "openclaw": {"install", "uninstall"},
    "token": {"new", "list", "revoke"},
    "team": {"submit", "status", "cancel", "replan"},
    "workspace": {"clean", "install-hook", "list", "may-push"},
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(empty: Queue, command: str) -> None:
    """Before anything is there, and without making anything; groups name theirs."""
    helped = empty(f"{command} --help")

    assert helped == empty(f"{command} -h")
    assert max(map(len, helped.splitlines())) <= 88
    if command in GROUPS:
        assert helped.startswith(f"Usage: clawq {command} [OPTIONS] COMMAND")
        named = re.findall(
            r"^  ([\w-]+)  +[A-Z]", helped.partition("Commands:")[2], re.MULTILINE
        )
        assert set(named) == GROUPS[command]
    else:
        assert helped.startswith(f"Usage: clawq {command} [OPTIONS]")
        assert "--json" in helped
        assert "Examples:\n" in helped
    assert not list(empty.directory.iterdir())


@pytest.mark.parametrize(
    "command", [f"{group} {verb}" for group in GROUPS for verb in sorted(GROUPS[group])]
)
def test_every_command_of_a_group_has_help(empty: Queue, command: str) -> None:
    """The same as any other, with examples."""
    helped = empty(f"{command} --help")

    assert helped.startswith(f"Usage: clawq {command} [OPTIONS]")
    assert helped == empty(f"{command} -h")
    assert "--json" in helped
    assert "Examples:\n" in helped
    assert max(map(len, helped.splitlines())) <= 88
    assert not list(empty.directory.iterdir())


def test_help_names_every_command(empty: Queue) -> None:
    helped = empty("--help")

    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z]", helped, re.MULTILINE)
    assert empty("") == helped


def test_the_version(empty: Queue) -> None:
    assert empty("--version") == f"clawq, version {__version__}\n"


# -- settings ------------------------------------------------------------------


def test_the_home_is_named_by_flag_then_environment_then_default(
    empty: Queue,
) -> None:
    env = {"CLAWQ_HOME": "from-env"}
    for arguments, where in (
        (["init"], "from-env"),
        (["--home", "before", "init"], "before"),
        (["init", "--home", "behind"], "behind"),
        (["--home", "before", "init", "--home", "latest"], "latest"),
    ):
        empty.run(*arguments, env=env)
        assert (empty.directory / where / "queue.db").exists(), where
    empty("init")
    assert (empty.home / "queue.db").exists()


def test_flag_wins_over_environment_over_file(clawq: Queue) -> None:
    (clawq.home / "clawq.toml").write_text('id_prefix = "FILE"\n')
    other = f"sqlite:///{clawq.directory}/other.db"

    assert clawq("add --task x") == "Added FILE-001\n"
    env = {"CLAWQ_ID_PREFIX": "ENV"}
    assert clawq.run("add", "--task", "x", env=env).out == "Added ENV-001\n"

    env = {"CLAWQ_DATABASE_URL": other}
    assert clawq.run("init", "--json", env=env).json["database"] == other
    assert clawq.run("list", env=env).out == ""
    flag = f"--database-url=sqlite:///{clawq.home}/queue.db"
    assert clawq.run(flag, "list", env=env).out.count("\n") == 2


def test_a_password_in_a_url_is_not_shown(clawq: Queue) -> None:
    url = "postgresql://me:geheim@127.0.0.1:1/x"
    for command in ("init", "list", "doctor", "up"):
        done = clawq.run("--database-url", url, command)
        assert done.code
        assert "geheim" not in done.out + done.err


def test_a_trace_id_is_found_in_the_story(clawq: Queue) -> None:
    clawq("--trace-id my-trace add --task x")

    assert clawq.run("history", "ORCH-001", "--json").json[0]["trace_id"] == "my-trace"


# -- doctor --------------------------------------------------------------------


def test_doctor_names_what_is_missing(clawq: Queue) -> None:
    done = clawq.run("doctor")

    assert (done.code, done.err) == (1, "")
    told = dict(line.split(": ", 1) for line in done.out.splitlines())
    assert told["fail  slot-1"] == (
        "no agent program: set runtimes.command.argv in clawq.toml"
    )
    assert told["warn  broker"] == "the embedded broker is down: `clawq up` starts it"
    assert "ok    home" in told
    assert f"journal {journal_mode()}" in told["ok    database"]


def test_doctor_fails_where_nothing_would_run(clawq: Queue) -> None:
    """A slots.toml that declares no slot replaces those that ship."""
    (clawq.home / "slots.toml").write_text("# none yet\n")

    done = clawq.run("doctor")

    assert done.code == 1
    told = dict(line.split(": ", 1) for line in done.out.splitlines())
    assert "none is declared" in told["fail  slots"]


def test_doctor_tells_which_journal_and_why(clawq: Queue) -> None:
    findings = {f["what"]: f for f in _findings(clawq)}

    told = findings["SQLite"]["told"]
    assert told.startswith(f"{sqlite3.sqlite_version}, journal {journal_mode()}: ")
    assert "write-ahead log" in told


def test_doctor_is_content_with_a_configured_queue(clawq: Queue) -> None:
    argv = json.dumps([sys.executable])
    (clawq.home / "clawq.toml").write_text(f"[runtimes.command]\nargv = {argv}\n")

    done = clawq.run("doctor")

    assert done.code == 0, done.out
    assert "ok    slot-1: runtime command, not running\n" in done.out


def test_doctor_looks_before_there_is_anything(empty: Queue) -> None:
    done = empty.run("doctor")

    assert done.code == 1
    assert "fail  database: there is none yet: run `clawq init`\n" in done.out
    assert not empty.home.exists()


def _findings(clawq: Queue) -> list[dict[str, str]]:
    done = clawq.run("doctor", "--json")
    assert done.code == 1
    found: list[dict[str, str]] = json.loads(done.out)
    return found
