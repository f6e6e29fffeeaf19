"""The numbers the engine works by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.attempt import RetryPolicy
from openclaw_celery.domain.budget import UNLIMITED, Budgets
from openclaw_celery.domain.gate.verdict import SURE

if TYPE_CHECKING:
    from openclaw_celery.domain.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How an installation is run; made from its settings."""

    retry: RetryPolicy = RetryPolicy()
    max_workers: int = 3
    #: Picked and dispatched items together; 0: no such limit.
    max_in_flight: int = 0
    #: One item a tick instead of filling the free slots.
    sequential: bool = False
    #: Dispatch at once when an item arrives or a slot frees, not at ticks only.
    continuous: bool = True
    ageing: timedelta = timedelta(hours=6)
    lease: timedelta = timedelta(seconds=60)
    heartbeat: timedelta = timedelta(seconds=20)
    lease_margin: timedelta = timedelta(seconds=15)
    watch: timedelta = timedelta(seconds=2)
    ring_again: timedelta = timedelta(seconds=60)
    #: So many items that fail alike within the window make their slots wait.
    outage_items: int = 3
    outage_window: timedelta = timedelta(minutes=10)
    budgets: Budgets = UNLIMITED
    #: How likely work has to be done, by its report, to pass; 0 to 1.
    sure: float = SURE
    #: Looked at for every item that nothing else speaks against.
    checks: tuple[Check, ...] = ()
    workspaces: Path = Path("workspaces")
    runs: Path = Path("runs")
    #: How long workspaces are kept after an item was DONE, or FAILED or BLOCKED; 0:
    #: for ever.
    keep_done: timedelta = timedelta(days=7)
    keep_failed: timedelta = timedelta(days=30)
    #: Of all workspaces together; 0: no such bound.
    max_bytes: int = 0
