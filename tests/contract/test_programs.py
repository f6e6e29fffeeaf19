"""Programs whose output is read; what they print is what the real ones printed."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.runtimes.command import CommandRuntime
from openclaw_celery.runtimes.programs import PROGRAMS, Claude, Gemini, OpenClaw
from openclaw_celery.settings import CommandSettings
from tests.support.agents import FakeHold, make_assignment, python

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome

SESSION = "664cfaf1-ad38"
INIT = {"type": "system", "subtype": "init", "session_id": SESSION, "tools": ["Bash"]}
THREAD = {"type": "thread.started", "thread_id": "01a20e4e"}
WARNING = {"type": "item.completed", "item": {"type": "error", "message": "metadata"}}
GEMINI = {"type": "init", "session_id": "6764d6e6-8bbe-4b63", "model": "auto"}
DONE = "다 했어요. Status: DONE"
NOW = datetime(2026, 11, 28, 12, 40, tzinfo=UTC)


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


def speaks(*parts: str) -> list[dict[str, Any]]:
    stats = {"input_tokens": 18, "cached": 7, "output_tokens": 5, "input": 11}
    message = {"type": "message", "role": "assistant", "delta": True}
    end = {"type": "result", "status": "success", "stats": stats}
    return [*({**message, "content": part} for part in parts), end]


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


@pytest.mark.parametrize("profile", ["claude", "codex", "gemini", "openclaw"])
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
    """OpenClaw's own program keeps none."""
    claude, codex, gemini, openclaw = (
        r.resumed(r.argv, "664cfaf1-ad38") for r in PROGRAMS.values()
    )
    assert claude[-2:] == gemini[-2:] == ["--resume", "664cfaf1-ad38"]
    assert codex[-3:] == ["resume", "664cfaf1-ad38", "-"]
    assert openclaw == [*PROGRAMS["openclaw"].argv]


FORGETFUL = """
import os, pathlib, sys
sys.stdin.read()
with pathlib.Path("runs").open("a") as runs: print(sys.argv[1:], file=runs)
if "{sign}" in sys.argv:
    print("{says}", file=sys.stderr)
    sys.exit(1)
print(LINES)
"""


@pytest.mark.parametrize(
    ("profile", "sign", "says"),
    [
        ("claude", "--resume", "No conversation found with session ID: 664cfaf1-ad38"),
        ("codex", "resume", "Error: thread/resume failed: no rollout found for thread"),
        ("gemini", "--resume", "Error resuming session: Invalid session identifier"),
    ],
)
def test_a_session_that_is_gone_costs_nothing(
    tmp_path: Path,
    profile: Any,  # noqa: ANN401 - one that settings know
    sign: str,
    says: str,
) -> None:
    """The same attempt begins anew; one that is there is gone on with."""
    lines = {
        "claude": [INIT, ends(DONE)],
        "codex": [THREAD, *answers(DONE)],
        "gemini": [GEMINI, *speaks(DONE)],
    }[profile]
    printed = repr("\n".join(map(json.dumps, lines)))
    program = FORGETFUL.format(sign=sign, says=says).replace("LINES", printed)
    settings = CommandSettings(profile=profile, argv=python(program), resume=True)
    again = replace(make_assignment(tmp_path, "T-1"), former_session="664cfaf1-ad38")

    came = CommandRuntime(settings).run(again, FakeHold())

    assert isinstance(came, Reported)
    assert came.report == DONE
    runs = (again.workspace / "runs").read_text().splitlines()
    assert [sign in run for run in runs] == [True, False]


def test_a_session_that_fails_by_itself_is_not_begun_anew(tmp_path: Path) -> None:
    program = FORGETFUL.format(sign="--resume", says="segmentation fault")
    settings = CommandSettings(profile="claude", argv=python(program), resume=True)
    again = replace(make_assignment(tmp_path, "T-1"), former_session="664cfaf1-ad38")

    came = CommandRuntime(settings).run(again, FakeHold())

    assert isinstance(came, Failed)
    assert len((again.workspace / "runs").read_text().splitlines()) == 1


