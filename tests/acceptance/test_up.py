"""
`clawq up` from start to end: what it says, how it stops, and what survives it.

Each start is of a home of its own, with one slot.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb
from tests.support.services import short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Several starts a test, on a machine that may have more to do.
pytestmark = pytest.mark.timeout(240)
#: How a line of the log begins.
LINE = re.compile(
    r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} "
    r"(slot-1|reviewer|dispatcher|beat) +(INFO|WARNING|ERROR) +(\S.*)"
)
#: All that is said in a run in which nothing goes wrong.
NORMAL = re.compile(
    r"\S+ (dispatched, attempt 1|started on slot-1, attempt 1|reported, attempt 1"
    r"|reviewed: PASS -> DONE)"
)

#: What services are called in the list of processes, like forks as they are.
TITLES = {
    "beat": "[celery beat]",
    "dispatcher": "dispatcher@",
    "reviewer": "reviewer@",
    "server": "clawq serve",
    "slot-1": "slot-1@",
}


@contextmanager
def installed() -> Iterator[System]:
    """An installation that does not run, and nothing of it does afterwards."""
    with short_directory() as directory:
        system = System(directory / "home", QUICK)
        (system.home / "slots.toml").write_text("[slots.slot-1]\n")
        try:
            yield system
        finally:
            system.down()
            wait_until(lambda: not processes(system), 60, what="the end of everything")


@pytest.fixture
def system() -> Iterator[System]:
    with installed() as system:
        yield system


@contextmanager
def in_the_foreground(
    system: System, output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Type `clawq up`, and wait until it is ready."""
    with output.open("wb") as file:
        up = subprocess.Popen(
            [sys.executable, "-m", "openclaw_celery", "up"],
            cwd=system.home.parent, stdout=file, stderr=file,
            env={**system.environment(), "CLAWQ_HOME": "home"},
        )  # fmt: skip
    try:
        wait_until(lambda: b"\nlog: " in output.read_bytes(), 40, what="ready")
        yield up
    finally:
        if up.poll() is None:
            up.send_signal(signal.SIGQUIT)
            up.wait(40)


def processes(system: System) -> list[psutil.Process]:
    """List all that runs for this home, wherever it has moved."""
    mine = str(system.home)
    found = []
    for process in psutil.process_iter():
        try:
            told = process.environ()
            where = told.get("CLAWQ_HOME", "") + told.get("CLAWQ_WORKSPACE", "")
            if where.startswith(mine) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def log_lines(system: System) -> list[str]:
    return (system.home / "logs" / "clawq.log").read_text("utf-8").splitlines()


@dataclass(frozen=True)
class Drained:
    """What is left of a run in which Ctrl-C was pressed once."""

    system: System
    quick: str
    running: str
    waiting: str
    shown: str
    #: What the log said before Ctrl-C.
    log: list[str]


@pytest.fixture(scope="module")
def drained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drained]:
    shown = tmp_path_factory.mktemp("drained") / "shown"
    with installed() as system:
        with in_the_foreground(system, shown) as up:
            [quick] = system.add("한 줄을 쓴다")
            system.wait_ended([quick])
            running, waiting = system.add("sleep 3", "sleep 3")
            system.wait_running(running)
            log = log_lines(system)

            up.send_signal(signal.SIGINT)
            assert up.wait(40) == 0
        assert not processes(system)
        yield Drained(system, quick, running, waiting, shown.read_text(), log)


def test_ctrl_c_lets_running_agents_come_to_their_end(drained: Drained) -> None:
    """And starts nothing new."""
    assert drained.system.item(drained.running).status is Status.DONE
    assert Verb.CLAIM not in drained.system.verbs(drained.waiting)


