"""The tools as a process of a running system: `mcp_port`."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from openclaw_celery.cli.up import refuse_unready
from openclaw_celery.domain.errors import Refused, Unavailable
from openclaw_celery.mcp import address
from openclaw_celery.mcp.address import is_ours
from tests.support.queue import CLAWQ, fresh_environment
from tests.support.services import free_port, short_directory
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.timeout(240)

SLOT = "[slots.writer]\n"


@pytest.fixture
def system() -> Iterator[System]:
    """A queue with a port for its tools; nothing runs yet, and nothing does after."""
    with short_directory() as directory:
        system = System(directory / "home", {**QUICK, "mcp_port": free_port()})
        (system.home / "slots.toml").write_text(SLOT)
        try:
            yield system
        finally:
            system.down()


def answers(system: System) -> bool:
    try:
        return is_ours(system.settings)
    except Unavailable:
        return False


def doctor(system: System) -> tuple[str, str]:
    """Return what `clawq doctor` says of the tools: its grade and its words."""
    findings = json.loads(system.run("doctor", "--json").stdout)
    (found,) = [f for f in findings if f["what"] == "tools"]
    return found["grade"], found["told"]


def ping(system: System) -> tuple[int, str]:
    """Run the health check: its exit code and its words."""
    done = system.run("ping", "--mcp")
    return done.returncode, done.stdout


def call(system: System, token: str, name: str) -> Any:  # noqa: ANN401 - JSON
    """Call a tool as an MCP client does; returns what it says."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", system.settings.mcp_port, timeout=30
    )
    asked = {"name": name, "arguments": {}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-11-25",
    }
    connection.request("POST", "/mcp", json.dumps(body), headers)
    told = json.loads(connection.getresponse().read())
    connection.close()
    return json.loads(told["result"]["content"][0]["text"])["result"]


def test_up_serves_the_tools_again_after_they_died_and_ends_them(
    system: System,
) -> None:
    """
    Seen in ps and by doctor; when the supervisor is killed the port is free.

    The doctor of a queue beside it does not take them for its own.
    """
    url = f"http://127.0.0.1:{system.settings.mcp_port}/mcp"
    assert doctor(system) == (
        "warn",
        f"nothing answers on {url}: `clawq up` serves them",
    )
    assert ping(system) == (1, f"nothing answers on {url}\n")
    token = system.clawq(*"token new --name me --scope operator".split()).strip()
    system.add("write it")
    system.up()
    wait_until(lambda: answers(system), 60, what="the tools")
    assert doctor(system) == ("ok", f"served on {url}")
    assert ping(system) == (0, f"the tools are served on {url}, to who has a token\n")
    assert [i["title"] for i in call(system, token, "list_items")] == ["write it"]
    other = System(
        system.home.with_name("other"), {"mcp_port": system.settings.mcp_port}
    )
    assert doctor(other)[0] == "fail"
    assert ping(other) == (1, f"another program answers on {url}\n")
    listed = json.loads(system.clawq("ps", "--json"))["services"]
    assert "RUNNING" in [s["state"] for s in listed if s["name"] == "mcp"]

    killed = system.pid("mcp")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: system.pid("mcp") not in {0, killed}, 30, what="another")
    wait_until(lambda: answers(system), 60, what="the tools again")

    pid = system.pid("mcp")
    os.kill(psutil.Process(pid).ppid(), signal.SIGKILL)
    wait_until(lambda: not psutil.pid_exists(pid), 30, what="its end")
    assert not answers(system)


def test_a_port_that_is_taken_is_told_in_one_line(system: System) -> None:
    """By the server; doctor knows that it is another program that answers."""
    port = system.settings.mcp_port
    other = ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler)
    serving = threading.Thread(target=other.serve_forever, daemon=True)
    serving.start()
    try:
        done = system.run("mcp", "--http")
        grade, told = doctor(system)
    finally:
        other.shutdown()
        other.server_close()
        serving.join()
    assert grade == "fail"
    assert "another program answers" in told
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"clawq: no tools on 127.0.0.1:{port}: Address already in use; "
        "set another mcp_port\n"
    )


def test_an_answer_that_comes_in_drops_is_not_waited_for(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its bytes is in time; the whole would take for ever."""
    monkeypatch.setattr(address, "_ANSWER_S", 1)
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drops: ")
            while not over.wait(0.1):
                connection.sendall(b".")

    with socket.create_server(("127.0.0.1", system.settings.mcp_port)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,))
        dripping.start()
        began = time.monotonic()
        try:
            assert not answers(system)
        finally:
            over.set()
            dripping.join()
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform != "linux", reason="one loopback address elsewhere")
def test_in_a_container_it_listens_elsewhere_and_answers_to_the_same_names(
    system: System,
) -> None:
    """Who comes by another address has to call it as the machine itself does."""
    port = system.settings.mcp_port
    serving = subprocess.Popen(
        [*CLAWQ, "--home", str(system.home), *"mcp --http --address 127.0.0.2".split()],
        env=fresh_environment(),
        stderr=subprocess.DEVNULL,
    )

    def status(host: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.2", port, timeout=30)
        try:
            connection.request("POST", "/mcp", headers={"Host": host})
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    try:
        wait_until(lambda: status(f"127.0.0.1:{port}"), 60, what="the tools")
        assert status(f"127.0.0.1:{port}") == 401
        assert status(f"127.0.0.2:{port}") == 403
        assert not answers(system)
    finally:
        serving.terminate()
        serving.wait(30)


def test_an_address_that_is_none_is_told_in_one_line(system: System) -> None:
    done = system.run("mcp", "--http", "--address", "not an address")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("clawq: no tools on not an address:")
    assert done.stderr.endswith("; set another --address\n")


def test_without_a_port_there_is_no_server() -> None:
    """Off is the default, and doctor says nothing of it."""
    with short_directory() as directory:
        system = System(directory / "home", QUICK)
        findings = json.loads(system.run("doctor", "--json").stdout)
    assert "tools" not in {f["what"] for f in findings}


def test_once_installed_a_system_that_runs_serves_them_at_once(
    system: System, tmp_path: Path
) -> None:
    """It need not be started anew, and `down` ends the tools with the rest."""
    port = system.settings.mcp_port
    config = system.home / "clawq.toml"
    config.write_text(config.read_text().replace(f"mcp_port = {port}\n", ""))
    (tmp_path / "openclaw.json").write_text("{}")
    system.up()
    told = system.clawq(
        *("openclaw", "install", "--config", str(tmp_path / "openclaw.json")),
        *("--port", str(port)),
    )
    assert f"the running system serves the tools on http://127.0.0.1:{port}/mcp" in told
    wait_until(lambda: answers(system), 60, what="the tools")
    settings = json.loads((tmp_path / "openclaw.json").read_text("utf-8"))
    header = settings["mcp"]["servers"]["clawq"]["headers"]["Authorization"]
    token = header.removeprefix("Bearer ")
    assert call(system, token, "list_items") == []
    assert system.pid("mcp")
    system.down()
    assert not answers(system)


def test_without_the_library_up_says_what_to_install(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is started: it would be started again for ever."""
    monkeypatch.setattr(address, "find_spec", lambda _: None)

    with pytest.raises(Refused, match=r"pip install 'openclaw-celery\[mcp\]'"):
        refuse_unready(system.settings)


def test_a_port_that_somebody_has_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        usual = taken.getsockname()[1]
        monkeypatch.setattr(address, "USUAL_PORT", usual)

        assert usual < address.free_port() < usual + address.PORTS
