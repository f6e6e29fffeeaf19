"""
What the engine needs from the outside world, and nothing about how it is met.

Implementations: `store/` (SQLite, PostgreSQL), `leases/` (Redis), `runtimes/`,
`checks/`, `workspaces/`, `queue_md/`, `bus.py` (Celery), `clock.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import threading
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta
    from pathlib import Path

    from openclaw_celery.domain.attempt import Attempt, Left, Outcome
    from openclaw_celery.domain.budget import Amount
    from openclaw_celery.domain.checks import Check, Seen
    from openclaw_celery.domain.item import (
        Item,
        NewItem,
        Phase,
        Priority,
        Status,
        Until,
    )
    from openclaw_celery.domain.kpi import Work
    from openclaw_celery.domain.parking import Park
    from openclaw_celery.domain.sheet import Base, Broken, Row
    from openclaw_celery.domain.transitions import Change, Event, Verb
    from openclaw_celery.domain.usage import Usage
    from openclaw_celery.domain.worktree import Worktree


class Clock(Protocol):
    """The only source of time and randomness."""

    def moment(self) -> datetime:
        """Tell what time it is by this machine's clock; the store's own counts."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back; only differences mean anything."""
        ...

    def wait(self, event: threading.Event, seconds: float) -> bool:
        """Wait until *event* is set, at most *seconds*; tell whether it is set."""
        ...

    def token(self) -> str:
        """Return 16 fresh random bytes as hex."""
        ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One agent slot: a Celery worker process of concurrency 1."""

    name: str
    runtime: str
    roles: tuple[str, ...] = ()
    #: Whose quota its agents use; the runtime's name where nothing else is said.
    account: str = ""

    def __post_init__(self) -> None:
        """Fill in the account."""
        if not self.account:
            object.__setattr__(self, "account", self.runtime)


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot as it registered itself."""

    slot: Slot
    host: str
    pid: int
    #: starting, ready, draining, stopped
    state: str
    started_at: datetime
    heartbeat_at: datetime
    #: False when it has not been heard of for the slot TTL, or has stopped.
    live: bool
    #: The item it runs, if any.
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of an item: little, as there may be very many."""

    id: str
    status: Status
    phase: Phase | None
    priority: Priority
    title: str
    owner: str | None
    attempt: int


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event and when it happened."""

    event: Event
    at: datetime
    trace_id: str


