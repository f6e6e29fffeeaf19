"""What is wrong is refused in one line that says what to do, and nothing is changed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.ports import Slot
from openclaw_celery.settings import load
from openclaw_celery.wiring import build
from tests.support.services import short_directory
from tests.support.system import AGENT, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.commands import Commands, Done

HEADER = (
    "| id | status | priority | task | success_criteria | owner_session "
    "| started_at_kst | due_at_kst | notes |\n|---|---|---|---|---|---|---|---|---|\n"
)
GOOD = "| A-1 | PENDING | P1 | good | | - | - | - | |\n"


class Queue:
    """A directory with a queue of one item in it, and what is typed there."""

    def __init__(self, commands: Commands, directory: Path) -> None:
        self._commands = commands
        self.directory = directory
        self.home = directory / ".clawq"

    def run(self, line: str, *, env: dict[str, str] | None = None) -> Done:
        return self._commands.run(*shlex.split(line), cwd=self.directory, env=env)

    def configure(self, text: str) -> None:
        (self.home / "clawq.toml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def made(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    queue = Queue(commands, tmp_path_factory.mktemp("made"))
    assert queue.run("init").code == 0
    assert queue.run("add --task first").out == "Added ORCH-001\n"
    return queue.home


@pytest.fixture
def clawq(commands: Commands, made: Path, tmp_path: Path) -> Queue:
    queue = Queue(commands, tmp_path)
    shutil.copytree(made, queue.home)
    return queue


def refused(done: Done) -> str:
    assert done.code == 2
    return done.complaint


def unavailable(done: Done) -> str:
    assert done.code == 3
    return done.complaint


def unchanged(clawq: Queue) -> bool:
    return clawq.run("list").out == "ORCH-001\tPENDING\tP1\tfirst\n"


# -- numbers -------------------------------------------------------------------


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999"])
@pytest.mark.parametrize(
    "line",
    [
        "drain --timeout",
        "drain priority:P0 --timeout",
        "add --task x --budget-usd",
        "budget ORCH-001 --usd",
        "kpi --since",
        "health --stale-minutes",
        "gate score --min-accuracy",
        "gate score --max-false-pass",
        "ui-check --url http://127.0.0.1/ --contains x --timeout",
    ],
)
def test_what_is_no_number_is_refused_before_anything_is_done(
    clawq: Queue, line: str, number: str
) -> None:
    """`nan` passes every comparison; a queue that was paused for it would stay so."""
    option = line.rsplit(maxsplit=1)[-1]

    assert f"Invalid value for '{option}'" in refused(clawq.run(f"{line}={number}"))
    assert unchanged(clawq)
    assert "paused" not in clawq.run("status").out


# -- bytes ---------------------------------------------------------------------


#: As Python hands on an argument that is the bytes ff fe.
BYTES = "\udcff\udcfe"


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("add --task x --depends-on", "--depends-on"),
        ("add --task", "--task"),
        ("add --task x --id", "--id"),
        ("add --task x --notes", "--notes"),
        ("add --task x --idempotency-key", "--idempotency-key"),
        ("show", "ID"),
        ("history", "ID"),
        ("why", "[ID]..."),
        ("cancel", "[ID]..."),
        ("done ORCH-001 --notes", "--notes"),
        ("answer ORCH-001 --text", "--text"),
        ("pick --owner-session", "--owner-session"),
        ("pause --note", "--note"),
        ("pause", "[SCOPE]..."),
        ("intake submit --request", "--request"),
        ("list --status", "--status"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    clawq: Queue, line: str, option: str
) -> None:
    """Half a letter can't be stored, and would be read as something else later."""
    complaint = refused(clawq.run(f"{line} {BYTES}"))

    assert complaint.startswith(
        f"Invalid value for '{option}': b'\\xff\\xfe' is not UTF-8 text."
    )
    assert unchanged(clawq)
    assert "paused" not in clawq.run("status").out


def test_bytes_in_settings_and_files_are_refused(clawq: Queue) -> None:
    for line in (f"--home {BYTES} list", f"--database-url sqlite:///{BYTES} list"):
        assert "is not UTF-8 text" in refused(clawq.run(line))
    team = {"tasks": [{"title": "\ud800", "dependencies": ["\ud800"]}]}
    (clawq.directory / "team.json").write_text(json.dumps(team))
    assert "use up to 64 letters" in refused(clawq.run("team submit team.json"))
    team = {"tasks": [{"title": "half \ud800 a letter"}]}
    (clawq.directory / "team.json").write_text(json.dumps(team))
    assert "is not UTF-8 text" in refused(clawq.run("team submit team.json"))
    (clawq.directory / "request").write_bytes(b"one\ntwo \xff\n")
    complaint = refused(clawq.run("intake submit --file request"))
    assert complaint == "request, line 2: not UTF-8 text"
    assert unchanged(clawq)


