"""Commands about items: add, import, list, show, history, logs, pick."""

from __future__ import annotations

import codecs
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import columns, kst, pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import NewItem, Priority, Status
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.transitions import describe
from openclaw_celery.ports import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.ports import StoredEvent

#: Who acts when a person types a command.
ACTOR = "cli"
#: Longest lease of a session, in seconds: who needs more than a year takes another.
MAX_LEASE_S = 366 * 24 * 3600
#: More items than this are all of them.
MAX_LIMIT = 2**31 - 1


@click.command(
    "add",
    epilog="""\b
Examples:
  clawq add --task "Fix the login test" --success-criteria "pytest passes"
  clawq add --priority P0 --task "배포 문서 정리" --depends-on ORCH-003""",
)
@click.option("--id", "item_id", metavar="ID", help="Numbered if not given.")
@click.option("--task", "title", required=True, help="What is to be done.")
@click.option("--success-criteria", default="", help="When it counts as done.")
@click.option("--priority", default="P1", metavar="P0|P1|P2", show_default=True)
@click.option("--due-at-kst", metavar="'YYYY-MM-DD HH:MM'")
@click.option("--notes", default="")
@click.option("--idempotency-key", metavar="KEY", help="Done once under this key.")
@click.option("--max-attempts", type=int, metavar="N")
@click.option("--depends-on", multiple=True, metavar="ID", help="May be repeated.")
@click.option("--runtime", metavar="NAME", help="Only slots of this runtime.")
@click.option("--role", metavar="NAME", help="Only slots with this role.")
@pass_call
def add_command(call: Call, **fields: Any) -> None:  # noqa: ANN401 - options
    """Put an item into the queue."""
    new = NewItem(
        id=fields["item_id"],
        title=fields["title"],
        success_criteria=fields["success_criteria"],
        priority=Priority.parse(fields["priority"]),
        due_at=_from_kst(fields["due_at_kst"]),
        notes=fields["notes"],
        idempotency_key=fields["idempotency_key"],
        max_attempts=fields["max_attempts"],
        depends_on=tuple(
            part.strip()
            for given in fields["depends_on"]
            for part in given.split(",")
            if part.strip()
        ),
        runtime=fields["runtime"],
        role=fields["role"],
    )
    [item] = call.engine().intake.add([new], actor=ACTOR, trace_id=call.trace_id)
    if call.json:
        print_json({"id": item.id, "status": item.status})
    else:
        say(f"Added {item.id}")


def _from_kst(text: str | None) -> datetime | None:
    from openclaw_celery.queue_md.text import parse_kst

    try:
        return parse_kst((text or "").strip())
    except InvalidValue as error:
        msg = f"due-at-kst: {error}"
        raise InvalidValue(msg) from None


