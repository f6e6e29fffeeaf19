"""The `openclaw` runtime over HTTP, against a real gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.item import Status
from openclaw_celery.runtimes.openclaw.client import Gateway as Client
from tests.support.gateway import TOKEN
from tests.support.model import PER_CALL
from tests.support.on_gateway import home_on
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.attempt import Attempt
    from tests.support.gateway import Gateway
    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def system(
    gateway: Gateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    """A home whose slot speaks HTTP to the gateway."""
    place = tmp_path_factory.mktemp("http")
    config: dict[str, object] = {
        "runtimes.openclaw.via": "http",
        "runtimes.openclaw.time_limit_s": 20,
        "runtimes.openclaw.token": "",
        "runtimes.openclaw.token_file": str(place / "token"),
    }
    running = home_on(place / "home", gateway, **config)
    (place / "token").write_text(TOKEN, "ascii")
    try:
        running.up()
        # A gateway's first run loads much of it, beyond this limit on a loaded machine.
        running.wait_ended(running.add("first", max_attempts=9), 200)
        yield running
    finally:
        running.down()


def _attempt(system: System, item_id: str) -> Attempt:
    """Return the last one: a gateway that has much to do may turn one away."""
    with system.engine.store.read() as view:
        return view.attempts(item_id)[-1]


def _session(system: System, key: str) -> dict[str, Any]:
    """Ask the gateway about a session, which only its own protocol can."""
    place = system.home.parent / "token"
    settings = system.settings.runtimes.openclaw
    assert place.read_text("ascii") == TOKEN
    with Client(settings, SystemClock()) as client:
        found = client.call("sessions.describe", {"key": key})["session"]
    return dict(found or {})


def _key(system: System, item_id: str) -> str:
    """Read from an attempt's log under which key its session is known."""
    number = str(system.item(item_id).attempt)
    log = system.home / "runs" / item_id / number / "output.log"
    wait_until(lambda: log.exists() and "session " in log.read_text("utf-8"), 60)
    return log.read_text("utf-8").partition("session ")[2].split()[0]


def test_the_answer_and_its_usage_come_back(system: System, model: Model) -> None:
    """One request runs the item once; its tokens are counted, and its price."""
    (item_id,) = system.add("[[say over HTTP 안녕]]")
    system.wait_ended([item_id], 90)
    assert system.item(item_id).status is Status.DONE
    assert model.calls[item_id] == 1
    spent = dict(_attempt(system, item_id).usage)
    assert spent.pop("cost_usd") == pytest.approx(0.0001451)
    assert spent == PER_CALL
    with system.engine.store.read() as view:
        number = system.item(item_id).attempt
        assert "over HTTP 안녕" in (view.report(item_id, number) or "")
    key = _key(system, item_id)
    assert _attempt(system, item_id).session == key
    assert _session(system, key)["status"] == "done"
    told = system.clawq("doctor")
    assert "OpenClaw 2026.9.6 over HTTP" in told
    assert "does not show sessions" not in told


def test_cancel_drops_the_connection_and_the_run(system: System, model: Model) -> None:
    """A cancelled item's session has been stopped by the gateway."""
    (item_id,) = system.add("[[sleep 100]]")
    wait_until(lambda: model.calls[item_id], 60, what="the model")
    key = _key(system, item_id)
    system.clawq("cancel", "--id", item_id)
    wait_until(lambda: _attempt(system, item_id).ended_at, 30, what="the end")
    wait_until(lambda: _session(system, key)["status"] == "killed", 30)
    assert system.item(item_id).status is Status.BLOCKED


def test_a_run_has_a_time_limit_of_its_own(system: System, model: Model) -> None:
    """The gateway knows none of a request; we drop it when it is over."""
    (item_id,) = system.add("[[sleep 100]]", max_attempts=1)
    system.wait_ended([item_id], 90)
    assert "time limit of 20 s passed" in str(_attempt(system, item_id).error)
    assert model.calls[item_id] == 1


def test_a_provider_s_refusal_keeps_its_meaning(system: System) -> None:
    """An input that a provider refuses is not sent again."""
    (item_id,) = system.add("[[status 400]]")
    system.wait_ended([item_id], 60)
    assert system.item(item_id).status is Status.FAILED
    assert _attempt(system, item_id).error == "HTTP 400: 400 as told"


def test_a_wrong_token_asks_a_person(system: System) -> None:
    """A token that the gateway refuses blocks the item, and doctor says so."""
    (system.home.parent / "token").write_text("wrong", "ascii")
    try:
        (item_id,) = system.add("anything")
        system.wait_ended([item_id], 60)
        assert system.item(item_id).status is Status.BLOCKED
        assert "Unauthorized" in str(_attempt(system, item_id).error)
        done = system.run("doctor")
        assert done.returncode == 1
        assert "Unauthorized" in done.stdout
    finally:
        (system.home.parent / "token").write_text(TOKEN, "ascii")