class View(Protocol):
    """One consistent look at the store."""

    @property
    def now(self) -> datetime:
        """The database's clock at the start of this look."""
        ...

    def item(self, item_id: str) -> Item:
        """Return the item; raises ItemNotFound."""
        ...

    def items(
        self,
        *,
        status: Status | None = None,
        priority: Priority | None = None,
        limit: int | None = None,
    ) -> list[Item]:
        """List items in the order in which they were added."""
        ...

    def listed(
        self,
        *,
        statuses: Collection[Status] = (),
        priorities: Collection[Priority] = (),
        limit: int | None = None,
    ) -> list[Listed]:
        """List items in the order in which they were added; all if none are named."""
        ...

    def counts(self) -> dict[Status, int]:
        """Count the items of each status; every status is there."""
        ...

    def census(self) -> dict[tuple[Status, Priority], int]:
        """Count the items of each status and priority that there are."""
        ...

    def work(self, *, since: datetime | None, stale: timedelta) -> Work:
        """Measure what has ended *since*, and what has been without a lease."""
        ...

    def dependencies(self, item_id: str) -> dict[str, Until]:
        """Tell what the item depends on, and until when."""
        ...

    def waits(self) -> list[tuple[str, str]]:
        """List each PENDING item with each one that it still waits for."""
        ...

    def team(self, team_id: str) -> list[Item]:
        """List the items of a team, its lead too, in the order they were added."""
        ...

    def repository(self, item_id: str) -> str | None:
        """Return the repository that the item asks for; None: as is set."""
        ...

    def attempts(self, item_id: str) -> list[Attempt]:
        """List the item's attempts, first to last."""
        ...

    def left(self, item_id: str) -> list[Left]:
        """List the runs that attempts of an item have left, the latest first."""
        ...

    def left_runs(self, *, limit: int) -> list[Left]:
        """List the runs that were left of items that are not in progress."""
        ...

    def report(self, item_id: str, attempt: int) -> str | None:
        """Return the report an attempt handed in."""
        ...

    def events(self, item_id: str) -> list[StoredEvent]:
        """Tell the item's story, first to last."""
        ...

    def told(self, verb: Verb, *, since: datetime | None = None) -> list[StoredEvent]:
        """List what of one kind happened to any item, ever or *since*, in order."""
        ...

    def recent(self, *, limit: int) -> list[StoredEvent]:
        """Tell what happened last in the whole queue, the latest first."""
        ...

    def newest_event(self) -> int:
        """Return the number of the last event of the whole queue; 0 for none."""
        ...

    def news(
        self, *, after: int, before: datetime, limit: int
    ) -> list[tuple[int, StoredEvent]]:
        """List the events behind a number that happened before a moment, in order."""
        ...

    def mark(self, name: str) -> int | None:
        """Return up to which event somebody was told; None: never."""
        ...

    def slots(self, in_flight: Sequence[Item] | None = None) -> list[SlotRow]:
        """List the slots that ever registered; asks what is *in_flight* if not told."""
        ...

    def pauses(self) -> dict[str, str]:
        """Return what is paused and why: `all`, `priority:P0`, `role:x`, `slot:y`."""
        ...

    def parks(self) -> list[Park]:
        """List the parks there are, those whose moment has passed too."""
        ...

    def to_forgive(self) -> list[tuple[str, str, int]]:
        """List scope, item and number of the tries that are to be given back."""
        ...

    def in_flight(self) -> list[Item]:
        """List the dispatched and running items, wherever they are held."""
        ...

    def candidates(
        self, lane: str, *, limit: int, without: Iterable[Priority] = ()
    ) -> list[Item]:
        """List the next items of a lane that are ready, in dispatch order."""
        ...

    def ripening(self, ageing: timedelta) -> list[Item]:
        """List the ready items that `Tx.ripen` would change, as it would leave them."""
        ...

    def pending(self, *, limit: int) -> list[Item]:
        """List PENDING items in dispatch order, whether they are ready or not."""
        ...

    def ahead(
        self, item: Item, lanes: Collection[str], *, without: Iterable[Priority] = ()
    ) -> int:
        """Count the ready items of *lanes* that are dispatched before *item*."""
        ...

    def statuses(self, ids: Iterable[str]) -> dict[str, Status]:
        """Tell how these items stand; leaves out those that are not there."""
        ...

    def done_twin(self, idempotency_key: str) -> str | None:
        """Return a DONE item with this idempotency key."""
        ...

    def budget(self, item_id: str) -> tuple[int | None, float | None]:
        """Return the tokens and USD an item may use; None: as is set."""
        ...

    def spent_today(self) -> Amount:
        """Tell what all attempts have used since the day began."""
        ...

    def spent_ever(self) -> Amount:
        """Tell what all attempts have ever used."""
        ...

    def expired(self, *, limit: int) -> list[Item]:
        """List the running items whose lease has run out."""
        ...

    def unanswered(self, older_than: timedelta, *, limit: int) -> list[Item]:
        """List dispatched and reviewing items whose doorbell nobody answered."""
        ...

    def held_by(self, owner: str) -> list[Item]:
        """List the running items that this owner holds."""
        ...


