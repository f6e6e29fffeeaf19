"""
What a judgement of a report says.

Apart from the gate itself, whose rules take a tenth of a second to import: most
commands judge nothing.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openclaw_celery.domain.gate.coverage import Decided


class Verdict(enum.StrEnum):
    """What becomes of a piece of work."""

    PASS = "PASS"  # noqa: S105 - a verdict
    RETRY = "RETRY"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the report that speaks against it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it rests on."""

    verdict: Verdict
    reasons: tuple[str, ...]
    #: The criteria that are not credibly met, as they were written.
    missing_checks: tuple[str, ...] = ()
    covered: int = 0
    total: int = 0
    findings: tuple[Finding, ...] = ()
    #: Each criterion with the words that decided it.
    decided: tuple[Decided, ...] = ()
    #: How likely the verdict is, 0 to 1; None if nothing had to be weighed.
    sure: float | None = None


#: Work passes if it is at least so likely to be done: to try again costs less than
#: to take for done what is not.
SURE = 0.6
#: What may be asked for instead.
LEAST_SURE, MOST_SURE = 0.5, 0.99


def percent(sure: float) -> str:
    """Say how *sure* something is, 0 to 1, rounded down: what is likely is no 100 %."""
    return f"{int(sure * 100 + 1e-9)}%"


#: A longer report is not read to its end, and does not pass.
MAX_CHARS = 60_000
