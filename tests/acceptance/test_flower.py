"""Flower beside a running system: it shows what runs, to those who may see it."""

from __future__ import annotations

import base64
import http.client
import json
import sys
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from flower.urls import handlers

from tests.support.services import free_port, short_directory
from tests.support.system import AGENT, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOTS = ("writer", "tester")
#: What Flower answers without a password, and says nothing by.
PUBLIC = {"/healthcheck", "/logout"}


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with short_directory() as directory:
        config: dict[str, object] = {
            "slot_beat_s": 1,
            "dispatch_every_s": 2,
            "flower_port": free_port(),
            "runtimes.command.argv": [sys.executable, AGENT],
        }
        system = System(directory / "home", config)
        slots = "".join(f"[slots.{name}]\n" for name in SLOTS)
        (system.home / "slots.toml").write_text(slots)
        try:
            system.up()
            wait_until(lambda: ask(system, "/healthcheck")[0] == 200, 30, what="Flower")
            yield system
        finally:
            system.down()


def ask(
    system: System, path: str, *, user: str = "", method: str = "GET", body: str = ""
) -> tuple[int, str]:
    """Return what Flower answers: status and text; 0 if it does not answer."""
    port = system.settings.flower_port
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {}
    if user:
        coded = base64.b64encode(user.encode()).decode()
        headers["Authorization"] = f"Basic {coded}"
    try:
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    except ConnectionRefusedError:
        return 0, ""
    finally:
        connection.close()


def login(system: System) -> str:
    secret = (system.home / "run" / "flower.password").read_text("ascii").strip()
    return f"clawq:{secret}"


def shown(system: System, path: str) -> Any:  # noqa: ANN401 - a JSON document
    status, text = ask(system, path, user=login(system))
    assert status == 200, text
    return json.loads(text)


def flower(system: System) -> psutil.Process:
    return psutil.Process(system.pid("flower"))


def paths() -> list[str]:
    """Every address that Flower serves, with something filled in where it asks."""
    found = ["/metrics", "/", "/api/anything", "/workers?json=1"]
    for route in handlers:
        pattern = route[0] if isinstance(route, tuple) else route.matcher._path
        path = "".join(pattern.replace("(.+)", "x").replace("(.*)", "x").split("$"))
        if path and "static" not in path:
            found.append(path)
    return sorted(set(found))


def test_nothing_is_shown_without_the_password(system: System) -> None:
    """Nor with a wrong one, whatever is asked and however."""
    names = paths()
    assert {"/tasks", "/workers", "/broker", "/api/tasks"} <= set(names)

    for path in names:
        for user in ("", "clawq:", "clawq:wrong", ":", "admin:admin"):
            status, text = ask(system, path, user=user)
            allowed = {200} if path in PUBLIC else {401, 403, 404, 405}
            assert status in allowed, f"{path} as {user!r}: {status}"
            assert not any(name in text for name in SLOTS), path
    for path in names:
        if path not in PUBLIC:
            status, _ = ask(system, path, method="POST", body="{}")
            assert status in {401, 403, 404, 405}, path


def test_the_slots_are_shown_by_name(system: System) -> None:
    wanted = {*SLOTS, "reviewer", "dispatcher"}

    def named() -> bool:
        rows = shown(system, "/workers?json=1")["data"]
        return wanted <= {row["hostname"].partition("@")[0] for row in rows}

    wait_until(named, 30, what="every worker in Flower")


def test_a_task_is_seen_while_it_runs_and_when_it_is_done(system: System) -> None:
    """Live, by the events of the worker, and the review that follows it."""
    [item_id] = system.add("sleep 4")

    def states(task: str) -> list[str]:
        found = shown(system, "/api/tasks").values()
        ours = [told for told in found if told["name"] == task]
        return [told["state"] for told in ours if item_id in told["args"]]

    wait_until(lambda: "STARTED" in states("clawq.run_item"), what="a running task")
    system.wait_ended([item_id])
    wait_until(lambda: states("clawq.run_item") == ["SUCCESS"], what="its end")
    wait_until(lambda: "SUCCESS" in states("clawq.review_item"), what="its review")


def test_it_looks_and_does_not_touch(system: System) -> None:
    """Even with the password nobody can set a task going or stop a worker."""
    queue = shown(system, "/workers?json=1")["data"]
    for path in (
        "/api/task/async-apply/clawq.run_item",
        "/api/task/apply/clawq.run_item",
        "/api/task/send-task/clawq.run_item",
        "/api/task/revoke/x",
        f"/api/worker/shutdown/{queue[0]['hostname']}",
        f"/api/worker/pool/grow/{queue[0]['hostname']}",
    ):
        body = json.dumps({"args": ["ORCH-001", 1]})
        status, _ = ask(system, path, user=login(system), method="POST", body=body)
        assert status in {403, 404, 405}, f"{path}: {status}"


def test_it_listens_to_this_machine_only(system: System) -> None:
    ports = [
        connection.laddr
        for connection in flower(system).net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    ]

    assert [tuple(port) for port in ports] == [
        ("127.0.0.1", system.settings.flower_port)
    ]


def test_its_password_is_where_only_its_user_reads_it(system: System) -> None:
    """Not in the arguments of any process, nor in a file that others may open."""
    secret = login(system).partition(":")[2]
    assert len(secret) == 32
    assert (system.home / "run" / "flower.password").stat().st_mode & 0o777 == 0o600

    for process in psutil.process_iter():
        try:
            assert secret not in " ".join(process.cmdline())
        except psutil.Error:
            continue
    assert secret not in (system.home / "logs" / "clawq.log").read_text("utf-8")
    assert secret not in system.clawq("ps")


def test_ps_and_ping_know_it(system: System) -> None:
    port = system.settings.flower_port

    assert f"Flower: http://127.0.0.1:{port}\n" in system.clawq("ps")
    assert system.clawq("ping", "--flower") == (
        f"Flower answers on 127.0.0.1:{port} and asks for its password\n"
    )