class Tx(View, Protocol):
    """One transaction: all of it is written, or nothing."""

    def serialise_dispatch(self) -> None:
        """Wait until no other dispatch is under way; lasts to the end of this one."""
        ...

    def ripen(self, *, ageing: timedelta) -> None:
        """Make items ready whose backoff has passed; move long waiters up a rank."""
        ...

    def add(
        self, items: Sequence[NewItem], *, actor: str, max_attempts: int, trace_id: str
    ) -> list[Item]:
        """Insert items with their first event; raises DuplicateItem, ItemNotFound."""
        ...

    def save(self, change: Change) -> int:
        """
        Write a change and its event if the item is still as it was read.

        Returns how many items have one dependency less, or more, by it. Raises
        LeaseLost otherwise, and then nothing of this transaction counts.
        """
        ...

    def extend_lease(self, item: Item, *, fence: int, lease: timedelta) -> bool:
        """Extend a running item's lease if *fence* is still its own."""
        ...

    def ring_again(self, item: Item) -> bool:
        """Note that the doorbell was rung; False when the item has moved on."""
        ...

    def open_attempt(self, item: Item) -> None:
        """Insert the attempt row `item.attempt`, dispatched now."""
        ...

    def edit_attempt(
        self,
        item_id: str,
        number: int,
        *,
        ended: bool = False,
        started: bool = False,
        **fields: Any,  # noqa: ANN401 - columns of the attempt row
    ) -> None:
        """Set columns of an attempt row; `started` and `ended` stamp the time."""
        ...

    def keep_report(self, item_id: str, attempt: int, text: str) -> str:
        """Store a report, in place of an earlier one; return its sha256."""
        ...

    def move_mark(self, name: str, *, since: int | None, to: int) -> bool:
        """Note up to which event somebody was told; False when another has."""
        ...

    def set_budget(
        self, item_id: str, *, tokens: int | None, usd: float | None
    ) -> None:
        """Say what an item may use from now on; None: as is set."""
        ...

    def spend(
        self,
        item_id: str,
        number: int,
        usage: Mapping[str, Any],
        held: timedelta = ...,
    ) -> None:
        """
        Note what an attempt has used so far, and count to the day what is new of it.

        *held* is the time to be counted as well. Telling the same twice counts once.
        """
        ...

    def put_slot(self, slot: Slot, *, host: str, pid: int, state: str) -> None:
        """Register a slot, or register it anew, as heard of now."""
        ...

    def beat_slot(self, name: str, *, pid: int, host: str, state: str) -> bool:
        """Note that a slot lives; False when somebody else has registered it."""
        ...

    def pause(self, scope: str, *, note: str) -> None:
        """Keep what is in *scope* from being dispatched."""
        ...

    def put_park(self, park: Park) -> None:
        """Park these slots, in place of the park of the same scope."""
        ...

    def take_probe(self, park: Park, mark: str) -> bool:
        """Note who goes first; False when somebody else has changed the park."""
        ...

    def lift(self, scope: str) -> bool:
        """Undo a park; False when there is none."""
        ...

    def strike(self, scope: str, item_id: str, *, window: timedelta) -> int:
        """
        Note that a kind of failure has cost an item a try.

        Returns how many items it has struck within *window*; those that got their
        tries back once do not count again.
        """
        ...

    def end_strikes(self, scope: str, *, forgive: bool) -> None:
        """Let what a kind of failure has struck count no more; *forgive* it later."""
        ...

    def forgiven(self, scope: str, item_id: str) -> bool:
        """Note that tries were given back; False when somebody else has."""
        ...

    def resume(self, scope: str) -> bool:
        """Undo a pause; False when there was none."""
        ...


class Store(Protocol):
    """The truth."""

    def read(self) -> AbstractContextManager[View]:
        """Look without changing anything."""
        ...

    def write(self) -> AbstractContextManager[Tx]:
        """Change something: committed at the end, rolled back on any exception."""
        ...


class Sheet(Protocol):
    """A file that shows the queue as a table, which people edit as they like."""

    @property
    def name(self) -> str:
        """How people call the file."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Keep other renders and syncs of this file waiting; raises SheetChanged."""
        ...

    def rows(self) -> tuple[Row, ...] | None:
        """
        Read the file; None when there is none.

        Raises QueueFileError for what can't be understood, InvalidValue for a file
        that can't be read.
        """
        ...

    def rows_and_broken(self) -> tuple[tuple[Row, ...], tuple[Broken, ...]] | None:
        """
        Read the rows that can be understood, and which can't; None for no file.

        Raises QueueFileError for a table that can't, InvalidValue as `rows` does.
        """
        ...

    def write(self, rows: Sequence[Row], broken: Sequence[Broken] = ()) -> bool:
        """
        Put *rows* into the table of the file as it was read; False: they were there.

        Rows that are *broken* stay as somebody wrote them.

        Raises SheetChanged, and writes nothing, when it is not as it was read.
        """
        ...

    def put_aside(self) -> str:
        """Keep a copy of the file as it was read; return where."""
        ...

    def base(self) -> Base:
        """Return what was last written into the file."""
        ...

    def keep_base(self, base: Base) -> None:
        """Remember what was written into the file."""
        ...


