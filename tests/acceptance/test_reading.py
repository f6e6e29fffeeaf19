"""What people see of the queue on a terminal, and scripts in a pipe."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len

from openclaw_celery.domain.transitions import DONE, PENDING, Verb, advance
from tests.support.queue import CLAWQ, Queue, fresh_environment
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

#: What colours a terminal.
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(clawq: Queue, *arguments: str, **env: str) -> str:
    """Return what a command prints on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*CLAWQ, *arguments],
        cwd=clawq.directory, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**fresh_environment(), "TERM": "xterm", "COLUMNS": "60", **env},
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
    assert process.wait(20) == 0, shown
    return shown.decode().replace("\r\n", "\n")


# -- global options --------------------------------------------------------------


def test_global_options_stand_before_a_command_or_behind_it(clawq: Queue) -> None:
    """Each of them, and the one behind wins."""
    home = str(clawq.directory / "other")
    url = f"sqlite:///{home}.db"
    given = ["--home", home, "--database-url", url, "--redis-url", "redis://h:1/0"]

    assert clawq.run("init", *given, "--json").json["database"] == url
    assert clawq.run("add", "--task", "x", *given, "--trace-id", "t").code == 0
    before = clawq.run(*given, "--json", "history", "ORCH-001").json
    behind = clawq.run("--home", "nowhere", "history", "ORCH-001", *given, "--json")

    assert behind.json == before
    assert before[0]["trace_id"] == "t"
    assert clawq("list") == ""
    assert "redis_url" in clawq.run("list", "--redis-url", "http://h").complaint


def test_a_group_takes_global_options_for_its_commands(clawq: Queue) -> None:
    """Before it, behind it, and behind the command."""
    words = ["intake", "plan", "--request", "write the docs"]

    told = clawq.run("--json", *words).json

    assert clawq.run(*words[:1], "--json", *words[1:]).json == told
    assert clawq.run(*words, "--json").json == told


# -- lists -----------------------------------------------------------------------


def test_a_list_takes_several_statuses_and_priorities(clawq: Queue) -> None:
    """Named again and again, or once with commas; an unknown one is refused."""
    for number, priority in enumerate(("P0", "P1", "P2"), 1):
        clawq(f"add --id A{number} --task x --priority {priority}")
    clawq("pick")

    def ids(*arguments: str) -> str:
        rows = clawq.run("list", *arguments).out.splitlines()
        return " ".join(row.split("\t")[0] for row in rows)

    assert ids("--status", "pending") == "A2 A3"
    assert ids("--status", "PENDING,IN_PROGRESS") == "A1 A2 A3"
    assert ids("--status", "DONE", "--status", "in_progress") == "A1"
    assert ids("--priority", "P0, p2") == "A1 A3"
    assert ids("--priority", "P2", "--status", "IN_PROGRESS") == ""
    assert "unknown status 'GONE'" in clawq.run("list", "--status", "GONE").complaint


def test_a_list_is_aligned_on_a_terminal(clawq: Queue) -> None:
    """A Korean letter takes two columns there; no line is wider than the terminal."""
    clawq("add --id A --task short --priority P0")
    clawq(
        "add --id A-LONGER-ID --task '배포 문서를 정리하고 링크를 모두 확인해 주세요'"
    )

    lines = on_a_terminal(clawq, "list").splitlines()

    plain = [STYLE.sub("", line) for line in lines]
    assert plain[0].split() == ["ID", "STATUS", "PRIORITY", "TASK"]
    assert plain[1].split() == ["A", "PENDING", "P0", "short"]
    assert plain[2].startswith("A-LONGER-ID  PENDING")
    assert plain[2].endswith("…")
    assert {cell_len(line[: line.index(word)]) for line, word in
            zip(plain, ("TASK", "short", "배포"), strict=True)} == {32}  # fmt: skip
    assert max(map(cell_len, plain)) <= 60
    assert "\x1b[33mPENDING" in lines[1]


def test_no_colour_where_none_is_wanted(clawq: Queue) -> None:
    clawq("add --task x")

    assert STYLE.search(on_a_terminal(clawq, "list"))
    assert not STYLE.search(on_a_terminal(clawq, "list", NO_COLOR="1"))


def test_a_pipe_pays_for_no_table(clawq: Queue) -> None:
    """Importing rich takes longer than listing a thousand items."""
    script = (
        "import sys; from openclaw_celery.cli import run\n"
        "for line in ('list', 'status', 'workers', 'history A'):\n"
        "    assert run(line.split()) == 0\n"
        "assert not [name for name in sys.modules if name.startswith('rich')]"
    )
    clawq("add --id A --task x")

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=clawq.directory, env=fresh_environment(), capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


