"""
Reading what an agent program prints of itself: its report, usage, session, troubles.

A reader takes lines of any kind and never fails: what it does not know is passed over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.usage import Usage
from openclaw_celery.runtimes.refusals import kind_of
from openclaw_celery.runtimes.resets import reset_of, until
from openclaw_celery.runtimes.told import dict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from openclaw_celery.domain.attempt import Outcome

#: A longer line is passed over: it would be held in memory as a whole, and more.
MAX_LINE = 4 * 1024 * 1024
_MESSAGE_CHARS = 500
_MOST_NAMED = 5
#: It comes from a program's output and goes into arguments: nothing but an id may.
_SESSION = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4,12}){1,4}")
#: The report says that it came to its goal all the same.
SAYS_DONE = re.compile(r"\bstatus\W{0,5}done\b", re.IGNORECASE)
#: How the programs say that they know nothing of a session.
_FORGOT = re.compile(
    r"no conversation found|no rollout found|error resuming session"
    r"|invalid session identifier|session not found",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Reader:
    """What was read so far of a program's output."""

    #: How the program is started when the settings do not say.
    argv: ClassVar[tuple[str, ...]] = ()
    #: What it may find in our environment beside what every agent does.
    env: ClassVar[tuple[str, ...]] = ()
    #: What it is given there, unless the settings give it something else.
    set_env: ClassVar[Mapping[str, str]] = MappingProxyType({})

    report: str = ""
    session: str | None = None
    #: What went wrong, in the program's words.
    trouble: str = ""
    #: And in a word that `REASONS` may know.
    reason: str = ""
    #: When a limit ends, in seconds since 1970, if it was said so.
    resets_at: float = 0
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
        del session
        return argv

    @classmethod
    def committing(cls, argv: Sequence[str], git: Sequence[Path]) -> list[str]:
        """Return *argv* for work in a worktree whose commits are kept in *git*."""
        del git
        return list(argv)

    @staticmethod
    def forgot(outcome: Outcome) -> bool:
        """Tell whether a program failed as it knows nothing of the session."""
        return isinstance(outcome, Failed) and bool(_FORGOT.search(outcome.message))

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

    def read_all(self, output: str) -> None:
        """Read all that the program has printed to its standard output."""
        self.read(output.splitlines())

    def read_errors(self, stderr: str) -> None:
        """Read what it has printed to its standard error, if that tells of denials."""

    def outcome(
        self,
        words: str,
        code: int | None,
        *,
        now: datetime,
        here: tzinfo | None = None,
        stderr: str = "",
    ) -> Reported | Failed:
        """
        Say what it came to; *words* are the last ones of its *stderr*.

        *now* and *here* are what a limit's end is reckoned from.
        """
        spent = self.usage.told()
        self.read_errors(stderr)
        if self.denied and not SAYS_DONE.search(self.report):
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
        kind = kind_of(why, self.reason)
        after = None
        if kind is FailureKind.QUOTA:
            after = until(self.resets_at, now)
            for said in (why, stderr):
                after = reset_of(said, now, here=here) if after is None else after
        return Failed(
            *(kind, one_line(why, _MESSAGE_CHARS), code),
            report=self.report,
            usage=spent,
            session=self.session,
            retry_after=after,
        )

    def _read(self, told: dict[str, Any]) -> None:
        """Read one object."""
        raise NotImplementedError


def added(parts: Iterable[Usage]) -> Usage:
    """Add up what messages or turns took."""
    parts = list(parts)
    return Usage(
        input_tokens=sum(part.input_tokens for part in parts),
        output_tokens=sum(part.output_tokens for part in parts),
        cached_tokens=sum(part.cached_tokens for part in parts),
    )
