"""
Run the measurements: `python3 dev.py bench [NAME ...] [--json]`.

NAME is pick, kpi, gate, throughput, latency, memory or commands; all of them if none is
given. Each prints what it compares. Figures of one run on one machine are comparable
with each other, and with nothing else.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import import_module

from openclaw_celery.store.sqlite import sqlite3

NAMES = ("pick", "kpi", "gate", "throughput", "latency", "memory", "commands")


def main(arguments: list[str]) -> int:
    """Run the benchmarks named, or all of them."""
    wanted = [name for name in arguments if not name.startswith("-")] or list(NAMES)
    unknown = set(wanted) - set(NAMES)
    if unknown or {"-h", "--help"} & set(arguments):
        print((__doc__ or "").strip())
        return 2 if unknown else 0
    python = platform.python_version()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {python}, "
        f"SQLite {sqlite3.sqlite_version}, {platform.system()}"
    )
    figures = {}
    for name in wanted:
        module = import_module(f"benchmarks.{name}")
        print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        figures[name] = module.main()
    if "--json" in arguments:
        print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