def test_it_says_that_it_is_ready_what_happens_and_that_it_stops(
    drained: Drained,
) -> None:
    said = drained.shown

    assert "ready: slot-1\nlog: home/logs/clawq.log\n" in said
    assert f"{drained.quick} started on slot-1, attempt 1\n" in said
    assert "\ndraining: slot-1; Ctrl-C again hands back\n" in said
    assert said.endswith("\nstopped\n")


def test_all_that_is_said_is_one_readable_log(drained: Drained) -> None:
    for line in drained.log:
        found = LINE.fullmatch(line)
        assert found, line
        assert found[2] == "INFO", line
        assert NORMAL.fullmatch(found[3]), line
    assert f"{drained.quick} reviewed: PASS -> DONE" in "\n".join(drained.log)


def test_the_end_is_logged_in_the_same_way(drained: Drained) -> None:
    lines = log_lines(drained.system)

    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_what_was_not_started_waits_in_the_queue(drained: Drained) -> None:
    assert drained.system.verbs(drained.waiting) == [Verb.ADD]


def test_ctrl_c_again_hands_running_items_back(system: System, tmp_path: Path) -> None:
    """At no cost: the item has lost neither a try nor a life."""
    with in_the_foreground(system, tmp_path / "shown") as up:
        [item_id] = system.add("sleep 60")
        system.wait_running(item_id)

        up.send_signal(signal.SIGINT)
        wait_until(lambda: b"draining" in (tmp_path / "shown").read_bytes())
        up.send_signal(signal.SIGINT)
        assert up.wait(30) == 0

    assert not processes(system)
    assert "\nhanding back what still runs\n" in (tmp_path / "shown").read_text()
    item = system.item(item_id)
    assert item.status is Status.PENDING
    assert (item.tries, item.losses) == (0, 0)
    assert system.verbs(item_id)[-1] is Verb.RELEASE


def test_a_slot_that_does_not_obey_holds_up_nobody(system: System) -> None:
    """It is stopped, or stuck; what it runs is taken up again once all is started."""
    system.up()
    (item_id,) = system.add("sleep 60")
    system.wait_running(item_id)
    slot = psutil.Process(system.pid("slot-1"))
    # What holds its agent, too: when the slot is killed, that is nobody's child.
    for process in (slot, *slot.children(recursive=True)):
        process.suspend()

    assert system.clawq("down", "--now", timeout=90) == "stopped\n"

    assert not processes(system)
    assert system.item(item_id).owner == "slot-1"
    system.up()
    wait_until(lambda: system.verbs(item_id).count(Verb.CLAIM) == 2, 60)


#: Gives up the home as soon as it is asked to end, and takes a second to do so.
SLOW_TO_END = """
import fcntl, os, signal, sys, threading
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
lock.write(str(os.getpid()))
lock.flush()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print("ready", flush=True)
signal.sigwait({signal.SIGTERM})
lock.close()
threading.Event().wait(1)
"""


def test_stopped_is_said_of_what_has_gone_itself(system: System) -> None:
    (system.home / "run").mkdir(exist_ok=True)
    lock = system.home / "run" / "up.lock"
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_TO_END, lock], stdout=subprocess.PIPE
    ) as up:
        assert up.stdout is not None
        assert up.stdout.readline() == b"ready\n"

        assert system.clawq("down") == "stopped\n"

        assert up.poll() == 0


def test_nobody_waits_for_a_terminal_that_is_not_read(system: System) -> None:
    """Ctrl-S, a pager, a pipe nobody empties: the agents work on, and it ends."""
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    # Full before the first word.
    os.write(write, b"." * 4096)
    up = subprocess.Popen(
        [sys.executable, "-m", "openclaw_celery", "up"],
        stdout=write, stderr=write,
        env={**system.environment(), "CLAWQ_HOME": str(system.home)},
    )  # fmt: skip
    os.close(write)
    try:
        wait_until((system.home / "run" / "up.json").exists, 40, what="ready")
        ids = system.add(*("한 줄을 쓴다" for _ in range(5)))
        system.wait_ended(ids)
        assert "reviewed: PASS -> DONE" in log_lines(system)[-1]

        assert system.clawq("down", timeout=40) == "stopped\n"
        assert up.wait(10) == 0
    finally:
        if up.poll() is None:
            up.kill()
            up.wait(10)
        os.close(read)
    assert not processes(system)


