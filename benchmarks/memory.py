"""
What `clawq up` with three slots takes of the machine, and one slot more.

Started by `clawq up --detach`, whose own start counts; stopped by `clawq down --now`.
PSS: pages that processes share are counted once, divided among them. Linux only. What a
slot costs to start is counted from its process's start until it takes work.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from statistics import median

import psutil

from benchmarks.support import ROOT, Installation, monotonic, wait_for
from openclaw_celery.cli.up import holder
from openclaw_celery.clock import sleep

MIB = 2**20
IDLE_S = 10
STARTS = 5


def main() -> dict[str, float]:
    """Print the memory and the idle load of the whole and of its parts."""
    installation = Installation(slots=3, flower=True)
    began = monotonic()
    with installation:
        ready = monotonic() - began
        pid = holder(installation.settings)
        assert pid is not None
        top = psutil.Process(pid)
        start_cpu = sum(map(_cpu, [top, *top.children(recursive=True)]))
        sleep(5)
        family = [top, *top.children(recursive=True)]
        busy = sum(_cpu(process) for process in family)
        began = monotonic()
        sleep(IDLE_S)
        load = (sum(_cpu(p) for p in family) - busy) / (monotonic() - began)
        sizes = {_name(p): 0.0 for p in family}
        for process in family:
            sizes[_name(process)] += process.memory_full_info().pss / MIB
        took, cpu, more = zip(
            *(_one_more(installation) for _ in range(STARTS)), strict=True
        )
        began = monotonic()
    down = monotonic() - began
    for name, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
        print(f"  {name:<12} {size:6.0f} MiB")
    total = sum(sizes.values())
    print(
        f"  ready after {ready:.1f} s, {start_cpu:.1f} s of a core; "
        f"stopped within {down:.1f} s"
    )
    print(f"  {'all':<12} {total:6.0f} MiB, {load * 100:.1f} % of one core when idle")
    print(
        f"  one slot more: {median(more):.0f} MiB; works after {median(took):.1f} s, "
        f"{median(cpu):.1f} s of a core (medians of {STARTS})"
    )
    return {
        "ready_s": ready,
        "ready_cpu_s": start_cpu,
        "down_s": down,
        "mib": total,
        "idle_cores": load,
        "slot_start_s": median(took),
        "slot_start_cpu_s": median(cpu),
        "slot_mib": median(more),
    }


def _one_more(installation: Installation) -> tuple[float, float, float]:
    """Start a slot beside the others; returns seconds, seconds of a core, MiB."""
    config = installation.home / "clawq.toml"
    if "slot-more" not in config.read_text("utf-8"):
        with config.open("a", encoding="utf-8") as file:
            file.write('\n[slots.slot-more]\nruntime = "rehearsal"\n')
    home = ["--home", str(installation.home)]
    began = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "openclaw_celery", *home, "worker", "--slot=slot-more"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        wait_for(lambda: "slot-more" in _live(installation), every_s=0.02)
        took = monotonic() - began
        top = psutil.Process(process.pid)
        family = [top, *top.children(recursive=True)]
        cpu = sum(_cpu(member) for member in family)
        size = sum(member.memory_full_info().pss for member in family) / MIB
    finally:
        process.terminate()
        process.wait(30)
    return took, cpu, size


def _live(installation: Installation) -> set[str]:
    with installation.engine.store.read() as view:
        return {row.slot.name for row in view.slots() if row.live}


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _name(process: psutil.Process) -> str:
    title = " ".join(process.cmdline())
    worker = re.search(r"celeryd: ([\w-]+)@", title)
    if worker:
        return worker[1]
    words = title.split()
    known = ("beat", "flower", "serve", "up", "supervisor")
    return next((name for name in known if name in words), "broker")
