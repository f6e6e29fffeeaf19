"""
The guardrail: whether a report may go on to whoever reads it next.

It looks at the report's form and at how many tokens its context has grown to; what
the report says is the review gate's business.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.report import parse

if TYPE_CHECKING:
    from openclaw_celery.domain.report import Violation

SOFT_TOKENS, HARD_TOKENS = 2_000, 3_500


class Budget(enum.StrEnum):
    """How a number of tokens stands to its limits."""

    OK = "OK"
    SOFT_EXCEEDED = "SOFT_EXCEEDED"
    HARD_EXCEEDED = "HARD_EXCEEDED"


class Action(enum.StrEnum):
    """What the guardrail wants done."""

    ALLOW = "ALLOW"
    SUMMARIZE = "SUMMARIZE"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tokens are fine, and how many are too many."""

    soft: int = SOFT_TOKENS
    hard: int = HARD_TOKENS

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        if not 0 <= self.soft <= self.hard:
            msg = f"soft {self.soft}, hard {self.hard}: use 0 <= soft <= hard"
            raise InvalidValue(msg)

    def budget(self, tokens: int) -> Budget:
        """Tell how *tokens* stand; a number that is the limit is still within it."""
        if tokens > self.hard:
            return Budget.HARD_EXCEEDED
        return Budget.SOFT_EXCEEDED if tokens > self.soft else Budget.OK


@dataclass(frozen=True, slots=True)
class Decision:
    """What the guardrail decided, and what it rests on."""

    budget: Budget
    action: Action
    tokens: int
    violations: tuple[Violation, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Say what speaks against going on as before."""
        over = f"{self.tokens} tokens: {self.budget}"
        told = () if self.budget is Budget.OK else (over,)
        return told + tuple(violation.message for violation in self.violations)


def decide(report: str, tokens: int, limits: Limits) -> Decision:
    """Judge the form of *report* and the *tokens* of its context."""
    if tokens < 0:
        msg = f"current-tokens {tokens}: use 0 or more"
        raise InvalidValue(msg)
    violations = parse(report).violations
    budget = limits.budget(tokens)
    if budget is Budget.HARD_EXCEEDED or any(one.severe for one in violations):
        action = Action.BLOCK
    elif budget is Budget.SOFT_EXCEEDED or violations:
        action = Action.SUMMARIZE
    else:
        action = Action.ALLOW
    return Decision(budget, action, tokens, violations)
