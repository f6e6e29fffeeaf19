"""
The cadences: what beat rings, and how often.

A tick carries nothing and computes everything from the database, so that missed,
doubled or late ticks change nothing but latency; two beats are harmless.

continuous  the dispatcher also runs at once when an item arrives or a slot frees;
            its tick catches whatever was missed
paced       ticks alone set the pace: an item every half hour, a watchdog every
            two hours
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openclaw_celery.bus import DISPATCH, NOTIFY, RESCUE, REVIEW_QUEUE, SYNC, TICK_QUEUE

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings


def beat_schedule(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return Celery's `beat_schedule`, in seconds."""
    schedule: dict[str, dict[str, Any]] = {
        "dispatcher": {
            "task": DISPATCH,
            "schedule": settings.dispatch_every,
            # No "expires": a worker whose clock is ahead would drop every tick.
            "options": {"queue": TICK_QUEUE},
        },
        "watchdog": {
            "task": RESCUE,
            "schedule": settings.rescue_every,
            "options": {"queue": TICK_QUEUE},
        },
    }
    if settings.sync_every_s:
        schedule["sheet"] = {
            "task": SYNC,
            "schedule": settings.sync_every_s,
            "options": {"queue": TICK_QUEUE},
        }
    if settings.notify.urls:
        schedule["notifier"] = {
            "task": NOTIFY,
            "schedule": settings.notify.every_s,
            # Not among the ticks: an address may take its time. Nor for ever: what
            # nobody could do until the next one comes need not be done.
            "options": {"queue": REVIEW_QUEUE, "expires": settings.notify.every_s},
        }
    return schedule
