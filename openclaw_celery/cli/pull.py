"""Commands of pull mode: pick, renew, release."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.batch import (
    Result,
    dry_run_option,
    item_ids,
    one_by_one,
    wanted,
)
from openclaw_celery.cli.output import kst, pass_call, print_json, say
from openclaw_celery.domain.errors import NoCapacity

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call

#: Longest lease of a session, in seconds: who needs more than a year takes another.
MAX_LEASE_S = 366 * 24 * 3600

_lease = click.option(
    "--lease-seconds",
    default=900,
    show_default=True,
    type=click.IntRange(1, MAX_LEASE_S),
    metavar="N",
)
_owner = click.option(
    "--owner-session", required=True, metavar="S", help="Who has picked it."
)


@click.command(
    "pick",
    epilog="""\b
Examples:
  clawq pick --owner-session me
  clawq pick --owner-session me --lease-seconds 3600 --json
  clawq pick --owner-session me --role writer --role editor --runtime openclaw

\b
An item that asks for a role or a runtime goes to who has it; one that asks for none
goes to anybody. `--json` has the prompt too, as an agent of a slot is told it.""",
)
@click.option("--owner-session", default="cli", show_default=True, metavar="S")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="NAME",
    help="Also items for this role; may be repeated.",
)
@click.option("--runtime", metavar="NAME", help="Also items for this runtime.")
@_lease
@pass_call
def pick_command(
    call: Call,
    owner_session: str,
    roles: tuple[str, ...],
    runtime: str | None,
    lease_seconds: int,
) -> None:
    """Take the next item for a session of your own."""
    puller = call.engine().puller
    try:
        item = puller.pick(
            owner=owner_session,
            lease=timedelta(seconds=lease_seconds),
            roles=roles,
            runtime=runtime,
        )
    except NoCapacity as full:
        if call.json:
            print_json({"id": None, "why": str(full)})
        else:
            say(str(full))
        return
    if item:
        call.about(item.id, item.trace_id)
    if not call.json:
        say(item.id if item else "No pending tasks")
    elif item:
        print_json({"id": item.id, "prompt": puller.prompt(item)})
    else:
        print_json({"id": None})


@click.command(
    "renew",
    epilog="""\b
Examples:
  clawq renew --id ORCH-010 --owner-session me
  clawq renew ORCH-010 --owner-session me --lease-seconds 3600""",
)
@item_ids
@_owner
@_lease
@pass_call
def renew_command(
    call: Call,
    named: list[str],
    ids: list[str],
    owner_session: str,
    lease_seconds: int,
) -> None:
    """Keep picked items: the lease runs anew from now. Exit 4 when it is lost."""
    puller = call.engine().puller
    lease = timedelta(seconds=lease_seconds)

    def renew(item_id: str) -> Result:
        item = puller.renew(item_id, owner=owner_session, lease=lease)
        until = item.lease_expires_at
        line = f"{item_id} lease until {kst(until)}"
        return Result(line, item, {"lease_until": until})

    code = one_by_one(call, wanted(named, ids), renew)
    click.get_current_context().exit(code)


@click.command(
    "release",
    epilog="""\b
Examples:
  clawq release --id ORCH-010 --owner-session me""",
)
@item_ids
@_owner
@dry_run_option
@pass_call
def release_command(
    call: Call, named: list[str], ids: list[str], owner_session: str, *, dry_run: bool
) -> None:
    """Hand picked items back unfinished. Exit 4 when the lease is lost."""
    puller = call.engine().puller

    def release(item_id: str) -> Result:
        if dry_run:
            item = puller.check_held(item_id, owner=owner_session)
            return Result(f"{item_id} lease would be released", item)
        item = puller.release(item_id, owner=owner_session)
        return Result(f"{item_id} lease released", item)

    code = one_by_one(call, wanted(named, ids), release, dry_run=dry_run)
    click.get_current_context().exit(code)
