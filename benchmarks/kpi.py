"""
What `clawq kpi` asks of a queue of 100,000 items that have ended.

Each has the attempt and the events of its way; one in twenty ended BLOCKED by the
gate, one in ten waited for another. A scrape of the exporter asks the same.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.pick import filled
from benchmarks.support import monotonic
from openclaw_celery.domain.kpi import STALE
from openclaw_celery.store.sqlite import sqlite3

ROWS = 100_000
CALLS = 5
LIMIT_S = 2.0
#: What the store would have written while all of it ran.
HISTORY = """
    UPDATE items SET attempt = 1, tries = 1, fence = 1, event_seq = 5,
        started_at = created_at + 1000, ended_at = created_at + 2000 + seq % 60000,
        status = CASE WHEN seq % 20 = 0 THEN 'BLOCKED' ELSE 'DONE' END;
    INSERT INTO attempts (item_id, number, fence, slot, runtime, dispatched_at,
            started_at, ended_at, outcome, verdict)
        SELECT id, 1, 1, 'slot-1', 'command', created_at + 500, started_at, ended_at,
            'reported', CASE status WHEN 'DONE' THEN 'PASS' ELSE 'BLOCK' END
        FROM items;
    WITH way (seq, verb, source, target) AS (VALUES
        (2, 'dispatch', 'PENDING', 'IN_PROGRESS/dispatched'),
        (3, 'claim', 'IN_PROGRESS/dispatched', 'IN_PROGRESS/running'),
        (4, 'report', 'IN_PROGRESS/running', 'IN_PROGRESS/reviewing'),
        (5, 'review', 'IN_PROGRESS/reviewing', NULL))
    INSERT INTO events (item_id, seq, at, verb, source, target, fence, attempt, actor,
            note, data, trace_id)
        SELECT id, way.seq, ended_at, verb, source, coalesce(target, status), 1, 1,
            'slot-1', '', '{}', 'bench'
        FROM items, way;
    INSERT INTO dependencies (item_id, needs_id)
        SELECT later.id, former.id FROM items AS later
        JOIN items AS former ON former.seq = later.seq - 1 WHERE later.seq % 10 = 0;
"""


def main() -> dict[str, float]:
    """Print the median of some calls, and the longest."""
    home = Path(tempfile.mkdtemp(prefix="clawq-bench-"))
    try:
        engine = filled(home / "queue", ROWS)
        database = sqlite3.connect(home / "queue" / "queue.db")
        database.executescript(HISTORY)
        database.commit()
        database.close()
        took = []
        for _ in range(CALLS):
            began = monotonic()
            with engine.store.read() as view:
                work = view.work(since=None, stale=STALE)
            took.append(monotonic() - began)
            assert work.done + work.failed == work.run.count == ROWS
            assert work.failed == ROWS // 20
    finally:
        shutil.rmtree(home, ignore_errors=True)
    middle = median(took)
    print(
        f"  {ROWS:,} items   {middle:.2f} s (median of {CALLS}), "
        f"longest {max(took):.2f} s   (at most {LIMIT_S:.0f} s)"
    )
    return {"median_s": middle, "longest_s": max(took)}
