"""Agents whose reports talk to the gate and to the queue, on a real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Reported
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.engine.policy import Policy
from tests.support.engine import yard
from tests.unit.test_injections import CASES, CRITERIA, UNDONE

if TYPE_CHECKING:
    from pathlib import Path

WAY = ["add", "dispatch", "claim", "report", "review"]


@pytest.mark.timeout(180)
def test_no_report_changes_the_queue(tmp_path: Path) -> None:
    """A hundred items and more end BLOCKED, and nothing else in the queue moves."""
    url = f"sqlite:///{tmp_path}/queue.db"
    with yard(url, tmp_path, policy=Policy()) as y:
        y.open("slot-1")
        # Nobody has its role: it waits, whatever the others' reports say.
        other = NewItem(id="ORCH-002", title="second", role="nobody")
        y.add(other)
        before = y.item("ORCH-002")
        for case in CASES:
            name = case["id"]
            new = NewItem(id=name, title="x", success_criteria=CRITERIA, max_attempts=1)
            y.add(new)
            came = y.attempt(Reported(f"{case['text']}\n{UNDONE}\n{case['text']}"))
            assert came == "BLOCKED", case

            item = y.item(name)
            assert (item.priority, item.max_attempts) == (Priority.P1, 1)
            assert (item.success_criteria, item.notes) == (CRITERIA, "")
            assert y.verbs(name) == WAY, case
            with y.store.read() as view:
                assert view.budget(name) == (None, None)
                assert not view.pauses()
            assert y.item("ORCH-002") == before, case
        assert y.verbs("ORCH-002") == ["add"]
        with y.store.read() as view:
            assert sum(view.census().values()) == len(CASES) + 1
