"""Commands that hold work back: pause, resume, drain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.batch import dry_run_option
from openclaw_celery.cli.given import Number
from openclaw_celery.cli.output import fail, pass_call, print_json, say
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item
    from openclaw_celery.engine.operate import Operator

_SCOPES = """\b
SCOPE is one of:
  all             the whole queue (default)
  priority:P2     one priority
  role:writer     items of one role
  slot:slot-1     one slot
  account:team-a  the slots of one account; resume ends its wait for a quota too

"""
#: A drain names so many of the items that still run.
SHOWN = 5

_scopes = click.argument("scopes", nargs=-1, metavar="[SCOPE]...")
_note = click.option("--note", default="", help="Why, for those who wonder.")


@click.command(
    "pause",
    epilog=_SCOPES
    + """\b
Examples:
  clawq pause --note "the provider is down"
  clawq pause priority:P2 role:writer""",
)
@_scopes
@_note
@dry_run_option
@pass_call
def pause_command(
    call: Call, scopes: Sequence[str], note: str, *, dry_run: bool
) -> None:
    """Give out nothing new; what runs goes on."""
    operator = call.engine().operator
    names = operator.pause(*(scopes or ["all"]), note=note, dry_run=dry_run)
    did = "would be paused:" if dry_run else "paused"
    _tell(call, [(name, did) for name in names], dry_run=dry_run)


@click.command(
    "resume",
    epilog=_SCOPES
    + """\b
Examples:
  clawq resume
  clawq resume priority:P2 role:writer""",
)
@_scopes
@dry_run_option
@pass_call
def resume_command(call: Call, scopes: Sequence[str], *, dry_run: bool) -> None:
    """Undo pauses."""
    from openclaw_celery.engine.operate import checked_scope

    names = [checked_scope(scope) for scope in scopes or ["all"]]
    resumed = call.engine().operator.resume(*names, dry_run=dry_run)
    did = "would be resumed:" if dry_run else "resumed"
    no = "is not paused:" if dry_run else "was not paused:"
    told = [(name, did if name in resumed else no) for name in names]
    _tell(call, told, dry_run=dry_run)


@click.command(
    "drain",
    epilog=_SCOPES
    + """\b
Examples:
  clawq drain                       before an upgrade
  clawq drain slot:slot-1 --timeout 600
  clawq drain --dry-run             what it would wait for""",
)
@_scopes
@click.option(
    "--timeout",
    type=Number(0, 366 * 24 * 3600),
    metavar="S",
    help="Give up after so many seconds, exit 1.",
)
@_note
@dry_run_option
@pass_call
def drain_command(
    call: Call,
    scopes: Sequence[str],
    timeout: float | None,
    note: str,
    *,
    dry_run: bool,
) -> None:
    """Pause, and wait until nothing runs any more; the pause stays."""
    operator = call.engine().operator
    if dry_run:
        _would_drain(call, operator, scopes or ["all"], note)
        return
    names = operator.pause(*(scopes or ["all"]), note=note or "drained")
    undo = f"still paused, `clawq resume {' '.join(names)}` undoes it"

    def tell(left: Sequence[Item]) -> None:
        say(f"draining {', '.join(names)}: {_named(left)}", err=True)

    within = None if timeout is None else timedelta(seconds=timeout)
    try:
        left = operator.drain(*names, within=within, tell=tell)
    except KeyboardInterrupt:
        click.get_current_context().exit(fail(f"interrupted; {undo}", code=130))
    if call.json:
        ids = [item.id for item in left]
        print_json({"scopes": names, "drained": not left, "left": ids})
    elif not left:
        say(f"drained {', '.join(names)}")
    if left:
        late = f"after {timeout:g} s {_named(left)}; {undo}"
        click.get_current_context().exit(fail(late, code=1))


def _would_drain(
    call: Call, operator: Operator, scopes: Sequence[str], note: str
) -> None:
    names = operator.pause(*scopes, note=note, dry_run=True)
    left = operator.drain(*names, within=timedelta(), tell=lambda _: None)
    if call.json:
        ids = [item.id for item in left]
        told = {"scopes": names, "drained": not left, "left": ids}
        print_json(told | {"dry_run": True})
        return
    waits = f"wait for {_named(left)}" if left else "have nothing to wait for"
    say(one_line(f"would pause {', '.join(names)} and {waits}"))


def _named(left: Sequence[Item]) -> str:
    ids = [item.id for item in left[:SHOWN]]
    more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    return f"{len(left)} in flight: {', '.join(ids)}{more}"


def _tell(call: Call, told: Sequence[tuple[str, str]], *, dry_run: bool) -> None:
    if call.json:
        mark = {"dry_run": True} if dry_run else {}
        print_json([{"scope": s, "did": did.rstrip(":")} | mark for s, did in told])
        return
    for scope, did in told:
        say(one_line(f"{did} {scope}"))
