"""How well the queue works: figures of the work itself, and the limits set to them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took, in milliseconds; None where nothing was measured."""

    count: int = 0
    p50_ms: int | None = None
    p95_ms: int | None = None
    avg_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the store counts; of a period, or of all that ever was."""

    done: int = 0
    #: FAILED, and BLOCKED in another way than by an operator.
    failed: int = 0
    #: Attempts that were followed by another one because of how they ended.
    retries: int = 0
    #: Attempts that were taken from a dead worker.
    losses: int = 0
    #: Attempts of outside sessions that let their leases run out.
    lapses: int = 0
    #: IN_PROGRESS for too long, and nobody holds a lease.
    stale: int = 0
    #: From when an item could first be run to when its first attempt was.
    queueing: Span = Span()
    #: One attempt.
    run: Span = Span()
    #: From when an item was added to when it ended.
    end_to_end: Span = Span()

    @property
    def success_rate(self) -> float:
        """The share of the ended items that are DONE; 1 when none has ended."""
        ended = self.done + self.failed
        return self.done / ended if ended else 1.0

    @property
    def failure_rate(self) -> float:
        """The share of the ended items that are not; 0 when none has ended."""
        ended = self.done + self.failed
        return self.failed / ended if ended else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is still well; None: whatever it is."""

    failure_rate: float | None = 0.2
    latency_p95_ms: int | None = None
    stale_in_progress: int | None = 0
    losses: int | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A limit that is passed."""

    name: str
    value: float
    limit: float

    def __str__(self) -> str:
        """Say it as `kpi` and `health` print it."""
        return f"{self.name}={shown(self.value)} limit={shown(self.limit)}"


def alerts(work: Work, limits: Limits) -> list[Alert]:
    """List the limits that *work* passes; a value that is the limit is well."""
    measured: tuple[tuple[str, float | None, float | None], ...] = (
        ("failure_rate", work.failure_rate, limits.failure_rate),
        ("latency_p95_ms", work.end_to_end.p95_ms, limits.latency_p95_ms),
        ("stale_in_progress", work.stale, limits.stale_in_progress),
        ("losses", work.losses, limits.losses),
    )
    return [
        Alert(name, value, limit)
        for name, value, limit in measured
        if value is not None and limit is not None and value > limit
    ]


def shown(value: float | None) -> str:
    """Write a figure: rates with four digits at most, `-` for none."""
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else str(round(value, 4))


def rank(count: int, share: float) -> int:
    """
    Tell which of *count* ordered values is the percentile *share*, from 1.

    The nearest rank: a value that was measured, never one between two.
    """
    return max(1, math.ceil(round(share * count, 9)))


def percentile(ordered: Sequence[int], share: float) -> int | None:
    """Return the percentile *share* of ordered values; None when there are none."""
    return ordered[rank(len(ordered), share) - 1] if ordered else None


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the queue in one word, and why."""

    #: OK, FAIL, WARN, ERROR
    grade: str
    reasons: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """What `clawq health` exits with."""
        return {"OK": 0, "FAIL": 10, "WARN": 20}.get(self.grade, 30)

    def __str__(self) -> str:
        """Say it as `health` prints it."""
        return f"HEALTH_{self.grade} {'; '.join(self.reasons)}".rstrip()


def judged(failures: Sequence[str], warnings: Sequence[str]) -> Health:
    """Grade the queue: what has failed weighs more than what will."""
    grade = "FAIL" if failures else "WARN" if warnings else "OK"
    return Health(grade, (*failures, *warnings))


#: Without a lease for so long, an item in progress is stale.
STALE = timedelta(minutes=60)
