"""Criteria that the reviewer looks at itself, in a whole running system."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.item import Status
from tests.support.system import QUICK, System
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"

#: The agent leaves a line in `runs` each time.
TWICE = "cmd: sh -c 'echo only one run; test $(wc -l < runs) -ge 2'"


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    running = System(tmp_path / "home", {**QUICK, "ring_again_s": 1})
    try:
        running.up()
        yield running
    finally:
        running.down()


@pytest.mark.timeout(180)
def test_a_failing_check_is_in_the_next_prompt_and_then_passes(system: System) -> None:
    """What the first attempt's check printed is what the second attempt is told."""
    [item] = system.add("write it down", success_criteria=f"{TWICE}; file: runs exists")
    system.wait_ended([item])

    assert system.item(item).status is Status.DONE
    told = (system.home / "runs" / item / "2" / "prompt.md").read_text("utf-8")
    assert "attempt 1: RETRY: " in told
    assert "exit 1: only one run" in told


@pytest.mark.timeout(180)
def test_a_long_check_runs_once_and_holds_up_nobody(system: System) -> None:
    """Its doorbell rings again meanwhile; other reports get their verdicts."""
    [slow] = system.add("slow", success_criteria="cmd: sh -c 'echo x >> n; sleep 6'")
    counted = system.home / "workspaces" / slow / "n"
    wait_until(counted.exists, 60, what="the check")
    [quick] = system.add("quick", success_criteria="file: runs exists")
    system.wait_ended([quick])
    assert system.item(slow).phase == "reviewing"

    system.wait_ended([slow])
    assert system.item(slow).status is Status.DONE
    assert counted.read_text() == "x\n"


#: Stands for a model: says what is not met until the agent has run twice.
READER = """\
import os, pathlib, sys
asked = sys.stdin.read()
pathlib.Path(sys.argv[1]).open("a").write(os.environ["CLAWQ_WORKSPACE"] + "\\n")
assert "file: runs exists" in asked and "Status: DONE" in asked, asked
runs = len(pathlib.Path("runs").read_text().splitlines())
print("I have read it.", "MET" if runs > 1 else "the copy is not shown", sep="\\n")
"""


@pytest.mark.timeout(180)
def test_what_would_pass_is_read_by_a_second_reader(tmp_path: Path) -> None:
    """It sends back what it doubts, and is not asked about what fails anyway."""
    reader, asked = tmp_path / "reader.py", tmp_path / "asked"
    reader.write_text(READER)
    words = (sys.executable, EXAMPLES / "second_reader.py", sys.executable, reader)
    check = f"cmd: {shlex.join(map(str, (*words, asked)))}"
    running = System(tmp_path / "home", {**QUICK, "checks": [check]})
    running.up()
    try:
        [read] = running.add("one", success_criteria="file: runs exists")
        [fails] = running.add("two", success_criteria="file: none exists")
        running.wait_ended([read, fails])
    finally:
        running.down()

    assert running.item(read).status is Status.DONE
    told = (running.home / "runs" / read / "2" / "prompt.md").read_text("utf-8")
    assert "exit 1: the copy is not shown" in told
    assert running.item(fails).status is Status.BLOCKED
    assert asked.read_text().splitlines() == 2 * [
        str(running.home / "workspaces" / read)
    ]
