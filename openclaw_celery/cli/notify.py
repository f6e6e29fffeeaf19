"""Messages to people: notify test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import fail, pass_call, print_json, say
from openclaw_celery.domain.errors import Refused

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call


@click.group("notify")
@pass_call
def notify_command(call: Call) -> None:
    """Messages about what happens, to the addresses in clawq.toml."""
    del call


@notify_command.command(
    "test",
    epilog="""\b
Examples:
  clawq notify test""",
)
@pass_call
def notify_test(call: Call) -> None:
    """Send a message to each address; exit 3 when one did not take it."""
    urls = call.settings().notify.urls
    if not urls:
        msg = "no address: set urls in [notify] of clawq.toml"
        raise Refused(msg)
    wrong = call.engine().notifier.test()
    if wrong:
        click.get_current_context().exit(fail("; ".join(wrong), code=3))
    if call.json:
        print_json({"sent": len(urls)})
    else:
        say(f"sent to {len(urls)}")
