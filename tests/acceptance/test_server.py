"""The short way: a running system's server runs the commands of others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.domain.item import Status
from openclaw_celery.store.sqlite import sqlite3
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """An installation that runs, with nothing to do."""
    slots = {"slots.slot-1.runtime": "command"}
    system = System(tmp_path_factory.mktemp("server") / "home", {**QUICK, **slots})
    system.clawq("up", "--detach")
    wait_until((system.home / "run" / "server.json").exists, 20, what="the server")
    yield system
    system.run("down", "--now")


def call(
    system: System,
    *words: str,
    cwd: Path | None = None,
    stdin: str | None = None,
    imports: bool = False,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run `clawq`; with *imports*, what this very process imports is on stderr."""
    return subprocess.run(
        [
            sys.executable,
            *(("-X", "importtime") if imports else ()),
            *("-m", "openclaw_celery", "--home", str(system.home), *words),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=cwd,
        input=stdin,
        env={**system.environment(), **environment},
    )


#: With this in its environment a command asks nobody.
ALONE = {"CLAWQ_SERVER": "off"}


def serving(system: System) -> list[psutil.Process]:
    """List the processes that run commands for others just now."""
    try:
        return psutil.Process(system.pid("server")).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def test_who_asks_imports_nothing_of_the_engine(system: System) -> None:
    """And gets what it would have got from itself, which imports all of it."""
    short = call(system, "list", imports=True)
    long = call(system, "list", imports=True, **ALONE)

    assert "sqlalchemy" in long.stderr
    assert "sqlalchemy" not in short.stderr
    assert "click" not in short.stderr
    assert (short.stdout, short.returncode) == (long.stdout, long.returncode)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json"),
        ("status",),
        ("workers", "--json"),
        ("show", "NO-SUCH"),
        ("list", "--status", "늦음"),
        ("add",),
        ("--version",),
        ("list", "--help"),
        ("nonsense",),
        ("--home",),
        ("list", "--home", "/nonexistent"),
    ],
)
def test_a_command_cannot_tell_who_runs_it(
    system: System, words: tuple[str, ...]
) -> None:
    """The same output, the same complaint, the same exit code."""
    short = call(system, *words)
    long = call(system, *words, **ALONE)

    assert (short.stdout, short.stderr, short.returncode) == (
        long.stdout,
        long.stderr,
        long.returncode,
    )


def test_a_command_has_its_callers_directory_environment_and_streams(
    system: System, tmp_path: Path
) -> None:
    """A relative path, a variable, Korean text, and a pipe that is not read on."""
    table = (
        "| id | status | priority | task | success_criteria | owner_session |"
        " started_at_kst | due_at_kst | notes |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
        "| SRV-1 | BLOCKED | P1 | 배포 문서 정리 | 문서가 있다 | | | | |\n"
    )
    (tmp_path / "표.md").write_text(table, "utf-8")
    done = call(system, "import", "표.md", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "배포 문서 정리" in call(system, "list").stdout

    elsewhere = call(system, "list", CLAWQ_DATABASE_URL="sqlite:////nonexistent/q.db")
    assert elsewhere.returncode == 3
    assert "unable to open database file" in elsewhere.stderr


def test_an_error_that_nobody_expected_is_one_line(system: System) -> None:
    """With a server and without; the traceback is kept, and told where."""
    item_id = system.add("of no priority", status=Status.BLOCKED)[0]
    change = "update items set priority = ? where id = ?"
    with closing(sqlite3.connect(system.home / "queue.db")) as database:
        database.execute("pragma ignore_check_constraints = on")
        database.execute(change, ("P9", item_id))
        database.commit()
        try:
            both = [
                call(system, "show", item_id),
                call(system, "show", item_id, **ALONE),
            ]
        finally:
            database.execute(change, ("P1", item_id))
            database.commit()

    log = system.home / "logs" / "crash.log"
    for done in both:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            "clawq: unexpected error ValueError: 'P9' is not a valid Priority; "
            f"the log has the details: {log}\n"
        )
    kept = log.read_text("utf-8")
    assert kept.count("Traceback (most recent call last)") == len(both)
    assert kept.count("cli/story.py") == len(both)
    assert log.stat().st_mode & 0o077 == 0


