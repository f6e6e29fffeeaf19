"""
Agent programs whose output we can read: Claude Code and Codex.

Both print a JSON object a line while they work. A reader takes lines of any kind and
never fails: what it does not know is passed over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.usage import Usage
from openclaw_celery.runtimes.told import (
    count_of,
    dict_of,
    is_number,
    kind_of,
    retry_after,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A longer line is passed over: it would be held in memory as a whole, and more.
MAX_LINE = 4 * 1024 * 1024
_MESSAGE_CHARS = 500
_MOST_NAMED = 5
#: It comes from a program's output and goes into arguments: nothing but an id may.
_SESSION = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4,12}){1,4}")
_SAYS_DONE = re.compile(r"\bstatus\W{0,5}done\b", re.IGNORECASE)


@dataclass(slots=True)
class Reader:
    """What was read so far of a program's output."""

    #: How the program is started when the settings do not say.
    argv: ClassVar[tuple[str, ...]] = ()
    #: What it may find in our environment beside what every agent does.
    env: ClassVar[tuple[str, ...]] = ()

    report: str = ""
    session: str | None = None
    #: What went wrong, in the program's words.
    trouble: str = ""
    #: The tools that it was not allowed to use.
    denied: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)

    @classmethod
    def resumed(cls, argv: Sequence[str], session: str) -> list[str]:
        """Return *argv* for going on in *session*; as it is for what is no session."""
        if not _SESSION.fullmatch(session):
            return list(argv)
        return cls._resumed(list(argv), session)

    @classmethod
    def _resumed(cls, argv: list[str], session: str) -> list[str]:
        raise NotImplementedError

    def feed(self, line: str) -> None:
        """Read one line."""
        if len(line) > MAX_LINE or not line.startswith("{"):
            return
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            return
        self._read(dict_of(told))

    def read(self, lines: Iterable[str]) -> None:
        """Read lines."""
        for line in lines:
            self.feed(line.strip())

    def outcome(self, words: str, code: int | None) -> Reported | Failed:
        """Say what it came to; *words* are the last ones it printed elsewhere."""
        spent = self.usage.told()
        if self.denied and not _SAYS_DONE.search(self.report):
            named = ", ".join(dict.fromkeys(self.denied[:_MOST_NAMED]))
            asks = f"it was not allowed to use {named}: allow that in its settings?"
            return Failed(
                *(FailureKind.BLOCKED, one_line(asks, _MESSAGE_CHARS), code),
                report=self.report,
                usage=spent,
                session=self.session,
            )
        if self.report and not self.trouble and code == 0:
            return Reported(self.report, 0, spent, self.session)
        why = self.trouble or words or "it ended without a report"
        kind = kind_of(why)
        return Failed(
            *(kind, one_line(why, _MESSAGE_CHARS), code),
            report=self.report,
            usage=spent,
            session=self.session,
            retry_after=retry_after(why) if kind is FailureKind.QUOTA else None,
        )

    def _read(self, told: dict[str, Any]) -> None:
        """Read one object."""
        raise NotImplementedError


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

    #: By message: the same one is told several times while it grows.
    messages: dict[str, Usage] = field(default_factory=dict)

    def _read(self, told: dict[str, Any]) -> None:
        self.session = text_of(told.get("session_id")) or self.session
        if told.get("type") == "assistant":
            message = dict_of(told.get("message"))
            used = _claudes(dict_of(message.get("usage")))
            self.messages[text_of(message.get("id"))] = used
            self.usage = _sum(self.messages.values())
        elif told.get("type") == "result":
            self._end(told)

    def _end(self, told: dict[str, Any]) -> None:
        self.usage = _claudes(dict_of(told.get("usage")), told.get("total_cost_usd"))
        denials = told.get("permission_denials")
        for one in denials if isinstance(denials, list) else ():
            self.denied.append(text_of(dict_of(one).get("tool_name")) or "a tool")
        said = text_of(told.get("result"))
        if told.get("is_error") or told.get("subtype") != "success":
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

    @classmethod
    def _resumed(cls, argv: list[str], session: str) -> list[str]:
        # The prompt comes last: `-`, standard input.
        rest = argv[:-1] if argv[-1] == "-" else argv
        return [*rest, "resume", session, "-"]

    def _read(self, told: dict[str, Any]) -> None:
        kind = told.get("type")
        item = dict_of(told.get("item"))
        if kind == "thread.started":
            self.session = text_of(told.get("thread_id")) or None
        elif kind == "item.completed" and item.get("type") == "agent_message":
            self.report = text_of(item.get("text"))
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
            self.usage = _sum((self.usage, turn))
        elif kind == "turn.failed":
            self.trouble = text_of(dict_of(told.get("error")).get("message"))
        elif kind == "error":
            self.trouble = text_of(told.get("message"))


PROGRAMS: dict[str, type[Reader]] = {"claude": Claude, "codex": Codex}


def _claudes(told: dict[str, Any], cost: object = None) -> Usage:
    written = count_of(told.get("cache_creation_input_tokens"))
    return Usage(
        input_tokens=count_of(told.get("input_tokens")) + written,
        output_tokens=count_of(told.get("output_tokens")),
        cached_tokens=count_of(told.get("cache_read_input_tokens")),
        cost_usd=float(str(cost)) if is_number(cost) else None,
    )


def _sum(parts: Iterable[Usage]) -> Usage:
    parts = list(parts)
    return Usage(
        input_tokens=sum(part.input_tokens for part in parts),
        output_tokens=sum(part.output_tokens for part in parts),
        cached_tokens=sum(part.cached_tokens for part in parts),
    )
