"""Budgets: how much an attempt, an item, a day may use, and when it is too much."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openclaw_celery.domain.attempt import Attempt

#: A budget's day is that of the people who read the queue.
KST = timezone(timedelta(hours=9), "KST")


class Bound(enum.StrEnum):
    """What a budget is set for."""

    ATTEMPT = "attempt"
    ITEM = "item"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Tokens, money and time: used up, or allowed; allowed 0 is without a limit."""

    tokens: int = 0
    usd: float = 0
    seconds: float = 0

    def __add__(self, other: Amount) -> Amount:
        """Add up what was used."""
        return Amount(
            tokens=self.tokens + other.tokens,
            usd=self.usd + other.usd,
            seconds=self.seconds + other.seconds,
        )

    def __bool__(self) -> bool:
        """Tell whether there is anything of it."""
        return bool(self.tokens or self.usd or self.seconds)


#: Nothing used, or nothing limited.
NOTHING = Amount()


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """How much may be used."""

    attempt: Amount = NOTHING
    item: Amount = NOTHING
    day: Amount = NOTHING
    #: From this share of a budget on it is warned of.
    soft: float = 0.8

    def of(self, bound: Bound) -> Amount:
        """Return the budget for *bound*."""
        return {
            Bound.ATTEMPT: self.attempt,
            Bound.ITEM: self.item,
            Bound.DAY: self.day,
        }[bound]


@dataclass(frozen=True, slots=True)
class Overrun:
    """A budget that is used up, or of which there is little left."""

    bound: Bound
    #: tokens, usd, seconds
    what: str
    used: float
    limit: float

    def __str__(self) -> str:
        """Say it to people."""
        return (
            f"{self.bound} budget: {shown(self.what, self.used)} of "
            f"{shown(self.what, self.limit)} used"
        )


#: No budget limits anything.
UNLIMITED = Budgets()


def shown(what: str, amount: float) -> str:
    """Write an amount with its unit."""
    if what == "usd":
        return f"{amount:.4f}".rstrip("0").rstrip(".") + " USD"
    if what == "seconds":
        return f"{amount:.0f} s"
    return f"{amount:.0f} tokens"


def shown_all(used: Amount) -> str:
    """Write all of an amount."""
    parts = ("tokens", "usd", "seconds")
    return ", ".join(shown(what, getattr(used, what)) for what in parts)


def overrun(
    bound: Bound, used: Amount, allowed: Amount, share: float = 1.0
) -> Overrun | None:
    """Name the first limit of which *share* is used up; None when there is none."""
    for what in ("tokens", "usd", "seconds"):
        limit = getattr(allowed, what)
        if limit and getattr(used, what) >= limit * share:
            return Overrun(bound, what, getattr(used, what), limit)
    return None


def used_by(attempts: Iterable[Attempt], now: datetime | None = None) -> Amount:
    """Add up what attempts have used; the time of open ones as far as *now*."""
    total = NOTHING
    for attempt in attempts:
        seconds = 0.0
        until = attempt.ended_at or now
        if attempt.started_at and until:
            seconds = (until - attempt.started_at).total_seconds()
        total += Amount(
            tokens=tokens_of(attempt.usage), usd=usd_of(attempt.usage), seconds=seconds
        )
    return total


def tokens_of(usage: object) -> int:
    """Count the tokens of what `Usage.told` has told."""
    return sum(
        int(_number(usage, name))
        for name in ("input_tokens", "output_tokens", "cached_tokens")
    )


def usd_of(usage: object) -> float:
    """Return the price of what `Usage.told` has told."""
    return _number(usage, "cost_usd")


def _number(usage: object, name: str) -> float:
    found = usage.get(name) if isinstance(usage, dict) else None
    return max(found, 0) if isinstance(found, int | float) else 0


def day_of(moment: datetime) -> str:
    """Name the day of an instant, as people in Korea date it."""
    return f"{moment.astimezone(KST):%Y-%m-%d}"


def day_ends(moment: datetime) -> datetime:
    """Tell when the day of an instant is over."""
    tomorrow = moment.astimezone(KST).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), KST)
