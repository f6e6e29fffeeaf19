"""
What one pick costs at 1,000 rows and at 100,000.

A pick is everything a slot's dispatch is: the next item by priority, due date and age,
a guarded update, its event and its attempt, committed durably. The two databases are
picked from in turn, so that both see the same machine.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.support import monotonic
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.settings import load
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.wiring import build

if TYPE_CHECKING:
    from openclaw_celery.engine import Engine

SIZES = (1_000, 100_000)
PICKS = 300
#: Inserted at once; one transaction of 100,000 rows needs a gigabyte.
BATCH = 5_000
LIMIT = 1.5


def main() -> dict[str, float]:
    """Print the medians and their ratio."""
    home = Path(tempfile.mkdtemp(prefix="clawq-bench-"))
    try:
        engines = {size: filled(home / str(size), size) for size in SIZES}
        took: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(PICKS):
            for size, engine in engines.items():
                began = monotonic()
                item = engine.puller.pick(owner="bench", lease=timedelta(hours=1))
                took[size].append(monotonic() - began)
                assert item is not None
    finally:
        shutil.rmtree(home, ignore_errors=True)
    small, large = (median(took[size]) * 1000 for size in SIZES)
    print(f"  {SIZES[0]:>7,} rows   {small:6.2f} ms a pick (median of {PICKS})")
    print(f"  {SIZES[1]:>7,} rows   {large:6.2f} ms a pick")
    print(f"  ratio {large / small:12.2f}   (at most {LIMIT})")
    return {"small_ms": small, "large_ms": large, "ratio": large / small}


def filled(home: Path, rows: int) -> Engine:
    """Make a queue of *rows* pending items of all priorities."""
    home.mkdir()
    # All that is picked stays picked.
    settings = load(home, environ={}, max_in_flight=0)
    database = open_engine(settings.database)
    upgrade(database)
    database.dispose()
    engine = build(settings)
    for start in range(0, rows, BATCH):
        with engine.store.write() as tx:
            tx.add(
                [
                    NewItem(title=f"item {n}", priority=list(Priority)[n % 3])
                    for n in range(start, min(start + BATCH, rows))
                ],
                actor="bench",
                max_attempts=3,
                trace_id="bench",
            )
    return engine
