"""A team file: one lead and the tasks of its workers, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import NewItem, Priority, Status, is_id
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: Of the tasks that wait for no other so many run at once.
WORKERS = 3
MOST_TASKS = 100
MOST_TOKENS = 1_000_000
#: Longest name of a role, in characters.
MAX_ROLE = 64

LEAD_FIELDS = (
    "id",
    "title",
    "owner_role",
    "prompt",
    "acceptance_criteria",
    "summary_budget_tokens",
)
TASK_FIELDS = (*LEAD_FIELDS, "status", "dependencies")
TEAM_FIELDS = ("title", "lead", "tasks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What the file says of one member: the lead, or a worker with its task."""

    id: str | None
    title: str
    owner_role: str | None
    status: Status
    dependencies: tuple[str, ...]
    prompt: str
    acceptance_criteria: str
    summary_budget_tokens: int | None

    @property
    def task(self) -> str:
        """All that its agent is told of the task."""
        parts = [self.title, self.prompt]
        if self.summary_budget_tokens is not None:
            parts.append(f"Keep the report within {self.summary_budget_tokens} tokens.")
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Team:
    """A lead, and the tasks that have to end before it decides."""

    lead: Member
    tasks: tuple[Member, ...]


def parse(text: str) -> Team:
    """
    Read a team file: an object of title, lead and tasks, or a bare list of tasks.

    Raises InvalidValue that names the line or the field. Whether there is what tasks
    depend on is found out when they are added.
    """
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        msg = f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"
        raise InvalidValue(msg) from None
    except (RecursionError, ValueError) as error:
        msg = f"not JSON that can be a team: {one_line(str(error), 100)}"
        raise InvalidValue(msg) from None
    if isinstance(told, list):
        told = {"tasks": told}
    fields = _fields(told, "the file", TEAM_FIELDS)
    listed = fields.get("tasks")
    if not isinstance(listed, list) or not listed:
        msg = "tasks: write a list of at least one task"
        raise InvalidValue(msg)
    if len(listed) > MOST_TASKS:
        msg = f"tasks: {len(listed)} are too many for a team, use up to {MOST_TASKS}"
        raise InvalidValue(msg)
    tasks = tuple(
        _member(task, f"task {at}", TASK_FIELDS) for at, task in enumerate(listed, 1)
    )
    return Team(_lead(fields, tasks), tasks)


def _lead(fields: dict[str, Any], tasks: Sequence[Member]) -> Member:
    """Read what the lead is to do; it brings the results together at the least."""
    told = fields.get("lead")
    if told is None or isinstance(told, str):
        told = {"owner_role": told}
    own = _fields(told, "lead", LEAD_FIELDS)
    titles = [_text(fields, "title", "the file"), _text(own, "title", "lead")]
    default = "Bring together: " + "; ".join(task.title for task in tasks)
    title = ": ".join(part for part in titles if part)
    return _member(
        {**own, "title": title or one_line(default, 200)}, "lead", LEAD_FIELDS
    )


def _member(told: object, where: str, known: Collection[str]) -> Member:
    fields = _fields(told, where, known)
    item_id = _text(fields, "id", where) or None
    if item_id is not None:
        where = f"{where} ({one_line(item_id, 64)})"
        _check_id(item_id, where, "id")
    title, prompt = _text(fields, "title", where), _text(fields, "prompt", where)
    if not title and not prompt:
        msg = f"{where}: say what is to be done, in title or prompt"
        raise InvalidValue(msg)
    role = _text(fields, "owner_role", where)
    if len(role) > MAX_ROLE:
        msg = f"{where}: owner_role: longer than {MAX_ROLE} characters"
        raise InvalidValue(msg)
    return Member(
        id=item_id,
        title=title or prompt.partition("\n")[0],
        owner_role=role or None,
        status=_status(fields, where),
        dependencies=_dependencies(fields, where),
        prompt=prompt if title else prompt.partition("\n")[2].strip(),
        acceptance_criteria=_criteria(fields, where),
        summary_budget_tokens=_budget(fields, where),
    )


