"""
From an item's arrival to its agent's start, with 10,000 items queued.

The queue is full of items that no slot here takes (they ask for a role), so that a slot
is idle when the measured item arrives; each is added by its own `add`, as a user would.
The moments are the store's own: the item's first event, and the claim.
"""

from __future__ import annotations

from datetime import timedelta

from benchmarks.support import Installation, wait_for
from openclaw_celery.domain.item import NewItem, Status
from openclaw_celery.domain.transitions import Verb

QUEUED = 10_000
SAMPLES = 200
LIMIT_S = 1.0


def main() -> dict[str, float]:
    """Print the middle and the slowest hundredth."""
    with Installation(slots=3) as installation:
        store = installation.engine.store
        with store.write() as tx:
            tx.add(
                [NewItem(title="waits", role="nobody") for _ in range(QUEUED)],
                actor="bench",
                max_attempts=3,
                trace_id="bench",
            )
        took = []
        for _ in range(SAMPLES):
            [item] = installation.engine.intake.add(
                [NewItem(title="measured")], actor="bench"
            )
            wait_for(lambda: _done(installation, item.id))  # noqa: B023 - waited for here
            with store.read() as view:
                at = {s.event.verb: s.at for s in view.events(item.id)}
            took.append((at[Verb.CLAIM] - at[Verb.ADD]) / timedelta(milliseconds=1))
    took.sort()
    middle, slowest = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"  added -> agent started, {QUEUED:,} queued, {SAMPLES} samples")
    print(f"  p50 {middle:6.0f} ms")
    print(f"  p99 {slowest:6.0f} ms   (under {LIMIT_S * 1000:.0f} ms)")
    return {"p50_ms": middle, "p99_ms": slowest}


def _done(installation: Installation, item_id: str) -> bool:
    with installation.engine.store.read() as view:
        return view.item(item_id).status is Status.DONE
