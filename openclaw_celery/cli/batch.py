"""
What the verbs share: who acts, options of theirs, and several items at once.

Each item is done for itself, and said for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.output import fail, print_json, say
from openclaw_celery.domain.errors import InvalidValue, OpenClawError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.item import Item


#: Who acts when a person types a command.
ACTOR = "cli"

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would happen, and change nothing."
)
repository_option = click.option(
    "--repository", metavar="NAME", help="Work on this one; '' for a plain directory."
)
no_wait_option = click.option(
    "--no-wait", is_flag=True, help="Don't wait until a running agent has stopped."
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one item's turn came to: its line, and what `--json` says of it."""

    line: str
    item: Item
    #: More for `--json`.
    told: dict[str, Any] = field(default_factory=dict)


def item_ids(command: Callable[..., None]) -> Callable[..., None]:
    """Take items by `--id`, repeated, and as plain arguments."""
    command = click.argument("ids", nargs=-1, metavar="[ID]...")(command)
    return click.option(
        "--id", "named", multiple=True, metavar="ID", help="May be repeated."
    )(command)


def wanted(named: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return all the ids that were given, each once; raises InvalidValue for none."""
    both = [item_id.strip() for item_id in (*named, *ids)]
    if not both:
        msg = "name at least one item: --id ID"
        raise InvalidValue(msg)
    return list(dict.fromkeys(both))


def one_by_one(
    call: Call,
    ids: Sequence[str],
    verb: Callable[[str], Result],
    *,
    see: Callable[[], tuple[int, Mapping[str, dict[str, Any]]]] | None = None,
    dry_run: bool = False,
) -> int:
    """
    Do *verb* for each id; return the worst exit code.

    What is refused is said on stderr and holds none of the others up. *see* looks
    at the end what has come of it: an exit code, and more for `--json` by item.
    """
    worst = 0
    told: list[dict[str, Any]] = []
    for item_id in ids:
        call.about(item_id)
        try:
            result = verb(item_id)
        except OpenClawError as error:
            worst = max(worst, fail(str(error), code=error.exit_code))
            told.append(
                {"id": item_id, "ok": False, "status": None, "error": str(error)}
            )
            continue
        # A run that is about several items keeps a trace of its own.
        call.about(item_id, result.item.trace_id if len(ids) == 1 else None)
        told.append(
            {"id": item_id, "ok": True, "status": result.item.status, "error": None}
            | result.told
        )
        if not call.json:
            say(result.line)
    if see is not None:
        code, more = see()
        worst = max(worst, code)
        for one in told:
            one.update(more.get(one["id"], {}))
    if call.json:
        print_json([one | ({"dry_run": True} if dry_run else {}) for one in told])
    return worst