def _fields(told: object, where: str, known: Collection[str]) -> dict[str, Any]:
    if not isinstance(told, dict):
        msg = f"{where}: write an object, with {', '.join(known)}"
        raise InvalidValue(msg)
    for name in told:
        if name not in known:
            field = one_line(name, 40)
            msg = f"{where}: unknown field {field!r}: use {', '.join(known)}"
            raise InvalidValue(msg)
    return {name: value for name, value in told.items() if value is not None}


def _text(fields: dict[str, Any], name: str, where: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        msg = f"{where}: {name}: write a text in quotes"
        raise InvalidValue(msg)
    return value.strip()


def _texts(fields: dict[str, Any], name: str, where: str) -> list[str]:
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        msg = f"{where}: {name}: write a list of texts in quotes"
        raise InvalidValue(msg)
    return [text.strip() for text in value if text.strip()]


def _criteria(fields: dict[str, Any], where: str) -> str:
    """Return one text; several criteria are numbered, so that each stays whole."""
    name = "acceptance_criteria"
    if isinstance(fields.get(name, ""), str):
        return _text(fields, name, where)
    texts = [one_line(text) for text in _texts(fields, name, where)]
    if len(texts) < 2:  # noqa: PLR2004 - one needs no number
        return "".join(texts)
    return "\n".join(f"{at}. {text}" for at, text in enumerate(texts, 1))


def _dependencies(fields: dict[str, Any], where: str) -> tuple[str, ...]:
    found = _texts(fields, "dependencies", where)
    for need in found:
        _check_id(need, where, "dependencies")
    return tuple(dict.fromkeys(found))


def _check_id(item_id: str, where: str, name: str) -> None:
    if not is_id(item_id):
        shown = one_line(item_id, 80)
        msg = f"{where}: {name}: {shown!r}: use up to 64 letters, digits and . _ -"
        raise InvalidValue(msg)


def _status(fields: dict[str, Any], where: str) -> Status:
    text = _text(fields, "status", where).upper() or "PENDING"
    if text not in {Status.PENDING, Status.DONE}:
        shown = one_line(text, 40)
        msg = f"{where}: status: {shown!r}: use PENDING, or DONE for what is done"
        raise InvalidValue(msg)
    return Status(text)


def _budget(fields: dict[str, Any], where: str) -> int | None:
    value = fields.get("summary_budget_tokens")
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= MOST_TOKENS:
        msg = f"{where}: summary_budget_tokens: use a number from 1 to {MOST_TOKENS}"
        raise InvalidValue(msg)
    return value


def unserved(team: Team, served: Collection[str]) -> list[str]:
    """List the roles that the file names and nobody of *served* has."""
    named = (member.owner_role for member in (team.lead, *team.tasks))
    return list(dict.fromkeys(role for role in named if role and role not in served))


def new_items(team: Team, served: Collection[str], priority: Priority) -> list[NewItem]:
    """
    Turn a team into items, the lead first.

    A role that no slot has binds no item. Tasks that wait for no other go in as many
    lanes as there are workers: each starts when the one before it has ended.
    """
    places = range(1, len(team.tasks) + 1)
    free = [
        place
        for place, task in zip(places, team.tasks, strict=True)
        if not task.dependencies and task.status is Status.PENDING
    ]
    room = {
        place: (f"#{before}",)
        for before, place in zip(free, free[WORKERS:], strict=False)
    }
    afters = [tuple(f"#{place}" for place in places)]
    afters += [room.get(place, ()) for place in places]
    return [
        NewItem(
            id=member.id,
            title=member.task,
            success_criteria=member.acceptance_criteria,
            priority=priority,
            status=member.status,
            depends_on=member.dependencies,
            after=after,
            role=member.owner_role if member.owner_role in served else None,
            team_id="#0",
            owner_role=member.owner_role,
        )
        for member, after in zip((team.lead, *team.tasks), afters, strict=True)
    ]
