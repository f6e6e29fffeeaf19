"""Budgets and quotas of a whole running system, with real processes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Each item's id says how its attempts go.
SCRIPT = {
    # Would go on for ever, and tells more and more.
    "greedy": [
        {
            "hang": True,
            "delay_s": 2,
            "usage": [
                {"input_tokens": 500, "output_tokens": tokens, "cost_usd": tokens / 1e4}
                for tokens in (100, 300, 900)
            ],
        }
    ],
    "modest": [{"usage": [{"output_tokens": 40, "cost_usd": 0.01}]}],
}


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    script = tmp_path / "script.json"
    script.write_text(json.dumps(SCRIPT))
    config: dict[str, object] = {
        **QUICK,
        "runtimes.rehearsal.script": str(script),
        "slots.slot-1.runtime": "rehearsal",
        "slots.slot-2.runtime": "command",
        "budgets.attempt_tokens": 1000,
        "budgets.attempt_s": 20,
    }
    running = System(tmp_path / "home", config)
    try:
        running.up()
        yield running
    finally:
        running.down()


@pytest.mark.timeout(240)
def test_agents_are_stopped_at_their_budgets_and_others_go_on(system: System) -> None:
    """By tokens in one runtime, by time in another, the whole tree of it."""
    system.clawq("add", "--id", "greedy", "--task", "x", "--runtime", "rehearsal")
    system.clawq("add", "--id", "modest", "--task", "x", "--runtime", "rehearsal")
    system.clawq("add", "--id", "slow", "--task", "sleep 300", "--runtime", "command")
    system.wait_running("slow", timeout=60)
    assert system.agents()

    system.wait_ended(["greedy", "modest", "slow"], timeout=120)

    assert system.item("greedy").status is Status.BLOCKED
    assert system.item("modest").status is Status.DONE
    assert system.item("slow").status is Status.BLOCKED
    wait_until(lambda: not system.agents(), 30, what="the agent's end")
    shown = json.loads(system.clawq("show", "greedy", "--json"))
    [attempt] = shown["attempts"]
    assert attempt["outcome"] == "over_budget"
    assert attempt["usage"]["output_tokens"] >= 300
    assert "attempt budget" in system.clawq("why", "slow")
    status = system.clawq("status")
    assert "used_today " in status
    kpi = json.loads(system.clawq("kpi", "--json"))
    assert kpi["used"]["ever"]["tokens"] >= 840
    assert "clawq_tokens_total" in system.clawq("metrics", "--prometheus")
    assert "limit 5 tokens" in system.clawq("budget", "greedy", "--tokens", "5")
