"""The programs themselves, started as the settings say and nothing more."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment
from tests.support.services import missing
from tests.support.vendors import SAID, USED, Vendors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment

pytestmark = [pytest.mark.agents, pytest.mark.timeout(240)]

INSTALLED = "agents-2.1.331-0.169.0-0.61.0"
PROFILES = ["claude", "codex", "gemini"]
NOW = SystemClock().moment
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
GEMINI = """
{
  "security": {"auth": {"selectedType": "gemini-api-key"}},
  "general": {"enableAutoUpdate": false},
  "privacy": {"usageStatisticsEnabled": false}
}
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
        missing("Claude Code, Codex and Gemini (python3 dev.py agents)")
    packages = place / "app" / "node_modules"
    binaries = tmp_path / "bin"
    (tmp_path / "codex").mkdir()
    (tmp_path / "codex" / "config.toml").write_text(CODEX.format(url=vendors.url))
    binaries.mkdir()
    native = next(packages.glob("@anthropic-ai/claude-code-*/claude"))
    (binaries / "claude").symlink_to(native)
    (binaries / "codex").symlink_to(packages / ".bin" / "codex")
    (binaries / "gemini").symlink_to(packages / ".bin" / "gemini")
    (tmp_path / ".gemini").mkdir()
    (tmp_path / ".gemini" / "settings.json").write_text(GEMINI)
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
        "GEMINI_API_KEY": "of-nobody",
        "GEMINI_MODEL": "gemini-2.5-flash",
        "GOOGLE_GEMINI_BASE_URL": vendors.url,
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


@pytest.mark.parametrize(
    ("profile", "priced"), [("claude", True), ("codex", False), ("gemini", False)]
)
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


@pytest.mark.parametrize("profile", PROFILES)
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


@pytest.mark.parametrize("profile", PROFILES)
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


@pytest.mark.parametrize("profile", PROFILES)
def test_a_limit_is_waited_for_until_it_ends(
    tmp_path: Path, environment: dict[str, str], vendors: Vendors, profile: str
) -> None:
    """As each of them names it: in seconds, as a time of the day, as a span."""
    vendors.resets_at = int(NOW().timestamp()) + 7320
    # Who pays by the token has a key, and no limit of so many hours.
    del environment["ANTHROPIC_API_KEY"]
    environment["CLAUDE_CODE_OAUTH_TOKEN"] = "sk-ant-oat01-of-nobody"  # noqa: S105
    came, _ = run(tmp_path, profile, environment, "DO-LIMIT")
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.QUOTA
    assert came.retry_after
    assert abs(came.retry_after.total_seconds() - 7320) < 200


@pytest.mark.parametrize("profile", PROFILES)
def test_a_session_that_is_gone_is_begun_anew(
    tmp_path: Path, environment: dict[str, str], profile: str
) -> None:
    """In the same attempt: no try is spent on it."""
    settings = CommandSettings(
        profile=profile,  # type: ignore[arg-type]
        set_env=environment,
        resume=True,
    )
    again = make_assignment(tmp_path / "home", "T-1", prompt="go on", attempt=2)
    gone = "11111111-2222-4333-8444-555555555555"
    came = CommandRuntime(settings).run(
        replace(again, former_session=gone), FakeHold(seconds=200)
    )
    assert isinstance(came, Reported)
    assert came.session not in {None, gone}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_commit_in_a_worktree_is_allowed(
    tmp_path: Path, environment: dict[str, str], profile: str
) -> None:
    """Its objects and its branch are in the repository, outside of the workspace."""
    assignment = in_worktree(tmp_path)
    prompt = "DO-RUN[[git commit -q --allow-empty -m of-the-agent]]"
    settings = CommandSettings(profile=profile, set_env=environment)  # type: ignore[arg-type]
    came = CommandRuntime(settings).run(
        replace(assignment, prompt=prompt), FakeHold(seconds=200)
    )
    assert isinstance(came, Reported)
    log = ["git", "-C", str(tmp_path / "shop"), "log", "--format=%s", "clawq/T-1/1"]
    said = subprocess.run(log, capture_output=True, text=True, check=True).stdout
    assert said.split("\n")[0] == "of-the-agent", (
        assignment.run_dir / "output.log"
    ).read_text()


def in_worktree(tmp_path: Path) -> Assignment:
    """Give an attempt a worktree, as the engine does."""
    shop = tmp_path / "shop"
    assignment = make_assignment(tmp_path / "home", "T-1")
    assignment.workspace.rmdir()
    for words in (
        ["init", "-q", "-b", "main", str(shop)],
        ["-C", str(shop), "config", "user.name", "A"],
        ["-C", str(shop), "config", "user.email", "a@example.com"],
        ["-C", str(shop), "commit", "-q", "--allow-empty", "-m", "first"],
        [
            *("-C", str(shop), "worktree", "add", "-q", "-b", "clawq/T-1/1"),
            str(assignment.workspace),
        ],
    ):
        subprocess.run(["git", *words], check=True)
    return replace(assignment, branch="clawq/T-1/1", base="main")


@pytest.mark.parametrize(
    ("profile", "prompt", "named"),
    [
        ("claude", "DO-BASH", "Bash"),
        ("gemini", "DO-BASH", "run_shell_command"),
        ("codex", "DO-ASK", "a command outside of its sandbox"),
        (
            "codex",
            "DO-FAIL DO-RUN[[touch /of-nobody]]",
            "what its sandbox keeps from it (read only file system)",
        ),
    ],
)
def test_a_tool_that_asks_for_leave_is_denied_and_told(
    tmp_path: Path, environment: dict[str, str], profile: str, prompt: str, named: str
) -> None:
    """Nobody is there to be asked, and the run does not wait for anybody."""
    came, _ = run(tmp_path, profile, environment, prompt)
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert f"not allowed to use {named}" in came.message
