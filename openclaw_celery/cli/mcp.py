"""The queue as tools for agents: mcp, token."""

from __future__ import annotations

import logging
import os
import signal
from typing import TYPE_CHECKING

import click

from openclaw_celery.cli.output import columns, pass_call, plain, print_json, say
from openclaw_celery.cli.services import end_for_sure, end_with_supervisor
from openclaw_celery.domain.capability import Grant, Scope
from openclaw_celery.domain.errors import Refused

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.mcp.tokens import Tokens

#: In the environment: the token of whoever starts `clawq mcp`.
TOKEN = "CLAWQ_MCP_TOKEN"  # noqa: S105 - a name


@click.command(
    "mcp",
    epilog="""\b
Examples:
  clawq mcp                       for an agent: its token is in CLAWQ_MCP_TOKEN
  clawq mcp --operator            for your own assistant: it may do what you may
  clawq mcp --http --port 8765    for several, each with a token of `clawq token`
  clawq mcp --http --address 0.0.0.0    in a container""",
)
@click.option("--http", is_flag=True, help="Serve HTTP instead of stdio.")
@click.option("--address", metavar="IP", help="Of --http.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N",
    help="Of --http.  [default: mcp_port of clawq.toml, else 8765]",
)  # fmt: skip
@click.option("--operator", is_flag=True, help="On stdio: all tools, without a token.")
@pass_call
def mcp_command(
    call: Call, *, http: bool, address: str | None, port: int | None, operator: bool
) -> None:
    """
    Serve the queue's verbs as tools of the Model Context Protocol.

    On stdio, with neither a token nor --operator, the list of items is all there is.
    Over HTTP `clawq up` serves them by itself where clawq.toml has a mcp_port.
    """
    if http and operator:
        msg = "--operator is for stdio: over HTTP make a token with `clawq token new`"
        raise click.UsageError(msg)
    from openclaw_celery.mcp.address import ADDRESS, port_of, refuse_without_library

    refuse_without_library()
    if http:
        end_with_supervisor(signal.SIGTERM)
        end_for_sure()
    from openclaw_celery.logs import set_up_logging
    from openclaw_celery.mcp.server import serve_http, serve_stdio
    from openclaw_celery.mcp.tokens import Tokens
    from openclaw_celery.mcp.tools import ToolDesk

    settings = call.settings()
    desk = ToolDesk(call.engine(settings), settings.home / "runs")
    tokens = Tokens(settings)
    set_up_logging("mcp", level=logging.INFO if http else logging.WARNING)
    if http:
        port = port or port_of(settings)
        serve_http(desk, tokens, plain, port=port, address=address or ADDRESS)
    else:
        serve_stdio(desk, _caller(tokens, operator=operator), plain)


def _caller(tokens: Tokens, *, operator: bool) -> Grant:
    """Return what whoever has started us may do; raises Refused for a bad token."""
    token = os.environ.get(TOKEN, "")
    if token:
        grant = tokens.grant(token)
        if grant is None:
            msg = f"the token in {TOKEN} is none of this queue's, or was revoked"
            raise Refused(msg)
        return grant
    return Grant(Scope.OPERATOR if operator else Scope.READER, "mcp")


@click.group("token")
@pass_call
def token_command(call: Call) -> None:
    """Hand out tokens for `clawq mcp --http`, and take them back."""
    del call


@token_command.command(
    "new",
    epilog="""\b
Examples:
  clawq token new --name laptop --scope operator
  clawq token new --name helper --scope agent --item ORCH-010
  clawq token new --name gateway --scope agent --runtime openclaw""",
)
@click.option("--name", required=True, help="How it is called.")
@click.option(
    "--scope", required=True, type=click.Choice([str(scope) for scope in Scope]),
    help="What may be done with it.",
)  # fmt: skip
@click.option(
    "--item", "item_id", metavar="ID", help="Of an agent: for this item only."
)
@click.option(
    "--runtime", metavar="NAME",
    help="Of agents that share it: for what this runtime works on.",
)  # fmt: skip
@pass_call
def token_new(
    call: Call, name: str, scope: str, item_id: str | None, runtime: str | None
) -> None:
    """Make a token and print it: it is shown this once, and kept as a hash."""
    from openclaw_celery.mcp.tokens import Tokens

    if item_id is not None:
        with call.engine().store.read() as view:
            view.item(item_id)
    token = Tokens(call.settings()).new(name, Scope(scope), item_id, runtime)
    if call.json:
        print_json({"name": name, "scope": scope, "item_id": item_id, "token": token})
    else:
        say(token)


@token_command.command(
    "list",
    epilog="""\b
Examples:
  clawq token list""",
)
@pass_call
def token_list(call: Call) -> None:
    """List the tokens: name, scope, item."""
    from openclaw_celery.mcp.tokens import Tokens

    found = Tokens(call.settings()).all()
    if call.json:
        print_json(
            [
                {
                    "name": t.name,
                    "scope": t.scope,
                    "item_id": t.item_id,
                    "runtime": t.runtime,
                }
                for t in found
            ]
        )
    else:
        columns((t.name, t.scope, t.item_id or t.runtime or "-") for t in found)


@token_command.command(
    "revoke",
    epilog="""\b
Examples:
  clawq token revoke laptop""",
)
@click.argument("name")
@pass_call
def token_revoke(call: Call, name: str) -> None:
    """Take a token back: it is refused from the next call on."""
    from openclaw_celery.mcp.tokens import Tokens

    Tokens(call.settings()).revoke(name)
    if call.json:
        print_json({"revoked": name})
    else:
        say(f"revoked {name}")
