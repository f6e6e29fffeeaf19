"""The queue for the agents of an OpenClaw gateway: openclaw install, uninstall."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import Unavailable
from openclaw_celery.mcp.address import (
    USUAL_PORT,
    free_port,
    refuse_without_library,
    url_of,
)
from openclaw_celery.settings import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.cli.output import Call
    from openclaw_celery.mcp.gateway import Plan
    from openclaw_celery.settings import Settings


@click.group("openclaw")
@pass_call
def openclaw_command(call: Call) -> None:
    """Make the queue known to the agents of an OpenClaw gateway."""
    del call


_CONFIG = click.option(
    "--config", metavar="FILE",
    help="The gateway's settings.  [default: ~/.openclaw/openclaw.json]",
)  # fmt: skip
_WORKSPACE = click.option(
    "--workspace", metavar="DIR",
    help="Of the agent that gets the skill.  [default: as those settings say]",
)  # fmt: skip
_BY_HAND = click.option(
    "--by-hand", is_flag=True,
    help="Leave those settings alone, they are changed by hand.",
)  # fmt: skip
_DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Say what would happen, change nothing."
)


@openclaw_command.command(
    "install",
    epilog="""\b
Examples:
  clawq openclaw install --dry-run     what it would do
  clawq openclaw install               all of it: server, token, skill, setting
  clawq openclaw install --config /srv/openclaw/openclaw.json
  clawq openclaw uninstall             takes it back""",
)
@_CONFIG
@_WORKSPACE
@click.option(
    "--stdio", is_flag=True,
    help="Have the gateway start `clawq mcp` itself, a process for each session.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N",
    help=f"Of the tools.  [default: mcp_port, else from {USUAL_PORT} on]",
)  # fmt: skip
@click.option(
    "--name", default="openclaw", show_default=True, help="How the token is called."
)
@click.option("--renew", is_flag=True, help="Replace a token of that name.")
@click.option(
    "--dotenv", is_flag=True,
    help="Keep the token in the gateway's .env, not in its settings.",
)  # fmt: skip
@_BY_HAND
@_DRY_RUN
@pass_call
def install(
    call: Call,
    config: str | None,
    workspace: str | None,
    *,
    dry_run: bool,
    **how: Any,  # noqa: ANN401 - what click has read
) -> None:
    """
    Give the agents of a gateway the queue's tools, with all that they need.

    A server that `clawq up` runs, a token for agents, the skill that tells them how,
    and the setting of the gateway. What is there already stays as it is.
    """
    settings = call.settings()
    call.engine(settings)
    refuse_without_library()
    from openclaw_celery.mcp import gateway
    from openclaw_celery.mcp.tokens import Tokens

    agent = settings.runtimes.openclaw.agent
    place = gateway.place_of(config, workspace, agent, os.environ)
    port = None if how["stdio"] else how["port"] or settings.mcp_port or free_port()
    home = str(settings.home.absolute())
    command = (sys.executable, "-m", "openclaw_celery", "--home", home, "mcp")
    wanted = gateway.Wanted(
        port, command, how["name"], how["renew"], how["by_hand"], how["dotenv"]
    )
    ours = settings.home / CONFIG_NAME
    plan = gateway.to_install(place, ours, Tokens(settings), wanted)
    served = False
    if not dry_run:
        plan.carry_out()
        served = port is not None and _serve(call.settings(mcp_port=port))
    if call.json:
        address = {"url": url_of(port), "served": served} if port else None
        # The token is told to whoever has to write it down, and to nobody else.
        setting = plan.entry if wanted.by_hand and not dry_run else None
        _print(plan, dry_run=dry_run, server=address, setting=setting)
        return
    _tell(plan, dry_run=dry_run)
    if wanted.by_hand and not dry_run:
        once = "" if wanted.dotenv else ", the token is shown this once"
        say(f"put this into {place.config} yourself{once}:")
        say(json.dumps({"mcp": {"servers": {gateway.NAME: plan.entry}}}, indent=2))
    if not dry_run:
        _tell_rest(settings, port, plan, place.dotenv, served=served)


@openclaw_command.command(
    "uninstall",
    epilog="""\b
Examples:
  clawq openclaw uninstall --dry-run
  clawq openclaw uninstall --config /srv/openclaw/openclaw.json""",
)
@_CONFIG
@_WORKSPACE
@_BY_HAND
@_DRY_RUN
@pass_call
def uninstall(
    call: Call,
    config: str | None,
    workspace: str | None,
    *,
    by_hand: bool,
    dry_run: bool,
) -> None:
    """
    Take back what `install` has given a gateway: setting, token, skill.

    The server stays, as other tokens may use it.
    """
    settings = call.settings()
    from openclaw_celery.mcp import gateway
    from openclaw_celery.mcp.tokens import Tokens

    agent = settings.runtimes.openclaw.agent
    place = gateway.place_of(config, workspace, agent, os.environ)
    plan = gateway.to_uninstall(place, Tokens(settings), by_hand=by_hand)
    if not dry_run:
        plan.carry_out()
    if call.json:
        _print(plan, dry_run=dry_run)
        return
    _tell(plan, dry_run=dry_run)
    if settings.mcp_port:
        where = url_of(settings.mcp_port)
        say(f"`clawq up` still serves the tools on {where}: mcp_port = 0 ends that")


def _serve(settings: Settings) -> bool:
    """Have a system that runs already serve the tools; False when none does."""
    from openclaw_celery.supervise import Supervisor

    try:
        Supervisor(settings).start_new(settings, "mcp")
    except Unavailable:
        return False
    return True


def _print(plan: Plan, *, dry_run: bool, **more: object) -> None:
    print_json(
        {
            "changed": [change.path for change in plan.changes],
            "unchanged": plan.unchanged,
            "token": {"made": plan.made, "revoked": plan.revoked},
            "dry_run": dry_run,
            **more,
        }
    )


def _tell(plan: Plan, *, dry_run: bool) -> None:
    wrote, removed = (
        ("would write", "would remove") if dry_run else ("wrote", "removed")
    )
    for change in plan.changes:
        say(f"{removed if change.text is None else wrote} {change.path}: {change.what}")
    for path in plan.unchanged:
        say(f"unchanged {path}")
    if plan.elsewhere:
        say("its token is kept elsewhere: `clawq token revoke NAME` ends it")
    if plan.revoked:
        done = "would be" if dry_run else "is"
        say(f"the former token {plan.revoked} {done} worth nothing any more")
    if not plan.changes and not plan.unchanged:
        say("nothing of it is there")


def _tell_rest(
    settings: Settings, port: int | None, plan: Plan, dotenv: Path, *, served: bool
) -> None:
    """Say what is left to do."""
    if port is not None:
        say(
            f"the running system serves the tools on {url_of(port)}"
            if served
            else f"`clawq up` serves the tools on {url_of(port)}: start it"
        )
    if dotenv in {change.path for change in plan.changes}:
        say(f"start the gateway anew: it reads {dotenv} at its start only")
    elif plan.changes:
        say("a gateway that runs takes it up within seconds")
    if "openclaw" not in {slot.runtime for slot in settings.slots.values()}:
        say('no slot has runtime = "openclaw": give one to the gateway')
