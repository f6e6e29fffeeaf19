"""What the events of an item say of its row: told again from the first to the last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.attempt import FREE
from openclaw_celery.domain.transitions import (
    ARROWS,
    DISPATCHED,
    IN_PROGRESS,
    RUNNING,
    State,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.transitions import Event
    from openclaw_celery.ports import Store

#: With these, people give an item all its losses back.
_FORGIVES = {Verb.REPLAN, Verb.RETRY, Verb.ANSWER}


@dataclass(frozen=True, slots=True)
class Told:
    """The part of a row that its events determine."""

    state: State
    fence: int
    attempt: int
    event_seq: int
    tries: int
    losses: int


def replay(events: Sequence[Event]) -> Told:
    """Tell a row from its events; fails where these have a gap or no arrow."""
    first = events[0]
    assert (first.seq, first.verb, first.source) == (1, Verb.ADD, None)
    told = Told(first.target, first.fence, first.attempt, 1, 0, 0)
    for event in events[1:]:
        told = _step(told, event)
    return told


def _step(before: Told, event: Event) -> Told:
    assert event.seq == before.event_seq + 1, (before, event)
    assert event.source == before.state, (before, event)
    assert any(
        arrow.verb is event.verb
        and event.source in arrow.sources
        and event.target in arrow.targets
        and event.fence == before.fence + arrow.new_fence
        for arrow in ARROWS
    ), event
    assert event.attempt == before.attempt + (event.verb is Verb.DISPATCH), event
    tries, losses = before.tries, before.losses
    by_hand = event.verb is Verb.REVIEW and event.source == RUNNING
    if (
        event.verb is Verb.REPORT
        or by_hand
        or (event.verb is Verb.FAIL and event.data.get("kind", "quota") not in FREE)
    ):
        tries += 1
    elif event.verb is Verb.FORGIVE:
        tries -= event.data["tries"]
    elif event.verb is Verb.RESCUE:
        losses += event.source != DISPATCHED
    elif event.verb in _FORGIVES:
        losses = 0
        tries = 0 if event.verb is Verb.REPLAN else tries
    return replace(
        before,
        state=event.target,
        fence=event.fence,
        attempt=event.attempt,
        event_seq=event.seq,
        tries=tries,
        losses=losses,
    )


def check_row(item: Item, events: Sequence[Event], attempts: Sequence[Attempt]) -> None:
    """The row is what its events tell, and so are its attempts."""
    row = Told(
        item.state, item.fence, item.attempt, item.event_seq, item.tries, item.losses
    )
    assert replay(events) == row, events
    opened = [(e.attempt, e.fence) for e in events if e.verb is Verb.DISPATCH]
    assert [(a.number, a.fence) for a in attempts] == opened
    judged = [e.attempt for e in events if e.verb is Verb.REVIEW]
    assert sorted(set(judged)) == judged, "two verdicts on one attempt"
    assert [a.number for a in attempts if a.verdict] == judged


def check_store(store: Store) -> list[Item]:
    """Check every item; returns them. An attempt that nobody has is no open one."""
    with store.read() as view:
        items = view.items()
        for item in items:
            events = [stored.event for stored in view.events(item.id)]
            attempts = view.attempts(item.id)
            check_row(item, events, attempts)
            open_ = {a.number for a in attempts if a.ended_at is None}
            mine = {item.attempt} if item.state in IN_PROGRESS else set()
            stopping = {a.number for a in attempts if a.outcome == "stopped"}
            assert open_ <= mine | stopping, item
    return items
