"""
The tools: the queue's verbs, each with its arguments and who may use it.

Names and descriptions never change while a server runs: a client that has approved
a tool has approved what it does.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec
from msgspec import Meta

from openclaw_celery.domain.capability import Grant, Scope
from openclaw_celery.domain.errors import InvalidValue, Refused
from openclaw_celery.domain.gate.verdict import MAX_CHARS
from openclaw_celery.domain.item import MAX_TEXT, NewItem, Priority, Status
from openclaw_celery.ports import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openclaw_celery.engine import Engine

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Words = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
#: Of a log so many lines and characters are handed out.
MOST_LINES, MOST_LOG = 1_000, 60_000


class _Arguments(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a tool takes; anything else is refused."""


class Listing(_Arguments):
    """Which items to list."""

    status: Status | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 50


class OneItem(_Arguments):
    """Which item."""

    item_id: Id


class ItemOrOwn(_Arguments):
    """Which item; an agent's own when it is left out."""

    item_id: Id | None = None


class LogLines(_Arguments):
    """Which item's log, and how much of its end."""

    item_id: Id | None = None
    lines: Annotated[int, Meta(ge=1, le=MOST_LINES)] = 100


class Report(ItemOrOwn, kw_only=True):
    """A Compact Report."""

    report: Annotated[str, Meta(min_length=1, max_length=MAX_CHARS)]


class Question(ItemOrOwn, kw_only=True):
    """What a person has to answer."""

    question: Words


class NewWork(_Arguments):
    """A new item."""

    task: Words
    success_criteria: Annotated[str, Meta(max_length=MAX_TEXT)] = ""
    priority: Priority = Priority.P2


class FollowUp(NewWork):
    """A new item that an agent's own item has shown to be needed."""

    after_own: bool = False
    item_id: Id | None = None


class ItemNotes(_Arguments):
    """Which item, and what to note."""

    item_id: Id
    notes: Words


class Retry(_Arguments):
    """Which item, and whether to give it one more try than it may have."""

    item_id: Id
    force: bool = False


class Answer(_Arguments):
    """Which item, and what its next attempt is told."""

    item_id: Id
    text: Words


class Pause(_Arguments):
    """What to hold back: `all`, `priority:P0`, `role:NAME`, `slot:NAME`."""

    scope: Annotated[str, Meta(min_length=1, max_length=80)]
    note: Annotated[str, Meta(max_length=MAX_TEXT)] = ""


class Resume(_Arguments):
    """What to hold back no more."""

    scope: Annotated[str, Meta(min_length=1, max_length=80)]


class _Do(Protocol):
    def __call__(self, desk: ToolDesk, grant: Grant, arguments: Any, /) -> object:  # noqa: ANN401 - each tool has its own
        ...


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool."""

    name: str
    description: str
    arguments: type[_Arguments]
    scope: Scope
    do: _Do

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.name in {"list_items", "show_item", "why", "read_log", "inbox"}

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its arguments, whole."""
        made = msgspec.json.schema(self.arguments)
        found: dict[str, Any] = made["$defs"].pop(self.arguments.__name__)
        if made["$defs"]:
            found["$defs"] = made["$defs"]
        return found


class ToolDesk:
    """Does what the tools say, on one engine."""

    def __init__(self, engine: Engine, runs: Path) -> None:
        """Use *engine*; logs of attempts are below *runs*."""
        self.engine = engine
        self.runs = runs

    def call(self, name: str, arguments: object, grant: Grant) -> object:
        """
        Do what a tool does; returns what JSON can say.

        Raises Refused for a tool or an item that is not the caller's, InvalidValue
        for arguments that it does not take.
        """
        tool = TOOLS.get(name)
        if tool is None or tool not in allowed(grant):
            msg = f"no tool {name[:80]!r} for this token ({grant.scope})"
            raise Refused(msg)
        try:
            told = msgspec.convert(arguments or {}, tool.arguments)
        except msgspec.ValidationError as error:
            msg = f"{name}: {error}"
            raise InvalidValue(msg) from None
        if grant.scope is Scope.AGENT and tool.scope is Scope.AGENT:
            grant = self.engine.desk.bound(grant, getattr(told, "item_id", None))
        return tool.do(self, grant, told)

    def which(self, grant: Grant, item_id: str | None) -> str:
        """Return the item that a caller looks at."""
        if grant.scope is Scope.OPERATOR:
            if item_id is None:
                msg = "item_id: name an item"
                raise InvalidValue(msg)
            return item_id
        return self.engine.desk.own(grant).id


