"""
A command as agents call it: the whole process, cold, on a queue of 10,000 items.

`list`, `pick` and `done` while `clawq up` runs, when its command server does them, and
by themselves, when each process imports the engine for itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median, quantiles

from benchmarks.support import Installation, monotonic
from openclaw_celery.domain.item import NewItem

ITEMS = 10_000
CALLS = 30


def main() -> dict[str, float]:
    """Print the median and the 95th percentile of each command, both ways."""
    figures = {}
    with Installation(slots=1, events=False) as installation:
        engine = installation.engine
        # What is picked by hand is not to be run away with.
        engine.operator.pause("slot:slot-1", note="measuring")
        new = [NewItem(title=f"작업 {number}") for number in range(ITEMS)]
        engine.intake.add(new, actor="bench")
        for way, switch in (("the server", "on"), ("itself", "off")):
            environment = {**os.environ, "CLAWQ_SERVER": switch}
            took: dict[str, list[float]] = {"list": [], "pick": [], "done": []}
            for _ in range(CALLS):
                clawq(installation, environment, took["list"], "list")
                item_id = clawq(
                    installation, environment, took["pick"], "pick",
                    "--owner-session", "bench",
                )  # fmt: skip
                clawq(
                    installation, environment, took["done"], "done",
                    "--id", item_id.strip(), "--notes", "x",
                )  # fmt: skip
            for name, seconds in took.items():
                middle, late = median(seconds), quantiles(seconds, n=20)[-1]
                print(
                    f"  {name}, by {way}: {middle * 1000:.0f} ms, "
                    f"p95 {late * 1000:.0f} ms"
                )
                figures[f"{name} by {way}, ms"] = middle * 1000
    return figures


def clawq(
    installation: Installation,
    environment: dict[str, str],
    took: list[float],
    *words: str,
) -> str:
    """Run a command and note how long its process took."""
    began = monotonic()
    done = subprocess.run(
        [
            sys.executable, "-m", "openclaw_celery",
            "--home", installation.home, *words,
        ],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )  # fmt: skip
    took.append(monotonic() - began)
    return done.stdout
