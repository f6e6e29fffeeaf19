"""Agent programs whose output we can read: Claude Code, Codex, Gemini, OpenClaw."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from openclaw_celery.domain.usage import Usage
from openclaw_celery.runtimes.openclaw.answers import payloads_of, usage_of
from openclaw_celery.runtimes.reader import MAX_LINE, Reader, added
from openclaw_celery.runtimes.told import count_of, dict_of, is_number, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: How Codex tells that it did not run something.
_DECLINED = frozenset({"declined", "rejected", "denied"})
_REJECTED = re.compile(
    r"approval policy is \w+; reject command|rejected by user approval settings",
    re.IGNORECASE,
)
#: In its log: a command failed by what Codex knows for its sandbox's doing. Its events
#: leave out the whole command then.
_KEPT_OFF = re.compile(r"recorded sandbox violation: .{0,200}?\breason=(\w{1,60})")
#: Under which names Gemini tells that a tool was not to be used.
_NOT_LET = frozenset({"tool_not_registered", "policy_violation", "execution_denied"})


@dataclass(slots=True)
class Claude(Reader):
    """Claude Code: `claude -p --output-format stream-json`."""

    argv: ClassVar[tuple[str, ...]] = (
        *("claude", "-p", "--output-format", "stream-json", "--verbose"),
        # Nobody is there to be asked: what this does not allow is denied.
        *("--permission-mode", "acceptEdits"),
    )
    env: ClassVar[tuple[str, ...]] = (
        *("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"),
        *("CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR"),
    )

    @classmethod
    def _resumed(cls, argv: list[str], session: str) -> list[str]:
        return [*argv, "--resume", session]

    @classmethod
    def committing(cls, argv: Sequence[str], git: Sequence[Path]) -> list[str]:
        """Let it run git: acceptEdits alone has it change files, not commit them."""
        del git
        return [*argv, "--allowedTools", "Bash(git:*)"]

    #: By message: the same one is told several times while it grows.
    messages: dict[str, Usage] = field(default_factory=dict)

    def _read(self, told: dict[str, Any]) -> None:
        self.session = text_of(told.get("session_id")) or self.session
        if told.get("type") == "assistant":
            message = dict_of(told.get("message"))
            used = _claudes(dict_of(message.get("usage")))
            self.messages[text_of(message.get("id"))] = used
            self.usage = added(self.messages.values())
            self.reason = text_of(told.get("error"))
        elif told.get("type") == "rate_limit_event":
            limit = dict_of(told.get("rate_limit_info"))
            at = limit.get("resetsAt")
            if limit.get("status") == "rejected" and is_number(at):
                self.resets_at = float(str(at))
        elif told.get("type") == "result":
            self._end(told)

    def _end(self, told: dict[str, Any]) -> None:
        self.usage = _claudes(dict_of(told.get("usage")), told.get("total_cost_usd"))
        denials = told.get("permission_denials")
        for one in denials if isinstance(denials, list) else ():
            self.denied.append(text_of(dict_of(one).get("tool_name")) or "a tool")
        said = text_of(told.get("result"))
        if told.get("is_error") or told.get("subtype") != "success":
            errors = told.get("errors")
            words = [text_of(one) for one in errors] if isinstance(errors, list) else ()
            said = said or "; ".join(filter(None, words))
            self.trouble = said or text_of(told.get("subtype")) or "an error"
        else:
            self.report = said


@dataclass(slots=True)
class Codex(Reader):
    """Codex: `codex exec --json`, whose price is not told."""

    argv: ClassVar[tuple[str, ...]] = (
        *("codex", "exec", "--json", "--skip-git-repo-check"),
        *("--sandbox", "workspace-write", "-"),
    )
    env: ClassVar[tuple[str, ...]] = ("OPENAI_API_KEY", "CODEX_API_KEY", "CODEX_HOME")
    # What it logs by itself, and what its sandbox refuses.
    set_env: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"RUST_LOG": "error,codex_sandboxing=warn"}
    )

    @classmethod
    def _resumed(cls, argv: list[str], session: str) -> list[str]:
        return [*_promptless(argv), "resume", session, "-"]

    @classmethod
    def committing(cls, argv: Sequence[str], git: Sequence[Path]) -> list[str]:
        """Let its sandbox write where the worktree's commits are kept."""
        roots = [word for path in git for word in ("--add-dir", str(path))]
        return [*_promptless(argv), *roots, "-"]

    def read_errors(self, stderr: str) -> None:
        """Read what it asked for leave for and was kept off: its events don't tell."""
        if _REJECTED.search(stderr):
            self.denied.append("a command outside of its sandbox")
        for reason in _KEPT_OFF.findall(stderr):
            words = reason.replace("_", " ")
            self.denied.append(f"what its sandbox keeps from it ({words})")

    def _read(self, told: dict[str, Any]) -> None:
        kind = told.get("type")
        item = dict_of(told.get("item"))
        if kind == "thread.started":
            self.session = text_of(told.get("thread_id")) or None
        elif kind == "item.completed" and item.get("type") == "agent_message":
            self.report = text_of(item.get("text"))
        elif kind == "item.completed" and text_of(item.get("status")) in _DECLINED:
            named = item.get("command") or item.get("tool") or item.get("type")
            self.denied.append(text_of(named) or "a tool")
        elif kind == "turn.completed":
            # Tried again until it went well.
            self.trouble = ""
            used = dict_of(told.get("usage"))
            cached = count_of(used.get("cached_input_tokens"))
            turn = Usage(
                input_tokens=max(0, count_of(used.get("input_tokens")) - cached),
                output_tokens=count_of(used.get("output_tokens")),
                cached_tokens=cached,
            )
            self.usage = added((self.usage, turn))
        elif kind == "turn.failed":
            self.trouble = text_of(dict_of(told.get("error")).get("message"))
        elif kind == "error":
            self.trouble = text_of(told.get("message"))


