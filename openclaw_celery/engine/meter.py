"""
The meter of a running attempt: what it uses is kept, and compared with its budgets.

Tokens and money are those that the runtime tells through its hold; time is the
engine's own, so that every runtime is stopped by it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from openclaw_celery.domain.budget import (
    NOTHING,
    Amount,
    Bound,
    Overrun,
    day_ends,
    overrun,
    used_by,
)
from openclaw_celery.domain.errors import LeaseLost, TransitionRefused
from openclaw_celery.domain.guard import Action, Budget
from openclaw_celery.domain.transitions import BLOCKED, PENDING, Verb, advance
from openclaw_celery.domain.usage import Usage

if TYPE_CHECKING:
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Change
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Store, View

log = logging.getLogger("clawq.meter")


class Meter:
    """Adds up what one attempt uses, and says when that is too much."""

    def __init__(  # noqa: PLR0913 - what an attempt's use is compared with
        self,
        item: Item,
        *,
        store: Store,
        clock: Clock,
        policy: Policy,
        since: float,
        allowed: Amount = NOTHING,
        before: Amount = NOTHING,
    ) -> None:
        """Start at *since*; *before* is what the item used of *allowed* already."""
        self.usage = Usage()
        #: The budget that is used up; the agent has to stop.
        self.over: Overrun | None = None
        self._item = item
        self._store = store
        self._clock = clock
        self._budgets = policy.budgets
        self._since = since
        self._allowed = allowed
        self._before = before
        self._kept = Usage()
        self._warned: set[Bound] = set()

    def hear(self, usage: Usage) -> Overrun | None:
        """Hear what the attempt has used so far; returns a budget that is used up."""
        self.usage = usage
        return self._stop(self._own(1.0))

    def look(self) -> Overrun | None:
        """Keep what is new, and compare; returns a budget that is used up."""
        usage = self.usage
        day = None
        if usage != self._kept:
            with self._store.write() as tx:
                tx.spend(self._item.id, self._item.attempt, usage.told())
                day = tx.spent_today()
            self._kept = usage
        elif self._budgets.day:
            with self._store.read() as view:
                day = view.spent_today()
        self._stop(self._own(1.0))
        soft = self._own(self._budgets.soft)
        if day is not None:
            self._stop(overrun(Bound.DAY, day, self._budgets.day))
            soft = soft or overrun(
                Bound.DAY, day, self._budgets.day, self._budgets.soft
            )
        if soft and self.over is None and soft.bound not in self._warned:
            self._warn(soft)
        return self.over

    def _own(self, share: float) -> Overrun | None:
        """Compare what concerns nobody else: the attempt and its item."""
        used = Amount(
            tokens=self.usage.tokens,
            usd=self.usage.cost_usd or 0,
            seconds=self._clock.monotonic() - self._since,
        )
        return overrun(Bound.ATTEMPT, used, self._budgets.attempt, share) or overrun(
            Bound.ITEM, self._before + used, self._allowed, share
        )

    def _stop(self, over: Overrun | None) -> Overrun | None:
        if over is not None and self.over is None:
            self.over = over
            log.warning("%s is stopped: %s", self._item.id, over)
        return self.over

    def _warn(self, soft: Overrun) -> None:
        """Note once that little is left; an item that was taken away needs no note."""
        self._warned.add(soft.bound)
        try:
            with self._store.write() as tx:
                now = tx.item(self._item.id)
                tx.save(told_of(now, soft, Action.SUMMARIZE, fence=self._item.fence))
        except (LeaseLost, TransitionRefused) as error:
            log.debug("%s: not warned: %s", self._item.id, error)


def told_of(
    item: Item,
    found: Overrun,
    action: Action,
    *,
    actor: str = "budget",
    fence: int | None = None,
) -> Change:
    """Say on *item* how its use stands to a budget."""
    hard = found.used >= found.limit
    return advance(
        item,
        Verb.GUARDRAIL,
        item.state,
        actor=actor,
        fence=fence,
        note=f"{action}: {found}",
        data={
            "action": action,
            "budget": Budget.HARD_EXCEEDED if hard else Budget.SOFT_EXCEEDED,
            "bound": found.bound,
            "what": found.what,
            "used": found.used,
            "limit": found.limit,
        },
    )


def allowed_for(view: View, item: Item, policy: Policy) -> Amount:
    """Tell what all attempts of *item* may use: its own budget, else what is set."""
    tokens, usd = view.budget(item.id)
    default = policy.budgets.item
    return Amount(
        tokens=default.tokens if tokens is None else tokens,
        usd=default.usd if usd is None else usd,
        seconds=default.seconds,
    )


def spent_item(view: View, item: Item, policy: Policy) -> Overrun | None:
    """Name the budget of *item* that its attempts have used up; None: it may run."""
    if not item.attempt:
        return None
    allowed = allowed_for(view, item, policy)
    if not allowed:
        return None
    return overrun(Bound.ITEM, used_by(view.attempts(item.id)), allowed)


def block_for(item: Item, over: Overrun, now: datetime) -> Change:
    """Stop an item whose budget is used up: a person decides."""
    return advance(
        item,
        Verb.GUARD,
        BLOCKED,
        actor="budget",
        note=f"guardrail: {over}; `clawq budget {item.id}` shows and raises it",
        not_before=None,
        ended_at=now,
    )


def release_for_day(item: Item, over: Overrun, now: datetime) -> Change:
    """Put a running item back until the day turns, at no cost to it."""
    until = f"{day_ends(now):%Y-%m-%d %H:%M} KST"
    return advance(
        item,
        Verb.RELEASE,
        PENDING,
        actor="budget",
        note=f"guardrail: {over}; it waits until {until}",
    )


def spent_day(view: View, policy: Policy) -> Overrun | None:
    """Name the day's budget that is used up; None: there is some left."""
    allowed = policy.budgets.day
    return overrun(Bound.DAY, view.spent_today(), allowed) if allowed else None