def test_a_session_is_heard_while_it_runs(tmp_path: Path) -> None:
    """So that it is known when nothing more is heard."""
    heard = threading.Event()
    program = f"""
import sys, time
print({json.dumps(INIT)!r}, flush=True)
time.sleep(1000)
"""

    class Hearing(FakeHold):
        def heard(self, session: str) -> None:
            super().heard(session)
            heard.set()
            self.lose()

    hold = Hearing()
    settings = CommandSettings(profile="claude", argv=python(program), grace_s=0.2)
    came = CommandRuntime(settings).run(make_assignment(tmp_path, "T-1"), hold)
    assert isinstance(came, Stopped)
    assert hold.session == SESSION


@pytest.mark.parametrize(
    ("status", "seconds"), [("rejected", 7200), ("allowed_warning", 3600)]
)
def test_claudes_limit_ends_when_it_says(status: str, seconds: int) -> None:
    """To the second in its own event, rounded in its words; a warning is no end."""
    at = int(NOW.timestamp()) + 7200
    info = {"status": status, "resetsAt": at, "rateLimitType": "five_hour"}
    words = "You've hit your limit \u00b7 resets 1:40pm (UTC)"
    reader = Claude()
    reader.feed(json.dumps({"type": "rate_limit_event", "rate_limit_info": info}))
    reader.feed(json.dumps(ends(words, is_error=True)))

    came = reader.outcome("", 1, now=NOW)

    assert isinstance(came, Failed)
    assert came.kind is FailureKind.QUOTA
    assert came.retry_after == timedelta(seconds=seconds)


def test_a_limit_after_a_success_is_none() -> None:
    reader = Claude()
    info = {"status": "rejected", "resetsAt": 1795880532}
    reader.feed(json.dumps({"type": "rate_limit_event", "rate_limit_info": info}))
    reader.feed(json.dumps(ends(DONE)))
    assert isinstance(reader.outcome("", 0, now=NOW), Reported)


def test_geminis_last_message_is_the_report(tmp_path: Path) -> None:
    """In one piece, without what it said before it used a tool."""
    tool = {"type": "tool_use", "tool_name": "write_file", "tool_id": "t1"}
    done = {"type": "tool_result", "tool_id": "t1", "status": "success"}
    first = [{**speaks("I will write it")[0]}]
    came, hold = run(
        tmp_path, "gemini", GEMINI, *first, tool, done, *speaks(DONE[:5], DONE[5:])
    )
    assert isinstance(came, Reported)
    assert (came.report, came.session) == (DONE, GEMINI["session_id"])
    used = {"input_tokens": 11, "output_tokens": 5, "cached_tokens": 7}
    assert came.usage == used == hold.usage.told()


def test_what_gemini_says_of_its_troubles(tmp_path: Path) -> None:
    """A limit whose end only standard error names, a key, a tool it has not."""
    reader = Gemini()
    reader.feed(json.dumps(GEMINI))
    words = "[API Error: You have exhausted your daily quota on this model.]"
    failed = {"type": "result", "status": "error", "error": {"message": words}}
    reader.feed(json.dumps(failed))
    told = "  message: 'You exceeded your current quota. Please retry in 7336.5s.'"
    came = reader.outcome("at main", 173, now=NOW, stderr=told)
    assert isinstance(came, Failed)
    assert (came.kind, came.retry_after) == (
        FailureKind.QUOTA,
        timedelta(seconds=7336.5),
    )
    missing = "When using Gemini API, you must specify the GEMINI_API_KEY variable."
    came, _ = run(
        tmp_path,
        "gemini",
        {"type": "result", "status": "error", "error": {"message": missing}},
        code=41,
    )
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    tool = {"type": "tool_use", "tool_name": "run_shell_command", "tool_id": "t1"}
    error = {"type": "tool_not_registered", "message": "Tool not found"}
    denied = {"type": "tool_result", "tool_id": "t1", "status": "error", "error": error}
    came, _ = run(tmp_path, "gemini", GEMINI, tool, denied, *speaks("I could not."))
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert "not allowed to use run_shell_command" in came.message