# -- the story of an item ----------------------------------------------------------


def test_a_history_shows_every_note_on_a_narrow_terminal(clawq: Queue) -> None:
    """On the lines below, where there is no room; in a pipe an event is a line."""
    note = "그 서비스는 문을 닫았다 and " + "nobody answers there any more " * 5
    clawq("add --id A --task x")
    clawq("pick --owner-session a-session-with-a-long-name")
    clawq.run("fail", "A", "--notes", note)

    shown = STYLE.sub("", on_a_terminal(clawq, "history", "A", COLUMNS="100"))

    events = shown.partition("\n")[2].partition("\nattempt 1:")[0]
    assert max(map(cell_len, events.splitlines())) <= 100
    words = " ".join(events.split())
    assert " ".join(note.split()) in words
    assert words.count("a-session-with-a-long-name") >= 2
    assert "\u2026" not in events
    assert clawq("history A").count("\n") == 5


def test_figures_are_aligned_on_a_terminal(clawq: Queue) -> None:
    """Programs read what they have always read."""
    assert on_a_terminal(clawq, "health").startswith("\x1b[32mHEALTH_OK\x1b[0m")
    assert clawq("health") == "HEALTH_OK\n"
    shown = STYLE.sub("", on_a_terminal(clawq, "kpi")).splitlines()
    assert "end_to_end" in shown
    assert f"  {'retry_count':<18} {0:>12}" in shown
    assert clawq("kpi").startswith("kpi success_rate=")


def test_a_team_is_aligned_on_a_terminal(clawq: Queue) -> None:
    tasks = [{"title": "a", "owner_role": "backend"}, {"title": "b"}]
    (clawq.directory / "team.json").write_text(json.dumps({"tasks": tasks}))
    clawq.run("team", "submit", "team.json")

    shown = on_a_terminal(clawq, "team", "status", "ORCH-001").splitlines()

    assert STYLE.sub("", shown[1]).split() == ["ID", "STATUS", "ROLE", "TASK"]
    assert "\x1b[33mPENDING" in shown[2]
    assert "ORCH-002\tPENDING\tbackend\ta\n" in clawq("team status ORCH-001")


def test_a_history_tells_how_attempts_ended(clawq: Queue) -> None:
    """With the verdict, its reasons, what is missing, and how long it took."""
    clawq("add --id A --task x")
    clawq("pick --owner-session me")
    with clawq.engine().store.write() as tx:
        tx.edit_attempt(
            "A", 1, ended=True, outcome="reported", verdict="RETRY",
            reasons=["no test ran"], missing_checks=["pytest -q"],
        )  # fmt: skip

    ending = clawq("history A").splitlines()[-1]

    assert re.fullmatch(
        r"attempt 1: reported, me, ran \d\.\d s, RETRY: no test ran "
        r"\(missing: pytest -q\)",
        ending,
    )
    events = clawq.run("history", "A", "--json").json
    assert [event["verb"] for event in events] == ["add", "dispatch", "claim"]
    assert [e["attempt_outcome"] is None for e in events] == [True, True, False]
    assert events[2]["attempt_outcome"]["missing_checks"] == ["pytest -q"]
    assert events[0]["after_s"] is None
    assert events[1]["after_s"] >= 0


# -- logs --------------------------------------------------------------------------


def log_of(clawq: Queue, number: int) -> Path:
    """Return where an attempt of item A prints."""
    path = clawq.home / "runs" / "A" / str(number) / "output.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def following(clawq: Queue, shown: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start to follow item A; what it prints is in *shown*."""
    with shown.open("wb") as file:
        return subprocess.Popen(
            [*CLAWQ, "logs", "-f", "A", *arguments],
            cwd=clawq.directory, stdout=file, stderr=file, env=fresh_environment(),
        )  # fmt: skip


def test_a_log_is_followed_from_attempt_to_attempt(clawq: Queue) -> None:
    """From before the first one to the end of the item."""
    clawq("add --id A --task x")
    shown = clawq.directory / "shown"
    reader = following(clawq, shown)
    try:
        clawq("pick")
        log_of(clawq, 1).write_text("first\n")
        wait_until(lambda: "first\n" in shown.read_text(), what="the first log")
        with clawq.engine().store.write() as tx:
            tx.save(advance(tx.item("A"), Verb.RELEASE, PENDING, actor="test"))
        clawq("pick")
        log_of(clawq, 2).write_text("second\nlast")
        wait_until(lambda: "second\n" in shown.read_text(), what="the second log")
        with clawq.engine().store.write() as tx:
            tx.save(advance(tx.item("A"), Verb.DONE, DONE, actor="test"))
        assert reader.wait(10) == 0
    finally:
        reader.kill()
        reader.wait()

    assert shown.read_text() == "first\n-- attempt 2 of A\nsecond\nlast\n"
    assert clawq("logs A --attempt 1") == "first\n"
    assert "there is no 3" in clawq.run("logs", "A", "--attempt", "3").complaint