@click.command(
    "import",
    epilog="""\b
Examples:
  clawq import QUEUE.md               as the table says
  clawq import QUEUE.md --as-pending  all rows are to be done
  clawq import - < QUEUE.md""",
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--as-pending", is_flag=True, help="Set every row back to PENDING.")
@pass_call
def import_command(call: Call, file: str, *, as_pending: bool) -> None:
    """Put the rows of a QUEUE.md into the queue, all of them or none."""
    from dataclasses import replace

    from openclaw_celery.domain.sheet import new_items
    from openclaw_celery.queue_md.text import parse
    from openclaw_celery.wiring import open_sheet

    told = parse(_read(file))
    rows = new_items(told)
    if as_pending:
        rows = [
            replace(row, status=Status.PENDING, owner=None, started_at=None)
            for row in rows
        ]
    settings = call.settings()
    engine = call.engine(settings)
    added = engine.intake.add(rows, actor="import", trace_id=call.trace_id)
    if file != "-":
        # So that the first sync knows what of the file is an edit.
        engine.sheets.remember(open_sheet(settings, Path(file)), told)
    if call.json:
        print_json({"imported": len(added), "ids": [item.id for item in added]})
    else:
        say(f"Imported {len(added)} rows from {file}")


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        msg = f"{file}: {error.strerror}"
        raise InvalidValue(msg) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        msg = f"{file}, line {line}: not UTF-8 text"
        raise InvalidValue(msg) from error


@click.command("list")
@click.option("--status", metavar="STATUS", help="PENDING, IN_PROGRESS, DONE, ...")
@click.option("--priority", metavar="P0|P1|P2")
@click.option("--limit", type=click.IntRange(1, MAX_LIMIT), metavar="N")
@pass_call
def list_command(
    call: Call, status: str | None, priority: str | None, limit: int | None
) -> None:
    """List items: id, status, priority, task, separated by tabs."""
    wanted = Status.parse(status) if status else None
    urgency = Priority.parse(priority) if priority else None
    with call.engine().store.read() as view:
        items = view.items(status=wanted, priority=urgency, limit=limit)
    if call.json:
        print_json([_short(item) for item in items])
    else:
        columns((i.id, i.status, i.priority, i.title) for i in items)


def _short(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "status": item.status,
        "phase": item.phase,
        "priority": item.priority,
        "task": item.title,
        "owner": item.owner,
        "attempt": item.attempt,
    }


@click.command("show")
@click.argument("item_id", metavar="ID")
@pass_call
def show_command(call: Call, item_id: str) -> None:
    """Show everything about one item: fields, attempts, the last report."""
    with call.engine().store.read() as view:
        item = view.item(item_id)
        needs = view.dependencies(item_id)
        attempts = view.attempts(item_id)
        report = view.report(item_id, item.attempt)
    if call.json:
        print_json(
            {"item": item, "depends_on": needs, "attempts": attempts, "report": report}
        )
        return
    say(f"{item.id}  {describe(item.state)}  {item.priority}", bold=True)
    told = {
        "task": item.title,
        "success criteria": item.success_criteria,
        "notes": item.notes,
        "depends on": ", ".join(needs),
        "owner": item.owner or "",
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
    for attempt in attempts:
        say(f"  attempt {attempt.number:<9} {_told(attempt)}")
    if report:
        say("\nlast report (untrusted text of the agent):")
        for line in report.splitlines():
            say(f"  | {line}")


def _told(attempt: Attempt) -> str:
    where = f" on {attempt.slot}" if attempt.slot else ""
    came = attempt.verdict or attempt.outcome or "goes on"
    why = "; ".join(attempt.reasons) or attempt.error or ""
    return one_line(f"{came}{where} {why}", 300)


@click.command("history")
@click.argument("item_id", metavar="ID")
@pass_call
def history_command(call: Call, item_id: str) -> None:
    """Tell an item's story, event by event."""
    with call.engine().store.read() as view:
        view.item(item_id)
        events = view.events(item_id)
    if call.json:
        print_json([_event(stored) for stored in events])
        return
    columns(
        (
            kst(stored.at),
            stored.event.verb,
            f"-> {describe(stored.event.target)}",
            stored.event.actor,
            stored.event.note,
        )
        for stored in events
    )


def _event(stored: StoredEvent) -> dict[str, Any]:
    event = stored.event
    return {
        "seq": event.seq,
        "at": stored.at,
        "verb": event.verb,
        "from": describe(event.source) if event.source else None,
        "to": describe(event.target),
        "fence": event.fence,
        "attempt": event.attempt,
        "actor": event.actor,
        "note": event.note,
        "data": event.data,
        "trace_id": stored.trace_id,
    }


@click.command("logs")
@click.argument("item_id", metavar="ID")
@click.option(
    "-n", "--lines", default=200, show_default=True, type=click.IntRange(0), metavar="N"
)
@click.option("-f", "--follow", is_flag=True, help="Go on until the attempt ends.")
@pass_call
def logs_command(call: Call, item_id: str, lines: int, *, follow: bool) -> None:
    """Show what the agent has printed in its latest attempt on this machine."""
    settings = call.settings()
    engine = call.engine(settings)
    with engine.store.read() as view:
        item = view.item(item_id)
    path = settings.home / "runs" / item.id / str(item.attempt) / LOG_NAME
    if call.json:
        if follow:
            msg = "--follow prints lines as they come: it can't be one JSON document"
            raise InvalidValue(msg)
        told = _tail(path, lines) if path.exists() else []
        print_json({"id": item.id, "attempt": item.attempt, "lines": told})
        return
    if not path.exists():
        say(f"{item.id}: no log on this machine yet", err=True)
        return

    def goes_on() -> bool:
        with engine.store.read() as view:
            now = view.item(item_id)
        return now.attempt == item.attempt and now.lease_expires_at is not None

    with suppress(KeyboardInterrupt):
        if follow:
            _follow(path, lines, goes_on)
        else:
            for line in _tail(path, lines):
                say(line)


def _tail(path: Path, lines: int) -> list[str]:
    found = path.read_bytes().splitlines()
    return [
        line.decode(errors="replace") for line in found[max(0, len(found) - lines) :]
    ]


def _follow(path: Path, lines: int, goes_on: Callable[[], bool]) -> None:
    """Print the last lines, and each new one; a line is whole before it is shown."""
    from openclaw_celery.clock import sleep

    text = codecs.getincrementaldecoder("utf-8")("replace")
    with path.open("rb") as handle:
        old = text.decode(handle.read()).split("\n")
        for line in old[max(0, len(old) - 1 - lines) : -1]:
            say(line)
        rest = old[-1]
        more = True
        while more:
            # Asked before the last look, so that nothing said in between is missed.
            more = goes_on()
            *whole, rest = (rest + text.decode(handle.read())).split("\n")
            for line in whole:
                say(line)
            if more and not whole:
                sleep(0.3)
    if rest:
        say(rest)


@click.command("pick")
@click.option("--owner-session", default="cli", show_default=True, metavar="S")
@click.option(
    "--lease-seconds",
    default=900,
    show_default=True,
    type=click.IntRange(1, MAX_LEASE_S),
    metavar="N",
)
@pass_call
def pick_command(call: Call, owner_session: str, lease_seconds: int) -> None:
    """Take the next item for a session of your own."""
    item = call.engine().operator.pick(
        owner=owner_session, lease=timedelta(seconds=lease_seconds)
    )
    if call.json:
        print_json({"id": item.id if item else None})
    else:
        say(item.id if item else "No pending tasks")
