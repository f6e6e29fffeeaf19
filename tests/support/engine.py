"""
The real engine on a real store, with everything else in the test's hand.

Time stands still until a test turns it, doorbells are kept until they are delivered,
and the agents do what they are told.
"""

from __future__ import annotations

import itertools
import threading
import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from openclaw_celery.domain.attempt import Failed, FailureKind, Reported, Stopped
from openclaw_celery.domain.errors import (
    BrokerUnavailable,
    LeasesUnavailable,
    StoreUnavailable,
)
from openclaw_celery.engine import Engine
from openclaw_celery.engine.policy import Policy
from openclaw_celery.ports import Slot
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.store.sql import SqlStore
from openclaw_celery.workspaces import LocalWorkspaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from openclaw_celery.domain.attempt import Attempt, Outcome
    from openclaw_celery.domain.item import Item, NewItem
    from openclaw_celery.domain.transitions import State
    from openclaw_celery.ports import (
        Assignment,
        Hold,
        Leases,
        Store,
        StoredEvent,
        Tx,
        View,
        Workspaces,
    )

    #: What an agent does: comes to an outcome, breaks its runtime, or acts.
    Act = Outcome | BaseException | Callable[[Assignment, Hold], Outcome]

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

CRITERIA = "README.md says how to install"
#: Meets CRITERIA.
GOOD = """\
[REPORT {id}]
Status: DONE
Files:
- README.md: a section on how to install
Diff-Summary:
- README.md now says how to install the program with pip
Validation:
- read README.md, the install section is there
Risks:
- None
Next:
- None
"""
#: Does not, and says nothing of anybody else.
POOR = GOOD.replace("README.md", "notes.txt").replace("install", "greet")
#: Waits for a person.
WAITING = GOOD.replace("Status: DONE", "Status: BLOCKED")


class Times:
    """The store's clock: stands still until it is turned."""

    def __init__(self) -> None:
        """Start at some moment."""
        self.now = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


class TurnedClock:
    """
    The process's clock.

    The thread of a lease waits for the test to turn the time; everybody else who
    waits passes the time by waiting, and `when_waiting` is what happens meanwhile.
    """

    def __init__(self) -> None:
        """Start at 0."""
        self.now = 0.0
        self.when_waiting: Callable[[], None] = lambda: None
        #: Nobody turns the time of an engine that is gone.
        self.used: Callable[[], object] = lambda: self
        self._numbers = itertools.count(1)

    def moment(self) -> datetime:
        """Tell what time it is."""
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC) + self.now * SECOND

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.now

    def wait(self, event: threading.Event, seconds: float) -> bool:
        """Wait for *event*, at most *seconds* of this clock."""
        if not threading.current_thread().name.startswith("lease-"):
            self.now += seconds
            self.when_waiting()
            return event.is_set()
        until = self.now + seconds
        while self.now < until and self.used():
            if event.wait(0.001):
                return True
        return event.is_set()

    def token(self) -> str:
        """Return the next number, as 32 digits of hex."""
        return f"{next(self._numbers):032x}"


class Bells:
    """A bus that keeps the doorbells until somebody delivers them."""

    def __init__(self) -> None:
        """Keep none yet."""
        self.run: list[tuple[str, int]] = []
        self.review: list[tuple[str, int]] = []
        self.down = False

    def ring_run(self, item: Item) -> None:
        """Keep a doorbell of a dispatched item."""
        self._check()
        self.run.append((item.id, item.fence))

    def ring_review(self, item: Item) -> None:
        """Keep a doorbell of a report."""
        self._check()
        self.review.append((item.id, item.fence))

    def _check(self) -> None:
        if self.down:
            msg = "the broker is down"
            raise BrokerUnavailable(msg)