@pytest.mark.parametrize("need", ["a b", "../x", "늦음", "x" * 65, "#", "-x"])
def test_what_can_be_no_id_can_not_be_depended_on(clawq: Queue, need: str) -> None:
    complaint = refused(clawq.run(f"add --task x '--depends-on={need}'"))
    assert complaint == f"depends_on {need!r}: use up to 64 letters, digits and . _ -"

    row = f"| A-1 | PENDING | P1 | x | | - | - | - | depends_on:{need[:1]}! |\n"
    (clawq.directory / "QUEUE.md").write_text(HEADER + row)
    complaint = refused(clawq.run("import QUEUE.md"))
    assert "line 3, notes: depends_on: id " in complaint
    assert unchanged(clawq)


@pytest.mark.parametrize(
    "line",
    [
        "{long}",
        "show {long}",
        "list --{long}",
        "list --status {long}",
        "list --limit {long}",
        "add --task x --depends-on {long}",
        "pause {long}",
        "import {long}",
        "team submit {long}",
        "review --id ORCH-001 --report /{long}",
        "--home {long} list",
        "--database-url sqlite:////{long} list",
        "--trace-id {long} list",
        "completion {long}",
        "render --queue {long}",
        "workspace may-push {long}",
    ],
)
def test_a_complaint_is_short_whatever_was_typed(clawq: Queue, line: str) -> None:
    """A line that fills the screen hides what is wrong."""
    done = clawq.run(line.format(long="x" * 3000))

    assert done.code
    assert len(done.complaint) < 420


# -- values --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("show ORCH-404", "no item ORCH-404"),
        ("history ORCH-404", "no item ORCH-404"),
        ("logs ORCH-404", "no item ORCH-404"),
        ("show ''", "no item"),
        ("list --status WAITING", "unknown status 'WAITING': use one of PENDING, IN_P"),
        ("list --priority P9", "unknown priority 'P9': use one of P0, P1, P2"),
        ("add --task x --priority urgent", "unknown priority 'urgent': use one of P0"),
        ("add --task x --id ORCH-001", "ORCH-001 exists already"),
        ("add --task x --id '../../etc/passwd'", "id '../../etc/passwd': use up to 64"),
        ("add --task x --id ''", "id '': use up to 64 letters"),
        ("add --task ' '", "task: must not be empty"),
        ("add --task x --due-at-kst tomorrow", "due-at-kst: 'tomorrow' is not a time"),
        ("add --task x --due-at-kst '2026-02-30 10:00'", "due-at-kst: '2026-02-30 10:"),
        ("add --task x --due-at-kst '0001-01-01 00:00'", "due-at-kst: '0001-01-01 00:"),
        ("add --task x --max-attempts 0", "max_attempts 0: use 1 to 100"),
        ("add --task x --max-attempts -3", "max_attempts -3: use 1 to 100"),
        (
            "add --task x --max-attempts many",
            "Invalid value for '--max-attempts': 'man",
        ),
        ("add --task x --depends-on ORCH-404", "no item ORCH-404 to depend on"),
        ("add --task x --id A --depends-on A", "these items wait for each other: A"),
        ("add --task x --runtime 'a b'", "runtime 'a b': use up to 32 letters"),
        ("add --task x --role '../x'", "role '../x': use up to 32 letters"),
        ("import", "Missing argument 'FILE'"),
        (
            "up --home nowhere",
            "slot-1 can't run agents: no agent program: set runtimes.",
        ),
    ],
)
def test_a_wrong_value_is_named(clawq: Queue, line: str, complaint: str) -> None:
    assert refused(clawq.run(line)).startswith(complaint)
    assert unchanged(clawq)
    assert not (clawq.directory / "nowhere").exists()


def test_a_text_that_is_too_long_is_named_and_not_repeated(clawq: Queue) -> None:
    complaint = refused(clawq.run(f"add --task {'x' * 20_001}"))

    assert complaint == "task: longer than 20000 characters"
    assert unchanged(clawq)


