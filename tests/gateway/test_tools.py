"""An agent of a real gateway uses the queue through our tools and our skill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.item import Status
from tests.support.gateway import TOKEN, Gateway
from tests.support.model import Model
from tests.support.services import free_port
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]


@pytest.fixture
def model() -> Iterator[Model]:
    with Model() as served:
        yield served


@pytest.fixture
def gateway(tmp_path: Path, model: Model) -> Iterator[Gateway]:
    """A gateway that has not been started yet."""
    (tmp_path / "gateway").mkdir()
    served = Gateway(tmp_path / "gateway", model)
    try:
        yield served
    finally:
        served.kill()


@pytest.fixture
def system(tmp_path: Path, gateway: Gateway) -> Iterator[System]:
    """A home on a gateway with our skill and tools, all of it at work."""
    config: dict[str, object] = {
        **QUICK,
        "slots.s1.runtime": "openclaw",
        "runtimes.openclaw.url": gateway.url,
        "runtimes.openclaw.token": TOKEN,
    }
    running, port = System(tmp_path / "home", config), free_port()
    _install(running, gateway, port)
    gateway.start()
    try:
        running.up()
        with _served(running, port):
            yield running
    finally:
        running.down()


def _install(system: System, gateway: Gateway, port: int) -> None:
    state = gateway.directory / "state" / "openclaw.json"
    system.clawq(
        *("openclaw", "install-skill", "--config", str(state), "--port", str(port)),
        *("--workspace", str(gateway.directory / "workspace")),
    )
    settings: dict[str, Any] = json.loads(state.read_text("utf-8"))
    # The model is shown the tools themselves, not a search for them.
    settings["tools"] = {"toolSearch": False}
    state.write_text(json.dumps(settings), "utf-8")
    token = system.clawq(
        *("token", "new", "--name", "gateway"),
        *("--scope", "agent", "--runtime", "openclaw"),
    )
    gateway.more["CLAWQ_MCP_TOKEN"] = token.strip()


@contextmanager
def _served(system: System, port: int) -> Iterator[None]:
    """Serve the tools."""
    line = [sys.executable, "-m", "openclaw_celery", "--home", str(system.home), "mcp"]
    process = subprocess.Popen(
        [*line, "--http", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def test_an_agent_lists_work_adds_some_and_asks_a_person(
    system: System, gateway: Gateway
) -> None:
    """Installed by the one command; the run ends with the question, and goes on."""
    orders = " ".join(
        f"[[call clawq__{name} {json.dumps(told, ensure_ascii=False)}]]"
        for name, told in (
            ("list_items", {}),
            ("add_followup", {"item_id": "ORCH-001", "task": "더 할 일 [*"}),
            ("ask", {"item_id": "ORCH-001", "question": "어느 키를 쓸까요?"}),
        )
    )
    system.clawq("pause", "priority:P2")
    (item_id,) = system.add(orders)
    wait_until(lambda: system.item(item_id).status is Status.BLOCKED, 120)
    (letter,) = json.loads(system.clawq("inbox", "--json"))
    assert (letter["id"], letter["question"]) == (item_id, "어느 키를 쓸까요?")
    assert letter["asked"]
    added = system.item("ORCH-002")
    assert added.title == "더 할 일 [*"
    assert added.notes == f"added by the agent of {item_id}, attempt 1"
    system.clawq("answer", "--id", item_id, "--text", "[[say thanks]]")
    system.wait_ended([item_id], 120)
    assert system.item(item_id).status is Status.DONE
    assert _skill_is_known(gateway)


def _skill_is_known(gateway: Gateway) -> bool:
    told = subprocess.run(
        gateway.command("skills", "list", "--agent", "main"),
        env=os.environ | gateway.environment(), capture_output=True, check=True,
        timeout=120,
    )  # fmt: skip
    return b"clawq" in told.stdout
