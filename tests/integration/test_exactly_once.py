"""Many processes take work from one file at once: every item is given out once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from openclaw_celery.domain.item import NewItem
from openclaw_celery.engine.policy import Policy
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.store.sql import SqlStore
from tests.support.engine import HOUR, FlakyStore, Times, Yard, assemble, good

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("dispatches", "picks")
#: As many slots as there are processes that dispatch.
POLICY = Policy(max_workers=50, lease=timedelta(hours=1))


@contextmanager
def opened(url: str) -> Iterator[Yard]:
    """Open the database in this process, with the database's own clock."""
    database = open_engine(url)
    store = SqlStore(database, slot_ttl=HOUR)
    yield assemble(FlakyStore(store), Times(), Path("unused"), policy=POLICY)
    database.dispose()


def picks(url: str, number: int, start: Callable[[], object]) -> list[str]:
    """Pick like an outside session, until nothing is left."""
    taken = []
    with opened(url) as y:
        start()
        while item := y.engine.puller.pick(owner=f"me-{number}", lease=HOUR):
            taken.append(item.id)
    return taken


def dispatches(url: str, number: int, start: Callable[[], object]) -> list[str]:
    """Tick like a dispatcher and do what its own doorbells say, until all is given."""
    taken = []
    with opened(url) as y:
        y.open(f"slot-{number}")
        slot = y.slots[f"slot-{number}"]
        start()
        while y.engine.dispatcher.tick() or left(y):
            for item_id, fence in y.bells.run:
                held, _ = y.engine.runner._claim(item_id, fence, slot)
                taken.append(item_id)
                y.engine.runner._report(held, good(held))
            y.bells.run.clear()
    return taken


def left(y: Yard) -> bool:
    """Tell whether anything is still to be given out."""
    with y.store.read() as view:
        return bool(view.candidates("/", limit=1))


def main(kind: str, url: str, number: str) -> None:
    """Be one of the processes: ready, go, and the ids of all that was taken."""

    def start() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()

    take = {"picks": picks, "dispatches": dispatches}[kind]
    taken = take(url, int(number), start)
    sys.stdout.write("\n".join(taken))


@pytest.mark.parametrize(
    ("processes", "items"),
    [
        (8, 400),
        pytest.param(
            16, 2000, marks=[pytest.mark.long, pytest.mark.timeout(900)], id="full"
        ),
    ],
)
def test_every_item_is_given_out_once(
    tmp_path: Path, processes: int, items: int
) -> None:
    """Half of the processes pick, half dispatch; none errs, and nothing is doubled."""
    url = f"sqlite:///{tmp_path}/queue.db"
    upgrade(open_engine(url, pooled=False))
    with opened(url) as y:
        y.add(*(NewItem(title=f"item {n}") for n in range(items)))

    workers = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                __name__,
                "picks" if n % 2 else "dispatches",
                url,
                str(n),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(processes)
    ]
    try:
        for worker in workers:
            assert worker.stdout
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            assert worker.stdin
            worker.stdin.write("go\n")
            worker.stdin.flush()
        taken = [worker.communicate()[0].split() for worker in workers]
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()

    assert [worker.returncode for worker in workers] == [0] * processes
    given = Counter(item_id for some in taken for item_id in some)
    assert set(given.values()) == {1}
    assert len(given) == items
    with opened(url) as y, y.store.read() as view:
        counted = view._connection.execute(  # type: ignore[attr-defined]
            text(
                "SELECT verb, count(*), count(DISTINCT item_id) FROM events"
                " WHERE verb IN ('dispatch', 'claim') GROUP BY verb"
            )
        )
        assert {tuple(row) for row in counted} == {
            ("dispatch", items, items),
            ("claim", items, items),
        }
    assert sum(bool(some) for some in taken) > 1, "one process did everything"


if __name__ == "__main__":
    main(*sys.argv[1:])
