"""
The state machine: the one table of allowed moves, and the one way to move.

Nothing else in the system changes a status. The store writes what `advance`
returns, and writes it only if the item is still as it was when it was read.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.errors import LeaseLost, TransitionRefused
from openclaw_celery.domain.item import Item, Phase, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

State = tuple[Status, Phase | None]

PENDING: State = (Status.PENDING, None)
DISPATCHED: State = (Status.IN_PROGRESS, Phase.DISPATCHED)
RUNNING: State = (Status.IN_PROGRESS, Phase.RUNNING)
REVIEWING: State = (Status.IN_PROGRESS, Phase.REVIEWING)
DONE: State = (Status.DONE, None)
FAILED: State = (Status.FAILED, None)
BLOCKED: State = (Status.BLOCKED, None)

IN_PROGRESS = frozenset({DISPATCHED, RUNNING, REVIEWING})


class Verb(enum.StrEnum):
    """What can happen to an item; the same word is the event's type."""

    ADD = "add"
    SKIP_DUPLICATE = "skip_duplicate"
    DISPATCH = "dispatch"
    CLAIM = "claim"
    HEARTBEAT = "heartbeat"
    REPORT = "report"
    REVIEW = "review"
    FAIL = "fail"
    RESCUE = "rescue"
    RELEASE = "release"
    GUARDRAIL = "guardrail"
    GUARD = "guard"
    CANCEL = "cancel"
    REPLAN = "replan"
    RETRY = "retry"
    ASK = "ask"
    ANSWER = "answer"
    FORGIVE = "forgive"
    DONE = "done"
    EDIT = "edit"
    RELABEL = "relabel"
    HAND_IN = "hand_in"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Arrow:
    """One row of the table: *verb* may lead from any source to any target."""

    verb: Verb
    sources: frozenset[State]
    targets: frozenset[State]
    note: str
    #: Takes the item away from whoever holds it, or gives it to somebody.
    new_fence: bool = False


def _arrow(
    verb: Verb,
    sources: set[State] | frozenset[State],
    targets: set[State],
    note: str,
    *,
    new_fence: bool = False,
) -> Arrow:
    return Arrow(verb, frozenset(sources), frozenset(targets), note, new_fence)


#: Verbs that note something and move nothing.
STAYING = {
    Verb.EDIT: "its text is changed, nothing else",
    Verb.GUARDRAIL: "a guardrail has looked at a report",
    Verb.RELABEL: "a person says which verdict would have been right",
}
#: What an agent says while it works, which moves nothing either.
SAYING = {
    Verb.HAND_IN: "its agent has handed in a report, which counts at its end",
    Verb.FOLLOW_UP: "its agent has added an item",
}