OPENCLAW_USED = {"input": 11, "output": 5, "cacheRead": 7, "total": 23}
EXEC = {
    "ok": True,
    "status": "ok",
    "final": DONE,
    "payloads": [{"text": DONE}],
    "usage": OPENCLAW_USED,
    "costUsd": 0.25,
    "sessionId": SESSION,
}
GATEWAYS = {
    "runId": "r1",
    "status": "ok",
    "summary": "completed",
    "result": {
        "payloads": [{"text": DONE}],
        "meta": {
            "agentMeta": {
                "sessionId": SESSION,
                "usage": OPENCLAW_USED,
                "costUsd": 0.25,
            }
        },
    },
}


@pytest.mark.parametrize("document", [EXEC, GATEWAYS])
def test_openclaws_document_is_read(document: dict[str, Any]) -> None:
    """That of `agent exec`, and that of `agent` on its gateway; over several lines."""
    reader = OpenClaw()
    reader.read_all(f"a warning\n{json.dumps(document, indent=2)}\nbye\n")
    came = reader.outcome("", 0, now=NOW)
    assert isinstance(came, Reported)
    assert (came.report, came.session) == (DONE, SESSION)
    assert came.usage == {
        "input_tokens": 11,
        "output_tokens": 5,
        "cached_tokens": 7,
        "cost_usd": 0.25,
    }


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (
            {"ok": False, "error": {"type": "cli_error", "message": "HTTP 429: x"}},
            FailureKind.QUOTA,
        ),
        (
            {"ok": False, "status": "error", "error": {"message": "HTTP 401: key"}},
            FailureKind.BLOCKED,
        ),
        ({"ok": False, "status": "timeout"}, FailureKind.TRANSIENT),
        ({"status": "error", "summary": "boom"}, FailureKind.UNKNOWN),
        (
            {"ok": True, "status": "ok", "payloads": [{"text": "x", "isError": True}]},
            FailureKind.UNKNOWN,
        ),
    ],
)
def test_openclaws_troubles_are_understood(
    told: dict[str, Any], kind: FailureKind
) -> None:
    reader = OpenClaw()
    reader.read_all(json.dumps(told))
    came = reader.outcome("", 1, now=NOW)
    assert isinstance(came, Failed)
    assert came.kind is kind


def test_a_command_that_codex_declined_is_a_persons_matter(tmp_path: Path) -> None:
    item = {"type": "command_execution", "command": "rm -r /", "status": "declined"}
    declined = {"type": "item.completed", "item": item}
    came, _ = run(tmp_path, "codex", THREAD, declined, *answers("I was not let."))
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert "not allowed to use rm -r /" in came.message
    came, _ = run(tmp_path, "codex", THREAD, declined, *answers(DONE))
    assert isinstance(came, Reported)


def test_codex_tells_on_standard_error_that_it_asked(tmp_path: Path) -> None:
    words = "ERROR tools::router: error=approval policy is Never; reject command"
    printed = "\n".join(map(json.dumps, [THREAD, *answers("I was not let.")]))
    program = f"import sys; print({printed!r}); print({words!r}, file=sys.stderr)"
    settings = CommandSettings(profile="codex", argv=python(program))
    came = CommandRuntime(settings).run(make_assignment(tmp_path, "T-1"), FakeHold())
    assert isinstance(came, Failed)
    assert came.kind is FailureKind.BLOCKED
    assert "outside of its sandbox" in came.message


