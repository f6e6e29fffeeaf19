"""The `openclaw` runtime against a real gateway: what comes of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.item import Status
from openclaw_celery.runtimes.openclaw import sessions
from openclaw_celery.runtimes.openclaw.client import Gateway as Client
from openclaw_celery.runtimes.openclaw.record import Record
from openclaw_celery.runtimes.openclaw.sessions import Sessions
from tests.support.model import PER_CALL
from tests.support.on_gateway import (
    attempts_of,
    report_of,
    session_key,
    session_of,
    wait_at_model,
)
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.model import Model
    from tests.support.system import System

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]


@pytest.mark.parametrize("many", [6, pytest.param(50, marks=pytest.mark.long)])
def test_items_run_once_each(system: System, model: Model, many: int) -> None:
    """They go through three slots: one model run each, and its usage is told."""
    ids = system.add(*[f"item [[say part {n}]]" for n in range(many)])
    system.wait_ended(ids, 300)
    for n, item_id in enumerate(ids):
        assert system.item(item_id).status is Status.DONE
        assert model.calls[item_id] == 1
        (attempt,) = attempts_of(system, item_id)
        spent = dict(attempt.usage)
        assert spent.pop("cost_usd") == pytest.approx(0.0001451)
        assert spent == PER_CALL
        assert attempt.session
        assert f"part {n}\n" in report_of(system, item_id)


def test_a_long_answer_comes_whole(system: System) -> None:
    """An answer of 100,000 characters is kept whole."""
    (item_id,) = system.add("long [[long 100000]]")
    system.wait_ended([item_id], 90)
    assert "x" * 100_000 in report_of(system, item_id)


def test_what_the_agent_says_is_in_the_live_log(system: System) -> None:
    """`clawq logs` shows what the agent says, Korean too."""
    (item_id,) = system.add("[[say 안녕하세요]]")
    system.wait_ended([item_id], 90)
    assert "안녕하세요" in system.clawq("logs", item_id)


def test_a_history_comes_whole_in_however_many_pages(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two messages at a time tell what all at once do, in the same order."""
    (item_id,) = system.add("[[call session_status {}]] [[call session_status {}]]")
    system.wait_ended([item_id], 90)
    key = session_key(system, item_id)
    record = Record(run="r", session=key, boot="b", where="w", asked="a")
    with Client(system.settings.runtimes.openclaw, SystemClock()) as client:
        found = Sessions(client, SystemClock())
        whole = found.history(record)
        monkeypatch.setitem(sessions._HISTORY, "limit", 2)
        pages = found.history(record)

    assert len(whole) > 4
    assert [m["__openclaw"]["id"] for m in pages] == [
        m["__openclaw"]["id"] for m in whole
    ]


def test_cancel_stops_the_run_on_the_gateway(system: System, model: Model) -> None:
    """A cancelled item's session has stopped within seconds."""
    (item_id,) = system.add("[[sleep 200]]")
    wait_at_model(item_id, model)
    system.clawq("cancel", "--id", item_id)
    wait_until(lambda: attempts_of(system, item_id)[0].ended_at, 30, what="the end")
    assert session_of(system, item_id)["status"] == "killed"
    assert system.item(item_id).status is Status.BLOCKED


@pytest.mark.parametrize(
    "own",
    [{"runtimes.openclaw.time_limit_s": 3, "max_attempts": 1}],
    indirect=True,
    ids=["3 s"],
)
def test_a_run_has_a_time_limit(own: System) -> None:
    """A run that takes longer than its limit is ended, and says so."""
    (item_id,) = own.add("[[sleep 200]]")
    own.wait_ended([item_id], 90)
    (attempt,) = attempts_of(own, item_id)
    assert "time limit of 3 s passed" in str(attempt.error)
    assert session_of(own, item_id)["status"] in {"timeout", "killed"}
