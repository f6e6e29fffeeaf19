"""Commands about the queue as a whole: status, workers."""

from __future__ import annotations

import sys
from collections import Counter
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
from openclaw_celery.domain.budget import day_ends, shown_all
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.transitions import describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.parking import Park

#: How many running items `status` names.
TOP = 5
ORDER = ("PENDING", "IN_PROGRESS", "BLOCKED", "FAILED", "DONE")


@click.command(
    "status",
    epilog="""\b
Examples:
  clawq status
  clawq status --json | jq .summary""",
)
@pass_call
def status_command(call: Call) -> None:
    """Say how many items stand where, and what is being worked on."""
    from openclaw_celery.engine.meter import spent_day

    engine = call.engine()
    policy = engine.policy
    with engine.store.read() as view:
        counts = view.counts()
        running = view.items(status=Status.IN_PROGRESS, limit=100)
        paused = view.pauses()
        slots = view.slots()
        now = view.now
        used = view.spent_today()
        spent = spent_day(view, policy)
        parked = [park for park in view.parks() if park.active(now)]
    if call.json:
        print_json(
            {
                "summary": counts,
                "in_progress": [_held(item) for item in running],
                "paused": paused,
                "used_today": used,
                "parked": parked,
                "slots": [
                    {"name": row.slot.name, "live": row.live, "item": row.item_id}
                    for row in slots
                ],
            }
        )
        return
    top = sorted(running, key=lambda item: item.rank)[:TOP]
    if sys.stdout.isatty():
        _show(counts, top, now)
    else:
        _print(counts, top)
    if used.tokens or used.usd:
        say(f"used_today {shown_all(used)}")
    if spent:
        ends = kst(day_ends(now))
        say(f"nothing is dispatched until {ends}: {spent}")
    for park in parked:
        say(_parked(park))
    for scope, note in paused.items():
        say(one_line(f"paused {scope}: {note}"))
    if counts[Status.PENDING] and not any(row.live for row in slots):
        say("no slot is live: start some with `clawq up`", err=True)


def _parked(park: Park) -> str:
    first = ", then one item goes first" if park.probes else ""
    until = kst(park.until)
    told = f"parked account:{park.account} until {until}{first}: {park.kind}"
    return one_line(f"{told}: {park.note}")


def _print(counts: Mapping[Status, int], top: Sequence[Item]) -> None:
    """Say it for programs."""
    say("summary " + " ".join(f"{name}={counts[Status(name)]}" for name in ORDER))
    say("top_in_progress:" if top else "top_in_progress: none")
    for item in top:
        say(
            f"- {item.id} ({item.priority}) owner={one_line(item.owner or '-')} "
            f"started={kst(item.started_at)}"
        )


def _show(counts: Mapping[Status, int], top: Sequence[Item], now: datetime) -> None:
    """Say it for people, on a terminal."""
    for name in ORDER:
        number = counts[Status(name)]
        told = f"{name:<11} {number:>6}"
        click.echo(coloured(told, name) if number else click.style(told, dim=True))
    if not top:
        say("\nnothing is in progress")
        return
    say()
    table(
        ("ID", "STATE", "PRIORITY", "OWNER", "FOR", "TASK"),
        [
            (
                item.id,
                describe(item.state),
                item.priority,
                item.owner or "-",
                lasted(now - item.started_at) if item.started_at else "-",
                item.title,
            )
            for item in top
        ],
    )


def _held(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "priority": item.priority,
        "phase": item.phase,
        "owner": item.owner,
        "started_at": item.started_at,
    }


@click.command(
    "workers",
    epilog="""\b
Examples:
  clawq workers
  clawq workers --json""",
)
@pass_call
def workers_command(call: Call) -> None:
    """Say who works on what."""
    with call.engine().store.read() as view:
        running = view.items(status=Status.IN_PROGRESS)
        slots = view.slots()
        parked = [park for park in view.parks() if park.active(view.now)]
    by_owner: dict[str, list[Item]] = {row.slot.name: [] for row in slots if row.live}
    for item in running:
        by_owner.setdefault(item.owner or "-", []).append(item)
    if call.json:
        print_json(
            {owner: [_held(item) for item in held] for owner, held in by_owner.items()}
        )
        return
    if not by_owner:
        say("workers: none")
        return
    active = sum(bool(held) for held in by_owner.values())
    if sys.stdout.isatty():
        say(f"{active} at work, {len(running)} in progress\n")
        titles = ("OWNER", "TASKS", "P0", "P1", "P2", "OLDEST START", "IDS")
        table(titles, [_row(*both) for both in sorted(by_owner.items())])
    else:
        say(f"workers_active={active} in_progress={len(running)}")
        for owner, held in sorted(by_owner.items()):
            say(f"- {one_line(owner)} {_load(held)}")
    for park in parked:
        say(_parked(park))


def _load(held: Sequence[Item]) -> str:
    _, tasks, p0, p1, p2, start, ids = _row("", held)
    return f"tasks={tasks} p0={p0} p1={p1} p2={p2} ids={ids} oldest_start={start}"


def _row(owner: str, held: Sequence[Item]) -> tuple[str, ...]:
    """Tell an owner's load, cell by cell."""
    count = Counter(item.priority.value for item in held)
    starts = [item.started_at for item in held if item.started_at]
    return (
        owner,
        str(len(held)),
        *(str(count[priority]) for priority in Priority),
        kst(min(starts, default=None)),
        ",".join(item.id for item in held) or "-",
    )
