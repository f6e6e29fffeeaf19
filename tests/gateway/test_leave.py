"""Commands that a real gateway lets no agent run without a person's leave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.gateway import Gateway
from tests.support.on_gateway import home_on
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def gateway(
    model: Model, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    """A gateway that asks a person about each command."""
    served = Gateway(tmp_path_factory.mktemp("gateway"), model)
    state = served.directory / "state" / "openclaw.json"
    settings = json.loads(state.read_text("utf-8"))
    settings["tools"] = {"toolSearch": False, "exec": {"mode": "ask"}}
    state.write_text(json.dumps(settings), "utf-8")
    served.start()
    try:
        yield served
    finally:
        served.kill()


@pytest.fixture(params=["ws", pytest.param("http", marks=pytest.mark.long)])
def system(
    gateway: Gateway, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[System]:
    """A home on it, for each way in which it is spoken to."""
    via = {"runtimes.openclaw.via": request.param}
    running = home_on(tmp_path / "home", gateway, **via)
    running.up()
    try:
        yield running
    finally:
        running.down()


def test_a_command_that_needs_leave_waits_for_a_person_and_not_for_ever(
    system: System,
) -> None:
    """The gateway refuses it at once, asked either way; the inbox names it."""
    command = json.dumps({"command": "touch done.txt"})
    orders = f"[[call exec {command}]] [[plain I was not allowed to.]]"
    (item_id,) = system.add(orders)
    wait_until(lambda: system.item(item_id).status is Status.BLOCKED, 90)

    (letter,) = json.loads(system.clawq("inbox", "--json"))
    assert letter["id"] == item_id
    assert "does not let it run `touch done.txt`" in json.dumps(letter)
