"""`clawq demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import pass_call

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call


@click.command(
    "demo",
    epilog="""\b
Examples:
  clawq demo                  a day's queue in a minute
  clawq demo --keep-running   and look at it in Flower""",
)
@click.option(
    "--keep-running", is_flag=True, help="Leave it up for Flower until Ctrl-C."
)
@pass_call
def demo_command(call: Call, *, keep_running: bool) -> None:
    """
    Run examples/QUEUE.md on three slots, and kill one of them on the way.

    Everything is real (broker, database, workers, agent processes, a git repository
    they work in) but the agents, which are small programs instead of models. It
    works in .clawq-demo, needs no network, and leaves nothing running.
    """
    from openclaw_celery.cli.day import play

    play(call, keep_running=keep_running)
