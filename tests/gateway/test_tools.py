"""An agent of a real gateway uses the queue through our tools and our skill."""

from __future__ import annotations

import json
import os
import subprocess
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


#: How the gateway gets at the tools.
WAYS = {"http": (), "stdio": ("--stdio",), "dotenv": ("--dotenv",)}


#: One of them shows that an agent gets at the tools; the others are the long form.
_IN_SHORT = "http"
_EACH = [
    way if way == _IN_SHORT else pytest.param(way, marks=pytest.mark.long)
    for way in WAYS
]


@pytest.fixture(params=_EACH)
def system(
    tmp_path: Path, gateway: Gateway, request: pytest.FixtureRequest
) -> Iterator[System]:
    """A home on a gateway with our skill and tools, all of it at work."""
    config: dict[str, object] = {
        **QUICK,
        "slots.s1.runtime": "openclaw",
        "runtimes.openclaw.url": gateway.url,
        "runtimes.openclaw.token": TOKEN,
    }
    running = System(tmp_path / "home", config)
    state = gateway.directory / "state" / "openclaw.json"
    settings: dict[str, Any] = json.loads(state.read_text("utf-8"))
    # The model is shown the tools themselves, not a search for them.
    settings["tools"] = {"toolSearch": False}
    state.write_text(json.dumps(settings), "utf-8")
    way = request.param
    port = () if way == "stdio" else ("--port", str(free_port()))
    install = ("openclaw", "install", "--config", str(state), *port, *WAYS[way])
    try:
        if way == "dotenv":
            # It reads its variables at its start only.
            running.clawq(*install)
            assert "clawq-token" not in state.read_text("utf-8")
            gateway.start()
            running.up()
        else:
            gateway.start()
            running.up()
            # Gateway and queue run already, and nothing of the other is in either.
            running.clawq(*install)
            wait_until(lambda: _knows_tools(gateway), 60, what="the tools")
        yield running
    finally:
        running.down()


def _knows_tools(gateway: Gateway) -> bool:
    log = (gateway.directory / "gateway.log").read_text("utf-8", "replace")
    return "mcp.servers" in log


def test_an_agent_lists_work_adds_some_and_asks_a_person(
    system: System, gateway: Gateway
) -> None:
    """Installed by one command while all runs; the run ends with the question."""
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
