"""Claude Code and Codex themselves, started as the settings say and nothing more."""

from __future__ import annotations

import os
import pwd
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment
from tests.support.services import missing
from tests.support.vendors import SAID, USED, Vendors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.attempt import Outcome

pytestmark = [pytest.mark.agents, pytest.mark.timeout(240)]

INSTALLED = "agents-2.1.331-0.169.0"
CODEX = """
model = "stub"
model_provider = "stub"
[model_providers.stub]
name = "stub"
base_url = "{url}/v1"
wire_api = "responses"
env_key = "OPENAI_API_KEY"
request_max_retries = 0
stream_max_retries = 0
"""


@pytest.fixture
def vendors() -> Iterator[Vendors]:
    with Vendors() as serving:
        yield serving


@pytest.fixture
def environment(tmp_path: Path, vendors: Vendors) -> dict[str, str]:
    """An environment with both programs, and a home of their own."""
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    place = home / ".cache" / "openclaw-celery" / INSTALLED
    if not (place / "ready").exists():
        missing("Claude Code and Codex (python3 dev.py agents)")
    packages = place / "app" / "node_modules"
    binaries = tmp_path / "bin"
    (tmp_path / "codex").mkdir()
    (tmp_path / "codex" / "config.toml").write_text(CODEX.format(url=vendors.url))
    binaries.mkdir()
    native = next(packages.glob("@anthropic-ai/claude-code-*/claude"))
    (binaries / "claude").symlink_to(native)
    (binaries / "codex").symlink_to(packages / ".bin" / "codex")
    node = next(place.glob("node/lib/python*/site-packages/*/bin/node")).parent
    return {
        "PATH": f"{binaries}:{node}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "ANTHROPIC_API_KEY": "of-nobody",
        "ANTHROPIC_BASE_URL": vendors.url,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "CLAUDE_CODE_MAX_RETRIES": "0",
        "DISABLE_AUTOUPDATER": "1",
        "CODEX_HOME": str(tmp_path / "codex"),
        "OPENAI_API_KEY": "of-nobody",
    }


def run(
    tmp_path: Path,
    profile: Any,  # noqa: ANN401 - one that settings know
    environment: dict[str, str],
    prompt: str,
) -> tuple[Outcome, FakeHold]:
    settings = CommandSettings(profile=profile, set_env=environment, time_limit_s=120)
    hold = FakeHold(seconds=200)
    assignment = make_assignment(tmp_path / "home", "T-1", prompt=prompt)
    return CommandRuntime(settings).run(assignment, hold), hold


@pytest.mark.parametrize(("profile", "priced"), [("claude", True), ("codex", False)])
def test_an_answer_is_the_report(
    tmp_path: Path, environment: dict[str, str], profile: str, *, priced: bool
) -> None:
    """With what the model says that it took, and the session to look at."""
    came, hold = run(tmp_path, profile, environment, "- write README.md, 한글로\n")
    assert isinstance(came, Reported)
    assert came.report == SAID
    assert came.session
    told = hold.usage
    found = {"input": told.input_tokens, "cached": told.cached_tokens}
    assert found | {"output": told.output_tokens} == USED
    assert (told.cost_usd is not None) is priced


@pytest.mark.parametrize("profile", ["claude", "codex"])
def test_a_further_attempt_goes_on_in_the_session(
    tmp_path: Path,
    environment: dict[str, str],
    vendors: Vendors,
    profile: Any,  # noqa: ANN401 - one that settings know
) -> None:
    """The model hears again what was said there."""
    first, _ = run(tmp_path, profile, environment, "the first words")
    assert isinstance(first, Reported)
    settings = CommandSettings(profile=profile, set_env=environment, resume=True)
    again = make_assignment(tmp_path / "home", "T-1", prompt="the second", attempt=2)
    again = replace(again, former_session=first.session or "")
    came = CommandRuntime(settings).run(again, FakeHold(seconds=200))
    assert isinstance(came, Reported)
    assert any("the first words" in a and "the second" in a for a in vendors.asked)


@pytest.mark.parametrize("profile", ["claude", "codex"])
@pytest.mark.parametrize(
    ("prompt", "kind"),
    [("DO-429", FailureKind.QUOTA), ("DO-401", FailureKind.BLOCKED)],
)
def test_what_the_vendor_refuses_is_understood(
    tmp_path: Path,
    environment: dict[str, str],
    profile: str,
    prompt: str,
    kind: FailureKind,
) -> None:
    came, _ = run(tmp_path, profile, environment, prompt)
    assert isinstance(came, Failed)
    assert came.kind is kind


def test_a_tool_that_asks_for_leave_is_denied_and_told(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Nobody is there to be asked, and the run does not wait for anybody."""
    came, _ = run(tmp_path, "claude", environment, "DO-BASH")
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert "not allowed to use Bash" in came.message