def test_ctrl_c_ends_a_follower_without_a_word(clawq: Queue) -> None:
    clawq("add --id A --task x")
    clawq("pick")
    log_of(clawq, 1).write_text("working\n")
    shown = clawq.directory / "shown"
    reader = following(clawq, shown)
    try:
        wait_until(lambda: shown.read_text() == "working\n", what="the log")
        reader.send_signal(signal.SIGINT)
        assert reader.wait(10) == 130
    finally:
        reader.kill()
        reader.wait()

    assert shown.read_text() == "working\n"


def test_the_end_of_a_huge_log_takes_no_memory(clawq: Queue) -> None:
    """Read from its end; a hole of 1 GB would not fit."""
    clawq("add --id A --task x")
    clawq("pick")
    with log_of(clawq, 1).open("wb") as file:
        file.truncate(2**30)
        file.seek(0, os.SEEK_END)
        file.write(b"\nlast but one\n" + "마지막\n".encode())
    limited = 'ulimit -v 900000; exec "$@"'

    done = subprocess.run(
        ["bash", "-c", limited, "-", *CLAWQ, "logs", "A", "--tail", "2"],
        cwd=clawq.directory, env=fresh_environment(), capture_output=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout.decode()) == (0, "last but one\n마지막\n")


# -- status and workers -------------------------------------------------------------


def test_status_is_for_people_on_a_terminal_and_for_programs_in_a_pipe(
    clawq: Queue,
) -> None:
    """Counts and rows are aligned; what an item or its owner is called does no harm."""
    clawq.run("add", "--task", "로그인 \x1b[2Jfirst")
    clawq("add --task second")
    clawq("pick --owner-session me")

    shown = on_a_terminal(clawq, "status", COLUMNS="90")
    plain = STYLE.sub("", shown)

    assert "\x1b[33mPENDING" in shown
    assert "\x1b[2J" not in shown
    assert plain.startswith(
        "PENDING          1\nIN_PROGRESS      1\nBLOCKED          0\n"
    )
    titles, row = plain.splitlines()[6:8]
    assert titles.split() == ["ID", "STATE", "PRIORITY", "OWNER", "FOR", "TASK"]
    assert row.startswith("ORCH-001  IN_PROGRESS/running  P1        me     ")
    assert row.endswith("s  로그인 first")
    assert row.index("me") == titles.index("OWNER")
    piped = clawq.run("status")
    assert piped.out.startswith("summary PENDING=1 IN_PROGRESS=1 BLOCKED=0 ")
    assert "\n- ORCH-001 (P1) owner=me started=" in piped.out


def test_workers_are_a_table_on_a_terminal_and_lines_in_a_pipe(clawq: Queue) -> None:
    clawq("add --task first --priority P0")
    clawq("pick --owner-session somebody")

    shown = STYLE.sub("", on_a_terminal(clawq, "workers", COLUMNS="90")).splitlines()

    assert shown[0] == "1 at work, 1 in progress"
    assert shown[2].split() == "OWNER TASKS P0 P1 P2 OLDEST START IDS".split()
    assert re.fullmatch(r"somebody  1      1   0   0   [\d: -]+  ORCH-001", shown[3])
    assert re.fullmatch(
        r"workers_active=1 in_progress=1\n"
        r"- somebody tasks=1 p0=1 p1=0 p2=0 ids=ORCH-001 oldest_start=[\d: -]+\n",
        clawq("workers"),
    )


# -- what waits for a person ---------------------------------------------------------


def test_the_inbox_says_what_waits_and_the_command_that_answers(clawq: Queue) -> None:
    """In a pipe by tabs, as JSON, and aligned on a terminal; the command works."""
    assert clawq("inbox") == ""
    clawq("add --id A --task 배포 --priority P0")
    clawq("add --id LATER --task b --depends-on A")
    clawq("cancel A")
    line = clawq("inbox").rstrip("\n").split("\t")
    assert line[:4] == ["A", "BLOCKED", "P0", "1"]
    assert line[5:] == ["cancelled_by_operator", 'clawq answer --id A --text "..."']
    [letter] = clawq.run("inbox", "--json").json
    assert (letter["frees"], letter["title"], letter["asked"]) == (1, "배포", False)
    assert "frees 1" in on_a_terminal(clawq, "inbox", NO_COLOR="1")
    clawq("answer --id A --text x")
    assert clawq("inbox") == ""
