"""The command `top`: the queue at work, on the whole screen, as it changes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import Refused

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call


@click.command(
    "top",
    epilog="""\b
Examples:
  clawq top
  clawq top --once          one look, also in a pipe
  clawq top --once --json

\b
Keys:
  up, down    choose an item: its log is shown
  enter       its story
  p           pause or resume the whole queue
  c           cancel the chosen item, once you have said yes
  q           quit""",
)
@click.option("--once", is_flag=True, help="Print one look as plain text, and end.")
@pass_call
def top_command(call: Call, *, once: bool) -> None:
    """Watch slots, items, events and logs live."""
    if not once and call.json:
        msg = "a live view is no JSON document: add --once"
        raise Refused(msg)
    if not once and not _on_a_screen():
        msg = "no terminal to draw on: use `clawq top --once`"
        raise Refused(msg)
    settings = call.settings()
    engine = call.engine(settings)
    if once:
        from openclaw_celery.cli.frame import lines_of, look

        frame = look(engine)
        if call.json:
            print_json(frame)
        else:
            say("\n".join(lines_of(frame)))
        return
    from openclaw_celery.cli.frame import look
    from openclaw_celery.cli.screen import Top

    # What is wrong from the start is better said on a line than on a screen.
    look(engine)
    Top(engine, runs=settings.home / "runs").run(mouse=False)


def _on_a_screen() -> bool:
    both = sys.stdin.isatty() and sys.stdout.isatty()
    return both and os.environ.get("TERM", "dumb") != "dumb"
