"""
What `clawq top` shows at one moment: values and lines, nothing of how they are drawn.

Every text in a line is made harmless here, once, for all who show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openclaw_celery.cli.logs import tail
from openclaw_celery.cli.output import kst, lasted
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.transitions import describe
from openclaw_celery.ports import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine import Engine
    from openclaw_celery.engine.why import Why
    from openclaw_celery.ports import SlotRow, StoredEvent

ORDER = ("PENDING", "IN_PROGRESS", "BLOCKED", "FAILED", "DONE")
#: So much of each is shown; the counts tell of the rest.
MOST_UNDERWAY = 50
MOST_NEXT = 10
MOST_STUCK = 5
MOST_EVENTS = 12
#: Of a text that may be as long as its author liked.
WIDEST = 200


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot, and what it runs for how many seconds."""

    name: str
    state: str
    runtime: str
    item: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item that is worked on, or what it waits for."""

    id: str
    state: str
    priority: str
    task: str
    #: Who works on it, for how long; or why it waits.
    told: str
    attempt: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened."""

    at: datetime
    item: str
    verb: str
    state: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One look at all of it."""

    at: datetime
    counts: dict[str, int]
    paused: dict[str, str]
    slots: list[SlotLine] = field(default_factory=list)
    underway: list[ItemLine] = field(default_factory=list)
    #: In the order of dispatch.
    next: list[ItemLine] = field(default_factory=list)
    #: A person decides about these.
    stuck: list[ItemLine] = field(default_factory=list)
    #: The latest first.
    events: list[EventLine] = field(default_factory=list)

    @property
    def items(self) -> list[ItemLine]:
        """All items that are shown, in the order in which they are."""
        return [*self.underway, *self.next, *self.stuck]


def look(engine: Engine) -> Frame:
    """Look at the queue; raises what the store raises."""
    with engine.store.read() as view:
        now = view.now
        counts = view.counts()
        paused = view.pauses()
        slots = view.slots()
        running = view.items(status=Status.IN_PROGRESS, limit=MOST_UNDERWAY)
        pending = view.pending(limit=MOST_NEXT)
        stuck = [
            item
            for status in (Status.BLOCKED, Status.FAILED)
            for item in view.items(status=status, limit=MOST_STUCK)
        ]
        events = view.recent(limit=MOST_EVENTS)
    waiting = [*pending, *stuck]
    reasons = engine.explainer.why([item.id for item in waiting]) if waiting else []
    lines = [_waiting(*both) for both in zip(waiting, reasons, strict=True)]
    since = {item.id: item.started_at for item in running}
    return Frame(
        at=now,
        counts={name: counts[Status(name)] for name in ORDER},
        paused={one_line(scope): one_line(note) for scope, note in paused.items()},
        slots=[_slot(row, since.get(row.item_id or ""), now) for row in slots],
        underway=[_underway(item, now) for item in sorted(running, key=_rank)],
        next=lines[: len(pending)],
        stuck=lines[len(pending) :],
        events=[_event(stored) for stored in events],
    )


def _rank(item: Item) -> tuple[int, int]:
    return item.rank, item.seq


def _slot(row: SlotRow, since: datetime | None, now: datetime) -> SlotLine:
    gone = row.state == "ready" and not row.live
    return SlotLine(
        name=one_line(row.slot.name),
        state="gone" if gone else one_line(row.state),
        runtime=one_line(row.slot.runtime),
        item=row.item_id or "",
        seconds=(now - since).total_seconds() if since else None,
    )


def _underway(item: Item, now: datetime) -> ItemLine:
    took = f" for {lasted(now - item.started_at)}" if item.started_at else ""
    return _item(item, one_line(f"{item.owner or 'on its way'}{took}", WIDEST))


def _waiting(item: Item, why: Why) -> ItemLine:
    until = f" (until {kst(why.until)})" if why.until else ""
    return _item(item, one_line(f"{why.reason}{until}", WIDEST))


def _item(item: Item, told: str) -> ItemLine:
    return ItemLine(
        id=item.id,
        state=describe(item.state),
        priority=item.priority,
        task=one_line(item.title, WIDEST),
        told=told,
        attempt=item.attempt,
    )


def _event(stored: StoredEvent) -> EventLine:
    event = stored.event
    return EventLine(
        at=stored.at,
        item=event.item_id,
        verb=event.verb,
        state=describe(event.target),
        by=one_line(event.actor, WIDEST),
        note=one_line(event.note, WIDEST),
    )


# -- as lines ------------------------------------------------------------------


def headline(frame: Frame) -> str:
    """Count what stands where, and say what is paused."""
    told = " ".join(f"{name}={number}" for name, number in frame.counts.items())
    for scope, note in frame.paused.items():
        told += f"  paused {scope}" + (f": {note}" if note else "")
    return told


def slot_line(slot: SlotLine) -> str:
    """Say what a slot does."""
    told = f"{slot.name}  {slot.state}"
    if not slot.item:
        return told
    return f"{told}  {slot.item}{_for(slot.seconds)}"


def _for(seconds: float | None) -> str:
    from datetime import timedelta

    return "" if seconds is None else f" for {lasted(timedelta(seconds=seconds))}"


def event_line(event: EventLine) -> str:
    """Say what happened, the time without the day."""
    when = kst(event.at).partition(" ")[2]
    return f"{when}  {event.item}  {event.verb} -> {event.state}  {event.note}".rstrip()


def item_line(line: ItemLine) -> str:
    """Say how an item stands."""
    return f"{line.id}  {line.state}  {line.priority}  {line.task}  ({line.told})"


def lines_of(frame: Frame) -> list[str]:
    """Tell all of a frame, line by line."""
    told = [f"{kst(frame.at)}  {headline(frame)}"]
    sections: tuple[tuple[str, Sequence[str]], ...] = (
        ("slots", [slot_line(slot) for slot in frame.slots]),
        ("in progress", [item_line(item) for item in frame.underway]),
        ("next", [item_line(item) for item in frame.next]),
        ("for a person", [item_line(item) for item in frame.stuck]),
        ("events", [event_line(event) for event in frame.events]),
    )
    for title, lines in sections:
        told.append(f"{title}:" if lines else f"{title}: none")
        told += [f"  {line}" for line in lines]
    return told


def log_of(runs: Path, item: ItemLine, lines: int) -> list[str]:
    """Return the last lines an item's agent has printed on this machine."""
    path = runs / item.id / str(item.attempt) / LOG_NAME
    try:
        return [one_line(line, 1000) for line in tail(path, lines)]
    except OSError:
        return []


def story_of(engine: Engine, item_id: str) -> list[str]:
    """Tell an item's fields, events and last report; raises ItemNotFound."""
    with engine.store.read() as view:
        item = view.item(item_id)
        events = view.events(item_id)
        report = view.report(item_id, item.attempt)
    [why] = engine.explainer.why([item_id])
    told = [
        f"{item.id}  {describe(item.state)}  {item.priority}",
        f"task: {one_line(item.title)}",
        f"success criteria: {one_line(item.success_criteria) or '-'}",
        f"notes: {one_line(item.notes) or '-'}",
        f"why: {one_line(why.reason)}",
        *([f"cleared by: {one_line(why.clears)}"] if why.clears else []),
        "",
        *(f"{kst(e.at)[:10]} {event_line(_event(e))}" for e in events),
    ]
    if report:
        told += ["", "last report (untrusted text of the agent):"]
        told += [f"| {one_line(line)}" for line in report.splitlines()]
    return told