class Address(Protocol):
    """Where people get messages."""

    @property
    def name(self) -> str:
        """How logs call it; without secrets."""
        ...

    @property
    def mark(self) -> str:
        """Name what it was told up to."""
        ...

    def send(self, message: Mapping[str, Any]) -> None:
        """Hand over a message; raises Unavailable when it was not taken."""
        ...


class Leases(Protocol):
    """A courtesy lock that saves a second agent run; the store has the last word."""

    def acquire(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Take the lock; False while an equal or newer fence holds it."""
        ...

    def renew(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Extend the lock, or take it again if it is gone; False if it is another's."""
        ...

    def release(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Let go of the lock if it is still this owner's."""
        ...


@dataclass(slots=True)
class RunNote:
    """What a run log is to say of a run's end."""

    #: What came of it; never text of a person or an agent.
    result: str = ""
    #: What kind of thing went wrong; empty when nothing did.
    error: str = ""


class Journal(Protocol):
    """Notes what was done for an item, for those who watch; never raises itself."""

    def run(self, command: str, item: Item) -> AbstractContextManager[RunNote]:
        """Note the start now and the end when the block is left."""
        ...


class Bus(Protocol):
    """Rings doorbells. A message carries ids only and may be lost or doubled."""

    def ring_run(self, item: Item) -> None:
        """Tell the slots that an item is dispatched; raises BrokerUnavailable."""
        ...

    def ring_review(self, item: Item) -> None:
        """Tell the reviewer that a report is in; raises BrokerUnavailable."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a runtime gets to run one attempt."""

    item: Item
    attempt: int
    fence: int
    slot: Slot
    #: Everything the agent is told.
    prompt: str
    #: Directory of the item, kept from attempt to attempt: where the agent works.
    workspace: Path
    #: Directory of this attempt: prompt, live log, report.
    run_dir: Path
    #: Its branch and the commit it is based on; empty in a plain directory.
    branch: str = ""
    base: str = ""
    #: Of the prompt, what people want: a run that was told the same is gone on with.
    asked: str = ""
    #: What earlier attempts on the same runtime have left, the latest first.
    left: tuple[Left, ...] = ()
    #: What its last attempt called its session, if the same runtime had it; untrusted.
    former_session: str = ""
    #: Lets its agent speak to the queue for this attempt; a secret.
    token: str = field(default="", repr=False)

    @property
    def mark(self) -> str:
        """Name this attempt: put in the agent's environment to find its processes."""
        return f"{self.item.id}:{self.fence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the work of an attempt is looked at."""

    workspace: Path
    run_dir: Path
    #: Names the attempt, for its processes and the log.
    mark: str
    #: Its branch and the commit it is based on; empty in a plain directory.
    branch: str = ""
    base: str = ""
    #: What is judged: commands find both in files.
    criteria: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an attempt needs of the place where it works."""

    item_id: str
    fence: int
    #: The repository that the item asks for; empty: none, None: as is set.
    repository: str | None
    #: What it goes on with; None: it starts anew.
    earlier: Worktree | None
    #: Set once the item is not its slot's any more: give up.
    lost: threading.Event | None = None


class Workspaces(Protocol):
    """
    The directories where items are worked on, kept from attempt to attempt.

    One is called by its item's id; one that was put aside has a `~` behind it.
    """

    def prepare(self, wanted: Wanted) -> Worktree | None:
        """
        Make an attempt's place ready; None when it is a plain directory.

        Raises WorkspaceUnavailable when trying again may help, Refused when only a
        person can, LeaseLost when a newer attempt has it; nothing half done is left.
        """
        ...

    def finish(self, wanted: Wanted, worktree: Worktree, *, push: bool) -> Worktree:
        """Tell what came of the attempt; *push* where the settings say so."""
        ...

    def found(self) -> list[str]:
        """List the names of those there are."""
        ...

    def size(self, name: str) -> int:
        """Count the bytes that it takes on the disk."""
        ...

    def holds(self, name: str) -> str:
        """Say what is in it and nowhere else; empty when git has all of it."""
        ...

    def alone(self, *, waits: bool) -> AbstractContextManager[bool]:
        """Keep places from being made ready meanwhile; False: one is right now."""
        ...

    def put_away(self, name: str) -> None:
        """Take it out of the way, to be deleted; a worktree's branch is kept."""
        ...

    def empty_bin(self, *, within: timedelta) -> bool:
        """Delete what was put away; False when there is more to delete."""
        ...


class Checks(Protocol):
    """Looks for itself at what success criteria name, instead of reading of it."""

    def run(
        self, checks: Sequence[Check], place: Place, *, first: int = 1
    ) -> Sequence[Seen]:
        """Tell what came of each check, numbered from *first*; never raises for it."""
        ...


class Checkouts(Protocol):
    """Finds commits of the repository in a workspace, and lays them out elsewhere."""

    def repository(self, workspace: Path) -> Path:
        """Return the repository in *workspace*; raises Refused when there is none."""
        ...

    def commit(self, repository: Path, ref: str) -> str:
        """Return the commit that *ref* names; raises Refused when it names none."""
        ...

    def uncommitted(self, repository: Path, workspace: Path) -> int:
        """Count the files of *workspace* that are in no commit."""
        ...

    def at(
        self, repository: Path, commit: str, place: Path
    ) -> AbstractContextManager[Path]:
        """Lay out *commit* in *place*; raises WorkspaceUnavailable when it can't."""
        ...


class Hold(Protocol):
    """The lease as its runtime sees it."""

    #: Set once the agent has to stop: the item is not this slot's any more, or a
    #: budget is used up.
    lost: threading.Event

    def seconds_left(self) -> float:
        """
        Tell how long the agent may go on if no renewal succeeds any more.

        Ends a margin before the lease does: whoever runs past it may meet a
        second agent at the same work.
        """
        ...

    def why_lost(self) -> str:
        """Say why the lease was lost."""
        ...

    def spent(self, usage: Usage) -> None:
        """Hear what the attempt has used so far, as often as the runtime learns it."""
        ...

    def keep(self, run: str, *, attempt: int | None = None) -> None:
        """
        Keep what a run is found by, should it outlive this process; empty: it is over.

        Of this attempt, or of an earlier one of the item. Raises LeaseLost, and keeps
        nothing new, once the item is not this slot's any more; StoreUnavailable.
        """
        ...

    def heard(self, session: str) -> None:
        """Hear what the agent calls its session: it is kept while it still runs."""
        ...


#: What the agent prints, live, in the directory of its attempt.
LOG_NAME = "output.log"


class AgentRuntime(Protocol):
    """A way to run an agent."""

    def run(self, assignment: Assignment, hold: Hold) -> Outcome:
        """
        Run the agent to its end, or stop it and all its processes.

        Returns Stopped when the lease was lost meanwhile. Raises
        RuntimeUnavailable when the agent can't be started at all.
        """
        ...

    def reap(self, item_id: str, *, before_fence: int) -> int:
        """End what attempts with an older fence left running; return how many."""
        ...

    def end(self, run: str) -> bool:
        """
        End a run that an attempt has left; True once it is over.

        False when it is not for this machine to end. Raises RuntimeUnavailable when
        that has to be tried again.
        """
        ...

    def told(self) -> str:
        """Say what `check` has found where all is well; empty: nothing to add."""
        ...

    def check(self, *, reach: bool = True) -> list[str]:
        """
        Say what keeps this runtime from working; nothing when it is well.

        *reach*: servers that it needs are asked too. They may come later.
        """
        ...