def allowed(grant: Grant) -> list[Tool]:
    """List the tools that a caller may use."""
    scopes = list(Scope)
    most = scopes.index(grant.scope)
    found = [tool for tool in TOOLS.values() if scopes.index(tool.scope) <= most]
    speaks = grant.item_id is not None or grant.runtime is not None
    if not speaks:
        # Nobody but an attempt can speak for one.
        found = [tool for tool in found if tool.name not in _OF_AN_ATTEMPT]
    if grant.scope is Scope.AGENT and not speaks:
        found = [tool for tool in found if tool.scope is Scope.READER]
    return found


# -- what they do ----------------------------------------------------------------


def _list(desk: ToolDesk, _: Grant, told: Listing) -> object:
    with desk.engine.store.read() as view:
        wanted = [told.status] if told.status else []
        return view.listed(statuses=wanted, limit=told.limit)


def _show(desk: ToolDesk, grant: Grant, told: ItemOrOwn) -> object:
    item_id = desk.which(grant, told.item_id)
    with desk.engine.store.read() as view:
        item = view.item(item_id)
        return {
            "item": item,
            "depends_on": view.dependencies(item_id),
            "attempts": view.attempts(item_id),
            "report": view.report(item_id, item.attempt),
        }


def _why(desk: ToolDesk, grant: Grant, told: ItemOrOwn) -> object:
    return desk.engine.explainer.why([desk.which(grant, told.item_id)])[0]


def _log(desk: ToolDesk, grant: Grant, told: LogLines) -> object:
    item_id = desk.which(grant, told.item_id)
    with desk.engine.store.read() as view:
        number = view.item(item_id).attempt
    path = desk.runs / item_id / str(number) / LOG_NAME
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            # Line by line, as a log may be larger than memory; a line may be long.
            chunks = iter(lambda: file.readline(MOST_LOG), "")
            last = deque(itertools.chain(chunks), maxlen=told.lines)
    except FileNotFoundError:
        return {"item_id": item_id, "attempt": number, "log": ""}
    log = "".join(last)[-MOST_LOG:]
    return {"item_id": item_id, "attempt": number, "log": log}


def _report(desk: ToolDesk, grant: Grant, told: Report) -> object:
    item = desk.engine.desk.hand_in(grant, told.report)
    return {"id": item.id, "attempt": item.attempt, "kept": True}


def _ask(desk: ToolDesk, grant: Grant, told: Question) -> object:
    item = desk.engine.desk.ask(grant, told.question)
    return {"id": item.id, "status": item.status}


def _follow_up(desk: ToolDesk, grant: Grant, told: FollowUp) -> object:
    new = _new(told)
    item = desk.engine.desk.follow_up(grant, new, after_own=told.after_own)
    return {"id": item.id, "status": item.status}


def _new(told: NewWork) -> NewItem:
    return NewItem(
        title=told.task,
        success_criteria=told.success_criteria,
        priority=told.priority,
    )


def _add(desk: ToolDesk, grant: Grant, told: NewWork) -> object:
    [item] = desk.engine.intake.add([_new(told)], actor=grant.actor)
    return {"id": item.id, "status": item.status}


def _inbox(desk: ToolDesk, _: Grant, told: Listing) -> object:
    found = desk.engine.inbox.letters(limit=told.limit)
    return [letter for letter in found if told.status in {None, letter.status}]


