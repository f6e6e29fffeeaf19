"""The command `why`: what an item waits for, and what would clear it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import (
    coloured,
    columns,
    kst,
    pass_call,
    print_json,
    say,
)
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.engine.why import Why


@click.command(
    "why",
    epilog="""\b
Examples:
  clawq why                 all that waits, in the order of dispatch
  clawq why ORCH-003        what ORCH-003 waits for, and what would clear it""",
)
@click.argument("item_ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 10_000),
    metavar="N", help="Of each status, without an ID.",
)  # fmt: skip
@pass_call
def why_command(call: Call, item_ids: tuple[str, ...], limit: int) -> None:
    """
    Tell the one reason that keeps an item waiting now, and what would clear it.

    In a pipe: id, status, kind, reason, what clears it, separated by tabs.
    """
    explainer = call.engine().explainer
    told = explainer.why(item_ids) if item_ids else explainer.waiting(limit=limit)
    if call.json:
        print_json(told)
    elif sys.stdout.isatty():
        for why in told:
            status = coloured(str(why.status), why.status)
            click.echo(f"{why.id}  {status}  {one_line(_reason(why))}")
            if why.clears:
                say(f"    cleared by: {one_line(why.clears)}")
        if not told:
            say("nothing waits")
    else:
        columns((w.id, w.status, w.kind, _reason(w), w.clears) for w in told)


def _reason(why: Why) -> str:
    return f"{why.reason} (until {kst(why.until)})" if why.until else why.reason