# -- QUEUE.md ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: no table with the columns id, status, priority, task"),
        ("# Only words\n", "line 1: no table with the columns"),
        (
            "\n" + (HEADER + GOOD).replace("| notes ", ""),
            "line 2, notes: the table has no column notes",
        ),
        (
            HEADER + GOOD + "| A-2 | PENDING | P1 |\n",
            "line 4, task: 3 cells, the table",
        ),
        (
            HEADER + GOOD.replace("good", "a | b"),
            "line 3, notes: 10 cells, the table has 9 columns",
        ),
        (
            HEADER + GOOD + GOOD.replace("PENDING", "WAITING").replace("A-1", "A-2"),
            "line 4, status: unknown status 'WAITING': use one of",
        ),
        (HEADER + GOOD.replace("P1", "P7"), "line 3, priority: unknown priority 'P7'"),
        (HEADER + GOOD.replace("good", ""), "line 3, task: task: must not be empty"),
        (HEADER + GOOD.replace("A-1", "../A"), "line 3, id: id '../A': use up to 64"),
        (HEADER + GOOD + "\n\n" + HEADER, "line 6: a second table of the queue; the"),
        (HEADER + GOOD + GOOD, "line 4, id: A-1 is on line 3 already"),
        (
            HEADER + GOOD.replace("- | |", "2026-13-01 | |"),
            "line 3, due_at_kst: '2026-13-01' is not a time",
        ),
        (
            HEADER + GOOD + GOOD.replace("A-1", "ORCH-001"),
            "ORCH-001 exists already",
        ),
        (
            HEADER + GOOD.replace("| |\n", "| depends_on:A-9 |\n"),
            "no item A-9 to depend on",
        ),
        (
            HEADER
            + GOOD.replace("| |\n", "| depends_on:A-2 |\n")
            + "| A-2 | PENDING | P1 | b | | - | - | - | depends_on:A-1 |\n",
            "these items wait for each other: ",
        ),
    ],
)
def test_a_broken_table_is_not_imported_at_all(
    clawq: Queue, text: str, complaint: str
) -> None:
    """Line and field are named; no row comes in, not even a good one above."""
    (clawq.directory / "QUEUE.md").write_text(text, "utf-8")

    assert complaint in refused(clawq.run("import QUEUE.md"))
    assert unchanged(clawq)


def test_a_file_that_is_no_text_is_not_imported(clawq: Queue) -> None:
    (clawq.directory / "QUEUE.md").write_bytes(HEADER.encode() + b"| \xff\xfe |\n")
    (clawq.directory / "folder").mkdir()

    assert refused(clawq.run("import QUEUE.md")) == "QUEUE.md, line 3: not UTF-8 text"
    assert "is a directory" in refused(clawq.run("import folder"))
    assert refused(clawq.run("import nope.md")) == "nope.md: No such file or directory"
    assert unchanged(clawq)


# -- databases -----------------------------------------------------------------


@pytest.mark.parametrize("line", ["list", "add --task x", "status", "init", "pick"])
def test_a_database_file_that_is_something_else(clawq: Queue, line: str) -> None:
    (clawq.home / "queue.db").write_bytes(b"no database at all\n" * 500)

    complaint = unavailable(clawq.run(line))

    assert complaint.endswith("file is not a database: this file is something else")