def test_a_directory_that_is_gone_is_named(system: System, tmp_path: Path) -> None:
    """The server could not go there, and says so in the caller's place."""
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"rmdir {gone}; exec {sys.executable} -m openclaw_celery list"
    done = subprocess.run(
        ["sh", "-c", script], cwd=gone, capture_output=True, text=True, check=False,
        env={**system.environment(), "CLAWQ_HOME": str(system.home)}, timeout=60,
    )  # fmt: skip

    assert "Traceback" not in done.stderr
    assert "was killed" not in done.stderr


def test_what_is_added_this_way_is_run(system: System) -> None:
    """The doorbell rings from the server's child as from any process."""
    added = call(system, "add", "--task", "sleep 0", "--json")
    item_id = json.loads(added.stdout)["id"]
    wait_until(lambda: system.item(item_id).status.value == "DONE", 30, what="its end")


def test_ctrl_c_reaches_the_command(system: System) -> None:
    """It ends as it would have ended here, and nothing of it is left."""
    [item_id] = system.add("sleep 60")
    system.wait_running(item_id)
    watching = subprocess.Popen(
        [sys.executable, "-m", "openclaw_celery", "logs", "--follow", item_id],
        env={**system.environment(), "CLAWQ_HOME": str(system.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: bool(serving(system)), 10, what="the command")
    watching.send_signal(signal.SIGINT)
    watching.communicate(timeout=20)
    assert watching.returncode == 130
    wait_until(lambda: not serving(system), 10, what="the end of the command")

    killed = subprocess.Popen(
        [sys.executable, "-m", "openclaw_celery", "logs", "--follow", item_id],
        env={**system.environment(), "CLAWQ_HOME": str(system.home)},
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: bool(serving(system)), 10, what="the command")
    killed.kill()
    killed.wait()
    wait_until(lambda: not serving(system), 10, what="the end of the command")


def test_a_server_that_is_stuck_or_dead_is_done_without(system: System) -> None:
    """A stopped one takes nothing on; a killed one is there again soon."""
    server = psutil.Process(system.pid("server"))
    server.suspend()
    try:
        added = call(system, "add", "--task", "sleep 0", "--json")
    finally:
        server.resume()
    item_id = json.loads(added.stdout)["id"]
    # Once it goes on it finds that nobody waits for it any more.
    wait_until(lambda: not serving(system), 10, what="the end of the late child")
    tasks = [
        line for line in call(system, "list").stdout.splitlines() if item_id in line
    ]
    assert len(tasks) == 1

    os.kill(server.pid, signal.SIGKILL)
    assert call(system, "status").returncode == 0
    wait_until(lambda: system.pid("server") not in {0, server.pid}, 30, what="another")


def test_another_programs_server_is_not_asked(system: System) -> None:
    """A server of another version would follow other rules."""

    def answers() -> bool:
        return "sqlalchemy" not in call(system, "list", imports=True).stderr

    # It may have been started just now.
    wait_until(answers, 30, what="the server")
    note = system.home / "run" / "server.json"
    told = note.read_text("utf-8")
    note.write_text(told.replace('"version": "', '"version": "9'), "utf-8")
    try:
        assert "sqlalchemy" in call(system, "list", imports=True).stderr
    finally:
        note.write_text(told, "utf-8")
    wait_until(answers, 30, what="the server")


def test_nobody_else_gets_at_it(system: System) -> None:
    """Its socket, and the directory around it, are the owner's alone."""
    told = json.loads((system.home / "run" / "server.json").read_text("utf-8"))
    path = system.settings.socket_path.with_name("server.sock")
    assert told["socket"] == str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
