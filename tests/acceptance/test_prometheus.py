"""The endpoint that Prometheus scrapes, beside a running system."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.support.services import free_port, short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOT = "[slots.writer]\n"


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with short_directory() as directory:
        system = System(directory / "home", {**QUICK, "metrics_port": free_port()})
        (system.home / "slots.toml").write_text(SLOT)
        try:
            system.up()
            wait_until(lambda: ask(system)[0] == 200, 30, what="the exporter")
            yield system
        finally:
            system.down()


@pytest.fixture
def alone() -> Iterator[System]:
    """A queue with a port for its metrics, and nothing that runs."""
    with short_directory() as directory:
        yield System(directory / "home", {**QUICK, "metrics_port": free_port()})


def ask(system: System, method: str = "GET") -> tuple[int, str]:
    """Return what the port answers: status and text; 0 if nobody does."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", system.settings.metrics_port, timeout=20
    )
    try:
        connection.request(method, "/metrics")
        response = connection.getresponse()
        return response.status, response.read().decode()
    except ConnectionError:
        return 0, ""
    finally:
        connection.close()


def scraped(system: System) -> dict[str, dict[tuple[str, ...], float]]:
    """Scrape, and read the answer as Prometheus does: name, labels, value."""
    status, text = ask(system)
    assert status == 200, text
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            values = found.setdefault(sample.name, {})
            values[tuple(sample.labels.values())] = sample.value
    return found


def exporter(system: System) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "openclaw_celery", "--home", str(system.home)]
    return subprocess.Popen(
        [*command, "exporter"],
        stderr=subprocess.PIPE,
        text=True,
        env=system.environment(),
    )


def test_a_scrape_sees_the_queue_as_it_is_now(system: System) -> None:
    """An item that was done since the last scrape is counted, and so is its run."""
    before = scraped(system)
    system.wait_ended(system.add("write it"))
    after = scraped(system)

    def grown(name: str, *labels: str) -> float:
        return after[name][labels] - before[name].get(labels, 0)

    assert grown("clawq_items", "P1", "DONE") == 1
    assert grown("clawq_ended_items", "done") == 1
    assert grown("clawq_runs_total", "run", "ok") == 1
    assert grown("clawq_run_duration_seconds_count", "run") == 1
    assert after["clawq_seconds"]["end_to_end", "0.95"] > 0
    assert after["clawq_slot_live"]["writer",] == 1
    assert after["clawq_up"][()] == 1


def test_the_command_tells_the_same_metrics(system: System) -> None:
    def names(text: str) -> set[str]:
        return {family.name for family in text_string_to_metric_families(text)}

    assert names(system.clawq("metrics", "--prometheus")) == names(ask(system)[1])


def test_no_text_of_an_item_is_told(system: System) -> None:
    system.wait_ended(system.add("write hush-hush"))

    assert "hush" not in ask(system)[1]


def test_it_listens_to_this_machine_only(system: System) -> None:
    process = psutil.Process(system.pid("exporter"))
    listening = [
        tuple(connection.laddr)
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]

    assert listening == [("127.0.0.1", system.settings.metrics_port)]
    assert ask(system, "POST")[0] == 405


def test_it_is_started_again_when_it_dies(system: System) -> None:
    killed = system.pid("exporter")
    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: ask(system)[0] == 200, 30, what="the next exporter")
    assert system.pid("exporter") != killed


def test_without_a_port_none_is_run() -> None:
    """Off is the default, and the command says what to set."""
    with short_directory() as directory:
        system = System(directory / "home", QUICK)
        done = system.run("exporter")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "clawq: no port to serve on: set metrics_port in clawq.toml\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "true"])
@pytest.mark.parametrize("name", ["flower_port", "metrics_port", "mcp_port"])
def test_a_port_that_is_none_is_refused(alone: System, name: str, port: str) -> None:
    config = alone.home / "clawq.toml"
    lines = [
        line for line in config.read_text().splitlines() if not line.startswith(name)
    ]
    config.write_text("\n".join([f"{name} = {port}", *lines]))
    done = alone.run("list")

    assert done.returncode == 2
    assert name in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_told_in_one_line(alone: System) -> None:
    port = alone.settings.metrics_port
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        done = alone.run("exporter")

    assert done.returncode == 3
    assert done.stderr == (
        f"clawq: no metrics on 127.0.0.1:{port}: Address already in use; "
        "set another metrics_port\n"
    )


def test_a_store_that_is_away_is_told_as_down(alone: System) -> None:
    """The endpoint answers all the same, and tells the rest once it is back."""
    queue = alone.home / "queue.db"
    aside = alone.home / "aside.db"
    with sqlite3.connect(queue) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    queue.rename(aside)
    process = exporter(alone)
    try:
        wait_until(lambda: ask(alone)[0] == 200, 30, what="the exporter")
        assert scraped(alone)["clawq_up"][()] == 0
        assert "clawq_items" not in scraped(alone)

        aside.rename(queue)
        assert scraped(alone)["clawq_up"][()] == 1
        assert "clawq_items" in scraped(alone)
    finally:
        process.terminate()
        told = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert "no queue in" in told
    assert "Traceback" not in told


def test_it_ends_with_its_supervisor() -> None:
    """However that is killed, and the port is free again."""
    with short_directory() as directory:
        system = System(directory / "home", {**QUICK, "metrics_port": free_port()})
        (system.home / "slots.toml").write_text(SLOT)
        try:
            system.up()
            wait_until(lambda: ask(system)[0] == 200, 30, what="the exporter")
            pid = system.pid("exporter")
            supervisor = psutil.Process(pid).ppid()
            os.kill(supervisor, signal.SIGKILL)
            wait_until(lambda: ask(system)[0] == 0, 20, what="its end")
            wait_until(lambda: not psutil.pid_exists(pid), 20, what="its end")
        finally:
            system.down()
