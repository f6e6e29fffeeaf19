"""Commands for teams: team submit, status, cancel, replan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import (
    ACTOR,
    dry_run_option,
    no_wait_option,
    repository_option,
)
from openclaw_celery.cli.intake import read_text
from openclaw_celery.cli.operate import do_each
from openclaw_celery.cli.output import pass_call, print_json, say, table
from openclaw_celery.domain.errors import InvalidValue, Refused
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item

#: So much of what was said of a task stands in its line.
MOST_SAID = 200
_role = click.option("--role", metavar="ROLE", help="Only members with this role.")


@click.group("team")
@pass_call
def team_command(call: Call) -> None:
    """Teams: one lead, up to three workers at once, and their tasks."""


@team_command.command(
    "submit",
    epilog="""\b
Examples:
  clawq team submit team.json
  clawq team submit - --priority P0 --strict-roles < team.json

\b
The file:
  {"title": "Ship the search", "lead": {"acceptance_criteria": "..."},
   "tasks": [{"id": "API", "title": "Build the API", "owner_role": "backend",
              "acceptance_criteria": ["GET /search answers", "tests pass"]},
             {"id": "UI", "prompt": "...", "dependencies": ["API"]}]}

Fields of a task: id, title, owner_role, status, dependencies, prompt,
acceptance_criteria, summary_budget_tokens. A bare list of tasks will do.

A task runs as soon as what it depends on is DONE; of those that depend on nothing,
three at once, the others as these end. When all have ended, DONE, FAILED or BLOCKED,
the lead runs with their reports and decides.""",
)
@click.argument("file", metavar="FILE")
@click.option("--priority", default="P1", metavar="P0|P1|P2", show_default=True)
@click.option(
    "--strict-roles", is_flag=True, help="Refuse a team with a role that no slot has."
)
@repository_option
@dry_run_option
@pass_call
def submit_command(
    call: Call,
    file: str,
    priority: str,
    repository: str | None,
    *,
    strict_roles: bool,
    dry_run: bool,
) -> None:
    """Put a team into the queue, all of it or nothing."""
    from openclaw_celery.domain.team import parse

    text = read_text(file, what="a team")
    try:
        team = parse(text)
    except InvalidValue as error:
        msg = f"{file}: {error}"
        raise InvalidValue(msg) from None
    call.settings().refuse_repository(repository or "")
    slots = call.settings().slots.values()
    (lead, *children), unserved = call.engine().teams.submit(
        team,
        roles={role for slot in slots for role in slot.roles},
        strict=strict_roles,
        priority=Priority.parse(priority),
        repository=repository,
        actor=ACTOR,
        trace_id=call.trace_id,
        dry_run=dry_run,
    )
    if not dry_run:
        call.about(lead.id)
    if unserved:
        names = one_line(", ".join(unserved))
        say(f"no slot has the role {names}: any slot takes these tasks", err=True)
    if call.json:
        told = {"team": lead.id, "children": [_told(item) for item in children]}
        mark = {"dry_run": True} if dry_run else {}
        print_json(told | {"unserved_roles": unserved} | mark)
        return
    ids = ",".join(item.id for item in children)
    would = "would be added: " if dry_run else ""
    say(f"{would}team {lead.id} children={len(children)} ids={ids}")
    for at, item in enumerate(children, 1):
        say(f"{at}. {item.id} / {_title(item)}")


@team_command.command(
    "status",
    epilog="""\b
