"""Commands that show items: list, show, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import (
    coloured,
    kst,
    lasted,
    pass_call,
    print_json,
    say,
    table,
)
from openclaw_celery.domain.budget import shown_all, used_by
from openclaw_celery.domain.item import Priority, Status, Until
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.transitions import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.ports import Listed, StoredEvent, View

#: More items than this are all of them.
MAX_LIMIT = 2**31 - 1


@click.command(
    "list",
    epilog="""\b
Examples:
  clawq list --status pending,blocked
  clawq list --priority P0 --priority P1 --limit 20
  clawq list | cut -f 1""",
)
@click.option(
    "--status", multiple=True, metavar="STATUS", help="PENDING, DONE, ...; several: A,B"
)
@click.option("--priority", multiple=True, metavar="P0|P1|P2", help="Several: P0,P1")
@click.option("--limit", type=click.IntRange(1, MAX_LIMIT), metavar="N")
@pass_call
def list_command(
    call: Call, status: tuple[str, ...], priority: tuple[str, ...], limit: int | None
) -> None:
    """
    List items: id, status, priority, task.

    In a pipe these are separated by tabs.
    """
    statuses = [Status.parse(name) for name in _parts(status)]
    priorities = [Priority.parse(name) for name in _parts(priority)]
    with call.engine().store.read() as view:
        found = view.listed(statuses=statuses, priorities=priorities, limit=limit)
    if call.json:
        print_json([_short(item) for item in found])
    else:
        rows = [(i.id, i.status, i.priority, i.title) for i in found]
        table(("ID", "STATUS", "PRIORITY", "TASK"), rows)


def _parts(given: Sequence[str]) -> list[str]:
    """Take apart what was given several times, or once with commas."""
    return [part for text in given for part in text.split(",")]


def _short(item: Listed) -> dict[str, Any]:
    return {
        "id": item.id,
        "status": item.status,
        "phase": item.phase,
        "priority": item.priority,
        "task": item.title,
        "owner": item.owner,
        "attempt": item.attempt,
    }


@click.command(
    "show",
    epilog="""\b
Examples:
  clawq show ORCH-010
  clawq show ORCH-010 --prompt    what its agent is told, or the next one will be
  clawq show ORCH-001 --json | jq .item.status""",
)
@click.argument("item_id", metavar="ID")
@click.option(
    "--prompt", "as_prompt", is_flag=True, help="Only what its agent is told."
)
@pass_call
def show_command(call: Call, item_id: str, *, as_prompt: bool) -> None:
    """Show everything about one item: fields, attempts, the last report."""
    with call.engine().store.read() as view:
        item = view.item(item_id)
        if as_prompt:
            _show_prompt(call, view, item)
            return
        needs = view.dependencies(item_id)
        attempts = view.attempts(item_id)
        report = view.report(item_id, item.attempt)
        repository = view.repository(item_id)
    if call.json:
        print_json(
            {
                "item": item,
                "depends_on": list(needs),
                "repository": repository,
                "attempts": attempts,
                "report": report,
            }
        )
        return
    state = describe(item.state)
    click.echo(f"{item.id}  {coloured(state, state)}  {item.priority}")
    told = {
        "task": item.title,
        "success criteria": item.success_criteria,
        "notes": item.notes,
        "depends on": ", ".join(
            name if until is Until.DONE else f"{name} (until it ends)"
            for name, until in needs.items()
        ),
        "team": item.team_id or "",
        "repository": repository or "",
        "role": item.role or "",
        "runtime": item.runtime or "",
        "idempotency key": item.idempotency_key or "",
        "trace id": item.trace_id,
        # One that waits has had one, maybe.
        "owner": item.owner or "" if item.status is not Status.PENDING else "",
        "lease until": kst(item.lease_expires_at) if item.lease_expires_at else "",
        "tries": f"{item.tries} of {item.max_attempts}, lost {item.losses} times",
        "not before": kst(item.not_before) if item.not_before else "",
        "due": kst(item.due_at) if item.due_at else "",
        "added": kst(item.created_at),
        "ended": kst(item.ended_at) if item.ended_at else "",
    }
    for name, text in told.items():
        if text:
            say(f"  {name:<17} {one_line(text)}")
    if (used := used_by(attempts)).tokens or used.usd:
        say(f"  {'used':<17} {shown_all(used)}")
    for attempt in attempts:
        say(f"  attempt {attempt.number:<9} {_told(attempt)}")
        if attempt.worktree:
            say(f"  {'':<17} {one_line(attempt.worktree.summary())}")
    if report:
        say("\nlast report (untrusted text of the agent):")
        for line in report.splitlines():
            say(f"  | {line}")


def _show_prompt(call: Call, view: View, item: Item) -> None:
    from openclaw_celery.engine.brief import prompt_of

    prompt = prompt_of(view, item)
    if call.json:
        print_json({"id": item.id, "attempt": item.attempt, "prompt": prompt})
    else:
        say(prompt.removesuffix("\n"))


def _told(attempt: Attempt) -> str:
    where = f" on {attempt.slot}" if attempt.slot else ""
    came = attempt.verdict or attempt.outcome or "goes on"
    why = "; ".join(attempt.reasons) or attempt.error or ""
    return one_line(f"{came}{where} {why}", 300)


@click.command(
    "history",
    epilog="""\b
