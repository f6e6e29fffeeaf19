"""Commands about the queue as a whole: status, workers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import kst, pass_call, print_json, say
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item

#: How many running items `status` names.
TOP = 5


@click.command("status")
@pass_call
def status_command(call: Call) -> None:
    """Say how many items stand where, and what is being worked on."""
    with call.engine().store.read() as view:
        counts = view.counts()
        running = view.items(status=Status.IN_PROGRESS, limit=100)
        paused = view.pauses()
        slots = view.slots()
    if call.json:
        print_json(
            {
                "summary": counts,
                "in_progress": [_held(item) for item in running],
                "paused": paused,
                "slots": [
                    {"name": row.slot.name, "live": row.live, "item": row.item_id}
                    for row in slots
                ],
            }
        )
        return
    order = ("PENDING", "IN_PROGRESS", "BLOCKED", "FAILED", "DONE")
    say("summary " + " ".join(f"{name}={counts[Status(name)]}" for name in order))
    if not running:
        say("top_in_progress: none")
    else:
        say("top_in_progress:")
        for item in sorted(running, key=lambda item: item.rank)[:TOP]:
            say(
                f"- {item.id} ({item.priority}) owner={one_line(item.owner or '-')} "
                f"started={kst(item.started_at)}"
            )
    for scope, note in paused.items():
        say(one_line(f"paused {scope}: {note}"))
    if counts[Status.PENDING] and not any(row.live for row in slots):
        say("no slot is live: start some with `clawq up`", err=True)


def _held(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "priority": item.priority,
        "phase": item.phase,
        "owner": item.owner,
        "started_at": item.started_at,
    }


@click.command("workers")
@pass_call
def workers_command(call: Call) -> None:
    """Say who works on what."""
    with call.engine().store.read() as view:
        running = view.items(status=Status.IN_PROGRESS)
        slots = view.slots()
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
    say(f"workers_active={active} in_progress={len(running)}")
    for owner, held in sorted(by_owner.items()):
        say(f"- {one_line(owner)} {_load(held)}")


def _load(held: Sequence[Item]) -> str:
    count = Counter(item.priority.value for item in held)
    starts = [item.started_at for item in held if item.started_at]
    ids = ",".join(item.id for item in held) or "-"
    return (
        f"tasks={len(held)} p0={count['P0']} p1={count['P1']} p2={count['P2']} "
        f"ids={ids} oldest_start={kst(min(starts, default=None))}"
    )