ARROWS: tuple[Arrow, ...] = (
    _arrow(
        Verb.SKIP_DUPLICATE,
        {PENDING},
        {DONE},
        "the same idempotency key is DONE already",
    ),
    _arrow(
        Verb.DISPATCH,
        {PENDING},
        {DISPATCHED},
        "an attempt is opened, a slot's capacity taken",
        new_fence=True,
    ),
    _arrow(Verb.CLAIM, {DISPATCHED}, {RUNNING}, "the lease starts"),
    _arrow(Verb.HEARTBEAT, {RUNNING}, {RUNNING}, "the lease is extended"),
    _arrow(Verb.REPORT, {RUNNING}, {REVIEWING}, "the report is stored, the lease ends"),
    _arrow(
        Verb.REVIEW,
        {REVIEWING},
        {DONE, PENDING, BLOCKED},
        "PASS, RETRY, BLOCK; RETRY at the limit blocks",
    ),
    _arrow(
        Verb.REVIEW,
        {PENDING, RUNNING, REVIEWING},
        {DONE, PENDING, BLOCKED},
        "judged by hand; a running one only when an outside session has it",
        new_fence=True,
    ),
    _arrow(
        Verb.FAIL,
        {RUNNING},
        {PENDING, FAILED, BLOCKED},
        "transient: again after a backoff; permanent or spent: FAILED; "
        "the same unknown error twice: BLOCKED",
    ),
    _arrow(
        Verb.RESCUE,
        IN_PROGRESS,
        {PENDING, FAILED},
        "the lease expired or the message was lost; FAILED when losses are spent",
        new_fence=True,
    ),
    _arrow(
        Verb.RELEASE,
        {RUNNING},
        {PENDING},
        "the owner hands it back unfinished",
        new_fence=True,
    ),
    _arrow(
        Verb.GUARD,
        IN_PROGRESS | {PENDING},
        {BLOCKED},
        "a guardrail stops it",
        new_fence=True,
    ),
    _arrow(
        Verb.CANCEL,
        IN_PROGRESS | {PENDING, BLOCKED},
        {BLOCKED},
        "an operator stops it",
        new_fence=True,
    ),
    _arrow(
        Verb.REPLAN,
        IN_PROGRESS,
        {BLOCKED},
        "an operator stops it to change the plan",
        new_fence=True,
    ),
    _arrow(
        Verb.REPLAN,
        {PENDING, DONE, FAILED, BLOCKED},
        {PENDING},
        "an operator wants it done again",
        new_fence=True,
    ),
    _arrow(
        Verb.RETRY,
        {RUNNING, FAILED, BLOCKED},
        {PENDING},
        "an operator tries again; a running one only when its lease has expired",
        new_fence=True,
    ),
    _arrow(
        Verb.FORGIVE,
        {FAILED, BLOCKED},
        {PENDING},
        "what had failed on several items is over, its tries are given back",
    ),
    *(
        _arrow(Verb.FORGIVE, {state}, {state}, "tries are given back")
        for state in (PENDING, DISPATCHED, RUNNING, REVIEWING)
    ),
    _arrow(
        Verb.ASK,
        {RUNNING},
        {BLOCKED},
        "its agent asks a person, and is ended",
        new_fence=True,
    ),
    _arrow(Verb.ANSWER, {BLOCKED}, {PENDING}, "a person has answered"),
    _arrow(
        Verb.DONE, IN_PROGRESS | {PENDING}, {DONE}, "finished by hand", new_fence=True
    ),
    _arrow(
        Verb.FAIL, IN_PROGRESS | {PENDING}, {FAILED}, "failed by hand", new_fence=True
    ),
    *(
        # Whoever holds the item goes on: only what the next one reads is changed.
        _arrow(verb, {state}, {state}, note)
        for verb, note in STAYING.items()
        for state in (PENDING, DISPATCHED, RUNNING, REVIEWING, DONE, FAILED, BLOCKED)
    ),
    *(_arrow(verb, {RUNNING}, {RUNNING}, note) for verb, note in SAYING.items()),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an item's story; events of an item are numbered without gaps."""

    item_id: str
    seq: int
    verb: Verb
    source: State | None
    target: State
    fence: int
    attempt: int
    actor: str
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A move that the table allows: what was, what shall be, what is told."""

    before: Item
    after: Item
    event: Event


def advance(  # noqa: PLR0913 - a move has this many sides
    item: Item,
    verb: Verb,
    target: State,
    *,
    actor: str,
    fence: int | None = None,
    note: str = "",
    data: Mapping[str, Any] | None = None,
    **fields: Any,  # noqa: ANN401 - any field of Item
) -> Change:
    """
    Move *item* along *verb* to *target*, setting *fields* on the way.

    A caller that holds the item passes its *fence*: an older one raises
    LeaseLost. A move that the table does not have raises TransitionRefused.
    """
    if fence is not None and fence != item.fence:
        msg = f"{item.id}: fence {fence} has been revoked, it is {item.fence} now"
        raise LeaseLost(msg)
    arrow = _find(item, verb, target, held=fence is not None)
    status, phase = target
    if target not in IN_PROGRESS:
        fields = {"lease_expires_at": None, "rung_at": None, "rings": 0, **fields}
    after = replace(
        item,
        status=status,
        phase=phase,
        fence=item.fence + (1 if arrow.new_fence else 0),
        event_seq=item.event_seq + 1,
        **fields,
    )
    event = Event(
        item_id=item.id,
        seq=after.event_seq,
        verb=verb,
        source=item.state,
        target=target,
        fence=after.fence,
        attempt=after.attempt,
        actor=actor,
        note=note,
        data=data or {},
    )
    return Change(item, after, event)


def _find(item: Item, verb: Verb, target: State, *, held: bool) -> Arrow:
    """Find the arrow; of a verb that a holder has too, by hand takes the other."""
    named = [arrow for arrow in ARROWS if arrow.verb is verb]
    if len({arrow.new_fence for arrow in named}) > 1:
        named = [arrow for arrow in named if arrow.new_fence is not held]
    for arrow in named:
        if item.state in arrow.sources and target in arrow.targets:
            return arrow
    if held:
        # Whoever holds a fence and finds the item elsewhere has been overtaken.
        msg = f"{item.id}: {verb} came too late, it is {describe(item.state)}"
        raise LeaseLost(msg)
    allowed = sorted({describe(s) for a in named for s in a.sources})
    msg = (
        f"{item.id} is {describe(item.state)}: {verb} is possible from "
        f"{', '.join(allowed)} only"
    )
    raise TransitionRefused(msg)


def describe(state: State) -> str:
    """Name a state for people: `IN_PROGRESS/running`."""
    status, phase = state
    return f"{status}/{phase}" if phase else str(status)
