"""One run of an item: how it ends, and what its ending means for the item."""

from __future__ import annotations

import enum
import hashlib
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.transitions import BLOCKED, FAILED, PENDING, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.worktree import Worktree


class FailureKind(enum.StrEnum):
    """What a failure says about trying again."""

    TRANSIENT = "transient"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
    #: An account has used up what its provider gives; see `Failed.retry_after`.
    QUOTA = "quota"
    #: What runs agents is not to be reached, and nothing has begun.
    AWAY = "away"
    #: Only a person can help: a login, a permission, a decision.
    BLOCKED = "blocked"


#: Say nothing of the item: they cost it no try, and its slots wait.
FREE = frozenset({FailureKind.QUOTA, FailureKind.AWAY})


@dataclass(frozen=True, slots=True)
class Reported:
    """The agent came to an end and handed back a report."""

    report: str
    exit_code: int | None = 0
    usage: Mapping[str, Any] = field(default_factory=dict)
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The agent, or what runs it, failed."""

    kind: FailureKind
    message: str
    exit_code: int | None = None
    #: What the agent had said until then, kept for people.
    report: str = ""
    usage: Mapping[str, Any] = field(default_factory=dict)
    session: str | None = None
    #: Of a used up quota: how long until there is more, where the provider says so.
    retry_after: timedelta | None = None
    #: Of a used up quota: whose it is; everything on the same account waits.
    account: str = ""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The agent was stopped because the item is not this slot's any more."""

    reason: str
    #: What the agent had said until then, kept for people.
    report: str = ""
    usage: Mapping[str, Any] = field(default_factory=dict)


Outcome = Reported | Failed | Stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One row of an item's attempts, as the store last saw it."""

    item_id: str
    number: int
    fence: int
    slot: str | None = None
    runtime: str | None = None
    session: str | None = None
    dispatched_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    #: reported, failed, over_budget, done, lost, released, stopped; None while it
    #: goes on. One that
    #: is `stopped` and has not ended yet was taken from an agent that still stops.
    outcome: str | None = None
    error: str | None = None
    exit_code: int | None = None
    report_sha256: str | None = None
    usage: Mapping[str, Any] = field(default_factory=dict)
    verdict: str | None = None
    reasons: tuple[str, ...] = ()
    missing_checks: tuple[str, ...] = ()
    #: Its branch of a repository; None when it worked in a plain directory.
    worktree: Worktree | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A run that an attempt has left; it may still go on."""

    item_id: str
    attempt: int
    runtime: str
    #: What its runtime finds it by; for nobody else's eyes.
    run: str = field(repr=False)
    dispatched_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often, and after what pause, an item is tried again."""

    backoff: tuple[timedelta, ...] = (
        timedelta(seconds=60),
        timedelta(seconds=180),
        timedelta(seconds=600),
    )
    max_attempts: int = 3
    max_losses: int = 5

    def pause_after(self, tries: int) -> timedelta:
        """Tell how long to wait after the *tries*-th spent attempt (from 1)."""
        return self.backoff[min(tries, len(self.backoff)) - 1]


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of an item whose attempt has failed."""

    target: State
    note: str
    pause: timedelta | None
    fingerprint: str | None


def ending_of(item: Item, failure: Failed, policy: RetryPolicy) -> Ending:
    """
    Decide where a failed attempt leads.

    Transient: PENDING after a backoff. Permanent: FAILED, a person decides.
    Blocked: BLOCKED with the question. Unknown: like transient, but BLOCKED when
    the same error strikes twice in a row. Else FAILED once the attempts are spent.
    """
    tries = item.tries + 1
    mark = fingerprint(failure.message)
    if failure.kind in FREE:
        # It waits with its account, and has not failed at its work.
        return Ending(PENDING, f"{failure.kind}: {failure.message}", None, None)
    if failure.kind is FailureKind.PERMANENT:
        return Ending(FAILED, f"permanent: {failure.message}", None, mark)
    if failure.kind is FailureKind.BLOCKED:
        return Ending(BLOCKED, failure.message, None, mark)
    if failure.kind is FailureKind.UNKNOWN and mark == item.error_fingerprint:
        note = f"the same error twice in a row, what should change? {failure.message}"
        return Ending(BLOCKED, note, None, mark)
    if tries >= item.max_attempts:
        note = f"attempts spent ({tries}/{item.max_attempts}): {failure.message}"
        return Ending(FAILED, note, None, mark)
    pause = policy.pause_after(tries)
    note = f"{failure.kind}, again in {pause.total_seconds():g} s: {failure.message}"
    kept = mark if failure.kind is FailureKind.UNKNOWN else None
    return Ending(PENDING, note, pause, kept)


_VARIABLE = re.compile(r"0x[0-9a-f]+|[0-9a-f]{8,}|\d+", re.IGNORECASE)


def fingerprint(message: str) -> str:
    """Name the kind of an error: its first lines without numbers and ids."""
    kind = _VARIABLE.sub("#", message[:2000]).strip().lower()
    return hashlib.sha256(kind.encode(errors="replace")).hexdigest()[:16]


#: A number is a status of HTTP where something calls it one, or names it with it.
_BEFORE_STATUS = (
    r"(?:\bHTTP(?:/[\d.]+)?|\braw_?error|\bstatus(?:[ _-]?code)?"
    r"|\berror(?:[ _-]?code)?|\bcode"
    r"|\brejected|\bresponded with|\breturned|\bresponse|\brefused|\bserver said)"
    r"[\s:=(\[\"'#]{0,4}"
)
_AFTER_STATUS = (
    r"[\s:,.)\]\"'\u00b7-]{1,4}(?:too many requests|rate.?limit|unauthori[sz]ed"
    r"|forbidden|payment required|bad (?:gateway|request)|not found"
    r"|service (?:temporarily )?unavailable"
    r"|gateway time.?out|internal server error|server error|client error|unprocessable"
    r"|content too large|payload too large|resource.?exhausted|overloaded|status code"
    r"|invalid|incorrect|authenticat|permission|\{)"
)


def status_of(codes: str) -> str:
    """Return the pattern of a status of HTTP among *codes*, itself a pattern."""
    return (
        rf"(?:{_BEFORE_STATUS}(?:{codes})\b(?! (?:rows|lines|items|files|times))"
        rf"|(?<![\w.:/#-])(?:{codes}){_AFTER_STATUS}|^\W{{0,3}}(?:{codes})(?:$"
        rf"|[:\s]*$))"
    )


_TRANSIENT = re.compile(
    rf"rate.?limit|too many requests|{status_of('429|50[0234]|529')}"
    r"|time[d ]?.?out|temporar"
    r"|overloaded|connection (?:refused|reset|aborted|closed)|network|unreachable"
    r"|no space left|disk quota exceeded"
    r"|try again|eai_again|etimedout|econn|service unavailable",
    re.IGNORECASE,
)
_PERMANENT = re.compile(
    rf"permission denied|forbidden|{status_of('40[13]')}|unauthori[sz]ed"
    r"|invalid api key"
    r"|no such file|not found|command not found|invalid (?:argument|input|option)"
    r"|unrecognized argument|usage:",
    re.IGNORECASE,
)


def classify(message: str) -> FailureKind:
    """Read from an error's words whether trying again can help."""
    if _TRANSIENT.search(message):
        return FailureKind.TRANSIENT
    if _PERMANENT.search(message):
        return FailureKind.PERMANENT
    return FailureKind.UNKNOWN