@dataclass(slots=True)
class Gemini(Reader):
    """Gemini CLI: `gemini --output-format stream-json`, whose price is not told."""

    argv: ClassVar[tuple[str, ...]] = (
        *("gemini", "--output-format", "stream-json"),
        # Without a terminal it has no other tools than those that this allows.
        *("--approval-mode", "auto_edit", "--skip-trust"),
    )
    env: ClassVar[tuple[str, ...]] = (
        *("GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL"),
        *("GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_CLOUD_PROJECT"),
        *("GOOGLE_CLOUD_LOCATION", "GOOGLE_APPLICATION_CREDENTIALS"),
    )

    #: Tool calls by their id.
    tools: dict[str, str] = field(default_factory=dict)
    #: The last thing that was read is a part of what it says.
    speaks: bool = False

    @classmethod
    def _resumed(cls, argv: list[str], session: str) -> list[str]:
        return [*argv, "--resume", session]

    @classmethod
    def committing(cls, argv: Sequence[str], git: Sequence[Path]) -> list[str]:
        """Let it run git."""
        del git
        return [*argv, "--allowed-tools", "run_shell_command(git)"]

    def _read(self, told: dict[str, Any]) -> None:
        kind = told.get("type")
        says = kind == "message" and told.get("role") == "assistant"
        if kind == "init":
            self.session = text_of(told.get("session_id")) or None
        elif says:
            # In parts; what it says after using a tool is another message.
            part = text_of(told.get("content"))
            goes_on = self.speaks and told.get("delta") is True
            self.report = self.report + part if goes_on else part
        elif kind == "tool_use":
            self.tools[text_of(told.get("tool_id"))] = text_of(told.get("tool_name"))
        elif kind == "tool_result":
            wrong = dict_of(told.get("error"))
            if text_of(wrong.get("type")) in _NOT_LET:
                name = self.tools.get(text_of(told.get("tool_id")), "")
                self.denied.append(name or "a tool")
        elif kind == "result":
            self.usage = _geminis(dict_of(told.get("stats")))
            if told.get("status") != "success":
                words = text_of(dict_of(told.get("error")).get("message"))
                self.trouble = words or "an error"
        self.speaks = says


@dataclass(slots=True)
class OpenClaw(Reader):
    """OpenClaw's own program: one document at its end, of its gateway or of `exec`."""

    argv: ClassVar[tuple[str, ...]] = (
        *("openclaw", "agent", "exec", "--json", "--cwd", "{workspace}"),
        # Ours is the time limit that counts.
        *("--timeout", "86400", "--message-file", "-"),
    )
    env: ClassVar[tuple[str, ...]] = (
        *("OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH", "OPENCLAW_GATEWAY_TOKEN"),
        *("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"),
        "OPENROUTER_API_KEY",
    )

    def read_all(self, output: str) -> None:
        """Read the document, whatever is printed before it."""
        at = 0 if output.startswith("{") else output.find("\n{") + 1
        if len(output) - at > MAX_LINE or not output.startswith("{", at):
            return
        try:
            told, _ = json.JSONDecoder().raw_decode(output, at)
        except (ValueError, RecursionError):
            return
        self._read(dict_of(told))

    def feed(self, line: str) -> None:
        """Pass over one line: only the whole is a document."""

    def _read(self, told: dict[str, Any]) -> None:
        result = dict_of(told.get("result"))
        agent = dict_of(dict_of(result.get("meta")).get("agentMeta"))
        said, complaints = payloads_of(result.get("payloads", told.get("payloads")))
        cost = agent.get("costUsd", told.get("costUsd"))
        self.report = text_of(told.get("final")) or said
        self.usage = usage_of(agent.get("usage", told.get("usage")), cost)
        session = text_of(agent.get("sessionId")) or text_of(told.get("sessionId"))
        self.session = session or None
        wrong = dict_of(told.get("error"))
        if told.get("ok") is False or told.get("status") != "ok":
            words = text_of(wrong.get("message")) or complaints
            words = words or text_of(told.get("summary"))
            if told.get("status") == "timeout":
                words = f"timed out: {words}" if words else "timed out"
            self.trouble = words or "the run failed, and nothing says why"
        elif complaints and not self.report:
            self.trouble = complaints


PROGRAMS: dict[str, type[Reader]] = {
    "claude": Claude,
    "codex": Codex,
    "gemini": Gemini,
    "openclaw": OpenClaw,
}


def _promptless(argv: Sequence[str]) -> list[str]:
    """Take off the prompt of Codex, which comes last: `-`, standard input."""
    return [*argv[:-1]] if argv[-1] == "-" else [*argv]


def _claudes(told: dict[str, Any], cost: object = None) -> Usage:
    written = count_of(told.get("cache_creation_input_tokens"))
    return Usage(
        input_tokens=count_of(told.get("input_tokens")) + written,
        output_tokens=count_of(told.get("output_tokens")),
        cached_tokens=count_of(told.get("cache_read_input_tokens")),
        cost_usd=float(str(cost)) if is_number(cost) else None,
    )


def _geminis(told: dict[str, Any]) -> Usage:
    cached = count_of(told.get("cached"))
    return Usage(
        input_tokens=max(0, count_of(told.get("input_tokens")) - cached),
        output_tokens=count_of(told.get("output_tokens")),
        cached_tokens=cached,
    )
