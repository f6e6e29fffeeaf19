"""
Items a second from add to DONE, against a bare chain of two Celery tasks.

Both run in one go on the same machine, with the same broker, the same options and
the same processes: two workers of concurrency 1 for the first task, one for the second.
The chain is Celery's own: its app, its transport, its way to put a message together;
the queue has its own way to do these. The chain does nothing; the queue stores, leases,
runs a rehearsal inside the slot, reviews, and keeps every event.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES
from redis import Redis

from benchmarks.support import Installation, monotonic, wait_for
from openclaw_celery.celery_app import config
from openclaw_celery.domain.item import NewItem, Status
from openclaw_celery.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
ITEMS = 400
SLOTS = 2
#: As kombu has it, before any app of ours is made.
STOCK = dict(TRANSPORT_ALIASES)


def main() -> dict[str, float]:
    """Print both figures and their ratio."""
    ours, bare = [], []
    with Installation(slots=SLOTS, events=False) as installation:
        for _ in range(ROUNDS):
            ours.append(queue(installation, ITEMS))
            with workers(installation.settings):
                bare.append(chain(installation.settings, ITEMS))
    ratio = median(ours) / median(bare)
    print(f"  queue, add -> DONE      {median(ours):6.0f} items/s   {shown(ours)}")
    print(f"  bare chain of two tasks {median(bare):6.0f} items/s   {shown(bare)}")
    print(f"  ratio                   {ratio:6.2f}")
    return {"queue": median(ours), "chain": median(bare), "ratio": ratio}


def shown(figures: list[float]) -> str:
    """List the rounds."""
    return "(" + ", ".join(f"{figure:.0f}" for figure in figures) + ")"


def queue(installation: Installation, count: int) -> float:
    """Add *count* items at once and wait until all are DONE; items a second."""
    engine = installation.engine
    done = count_done(installation)
    began = monotonic()
    engine.intake.add([NewItem(title="x") for _ in range(count)], actor="bench")
    wait_for(lambda: count_done(installation) >= done + count)
    return count / (monotonic() - began)


def count_done(installation: Installation) -> int:
    """Count what is DONE."""
    with installation.engine.store.read() as view:
        return view.counts()[Status.DONE]


# -- the bare chain ------------------------------------------------------------


def bare_app(settings: Settings) -> Celery:
    """Make an app of Celery's own with our options and two tasks that do nothing."""
    TRANSPORT_ALIASES.update(STOCK)
    app = Celery("bench", set_as_current=False)
    app.config_from_object(config(settings))

    def nothing(number: int) -> int:
        return number

    for name in ("bench.first", "bench.second"):
        app.task(name=name, shared=False)(nothing)
    return app


def chain(settings: Settings, count: int) -> float:
    """Ring *count* chains and wait for the last one's end; chains a second."""
    app = bare_app(settings)
    broker = Redis.from_url(settings.redis)
    began = monotonic()
    for number in range(count):
        first = app.signature("bench.first", (number,), queue="bench1", immutable=True)
        second = app.signature(
            "bench.second", (number,), queue="bench2", immutable=True
        )
        (first | second).apply_async()
    wait_for(lambda: drained(broker))
    return count / (monotonic() - began)


def drained(broker: Redis) -> bool:
    """Tell whether no message waits or is being worked on."""
    left = broker.pipeline()
    left.llen("clawq:bench1")
    left.llen("clawq:bench2")
    # The second task's message is there before the first's is acknowledged.
    left.hlen("clawq:unacked")
    return not any(left.execute())


@contextmanager
def workers(settings: Settings) -> Iterator[None]:
    """Run as many bare workers as the queue has slots, and one for the reviews."""
    environment = {**os.environ, "CLAWQ_HOME": str(settings.home)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.throughput", queue, f"bench-{n}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for n, queue in enumerate(["bench1"] * SLOTS + ["bench2"])
    ]
    try:
        chain(settings, 20)  # until all are up
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def work(queue: str, name: str) -> None:
    """Be a bare worker."""
    app = bare_app(load())
    app.worker_main(
        [
            "--quiet", "worker", "--pool=prefork", "--concurrency=1",
            f"--queues={queue}", f"--hostname={name}@%h", "--without-gossip",
            "--without-mingle", "--loglevel=ERROR",
        ]
    )  # fmt: skip


if __name__ == "__main__":
    work(*sys.argv[1:])
