"""Commands that take in a request in plain words: intake plan, intake submit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import ACTOR, dry_run_option, repository_option
from openclaw_celery.cli.items import from_kst
from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from openclaw_celery.cli.output import Call
    from openclaw_celery.engine.intake import Plan

#: No more is read of a file: enough to see that it is too long.
MOST_BYTES = 1_000_000


@click.group("intake")
@pass_call
def intake_command(call: Call) -> None:
    """Make items of a request in plain words, Korean or English."""


def _request_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `plan` and `submit` both need."""
    for option in (
        click.option(
            "--parallel",
            type=click.IntRange(1, 1000),
            metavar="N",
            help="At most N of the items at once: an item waits until the one N "
            "places before it has ended, DONE or not. All of them are added, whatever "
            "N is.",
        ),
        click.option("--file", metavar="FILE", help="Read the request from a file."),
        click.option("--request", metavar="TEXT", help="The request; - for stdin."),
    ):
        command = option(command)
    return command


@intake_command.command(
    "plan",
    epilog="""\b
Examples:
  clawq intake plan --request "로그 정리, 재시도 보강, 문서 업데이트"
  clawq intake plan --file request.txt --parallel 2""",
)
@_request_options
@pass_call
def plan_command(
    call: Call, request: str | None, file: str | None, parallel: int | None
) -> None:
    """Show which items a request would become; changes nothing."""
    from openclaw_celery.engine.intake import plan

    _show_plan(call, plan(_request(request, file), parallel=parallel), mark={})


def _show_plan(call: Call, made: Plan, *, mark: dict[str, bool]) -> None:
    tasks = [
        {"n": at, "task": title, "waits_for": None if before is None else before + 1}
        for at, (title, before) in enumerate(
            zip(made.titles, made.waits_for, strict=True), 1
        )
    ]
    if call.json:
        told = {"would_create": len(tasks), "mode": made.mode, "context": made.context}
        print_json(told | {"tasks": tasks} | mark)
        return
    say(f"would_create={len(tasks)} mode={made.mode}")
    for task in tasks:
        behind = f" (after {task['waits_for']})" if task["waits_for"] else ""
        say(f"{task['n']}. {one_line(str(task['task']))}{behind}")
    if made.context:
        say(f"context: {one_line(made.context)}")


@intake_command.command(
    "submit",
    epilog="""\b
Examples:
  clawq intake submit --request "로그 정리, 재시도 보강, 문서 업데이트" --parallel 3
  clawq intake submit --request - --priority P0 < request.txt

A request that can't be divided becomes three items, one after the other: design,
implement, verify.""",
)
@_request_options
@click.option("--priority", default="P1", metavar="P0|P1|P2", show_default=True)
@click.option("--due-at-kst", metavar="'YYYY-MM-DD HH:MM'")
@click.option("--success-criteria", default="", help="When each counts as done.")
@click.option("--idempotency-key", metavar="KEY", help="Done once under this key.")
@repository_option
@dry_run_option
@pass_call
def submit_command(
    call: Call,
    request: str | None,
    file: str | None,
    parallel: int | None,
    *,
    dry_run: bool,
    **fields: Any,  # noqa: ANN401 - options
) -> None:
    """Put what a request asks for into the queue, all of it or nothing."""
    wanted = NewItem(
        title=_request(request, file),
        success_criteria=fields["success_criteria"],
        priority=Priority.parse(fields["priority"]),
        due_at=from_kst(fields["due_at_kst"]),
        idempotency_key=fields["idempotency_key"],
        repository=fields["repository"],
    )
    call.settings().refuse_repository(wanted.repository or "")
    made, items = call.engine().intake.submit(
        wanted,
        parallel=parallel,
        actor=ACTOR,
        trace_id=call.trace_id,
        dry_run=dry_run,
    )
    if dry_run:
        _show_plan(call, made, mark={"dry_run": True})
        return
    if call.json:
        print_json(
            {
                "created": len(items),
                "ids": [item.id for item in items],
                "mode": made.mode,
                "tasks": [{"id": item.id, "task": item.title} for item in items],
            }
        )
        return
    say(f"created={len(items)} ids={','.join(item.id for item in items)}")
    for at, item in enumerate(items, 1):
        say(f"{at}. {item.id} / {one_line(item.title)}")


def _request(request: str | None, file: str | None) -> str:
    """Return the request from wherever it comes; raises InvalidValue."""
    if (request is None) is (file is None):
        msg = "give the request with --request TEXT, --request - or --file FILE"
        raise InvalidValue(msg)
    if request is not None and request != "-":
        return request
    return read_text(file or "-", what="a request")


def read_text(name: str, *, what: str) -> str:
    """Return the text of a file, or of stdin; raises InvalidValue."""
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES)
        else:
            with Path(name).open("rb") as handle:
                raw = handle.read(MOST_BYTES)
    except (OSError, ValueError) as error:
        msg = f"{name}: {getattr(error, 'strerror', None) or error}"
        raise InvalidValue(msg) from error
    if len(raw) == MOST_BYTES:
        msg = f"{name}: too long for {what}, hand it in in parts"
        raise InvalidValue(msg)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        msg = f"{name}, line {line}: not UTF-8 text"
        raise InvalidValue(msg) from error