Examples:
  clawq team status ORCH-010
  clawq team status ORCH-010 --role backend --json""",
)
@click.argument("item_id", metavar="ID")
@_role
@pass_call
def status_command(call: Call, item_id: str, role: str | None) -> None:
    """Say how the team of an item stands: its lead, and each of its tasks."""
    teams = call.engine().teams
    standing = teams.standing(item_id)
    members = teams.members(item_id, role=role)
    count = Counter(item.status for item in standing.children)
    lead, stuck = standing.lead, standing.stuck
    if call.json:
        told = {
            "team": lead.id,
            "status": lead.status,
            "children": len(standing.children),
            "summary": {status: count[status] for status in Status},
            "stuck": {name: needed.id for name, needed in stuck.items()},
            "members": [
                {**_told(item), "said": standing.said[item.id] or None}
                for item in members
            ],
        }
        print_json(told)
        return
    order = ("DONE", "IN_PROGRESS", "PENDING", "FAILED", "BLOCKED")
    summary = " ".join(f"{name.lower()}={count[Status(name)]}" for name in order)
    children = len(standing.children)
    say(f"team {lead.id} children={children} {summary} lead={lead.status}")
    titles = ("ID", "STATUS", "ROLE", "TASK", "SAID")
    rows = [_row(item, standing.said[item.id]) for item in members]
    table(titles[: max(map(len, rows))], rows)
    for name, needed in stuck.items():
        say(
            f"{name} waits for {needed.id}, which is {needed.status}: "
            f"`clawq retry {needed.id}`, or `clawq cancel {name}` to go on without it",
            err=True,
        )


@team_command.command(
    "cancel",
    epilog="""\b
Examples:
  clawq team cancel ORCH-010
  clawq team cancel ORCH-010 --role backend --dry-run""",
)
@click.argument("item_id", metavar="ID")
@_role
@dry_run_option
@no_wait_option
@pass_call
def cancel_command(
    call: Call, item_id: str, role: str | None, *, dry_run: bool, no_wait: bool
) -> None:
    """
    Stop a team: BLOCKED, and running agents are really ended.

    What is DONE or FAILED stays so.
    """
    members = call.engine().teams.members(item_id, role=role)
    over = {Status.DONE, Status.FAILED}
    left = [item for item in members if item.status not in over]
    if not left:
        msg = f"nothing of team {members[0].team_id} is left to cancel"
        raise Refused(msg)
    # The lead first, or it would start when the last of the others is stopped; then
    # from the end, for what ends makes room for what comes later.
    lead = [item.id for item in left if item.id == item.team_id]
    others = [item.id for item in reversed(left) if item.id not in lead]
    do_each(
        call,
        lead + others,
        lambda operator, one: operator.cancel(one, actor=ACTOR, dry_run=dry_run),
        dry_run=dry_run,
        wait=not no_wait,
    )


@team_command.command(
    "replan",
    epilog="""\b
Examples:
  clawq team replan ORCH-010 --notes "Use PostgreSQL instead"
  clawq team replan ORCH-010 --role frontend --notes "범위를 줄인다" """,
)
@click.argument("item_id", metavar="ID")
@click.option("--notes", required=True, help="What changes; the next attempt is told.")
@_role
@dry_run_option
@no_wait_option
@pass_call
def replan_command(
    call: Call,
    item_id: str,
    notes: str,
    role: str | None,
    *,
    dry_run: bool,
    no_wait: bool,
) -> None:
    """
    Change the plan of a team: what runs is stopped, the rest starts anew.

    IN_PROGRESS becomes BLOCKED, any other PENDING, as `clawq replan` does it.
    """
    members = call.engine().teams.members(item_id, role=role)
    # The lead last: it is not to run before the others have been reopened.
    members.sort(key=lambda item: item.id == item.team_id)
    do_each(
        call,
        [item.id for item in members],
        lambda operator, one: operator.replan(
            one, notes=notes, actor=ACTOR, dry_run=dry_run
        ),
        dry_run=dry_run,
        wait=not no_wait,
    )


def _told(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "status": item.status,
        "phase": item.phase,
        "owner_role": item.owner_role,
        "role": item.role,
        "task": _title(item),
        "attempt": item.attempt,
        "lead": item.id == item.team_id,
    }


def _row(item: Item, said: str) -> tuple[str, ...]:
    row = (item.id, item.status, item.owner_role or "-", _title(item))
    return (*row, one_line(said, MOST_SAID)) if said else row


def _title(item: Item) -> str:
    return one_line(item.title.partition("\n")[0])
