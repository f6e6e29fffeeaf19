"""inbox: what waits for a person, and how much work each answer frees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.frees import frees
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.report import Claim, parse
from openclaw_celery.domain.transitions import STAYING, Verb

if TYPE_CHECKING:
    from datetime import datetime

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Event
    from openclaw_celery.ports import Store, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One item that goes on only when a person decides."""

    id: str
    status: Status
    priority: Priority
    title: str
    #: What the agent asks, or why the item stands still; written by anybody.
    question: str
    #: Whether an agent asks; else the queue or a person has stopped it.
    asked: bool
    #: How many items wait for this one, directly or through others.
    frees: int
    since: datetime
    #: The command that brings it on.
    answer: str


class Inbox:
    """Shows what waits for a person; changes nothing."""

    def __init__(self, store: Store) -> None:
        """Look into *store*."""
        self._store = store

    def letters(self, *, limit: int | None = None) -> list[Letter]:
        """List BLOCKED and FAILED items: what frees most goes first, then P0, age."""
        with self._store.read() as view:
            found = [
                item
                for status in (Status.BLOCKED, Status.FAILED)
                for item in view.items(status=status)
            ]
            freed = frees(view.waits(), [item.id for item in found])
            found.sort(key=lambda i: (-freed[i.id], i.priority.rank, _since(i), i.seq))
            # Only of what is shown is the story read.
            return [_letter(view, item, freed[item.id]) for item in found[:limit]]


def _letter(view: View, item: Item, freed: int) -> Letter:
    moves = [
        stored.event
        for stored in view.events(item.id)
        if stored.event.verb not in STAYING
    ]
    question, asked = _question(view, item, moves[-1] if moves else None)
    return Letter(
        id=item.id,
        status=item.status,
        priority=item.priority,
        title=item.title,
        question=question or item.notes or f"it is {item.status}",
        asked=asked,
        frees=freed,
        since=_since(item),
        answer=_command(item),
    )


def _question(view: View, item: Item, event: Event | None) -> tuple[str, bool]:
    """Return what is asked, and whether an agent asks it."""
    if event is None or item.status is not Status.BLOCKED:
        return (event.note if event else ""), False
    if event.verb is Verb.ASK:
        return event.note, True
    if event.verb is Verb.REVIEW:
        report = parse(view.report(item.id, item.attempt) or "")
        told = report.section("Risks") + report.section("Next")
        if report.status is Claim.BLOCKED and told:
            return "\n".join(told), True
    return event.note, False


def _command(item: Item) -> str:
    if item.status is Status.BLOCKED:
        return f'clawq answer --id {item.id} --text "..."'
    spent = " --force" if item.tries >= item.max_attempts else ""
    return f"clawq retry --id {item.id}{spent}"


def _since(item: Item) -> datetime:
    return item.ended_at or item.created_at
