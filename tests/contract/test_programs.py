"""Programs whose output is read; what they print is what the real ones printed."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.runtimes.programs import PROGRAMS, Claude
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment, python

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome

SESSION = "664cfaf1-ad38"
INIT = {"type": "system", "subtype": "init", "session_id": SESSION, "tools": ["Bash"]}
THREAD = {"type": "thread.started", "thread_id": "01a20e4e"}
WARNING = {"type": "item.completed", "item": {"type": "error", "message": "metadata"}}
DONE = "다 했어요. Status: DONE"


def says(text: str, *, used: int = 5, message: str = "m1") -> dict[str, Any]:
    usage = {"input_tokens": 11, "output_tokens": used, "cache_read_input_tokens": 7}
    content = [{"type": "text", "text": text}]
    told = {"id": message, "content": content, "usage": usage}
    return {"type": "assistant", "session_id": SESSION, "message": told}


def ends(text: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    usage = {
        "input_tokens": 11,
        "cache_creation_input_tokens": 3,
        "cache_read_input_tokens": 7,
        "output_tokens": 5,
    }
    return {
        "type": "result",
        "subtype": "success",
        "is_error": False,
        "result": text,
        "session_id": SESSION,
        "total_cost_usd": 0.25,
        "usage": usage,
        "permission_denials": [],
        **more,
    }


def answers(text: str) -> list[dict[str, Any]]:
    usage = {"input_tokens": 11, "cached_input_tokens": 7, "output_tokens": 5}
    item = {"id": "item_1", "type": "agent_message", "text": text}
    return [
        {"type": "item.completed", "item": item},
        {"type": "turn.completed", "usage": usage},
    ]


def fails(words: str) -> list[dict[str, Any]]:
    return [
        {"type": "error", "message": words},
        {"type": "turn.failed", "error": {"message": words}},
    ]


PRINTS = """
import sys
sys.stdin.read()
print(LINES)
sys.exit(CODE)
"""


def run(
    tmp_path: Path,
    profile: Any,  # noqa: ANN401 - one that settings know
    *lines: dict[str, Any],
    code: int = 0,
) -> tuple[Outcome, FakeHold]:
    """Run a program that prints *lines*, and something else between them."""
    printed = "\nnot JSON\n".join(json.dumps(line) for line in lines)
    program = PRINTS.replace("LINES", repr(printed)).replace("CODE", str(code))
    settings = CommandSettings(profile=profile, argv=python(program))
    hold = FakeHold()
    return CommandRuntime(settings).run(make_assignment(tmp_path, "T-1"), hold), hold


def test_claudes_last_message_is_the_report(tmp_path: Path) -> None:
    """With its usage, its price and its session."""
    came, hold = run(tmp_path, "claude", INIT, says("working"), ends(DONE))
    assert isinstance(came, Reported)
    assert (came.report, came.session) == (DONE, SESSION)
    used = {
        "input_tokens": 14,
        "output_tokens": 5,
        "cached_tokens": 7,
        "cost_usd": 0.25,
    }
    assert came.usage == used
    assert hold.usage.told() == used


def test_codexs_last_message_is_the_report(tmp_path: Path) -> None:
    """Cached tokens are counted once, and an error that it got over is none."""
    trouble = {"type": "error", "message": "stream disconnected, 429, trying again"}
    lines = (THREAD, WARNING, trouble, *answers("first"), *answers(DONE))
    came, _ = run(tmp_path, "codex", *lines)
    assert isinstance(came, Reported)
    assert (came.report, came.session) == (DONE, "01a20e4e")
    assert came.usage == {"input_tokens": 8, "output_tokens": 10, "cached_tokens": 14}


@pytest.mark.parametrize(
    ("profile", "lines", "kind"),
    [
        (
            "claude",
            [ends("API Error: Request rejected (429) · limit", is_error=True)],
            FailureKind.QUOTA,
        ),
        (
            "claude",
            [ends("You've hit your limit · resets 3pm", is_error=True)],
            FailureKind.QUOTA,
        ),
        (
            "claude",
            [ends("Invalid API key · Please run /login", is_error=True)],
            FailureKind.BLOCKED,
        ),
        (
            "claude",
            [ends("", subtype="error_during_execution", is_error=True)],
            FailureKind.UNKNOWN,
        ),
        ("claude", [INIT], FailureKind.UNKNOWN),
        (
            "codex",
            fails("exceeded retry limit, last status: 429 Too Many Requests"),
            FailureKind.QUOTA,
        ),
        (
            "codex",
            fails("unexpected status 401 Unauthorized: invalid x-api-key"),
            FailureKind.BLOCKED,
        ),
    ],
)
def test_what_went_wrong_is_understood(
    tmp_path: Path, profile: str, lines: list[dict[str, Any]], kind: FailureKind
) -> None:
    """A limit costs no try, a person mends a key; what nobody knows is no success."""
    came, _ = run(tmp_path, profile, *lines, code=1)
    assert isinstance(came, Failed)
    assert (came.kind, came.exit_code) == (kind, 1)


def test_an_error_is_one_whatever_the_exit_code_says(tmp_path: Path) -> None:
    came, _ = run(tmp_path, "claude", ends("Request rejected (429)", is_error=True))
    assert isinstance(came, Failed)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("usage limit: try again in 2 days 3 hours 5 minutes.", {"minutes": 3065}),
        ("usage limit: try again in 45 minutes", {"minutes": 45}),
        ("usage limit", None),
    ],
)
def test_a_limit_that_names_its_end_is_waited_for(
    tmp_path: Path, words: str, after: dict[str, int] | None
) -> None:
    came, _ = run(tmp_path, "codex", *fails(words), code=1)
    assert isinstance(came, Failed)
    assert came.retry_after == (timedelta(**after) if after else None)


def test_a_denied_tool_is_a_persons_matter(tmp_path: Path) -> None:
    """Unless the work got done without it."""
    denied = [{"tool_name": "Bash", "tool_input": {"command": "rm -rf /"}}]
    came, _ = run(
        tmp_path, "claude", ends("I could not run it.", permission_denials=denied)
    )
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert "not allowed to use Bash" in came.message

    came, _ = run(tmp_path, "claude", ends(DONE, permission_denials=denied))
    assert isinstance(came, Reported)


def test_usage_is_heard_while_it_runs(tmp_path: Path) -> None:
    """Each message counts once, however often it is told; so budgets can bind."""
    lines = [says("a", used=1), says("a", used=5), says("b", used=4, message="m2")]
    go = tmp_path / "go"
    printed = "\n".join(map(json.dumps, lines))
    program = f"""