@pytest.mark.parametrize(
    ("report", "expected"),
    [("It failed.", Failed), ("Status: FAILED", Failed), ("Status: DONE", Reported)],
)
def test_what_codexs_sandbox_keeps_from_it_is_a_persons_matter(
    tmp_path: Path, report: str, expected: type
) -> None:
    """Told in its log alone; an agent that came to its goal all the same is done."""
    said = {"type": "agent_message", "text": report}
    printed = json.dumps({"type": "item.completed", "item": said})
    about = "resource=filesystem backend=linux_sandbox reason=read_only_file_system"
    words = f"WARN codex_sandboxing::violation: recorded sandbox violation: {about}"
    program = f"import sys; print({printed!r}); print({words!r}, file=sys.stderr)"
    settings = CommandSettings(profile="codex", argv=python(program))
    assignment = make_assignment(tmp_path, "T-1")
    came = CommandRuntime(settings).run(assignment, FakeHold(seconds=60))
    assert isinstance(came, expected)
    if isinstance(came, Failed):
        assert came.kind is FailureKind.BLOCKED
        asks = "not allowed to use what its sandbox keeps from it (read only file "
        assert asks in came.message


@pytest.mark.parametrize(
    ("own", "expected"),
    [({}, "error,codex_sandboxing=warn"), ({"RUST_LOG": "info"}, "info")],
)
def test_codex_is_told_to_log_that_unless_somebody_says_otherwise(
    tmp_path: Path, own: dict[str, str], expected: str
) -> None:
    program = "import os, sys; sys.exit(os.environ['RUST_LOG'])"
    settings = CommandSettings(profile="codex", argv=python(program), set_env=own)
    assignment = make_assignment(tmp_path, "T-1")
    came = CommandRuntime(settings).run(assignment, FakeHold(seconds=60))
    assert isinstance(came, Failed)
    assert came.message == expected


def test_in_a_worktree_the_programs_may_commit(tmp_path: Path) -> None:
    """Where the settings don't say by themselves how they are started."""
    home = tmp_path / "shop"
    origin = home / ".git"
    shows = tmp_path / "bin"
    shows.mkdir()
    for name in ("claude", "codex", "gemini"):
        (shows / name).write_text('#!/bin/sh\necho "$@"\n')
        (shows / name).chmod(0o755)
    assignment = make_assignment(tmp_path, "T-1")
    git = ("git", "-C", str(home), "-c", "user.name=a", "-c", "user.email=a@b")
    subprocess.run(["git", "init", "-q", str(home)], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assignment.workspace.rmdir()
    tree = ("worktree", "add", "-q", str(assignment.workspace))
    subprocess.run([*git, *tree], check=True)

    def started(profile: Any, branch: str, *argv: str) -> str:  # noqa: ANN401
        settings = CommandSettings(
            profile=profile, argv=argv, set_env={"PATH": f"{shows}:/usr/bin:/bin"}
        )
        about = replace(assignment, branch=branch)
        CommandRuntime(settings).run(about, FakeHold())
        return (about.run_dir / "output.log").read_text()

    branch = "clawq/T-1/1"
    assert "--allowedTools Bash(git:*)" in started("claude", branch)
    told = started("codex", branch)
    own = origin.resolve() / "worktrees" / "T-1"
    assert f"--sandbox workspace-write --add-dir {own} --add-dir" in told
    assert f"--add-dir {origin.resolve()}/refs" in told
    assert f"--add-dir {origin.resolve()} " not in told
    assert "--allowed-tools run_shell_command(git)" in started("gemini", branch)
    assert "--allowedTools" not in started("claude", "")
    assert "--allowedTools" not in started("claude", branch, "claude", "-p")


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
    reader.read_all("".join(json.dumps({**line, "status": "x"}) for line in lines))
    assert reader.outcome("words", 0, now=NOW)


def test_a_line_without_end_is_passed_over() -> None:
    reader = Claude()
    reader.feed(json.dumps(ends("x" * 5_000_000)))
    assert reader.report == ""