Examples:
  clawq history ORCH-001            what happened, how long it took, how it ended
  clawq history ORCH-001 --json     with everything that was kept""",
)
@click.argument("item_id", metavar="ID")
@pass_call
def history_command(call: Call, item_id: str) -> None:
    """
    Tell an item's story, event by event, and how its attempts ended.

    A line says when, how long after the line before, in which attempt, what, from
    where to where, by whom, and a note.
    """
    with call.engine().store.read() as view:
        view.item(item_id)
        events = view.events(item_id)
        attempts = view.attempts(item_id)
        now = view.now
    if call.json:
        print_json(list(_events(events, attempts)))
        return
    titles = ("WHEN", "AFTER", "ATTEMPT", "EVENT", "FROM -> TO", "BY", "NOTE")
    table(titles, _lines(events), wraps=True)
    for attempt in attempts:
        state = attempt.outcome or "goes on"
        say(one_line(f"attempt {attempt.number}: {state}{_details(attempt, now)}"))


def _lines(events: Sequence[StoredEvent]) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    before = None
    for stored in events:
        event = stored.event
        source = f"{describe(event.source)} " if event.source else ""
        lines.append(
            (
                kst(stored.at),
                f"+{lasted(stored.at - before)}" if before else "-",
                str(event.attempt or "-"),
                str(event.verb),
                f"{source}-> {describe(event.target)}",
                event.actor,
                event.note,
            )
        )
        before = stored.at
    return lines


def _details(attempt: Attempt, now: datetime) -> str:
    """Tell where an attempt ran, for how long, what it came to, and why."""
    told = f", {attempt.slot}" if attempt.slot else ""
    if attempt.started_at:
        told += f", ran {lasted((attempt.ended_at or now) - attempt.started_at)}"
    if attempt.error:
        told += f", {attempt.error}"
    if attempt.verdict:
        told += f", {attempt.verdict}: {'; '.join(attempt.reasons)}"
    if attempt.missing_checks:
        told += f" (missing: {', '.join(attempt.missing_checks)})"
    if attempt.worktree:
        told += f", {attempt.worktree.summary()}"
    return told


def _events(
    events: Sequence[StoredEvent], attempts: Sequence[Attempt]
) -> Iterator[dict[str, Any]]:
    """Tell every event; the last one of an attempt tells how that came out."""
    rows = {attempt.number: attempt for attempt in attempts}
    last = {stored.event.attempt: stored.event.seq for stored in events}
    before = None
    for stored in events:
        event = stored.event
        ends = last[event.attempt] == event.seq
        yield {
            "seq": event.seq,
            "at": stored.at,
            "after_s": (stored.at - before).total_seconds() if before else None,
            "verb": event.verb,
            "from": describe(event.source) if event.source else None,
            "to": describe(event.target),
            "fence": event.fence,
            "attempt": event.attempt,
            "actor": event.actor,
            "note": event.note,
            "data": event.data,
            "trace_id": stored.trace_id,
            "attempt_outcome": rows.get(event.attempt) if ends else None,
        }
        before = stored.at
