"""
What an idle `clawq up` with three slots takes of the machine's memory.

PSS: pages that processes share are counted once, divided among them. Linux only.
"""

from __future__ import annotations

import psutil

from benchmarks.support import Installation, monotonic
from openclaw_celery.cli.up import holder
from openclaw_celery.clock import sleep

MIB = 2**20
IDLE_S = 10


def main() -> dict[str, float]:
    """Print the memory and the idle load of the whole and of its parts."""
    with Installation(slots=3, flower=True) as installation:
        sleep(5)
        pid = holder(installation.settings)
        assert pid is not None
        top = psutil.Process(pid)
        family = [top, *top.children(recursive=True)]
        busy = sum(_cpu(process) for process in family)
        began = monotonic()
        sleep(IDLE_S)
        load = (sum(_cpu(p) for p in family) - busy) / (monotonic() - began)
        sizes = {_name(p): 0.0 for p in family}
        for process in family:
            sizes[_name(process)] += process.memory_full_info().pss / MIB
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
        print(f"  {name:<12} {size:6.0f} MiB")
    total = sum(sizes.values())
    print(f"  {'all':<12} {total:6.0f} MiB, {load * 100:.1f} % of one core when idle")
    return {"mib": total, "idle_cores": load}


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _name(process: psutil.Process) -> str:
    words = process.cmdline()
    for known in ("--slot", "--reviewer", "--dispatcher", "beat", "flower", "up"):
        if known in words:
            at = words.index(known)
            return words[at + 1] if known == "--slot" else known.strip("-")
    return "supervisor" if "openclaw_celery.supervise" in words else "broker"