def test_a_database_that_is_a_directory(clawq: Queue) -> None:
    (clawq.home / "queue.db").unlink()
    (clawq.home / "queue.db").mkdir()

    assert "unable to open database file" in unavailable(clawq.run("list"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_database_that_may_not_be_written(clawq: Queue) -> None:
    (clawq.home / "queue.db").chmod(0o400)
    clawq.home.chmod(0o500)
    try:
        complaint = unavailable(clawq.run("add --task x"))
    finally:
        clawq.home.chmod(0o700)

    assert "may you write" in complaint


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def test_an_unreachable_postgresql(clawq: Queue) -> None:
    url = "postgresql://me:geheim@127.0.0.1:1/x"

    for line in ("list", "add --task x", "init"):
        complaint = unavailable(clawq.run(f"--database-url {url} {line}"))
        assert complaint.endswith("Connection refused: is the server running?")
        assert "geheim" not in complaint


def test_a_postgresql_that_says_nothing(clawq: Queue, silent: str) -> None:
    line = f"--database-url postgresql://me@{silent}/x list"

    assert "timeout" in unavailable(clawq._commands.run(
        *shlex.split(line), cwd=clawq.directory, within=15
    ))  # fmt: skip


@pytest.mark.parametrize("url", ["nonsense", "mysql://h/x", "postgresql"])
def test_a_database_url_that_is_none(clawq: Queue, url: str) -> None:
    assert refused(clawq.run(f"--database-url {url} list"))


# -- the broker ----------------------------------------------------------------


@pytest.fixture
def waited_for(clawq: Queue) -> Queue:
    """A queue with a slot that is free: whatever is added rings at once."""
    engine = build(load(clawq.home, environ={}))
    slot, host, pid = Slot("slot-1", "command"), socket.gethostname(), os.getpid()
    engine.slots.start(slot, host=host, pid=pid, alive=lambda *_: True)
    engine.slots.ready(slot, host=host, pid=pid)
    return clawq


def test_an_item_is_kept_when_the_broker_is_away(
    waited_for: Queue, silent: str
) -> None:
    """Refused at once, or silent: the store has it, and the doorbell rings later."""
    for number, where in enumerate(("127.0.0.1:1", silent), 2):
        env = {"CLAWQ_REDIS_URL": f"redis://{where}/0", "CLAWQ_MAX_WORKERS": "9"}
        done = waited_for.run("add --task kept", env=env)

        assert (done.code, done.out) == (0, f"Added ORCH-00{number}\n")
        assert "Traceback" not in done.err
    assert waited_for.run("list").out.count("\tkept\n") == 2


def test_doctor_tells_that_the_broker_is_away(clawq: Queue) -> None:
    done = clawq.run("--redis-url redis://127.0.0.1:1/0 doctor")

    assert done.code == 1
    assert re.search(
        r"^fail  broker: .*is the server running\?$", done.out, re.MULTILINE
    )


@pytest.mark.parametrize("url", ["h:6379", "amqp://h", "redis://h:port/0"])
@pytest.mark.parametrize("line", ["add --task x", "doctor", "up"])
def test_a_broker_url_that_is_none(clawq: Queue, url: str, line: str) -> None:
    complaint = refused(clawq.run(f"--redis-url {url} {line}"))

    assert complaint.startswith("redis_url: write redis://HOST:PORT/0")


# -- settings ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ("max_worker = 3", "unknown key 'max_worker'.*: did you mean 'max_workers'?"),
        (
            '[runtimes.command]\nargvv = ["x"]',
            "unknown key 'argvv'.*did you mean 'argv'",
        ),
        (
            "[runtimes.comand]\nargv = []",
            "unknown runtime 'comand': did you mean 'command'",
        ),
        ('max_workers = "many"', r"Expected `int`, got `str` - at `\$.max_workers`"),
        ("max_workers = 0", "max_workers must be at least 1"),
        ("lease_s = 10", "heartbeat_s must be shorter than lease_s - lease_margin_s"),
        ("backoff_s = []", "backoff_s needs at least one number"),
        ("max_workers = = 3", r"\.clawq/clawq\.toml: Invalid value \(at line 1"),
        ('[slots."a b"]', "slot 'a b': use up to 32 letters, digits and _ -"),
        (
            '[slots.a]\nruntime = "comand"',
            "a: unknown runtime 'comand': did you mean 'c",
        ),
    ],
)
def test_a_wrong_setting_is_named(clawq: Queue, config: str, complaint: str) -> None:
    clawq.configure(config)

    for line in ("list", "up"):
        assert re.search(complaint, refused(clawq.run(line)))


def test_a_settings_file_that_is_no_text(clawq: Queue) -> None:
    (clawq.home / "clawq.toml").write_bytes(b"\xff\xfe")

    assert refused(clawq.run("list")).startswith(".clawq/clawq.toml: ")


def test_a_wrong_variable_is_named(clawq: Queue) -> None:
    assert refused(clawq.run("list", env={"CLAWQ_MAX_WORKER": "3"})) == (
        "unknown setting CLAWQ_MAX_WORKER: did you mean 'max_workers'?"
    )


def test_a_home_that_is_a_file(clawq: Queue) -> None:
    (clawq.directory / "file").touch()

    for line in ("init", "list", "up"):
        assert "Not a directory" in refused(clawq.run(f"--home file {line}"))


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ("", "no agent program: set runtimes.command.argv in clawq.toml"),
        ("argv = []", "no agent program: set runtimes.command.argv in clawq.toml"),
        (
            'argv = ["no-such-agent", "x"]',
            "the agent program 'no-such-agent' was not found (runtimes.command.argv)",
        ),
        (
            'argv = ["/etc/passwd"]',
            "the agent program '/etc/passwd' is not executable (runtimes.command.argv)",
        ),
        ('argv = ["sh", "{wrkspace}"]', "runtimes.command.argv: unknown {wrkspace} in"),
    ],
)
def test_up_starts_nothing_that_could_not_work(
    clawq: Queue, config: str, complaint: str
) -> None:
    clawq.configure(f"[runtimes.command]\n{config}\n")

    for line in ("up", "up --detach"):
        assert complaint in refused(clawq.run(line))
    assert not (clawq.home / "run").exists()
    # The two calls themselves are logged, and nothing else is there.
    assert {path.name for path in (clawq.home / "logs").iterdir()} == {
        "orch_runs.jsonl"
    }