class MemoryLeases:
    """Locks that keep the same promises as those of Redis, but for expiry."""

    def __init__(self) -> None:
        """Hold none."""
        self.held: dict[str, tuple[str, int]] = {}
        self.down = False

    def acquire(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Take the lock; False while an equal or newer fence holds it."""
        held = self._held(item_id)
        if held and held[1] >= fence and held != (owner, fence):
            return False
        self.held[item_id] = owner, fence
        return True

    def renew(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Take the lock again if it is gone; False if it is another's."""
        if self._held(item_id) not in {None, (owner, fence)}:
            return False
        self.held[item_id] = owner, fence
        return True

    def release(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Let go of the lock if it is still this owner's."""
        if self._held(item_id) != (owner, fence):
            return False
        del self.held[item_id]
        return True

    def _held(self, item_id: str) -> tuple[str, int] | None:
        if self.down:
            msg = "the lock server is down"
            raise LeasesUnavailable(msg)
        return self.held.get(item_id)


class Agents:
    """A runtime whose agents play one act each; with none left they do good work."""

    def __init__(self) -> None:
        """Have nothing to play yet."""
        self.acts: deque[Act] = deque()
        self.seen: list[Assignment] = []
        self.reaped: list[tuple[str, int]] = []
        self.ended: list[str] = []
        self.ends: bool | BaseException = True

    def run(self, assignment: Assignment, hold: Hold) -> Outcome:
        """Play the next act."""
        self.seen.append(assignment)
        act = self.acts.popleft() if self.acts else good(assignment.item)
        if isinstance(act, BaseException):
            raise act
        if isinstance(act, Reported | Failed | Stopped):
            return act
        return act(assignment, hold)

    def reap(self, item_id: str, *, before_fence: int) -> int:
        """Note that it was asked for."""
        self.reaped.append((item_id, before_fence))
        return 0

    def end(self, run: str) -> bool:
        """End a run as `ends` says, or raise it."""
        self.ended.append(run)
        if isinstance(self.ends, BaseException):
            raise self.ends
        return self.ends

    def told(self) -> str:
        """Say nothing more than `check` does."""
        return ""

    def check(self, *, reach: bool = True) -> list[str]:  # noqa: ARG002 - no server
        """Be well."""
        return []


class FlakyStore:
    """A store that is away for as long as a test wants."""

    def __init__(self, store: SqlStore) -> None:
        """Stand before *store*."""
        self._store = store
        self.away = False
        self.refused = 0
        #: Happens once, just before the next change, after whatever it has read.
        self.meanwhile: Callable[[], object] = int

    @contextmanager
    def read(self) -> Iterator[View]:
        """Look, if it is there."""
        self._check()
        with self._store.read() as view:
            yield view

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Change something, if it is there."""
        happens, self.meanwhile = self.meanwhile, int
        happens()
        self._check()
        with self._store.write() as tx:
            yield tx

    def _check(self) -> None:
        if self.away:
            self.refused += 1
            msg = "the database is away"
            raise StoreUnavailable(msg)


def good(item: Item) -> Reported:
    """Report work that meets CRITERIA."""
    return Reported(GOOD.format(id=item.id))


def failure(kind: FailureKind, message: str = "it broke") -> Failed:
    """Fail."""
    return Failed(kind, message)


@dataclass
class Yard:
    """An engine, its store, and all that stands around it."""

    engine: Engine
    store: FlakyStore
    times: Times
    clock: TurnedClock
    bells: Bells
    leases: Leases
    agents: Agents
    slots: dict[str, Slot] = field(default_factory=dict)

    def turn(self, by: timedelta) -> None:
        """Let time pass on both clocks."""
        self.times.now += by
        self.clock.now += by.total_seconds()

    # -- slots ---------------------------------------------------------------

    def open(self, *slots: Slot | str) -> None:
        """Start slots on the host `h`, each with a pid of its own."""
        for given in slots:
            slot = Slot(given, "command") if isinstance(given, str) else given
            self.slots[slot.name] = slot
            pid = self.pid(slot)
            self.engine.slots.start(slot, host="h", pid=pid, alive=lambda *_: False)
            self.engine.slots.ready(slot, host="h", pid=pid)

    def pid(self, slot: Slot) -> int:
        """Return the pid that belongs to a slot's name."""
        return 100 + list(self.slots).index(slot.name)

    def beat(self) -> None:
        """Let every open slot say that it lives."""
        for slot in self.slots.values():
            self.engine.slots.beat(slot, host="h", pid=self.pid(slot))

    def close(self, name: str) -> list[Item]:
        """Stop a slot in good order."""
        slot = self.slots[name]
        return self.engine.slots.stop(slot, host="h", pid=self.pid(slot))

    # -- items ---------------------------------------------------------------

    def add(self, *new: NewItem) -> list[Item]:
        """Add items."""
        return self.engine.intake.add(new, actor="test")

    def answer_run(self, slot: str = "slot-1") -> str:
        """Deliver the oldest run doorbell to a slot."""
        item_id, fence = self.bells.run.pop(0)
        return self.engine.runner.run(item_id, fence, self.slots[slot])

    def review(self, item_id: str) -> str:
        """Ring the review of what is reported now, as the chain would."""
        return self.engine.reviewer.review(item_id, self.item(item_id).fence)

    def attempt(self, *acts: Act, slot: str = "slot-1") -> str:
        """Run the next doorbell with these acts, and review what it reports."""
        self.agents.acts.extend(acts)
        item_id, _ = self.bells.run[0]
        came = self.answer_run(slot)
        return self.review(item_id) if came == "IN_PROGRESS/reviewing" else came

    def item(self, item_id: str) -> Item:
        """Look at an item."""
        with self.store.read() as view:
            return view.item(item_id)

    def state(self, item_id: str) -> State:
        """Look at an item's state."""
        return self.item(item_id).state

    def attempts(self, item_id: str) -> list[Attempt]:
        """Look at an item's attempts."""
        with self.store.read() as view:
            return view.attempts(item_id)

    def story(self, item_id: str) -> list[StoredEvent]:
        """Look at an item's events."""
        with self.store.read() as view:
            return view.events(item_id)

    def verbs(self, item_id: str) -> list[str]:
        """List what happened to an item."""
        return [str(stored.event.verb) for stored in self.story(item_id)]


@contextmanager
def yard(
    url: str,
    base: Path,
    *,
    leases: Leases | None = None,
    policy: Policy | None = None,
    workspaces: Workspaces | None = None,
) -> Iterator[Yard]:
    """Build an engine on the database *url*, with directories below *base*."""
    database = open_engine(url)
    try:
        upgrade(database)
        times = Times()
        store = FlakyStore(SqlStore(database, now=times))
        yield assemble(
            store, times, base, leases=leases, policy=policy, workspaces=workspaces
        )
    finally:
        database.dispose()


def assemble(
    store: FlakyStore,
    times: Times,
    base: Path,
    *,
    leases: Leases | None = None,
    policy: Policy | None = None,
    workspaces: Workspaces | None = None,
) -> Yard:
    """Build an engine on a store that is there already."""
    clock, bells, agents = TurnedClock(), Bells(), Agents()
    locks: Leases = MemoryLeases() if leases is None else leases
    chosen = policy or Policy()
    checked: Store = store
    engine = Engine(
        store=checked,
        leases=locks,
        bus=bells,
        clock=clock,
        runtimes={"command": agents, "other": agents},
        policy=_below(chosen, base),
        workspaces=workspaces or LocalWorkspaces(base / "workspaces"),
    )
    clock.used = weakref.ref(engine)
    return Yard(engine, store, times, clock, bells, locks, agents)


def _below(policy: Policy, base: Path) -> Policy:
    return replace(policy, workspaces=base / "workspaces", runs=base / "runs")
