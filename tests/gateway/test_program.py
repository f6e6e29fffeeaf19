"""OpenClaw's own program as an agent, on its own and as a client of a gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment
from tests.support.gateway import Gateway, installation
from tests.support.model import PER_CALL, Model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome

pytestmark = [pytest.mark.gateway, pytest.mark.timeout(400)]

TURN = ("openclaw", "agent", "--agent", "main", "--json", "--message-file")


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with Model() as model:
        (tmp_path / "gateway").mkdir()
        made = Gateway(tmp_path / "gateway", model)
        try:
            yield made
        finally:
            made.kill()


def run(gateway: Gateway, home: Path, prompt: str, *argv: str) -> Outcome:
    env = gateway.environment()
    binaries = installation() / "app" / "node_modules" / ".bin"
    env["PATH"] = f"{binaries}:{env['PATH']}"
    settings = CommandSettings(
        profile="openclaw", argv=argv, set_env=env, time_limit_s=200
    )
    assignment = make_assignment(home, "T-1", prompt=f"[TASK T-1] {prompt}")
    return CommandRuntime(settings).run(assignment, FakeHold(seconds=230))


@pytest.mark.parametrize("own", [True, False])
def test_an_answer_is_the_report(
    gateway: Gateway, tmp_path: Path, *, own: bool
) -> None:
    """With its usage, its price and its session: by `exec`, and by a gateway."""
    if not own:
        gateway.start()
    argv = () if own else (*TURN, "{prompt_file}")
    came = run(gateway, tmp_path / "home", "[[say 다 했어요]]", *argv)
    assert isinstance(came, Reported), came
    assert "다 했어요" in came.report
    assert came.session
    assert {name: came.usage[name] for name in PER_CALL} == PER_CALL
    assert came.usage["cost_usd"] > 0


@pytest.mark.long  # the program asks again for a minute
def test_a_refused_key_is_a_persons_matter(gateway: Gateway, tmp_path: Path) -> None:
    came = run(gateway, tmp_path / "home", "[[status 401]]")
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
