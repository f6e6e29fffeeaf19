"""Several agent programs in one queue, and what stops one of them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.system import AGENT, QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CRITERIA = "notes.txt is written"
LIMITED = "print('usage limit reached, resets 12:00 (UTC)'); raise SystemExit(1)"


def program(name: str) -> list[str]:
    code = "import runpy, sys; print('I am', sys.argv[1]);"
    code += "runpy.run_path(sys.argv[2], run_name='__main__')"
    return [sys.executable, "-c", code, name, AGENT]


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    made = System(
        tmp_path / "home",
        {
            **QUICK,
            "runtimes.command.argv": program("the first"),
            "runtimes.second.kind": "command",
            "runtimes.second.argv": program("the second"),
            "runtimes.spent.kind": "command",
            "runtimes.spent.argv": [sys.executable, "-c", LIMITED],
            "slots.a.runtime": "command",
            "slots.b.runtime": "second",
            "slots.b.roles": ["review"],
            "slots.c.runtime": "spent",
        },
    )
    try:
        yield made
    finally:
        made.down()


def test_each_item_runs_in_the_program_that_it_names(system: System) -> None:
    """By its runtime, its role or both; one whose account is spent holds up none."""
    told = system.clawq("doctor", "--json")
    found = {one["what"]: one for one in json.loads(told)}
    assert [found[slot]["grade"] for slot in "abc"] == ["ok"] * 3
    assert "runtime second" in found["b"]["told"]

    system.up()
    (spent,) = system.add("x", success_criteria=CRITERIA, runtime="spent")
    wanted = {}
    for runtime, role in (("command", None), ("second", None), ("second", "review")):
        fields = {"runtime": runtime, "role": role, "success_criteria": CRITERIA}
        for item_id in system.add("one", "two", **fields):
            wanted[item_id] = runtime
    added = system.clawq(
        *("add", "--task", "three", "--success-criteria", CRITERIA),
        *("--runtime", "second", "--json"),
    )
    wanted[json.loads(added)["id"]] = "second"
    system.wait_ended(list(wanted))

    with system.engine.store.read() as view:
        for item_id, runtime in wanted.items():
            assert view.item(item_id).status is Status.DONE
            (attempt,) = view.attempts(item_id)
            assert attempt.runtime == runtime
            log = system.home / "runs" / item_id / "1" / "output.log"
            which = "the second" if runtime == "second" else "the first"
            assert f"I am {which}" in log.read_text("utf-8")

    def parked() -> bool:
        with system.engine.store.read() as view:
            return bool(view.parks())

    wait_until(parked, 30)
    with system.engine.store.read() as view:
        (park,) = view.parks()
        item = view.item(spent)
    assert (park.account, item.status, item.tries) == ("spent", Status.PENDING, 0)
    assert (park.until.astimezone(UTC).hour, park.until.minute) == (12, 0)
    assert park.until - datetime.now(UTC) <= timedelta(days=1)  # noqa: TID251
