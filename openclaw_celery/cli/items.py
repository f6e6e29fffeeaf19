"""Commands that put items in: add, import."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import ACTOR, dry_run_option, repository_option
from openclaw_celery.cli.given import Number
from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import NewItem, Priority, Status
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from datetime import datetime

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine import Engine


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
@click.option(
    "--budget-tokens", type=int, metavar="N", help="All attempts together; 0: no limit."
)
@click.option(
    "--budget-usd",
    type=Number(),
    metavar="X",
    help="All attempts together; 0: no limit.",
)
@repository_option
@pass_call
def add_command(call: Call, **fields: Any) -> None:  # noqa: ANN401 - options
    """Put an item into the queue."""
    new = NewItem(
        id=fields["item_id"],
        title=fields["title"],
        success_criteria=fields["success_criteria"],
        priority=Priority.parse(fields["priority"]),
        due_at=from_kst(fields["due_at_kst"]),
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
        budget_tokens=fields["budget_tokens"],
        budget_usd=fields["budget_usd"],
        repository=fields["repository"],
    )
    call.settings().refuse_repository(new.repository or "")
    engine = call.engine()
    [item] = engine.intake.add([new], actor=ACTOR, trace_id=call.trace_id)
    call.about(item.id)
    warning = _unserved(call, engine, item)
    if call.json:
        more = {"warning": warning} if warning else {}
        print_json({"id": item.id, "status": item.status} | more)
    else:
        say(f"Added {item.id}")
    if warning:
        say(f"clawq: {warning}", err=True)


def _unserved(call: Call, engine: Engine, item: Item) -> str:
    """
    Warn of a runtime that no slot has, neither in these settings nor known so far.

    It is no error: a slot may be added, on another machine too, or a session picks it.
    """
    if item.runtime is None:
        return ""
    with engine.store.read() as view:
        there = {row.slot.runtime for row in view.slots()}
    there |= {slot.runtime for slot in call.settings().slots.values()}
    if item.runtime in there:
        return ""
    near = get_close_matches(item.runtime, sorted(there), n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return one_line(
        f"no slot has runtime {item.runtime}{meant}: {item.id} waits until one has, "
        "or a session picks it"
    )


def from_kst(text: str | None) -> datetime | None:
    """Read an option that says a moment in KST; raises InvalidValue."""
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
@dry_run_option
@pass_call
def import_command(call: Call, file: str, *, as_pending: bool, dry_run: bool) -> None:
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
    added = engine.intake.add(
        rows, actor="import", trace_id=call.trace_id, dry_run=dry_run
    )
    if file != "-" and not dry_run:
        # So that the first sync knows what of the file is an edit.
        engine.sheets.remember(open_sheet(settings, Path(file)), told)
    if call.json:
        mark = {"dry_run": True} if dry_run else {}
        ids = [item.id for item in added]
        print_json({"imported": len(added), "ids": ids} | mark)
    else:
        did = "Would import" if dry_run else "Imported"
        say(f"{did} {len(added)} rows from {file}")


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