def test_ctrl_c_while_it_starts(system: System, tmp_path: Path) -> None:
    """It need not be ready to be told to end, and leaves nothing."""
    with (tmp_path / "shown").open("wb") as file:
        up = subprocess.Popen(
            [sys.executable, "-m", "openclaw_celery", "up", "--quiet"],
            cwd=system.home.parent, stdout=file, stderr=file,
            env={**system.environment(), "CLAWQ_HOME": str(system.home)},
        )  # fmt: skip
    try:
        configured = system.home / "run" / "supervisor.conf"
        configured.unlink(missing_ok=True)
        wait_until(configured.exists, 20, what="the supervisor's configuration")
        up.send_signal(signal.SIGINT)
        assert up.wait(40) == 0
    finally:
        if up.poll() is None:
            up.kill()
    assert (tmp_path / "shown").read_text() == "stopped\n"
    wait_until(lambda: not processes(system), 20, what="the end of everything")


def test_in_the_background(system: System) -> None:
    """Started, started again in vain, asked, hurt, and stopped."""
    assert system.clawq("up", "--detach").splitlines()[0] == "ready: slot-1"

    for arguments in (["up"], ["up", "--detach"]):
        again = system.run(*arguments)
        assert again.returncode == 2
        assert again.stdout == ""
        assert re.fullmatch(
            r"clawq: it runs already, as process \d+: see `clawq ps`, `clawq down`\n",
            again.stderr,
        )

    told = json.loads(system.clawq("ps", "--json"))
    names = ["beat", "broker", "dispatcher", "reviewer", "server", "slot-1"]
    assert sorted(s["name"] for s in told["services"]) == names
    assert {s["state"] for s in told["services"]} <= {"STARTING", "RUNNING"}
    lines = system.clawq("ps").splitlines()
    assert [line.split("\t")[0] for line in lines] == names

    before = {name: system.pid(name) for name in names}
    for name, title in TITLES.items():
        assert title in " ".join(psutil.Process(before[name]).cmdline())
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: _all_new(system, before), 30, what="new processes")

    [running] = system.add("sleep 2")
    system.wait_running(running)
    assert system.clawq("down") == "stopped\n"
    assert system.item(running).status is Status.DONE
    assert not processes(system)
    assert system.clawq("down") == "nothing runs here\n"
    gone = system.run("ps")
    assert (gone.returncode, gone.stdout) == (3, "")


def _all_new(system: System, before: dict[str, int]) -> bool:
    now = system.supervisor.services()
    return all(s.state == "RUNNING" and s.pid != before[s.name] for s in now)


def test_killed_itself_it_takes_everything_along(system: System) -> None:
    """`kill -9` of `clawq up` leaves no process, and the next one goes on."""
    system.up()
    [running] = system.add("sleep 3")
    system.wait_running(running)
    everything = processes(system)
    up = json.loads(system.clawq("ps", "--json"))["pid"]
    assert len(everything) > 7

    os.kill(up, signal.SIGKILL)
    wait_until(lambda: not processes(system), 20, what="the end of everything")
    assert system.run("ps").returncode == 3
    assert system.clawq("down") == "nothing runs here\n"

    system.up()
    system.wait_ended([running], 30)
    assert system.item(running).status is Status.DONE
    assert system.verbs(running).count(Verb.REVIEW) == 1
    assert "stale" not in "\n".join(log_lines(system))

    [last] = system.add("sleep 60")
    system.wait_running(last)
    assert system.clawq("down", "--now") == "stopped\n"
    assert system.item(last).status is Status.PENDING
    assert not processes(system)
