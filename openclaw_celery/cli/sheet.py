"""Commands about QUEUE.md: render, sync, consistency-check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import dry_run_option
from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.sheet import PREFER_DATABASE, PREFER_FILE
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.sheet import Comparison, Conflict, Edit
    from openclaw_celery.engine import Engine
    from openclaw_celery.engine.sheet import Rendered, Synced
    from openclaw_celery.queue_md.file import QueueFile

#: A cell is told to this length; the file has the whole of it.
SHOWN = 60


def _queue_option(name: str) -> Callable[[Any], Any]:
    return click.option(
        name,
        "queue",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="The table. [queue_md of clawq.toml, else QUEUE.md]",
    )


def _opened(call: Call, queue: Path | None) -> tuple[Engine, QueueFile]:
    from openclaw_celery.wiring import open_sheet

    settings = call.settings()
    return call.engine(settings), open_sheet(settings, queue)


@click.command(
    "render",
    epilog="""\b
Examples:
  clawq render
  clawq render --dry-run           how many edits it would replace
  clawq render --queue docs/QUEUE.md""",
)
@_queue_option("--queue")
@dry_run_option
@pass_call
def render_command(call: Call, queue: Path | None, *, dry_run: bool) -> None:
    """
    Write the queue into the table of a QUEUE.md.

    The text around the table stays. A file that is not there is made. Edits that
    `clawq sync` has not seen are replaced, and the file as it was is kept.
    """
    engine, sheet = _opened(call, queue)
    done = engine.sheets.render(sheet, dry_run=dry_run)
    if call.json:
        print_json(
            {
                "path": sheet.name,
                "rows": done.rows,
                "replaced": done.replaced,
                "dropped": done.dropped,
                "copy": done.copy,
            }
            | ({"dry_run": True} if dry_run else {})
        )
        return
    if dry_run:
        say(
            f"would render {done.rows} rows replaced={done.replaced} "
            f"dropped={done.dropped}"
        )
        return
    say(f"rendered {done.rows} rows")
    if queue is None:
        say(one_line(f"into {sheet.name}"), err=True)
    if done.copy:
        say(_kept(done), err=True)


def _kept(done: Rendered) -> str:
    told = f"{done.replaced} cells and {done.dropped} rows that no sync has seen"
    return one_line(f"{told} were replaced; the file as it was: {done.copy}")


@click.command(
    "sync",
    epilog="""\b
Examples:
  clawq sync --dry-run        what would be done
  clawq sync
  clawq sync --prefer file    settle conflicts: the file is right""",
)
@_queue_option("--queue")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--prefer",
    type=click.Choice([PREFER_FILE, PREFER_DATABASE]),
    help="Who is right where both sides changed a cell.",
)
@pass_call
def sync_command(
    call: Call, queue: Path | None, *, dry_run: bool, prefer: str | None
) -> None:
    """
    Take the edits of a QUEUE.md into the queue, and the queue's into the file.

    Editable are priority, task, success_criteria, due_at_kst and notes. An item that
    waits or runs can be made DONE, FAILED or BLOCKED (its agent is stopped), one that
    has ended PENDING. A new row becomes an item, numbered if its id is empty. A row
    that was taken out is shown again. A row that can't be understood is named and left
    alone. Exit code 1 while such a row or a conflict is left.
    """
    engine, sheet = _opened(call, queue)
    done = engine.sheets.sync(
        sheet, dry_run=dry_run, prefer=prefer, trace_id=call.trace_id
    )
    if call.json:
        print_json(_document(sheet.name, done, dry_run=dry_run))
    else:
        for line in _lines(done, dry_run=dry_run):
            say(one_line(line))
    if done.conflicts or done.broken:
        click.get_current_context().exit(1)


def _document(path: str, done: Synced, *, dry_run: bool) -> dict[str, Any]:
    return {
        "path": path,
        "dry_run": dry_run,
        "rows": done.rows,
        "edits": [
            {
                "id": edit.row.id,
                "line": edit.row.line,
                "field": edit.field,
                "was": edit.was,
                "now": edit.now,
            }
            for edit in done.edits
        ],
        "added": [
            {"id": item_id or row.id or None, "line": row.line, "task": row.task}
            for row, item_id in done.added
        ],
        "removed": list(done.removed),
        "conflicts": [
            {
                "id": conflict.row.id,
                "line": conflict.row.line,
                "field": conflict.field,
                "why": conflict.why,
                "file": conflict.file,
                "database": conflict.database,
            }
            for conflict in done.conflicts
        ],
        "broken": done.broken,
    }


def _lines(done: Synced, *, dry_run: bool) -> list[str]:
    from openclaw_celery.engine.sheet import told_of_broken

    word = "would sync" if dry_run else "synced"
    counts = (
        f"edited={len(done.edits)} added={len(done.added)} "
        f"removed={len(done.removed)} conflicts={len(done.conflicts)}"
    ) + (f" broken={len(done.broken)}" if done.broken else "")
    return [
        f"{word} {done.rows} rows {counts}",
        *map(_edit, done.edits),
        *(
            f"- {item_id or row.id or 'new'} added, line {row.line}: {row.task}"
            for row, item_id in done.added
        ),
        *(
            f"- {item_id} is not in the file: it stays in the queue and is shown again"
            for item_id in done.removed
        ),
        *map(_conflict, done.conflicts),
        *(f"broken {told_of_broken(left)}" for left in done.broken),
    ]


def _edit(edit: Edit) -> str:
    return f"- {edit.row.id} {edit.field}: {_cut(edit.was)} -> {_cut(edit.now)}"


def _conflict(conflict: Conflict) -> str:
    row = conflict.row
    return (
        f"conflict line {row.line}, {row.id}, {conflict.field}: {conflict.why}; "
        f"file {_cut(conflict.file)}, database {_cut(conflict.database)}"
    )


def _cut(text: str) -> str:
    return f'"{one_line(text, SHOWN)}"'


@click.command(
    "consistency-check",
    epilog="""\b
Examples:
  clawq consistency-check
  clawq consistency-check --queue-path docs/QUEUE.md""",
)
@_queue_option("--queue-path")
@pass_call
def consistency_check_command(call: Call, queue: Path | None) -> None:
    """Say whether a QUEUE.md shows what the database holds; exit code 1 if not."""
    engine, sheet = _opened(call, queue)
    found = engine.sheets.check(sheet)
    if call.json:
        print_json({"path": sheet.name, "consistent": found.consistent, **_told(found)})
    elif found.consistent:
        say(f"consistency ok total={found.total}")
    else:
        _say_mismatch(found)
    if not found.consistent:
        click.get_current_context().exit(1)


def _told(found: Comparison) -> dict[str, Any]:
    return {
        "total": found.total,
        "missing_in_db": [{"id": r.id, "line": r.line} for r in found.missing_in_db],
        "missing_in_md": found.missing_in_md,
        "field_mismatch": found.mismatches,
    }


def _say_mismatch(found: Comparison) -> None:
    say(
        f"consistency mismatch missing_in_db={len(found.missing_in_db)} "
        f"missing_in_md={len(found.missing_in_md)} "
        f"field_mismatch={len(found.mismatches)}"
    )
    for row in found.missing_in_db:
        say(f"missing_in_db line {row.line}: {row.id or one_line(row.task, SHOWN)}")
    for item_id in found.missing_in_md:
        say(f"missing_in_md {item_id}")
    for wrong in found.mismatches:
        say(
            f"field_mismatch line {wrong.line}, {wrong.id}, {wrong.field}: "
            f"file {_cut(wrong.file)}, database {_cut(wrong.database)}"
        )