import pathlib, sys, time
print({printed!r}, flush=True)
while not pathlib.Path({str(go)!r}).exists(): time.sleep(0.05)
print({json.dumps(ends(DONE))!r})
"""
    settings = CommandSettings(profile="claude", argv=python(program))
    hold = FakeHold()

    class Watching(FakeHold):
        def spent(self, usage: Any) -> None:  # noqa: ANN401 - a usage
            heard.append(usage.output_tokens)
            go.touch()

    heard: list[int] = []
    hold = Watching(seconds=60)
    came = CommandRuntime(settings).run(make_assignment(tmp_path, "T-1"), hold)
    assert isinstance(came, Reported)
    assert heard == [9, 5]


@pytest.mark.parametrize("profile", ["claude", "codex"])
def test_without_the_program_it_says_which(profile: Any) -> None:  # noqa: ANN401
    settings = CommandSettings(profile=profile, set_env={"PATH": "/nowhere"})
    [wrong] = CommandRuntime(settings).check()
    assert f"'{profile}' was not found" in wrong


def test_its_key_is_passed_on_to_it_alone(tmp_path: Path) -> None:
    """Other agents get no more of the environment than before."""
    shows = python("import os; print(os.environ.get('ANTHROPIC_BASE_URL', 'no'))")
    os.environ["ANTHROPIC_BASE_URL"] = "http://127.0.0.1:9"
    try:
        found = []
        for profile in ("script", "claude"):
            settings = CommandSettings(profile=profile, argv=shows)  # type: ignore[arg-type]
            runtime = CommandRuntime(settings)
            assignment = make_assignment(tmp_path / profile, "T-1")
            runtime.run(assignment, FakeHold())
            found.append((assignment.run_dir / "output.log").read_text().strip())
    finally:
        del os.environ["ANTHROPIC_BASE_URL"]
    assert found == ["no", "http://127.0.0.1:9"]


@pytest.mark.parametrize(
    "session", ["--dangerously-skip-permissions", "-c", "a b", "", "x;y", "../../etc"]
)
def test_what_is_no_session_gets_into_no_arguments(session: str) -> None:
    """An agent may print what it likes as its session."""
    for reader in PROGRAMS.values():
        assert reader.resumed(reader.argv, session) == [*reader.argv]


def test_a_session_is_gone_on_with() -> None:
    claude, codex = (r.resumed(r.argv, "664cfaf1-ad38") for r in PROGRAMS.values())
    assert claude[-2:] == ["--resume", "664cfaf1-ad38"]
    assert codex[-3:] == ["resume", "664cfaf1-ad38", "-"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KEYS = [*ends(""), "message", "item", "thread_id", "error", "usage", "type"]
TYPES = ["result", "assistant", "turn.completed", "turn.failed", "item.completed"]


@pytest.mark.parametrize("profile", PROGRAMS)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JSON), max_size=4), st.text())
def test_nothing_that_is_printed_breaks_the_reader(
    profile: str, lines: list[dict[str, Any]], other: str
) -> None:
    reader = PROGRAMS[profile]()
    for line in lines:
        for kind in (line.get("type"), *TYPES):
            reader.feed(json.dumps({**line, "type": kind}))
    reader.read(["{" * 100_000, '{"a":', other, f"{{{other}"])
    assert reader.outcome("words", 0)


def test_a_line_without_end_is_passed_over() -> None:
    reader = Claude()
    reader.feed(json.dumps(ends("x" * 5_000_000)))
    assert reader.report == ""
