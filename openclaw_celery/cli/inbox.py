"""The command `inbox`: what waits for a person."""

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
    from openclaw_celery.engine.inbox import Letter


@click.command(
    "inbox",
    epilog="""\b
Examples:
  clawq inbox                  the answer that frees most work goes first
  clawq inbox --limit 5
  clawq answer --id ORCH-003 --text "Use the staging key"   goes on with it""",
)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 10_000),
    metavar="N", help="So many.",
)  # fmt: skip
@pass_call
def inbox_command(call: Call, limit: int) -> None:
    """
    List what waits for a person: what is asked, and the command that answers it.

    In a pipe: id, status, priority, how many items it frees, since when, what is
    asked, the command, separated by tabs.
    """
    letters = call.engine().inbox.letters(limit=limit)
    if call.json:
        print_json(letters)
    elif sys.stdout.isatty():
        _show(letters)
    else:
        columns(
            (
                *(letter.id, letter.status, letter.priority, str(letter.frees)),
                *(kst(letter.since), letter.question, letter.answer),
            )
            for letter in letters
        )


def _show(letters: list[Letter]) -> None:
    """Show letters to a person, one below the other, their columns aligned."""
    if not letters:
        say("nothing waits for you")
    wide = max((len(letter.id) for letter in letters), default=0)
    most = max((len(str(letter.frees)) for letter in letters), default=0)
    for letter in letters:
        status = coloured(f"{letter.status:<7}", letter.status)
        frees = f"frees {letter.frees:>{most}}"
        since = kst(letter.since)
        click.echo(
            f"{letter.id:<{wide}}  {status}  {letter.priority}  {frees}  {since}"
        )
        asks = "asks" if letter.asked else "because"
        say(f"    {one_line(letter.title)}")
        say(f"    {asks}: {one_line(letter.question)}")
        say(f"    {letter.answer}")