def test_an_unknown_slot_is_named(clawq: Queue) -> None:
    assert "unknown slot 'slot-9': did you mean 'slot-" in refused(
        clawq.run("worker --slot slot-9")
    )


# -- agents --------------------------------------------------------------------


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    """
    A running installation, in a home whose path is too long for a socket.

    Its agent is a file of its own, so that it can go missing.
    """
    with short_directory() as directory:
        deep = directory.joinpath(*["a-directory-of-thirty-letters"] * 4)
        deep.mkdir(parents=True)
        agent = directory / "agent"
        agent.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {AGENT}\n")
        agent.chmod(0o700)
        config: dict[str, object] = {
            "slot_beat_s": 1,
            "dispatch_every_s": 1,
            "rescue_every_s": 1,
            "backoff_s": [0.2],
            "flower_port": 0,
            "runtimes.command.argv": [str(agent)],
            "runtimes.command.max_output_bytes": 1_000_000,
            "runtimes.command.grace_s": 1,
        }
        system = System(deep / "home", config)
        (system.home / "slots.toml").write_text("[slots.slot-1]\n")
        try:
            system.up()
            yield system
        finally:
            system.down()


@pytest.fixture
def worker(system: System) -> Iterator[psutil.Process]:
    """The pool's child, which the test must neither kill nor fatten."""
    child = psutil.Process(system.child("slot-1"))
    yield child
    assert child.is_running()
    assert child.memory_info().rss < 300_000_000
    [after] = system.add("하나 더")
    system.wait_ended([after])
    assert system.item(after).status is Status.DONE


def test_a_deep_home_works(system: System) -> None:
    """Its sockets are elsewhere, where only their user may go."""
    path = system.settings.socket_path

    assert len(str(system.home / "run" / "valkey.sock")) > 108
    assert path.exists()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert re.match(r"beat\t(STARTING|RUNNING)\t", system.clawq("ps"))


def test_an_agent_that_prints_a_hundred_megabytes(
    system: System, worker: psutil.Process
) -> None:
    """Its log is cut, the report at its end is judged, the worker stays small."""
    [item_id] = system.add("print 104857600")
    system.wait_ended([item_id], 60)

    assert worker.is_running()
    assert system.item(item_id).status is Status.DONE
    log = system.home / "runs" / item_id / "1" / "output.log"
    assert log.stat().st_size < 1_100_000
    told = json.loads(system.clawq("show", item_id, "--json"))
    assert len(told["report"]) < 1_100_000
    assert "Status: DONE" in told["report"]


@pytest.mark.usefixtures("worker")
def test_an_agent_that_does_not_speak_utf8(system: System) -> None:
    [item_id] = system.add("bytes")
    system.wait_ended([item_id])

    assert system.item(item_id).status is Status.DONE
    assert "\ufffd\ufffd raw words \ufffd" in system.clawq("logs", item_id)


@pytest.mark.usefixtures("worker")
def test_an_agent_that_fails(system: System) -> None:
    """What will pass is tried again; what will not, ends with its last words."""
    again, never = system.add("fail connection reset", "fail bad credentials 401")
    system.wait_ended([again, never])

    assert system.item(again).status is Status.FAILED
    assert system.item(again).tries == 3
    assert system.verbs(again).count(Verb.FAIL) == 3
    assert "exit code 1: " in system.clawq("show", again)
    assert "connection reset" in system.clawq("show", again)
    assert system.item(never).status in {Status.FAILED, Status.BLOCKED}


@pytest.mark.usefixtures("worker")
def test_an_agent_that_goes_missing(system: System) -> None:
    """The item says why; the worker waits for better days."""
    program = Path(system.settings.runtimes.command.argv[0])
    away = program.with_name("away")
    program.rename(away)
    try:
        [item_id] = system.add("nobody does this")
        wait_until(lambda: Verb.FAIL in system.verbs(item_id), what="a failure")
        assert "was not found (runtimes.command.argv)" in system.clawq("show", item_id)
        assert system.run("doctor").returncode == 1
    finally:
        away.rename(program)
    system.wait_ended([item_id])