def _moved(move: Callable[[ToolDesk, Grant, Any], Any]) -> _Do:
    """Make a tool of what an operator does to an item."""

    def do(desk: ToolDesk, grant: Grant, told: Any, /) -> object:  # noqa: ANN401 - each has its own
        item = move(desk, grant, told).item
        return {"id": item.id, "status": item.status}

    return do


def _pause(desk: ToolDesk, grant: Grant, told: Pause) -> object:
    note = told.note or f"by {grant.actor}"
    return {"paused": desk.engine.operator.pause(told.scope, note=note)}


def _resume(desk: ToolDesk, _: Grant, told: Resume) -> object:
    return {"resumed": desk.engine.operator.resume(told.scope)}


_READ, _OWN, _ANY = Scope.READER, Scope.AGENT, Scope.OPERATOR
_ALL = (
    Tool(
        "list_items",
        "List the items of the queue: id, status, priority, title, who has them.",
        Listing, _READ, _list,
    ),
    Tool(
        "show_item",
        "Show everything about an item: its text, attempts, latest report.",
        ItemOrOwn, _OWN, _show,
    ),
    Tool(
        "why",
        "Tell the one reason that keeps an item waiting, and what would clear it.",
        ItemOrOwn, _OWN, _why,
    ),
    Tool(
        "read_log",
        "Return the end of what the agent of the latest attempt has printed.",
        LogLines, _OWN, _log,
    ),
    Tool(
        "report",
        "Hand in the Compact Report of your attempt; then come to your end. The last "
        "one handed in counts.",
        Report, _OWN, _report,
    ),
    Tool(
        "ask",
        "Ask a person what only a person can decide. Your attempt ends at once; the "
        "next one is told the answer. Save your work first.",
        Question, _OWN, _ask,
    ),
    Tool(
        "add_followup",
        "Add an item for work that yours has shown to be needed; at most as urgent as "
        "yours. after_own: it waits until yours is DONE.",
        FollowUp, _OWN, _follow_up,
    ),
    Tool("inbox", "List what waits for a person.", Listing, _ANY, _inbox),
    Tool("add_item", "Put an item into the queue.", NewWork, _ANY, _add),
    Tool(
        "cancel",
        "Stop an item: BLOCKED, and a running agent is ended.",
        OneItem, _ANY,
        _moved(lambda d, g, t: d.engine.operator.cancel(t.item_id, actor=g.actor)),
    ),
    Tool(
        "replan",
        "Change the plan of an item: what runs is stopped, else it starts anew. The "
        "next attempt is told the notes.",
        ItemNotes, _ANY,
        _moved(
            lambda d, g, t: d.engine.operator.replan(
                t.item_id, notes=t.notes, actor=g.actor
            )
        ),
    ),
    Tool(
        "retry",
        "Try a FAILED or BLOCKED item again.",
        Retry, _ANY,
        _moved(
            lambda d, g, t: d.engine.operator.retry(
                t.item_id, force=t.force, actor=g.actor
            )
        ),
    ),
    Tool(
        "answer",
        "Answer a BLOCKED item: it is tried again, and told what you say.",
        Answer, _ANY,
        _moved(
            lambda d, g, t: d.engine.operator.answer(
                t.item_id, text=t.text, actor=g.actor
            )
        ),
    ),
    Tool(
        "approve",
        "End an item as DONE by hand, in place of the review gate.",
        ItemNotes, _ANY,
        _moved(
            lambda d, g, t: d.engine.operator.done(
                t.item_id, notes=t.notes, actor=g.actor
            )
        ),
    ),
    Tool("pause", "Hold a scope back; what runs goes on.", Pause, _ANY, _pause),
    Tool("resume", "Undo a pause.", Resume, _ANY, _resume),
)  # fmt: skip
TOOLS = {tool.name: tool for tool in _ALL}
_OF_AN_ATTEMPT = frozenset({"report", "ask", "add_followup"})
