"""
Whatever is killed in mid-run, every item ends, once.

One installation, brought up by `clawq up` with shorter leases than the defaults so
that the tests need not wait for minutes; real processes, real `kill -9`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.store.turn import in_turn
from tests.support.services import short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPPED = psutil.STATUS_STOPPED
#: Pauses a priority, and stops before that is committed.
FREEZES = """
import os, pathlib, signal, sys
from openclaw_celery.settings import load
from openclaw_celery.wiring import open_store
with open_store(load(pathlib.Path(sys.argv[1]))).write() as tx:
    tx.pause("priority:P2", note="never committed")
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with short_directory() as directory:
        system = System(directory / "home", QUICK)
        try:
            system.up()
            yield system
        finally:
            system.down()


@pytest.fixture(autouse=True)
def _whole(system: System) -> Iterator[None]:
    """Each test begins and ends with everything running, and no agent left."""
    yield
    wait_until(lambda: all(s.state == "RUNNING" for s in system.supervisor.services()))
    wait_until(lambda: not system.agents(), what="the end of all agents")


def ended_once(system: System, item_id: str) -> None:
    """The item is DONE by one verdict, and nothing happened to it afterwards."""
    verbs = system.verbs(item_id)
    assert system.item(item_id).status is Status.DONE
    assert verbs[-2:] == [Verb.REPORT, Verb.REVIEW]
    assert verbs.count(Verb.REVIEW) == 1
    assert verbs.count(Verb.REPORT) == 1


def test_an_item_flows_from_add_to_done(system: System) -> None:
    """Added by one process, dispatched, run by another, judged by a third."""
    [item_id] = system.add("한 줄을 쓴다", success_criteria="")
    system.wait_ended([item_id])

    assert system.verbs(item_id) == [
        Verb.ADD, Verb.DISPATCH, Verb.CLAIM, Verb.REPORT, Verb.REVIEW,
    ]  # fmt: skip
    ended_once(system, item_id)


def test_a_killed_agent_is_tried_again(system: System) -> None:
    """It counts as a failed try, like any other crash of the agent."""
    [item_id] = system.add("sleep 3")
    system.wait_running(item_id)
    agent = next(
        pid
        for pid in system.agents()
        if "obedient" in str(psutil.Process(pid).cmdline())
    )

    os.kill(agent, signal.SIGKILL)
    wait_until(lambda: Verb.FAIL in system.verbs(item_id), 5)
    system.wait_ended([item_id])

    ended_once(system, item_id)
    assert (system.item(item_id).attempt, system.item(item_id).losses) == (2, 0)


@pytest.mark.parametrize("what", ["child", "slot"])
def test_a_killed_worker_loses_nothing(system: System, what: str) -> None:
    """The pool's child, or the whole slot: rescued at once, its agent ended first."""
    [item_id] = system.add("sleep 3")
    slot = system.wait_running(item_id)
    victim = system.child(slot) if what == "child" else system.pid(slot)
    agents = system.agents()

    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: Verb.RESCUE in system.verbs(item_id), 12, what="a rescue")
    assert not set(agents) & set(system.agents())
    system.wait_ended([item_id])

    ended_once(system, item_id)
    assert (system.item(item_id).tries, system.item(item_id).losses) == (1, 1)


def test_a_worker_that_hangs_is_overtaken(system: System) -> None:
    """Stopped in mid-run, it loses its lease, its agent ends, its result is void."""
    [item_id] = system.add("sleep 8")
    slot = system.wait_running(item_id)
    stopped = [system.pid(slot), system.child(slot)]

    # Not in the middle of a write: that is another story, told below.
    with in_turn(str(system.home / "queue.db")):
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
    try:
        wait_until(lambda: Verb.RESCUE in system.verbs(item_id), 30, what="a rescue")
        system.wait_ended([item_id])
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)

    ended_once(system, item_id)
    assert system.item(item_id).owner != slot


def test_a_writer_that_is_frozen_holds_nobody_up_for_long(system: System) -> None:
    """Stopped in the middle of a write, which all others wait for, it is ended."""
    frozen = subprocess.Popen(
        [sys.executable, "-c", FREEZES, system.home], env=system.environment()
    )
    try:
        wait_until(lambda: psutil.Process(frozen.pid).status() == STOPPED)
        [item_id] = system.add("added meanwhile")
        system.wait_ended([item_id])
        assert frozen.wait(5) == -signal.SIGKILL
    finally:
        frozen.kill()
        frozen.wait()

    ended_once(system, item_id)
    log = (system.home / "logs" / "clawq.log").read_text("utf-8")
    assert f"process {frozen.pid} was stopped in mid-write: ended" in log
    with system.engine.store.read() as view:
        assert "priority:P2" not in view.pauses()


def test_a_broker_that_comes_back_empty_changes_nothing(system: System) -> None:
    """What runs goes on; what waited for a doorbell is rung again."""
    ids = system.add(*["sleep 4"] * 3, *["quick"] * 4)
    system.wait_running(ids[0])

    os.kill(system.pid("broker"), signal.SIGKILL)
    shutil.rmtree(system.home / "broker")
    more = system.add("added while the broker was down")
    system.wait_ended([*ids, *more])

    for item_id in (*ids, *more):
        ended_once(system, item_id)
        assert system.item(item_id).losses == 0


@pytest.mark.parametrize("service", ["beat", "dispatcher", "reviewer"])
def test_a_killed_service_is_not_missed(system: System, service: str) -> None:
    """It comes back, and meanwhile at most latency is lost."""
    ids = system.add("sleep 1", "quick", "quick", "quick")

    os.kill(system.pid(service), signal.SIGKILL)
    system.wait_ended(ids)

    for item_id in ids:
        ended_once(system, item_id)


def test_everything_killed_at_once_comes_back(system: System) -> None:
    """All slots, the reviewer, the dispatcher, beat and the broker, in one moment."""
    ids = system.add(*["sleep 2"] * 3, *["quick"] * 3)
    system.wait_running(ids[0])

    for service in system.supervisor.services():
        os.kill(service.pid, signal.SIGKILL)
    system.wait_ended(ids)

    for item_id in ids:
        ended_once(system, item_id)


def test_two_beats_change_nothing(system: System) -> None:
    """Twice the ticks, the same work, each item once."""
    second = subprocess.Popen(
        [sys.executable, "-m", "openclaw_celery", "--home", system.home, "beat"],
        env=system.environment(),
    )
    try:
        ids = system.add(*["quick"] * 12, "sleep 3")
        system.wait_ended(ids)
        assert second.poll() is None
    finally:
        second.terminate()
        second.wait(20)

    for item_id in ids:
        ended_once(system, item_id)
        assert system.item(item_id).attempt == 1


def test_doubled_doorbells_run_nothing_twice(system: System) -> None:
    """Every doorbell rung five times: one run, one verdict."""
    [item_id] = system.add("sleep 1")
    system.wait_running(item_id)
    for _ in range(5):
        system.engine.watchdog._bus.ring_run(system.item(item_id))
        system.engine.watchdog._bus.ring_review(system.item(item_id))
    system.wait_ended([item_id])

    ended_once(system, item_id)
    runs = (system.home / "workspaces" / item_id / "runs").read_text().splitlines()
    assert len(runs) == 1
