"""What an agent of a gateway is told of where to work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.errors import Refused
from openclaw_celery.runtimes.openclaw.place import message_of
from openclaw_celery.runtimes.openclaw.runtime import OpenClawRuntime
from openclaw_celery.settings import OpenClawSettings
from tests.support.agents import FakeHold, make_assignment

if TYPE_CHECKING:
    from pathlib import Path

HERE = OpenClawSettings(url="ws://127.0.0.1:18789", token="t")  # noqa: S106
THERE = OpenClawSettings(url="wss://gateway.example.com", token="t")  # noqa: S106


def test_a_gateway_here_is_told_the_directory_first(tmp_path: Path) -> None:
    work = make_assignment(tmp_path, "T-1")

    said = message_of(work, HERE)

    assert f"\n{work.workspace}\n" in said
    assert said.endswith(work.prompt)
    assert said.index(str(work.workspace)) < said.index(work.prompt)


@pytest.mark.parametrize("criteria", ["file: a", "cmd: true", "red-green: pytest"])
def test_a_gateway_elsewhere_gets_nothing_that_is_looked_at_here(
    tmp_path: Path, criteria: str
) -> None:
    """Its agents could never meet such a criterion, however often they tried."""
    work = make_assignment(tmp_path, "T-1", success_criteria=criteria)

    with pytest.raises(Refused, match="on another machine"):
        message_of(work, THERE)


def test_a_repository_needs_a_gateway_on_its_machine(tmp_path: Path) -> None:
    """The runtime refuses before it connects: the reason is for a person."""
    work = replace(make_assignment(tmp_path, "T-1"), branch="clawq/T-1/1", base="abc")
    runtime = OpenClawRuntime(THERE, home=tmp_path, clock=SystemClock())

    with pytest.raises(Refused, match="the item's git worktree"):
        runtime.run(work, FakeHold())


def test_a_gateway_elsewhere_gets_what_needs_no_files(tmp_path: Path) -> None:
    work = make_assignment(
        tmp_path, "T-1", success_criteria="ui: https://example.com contains Example"
    )

    assert message_of(work, THERE) == work.prompt
