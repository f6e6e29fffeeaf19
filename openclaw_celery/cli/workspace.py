"""Commands about the places where items are worked on: list, clean, hooks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import dry_run_option
from openclaw_celery.cli.output import pass_call, print_json, say, table
from openclaw_celery.domain.errors import InvalidValue, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.cli.output import Call
    from openclaw_celery.engine.workspaces import Place

#: So much of what git hands to a hook is read.
MAX_REFS = 1024 * 1024
_KIB = 1024


@click.group("workspace")
@pass_call
def workspace_command(call: Call) -> None:
    """Where items are worked on: directories, worktrees, and what is cleaned."""


@workspace_command.command(
    "list",
    epilog="""\b
Examples:
  clawq workspace list
  clawq workspace list --json""",
)
@pass_call
def list_command(call: Call) -> None:
    """List the workspaces on this machine: item, status, size, branch, why it stays."""
    places = call.engine().janitor.all()
    if call.json:
        print_json([_told(place) for place in places])
        return
    rows = [
        (
            place.name,
            place.status or "-",
            _size(place),
            place.worktree.branch if place.worktree else "-",
            place.kept or place.young or "may go",
        )
        for place in places
    ]
    table(("ID", "STATUS", "SIZE", "BRANCH", "KEPT"), rows)


@workspace_command.command(
    "clean",
    epilog="""\b
Examples:
  clawq workspace clean --dry-run          what the settings say
  clawq workspace clean ORCH-001 ORCH-002  these, however long ago they ended
  clawq workspace clean --force ORCH-003   also with work that is in no commit""",
)
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--force", is_flag=True, help="Remove uncommitted and unpushed work too.")
@dry_run_option
@pass_call
def clean_command(
    call: Call, ids: Sequence[str], *, force: bool, dry_run: bool
) -> None:
    """
    Remove the workspaces of ended items: these, or what the settings say.

    Branches are kept. Nothing that is in flight or waits for another attempt goes.
    """
    if force and not ids:
        msg = "--force needs the ids of those to remove: see `clawq workspace list`"
        raise InvalidValue(msg)
    places = call.engine().janitor.clean(ids, dry_run=dry_run, force=force)
    if call.json:
        print_json({"dry_run": dry_run, "workspaces": [_told(p) for p in places]})
        return
    verb = "would remove" if dry_run else "removed"
    for place in places:
        if place.removed:
            say(f"{verb} {place.name} {_size(place)}")
        else:
            say(f"kept {place.name} {_size(place)}: {place.kept or place.young}")
    freed = sum(place.size or 0 for place in places if place.removed)
    count = sum(place.removed for place in places)
    say(f"{verb} {count} of {len(places)} workspaces, {human(freed)}")


def _size(place: Place) -> str:
    return "-" if place.size is None else human(place.size)


def human(size: int) -> str:
    """Say how many bytes these are, in a unit people read."""
    amount, unit = float(size), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if amount < _KIB:
            break
        amount, unit = amount / _KIB, larger
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


def _told(place: Place) -> dict[str, Any]:
    return {
        "id": place.name,
        "status": place.status,
        "ended_at": place.ended_at,
        "bytes": place.size,
        "worktree": place.worktree,
        "kept": place.kept or place.young,
        "removed": place.removed,
    }


@workspace_command.command(
    "install-hook",
    epilog="""\b
Examples:
  clawq workspace install-hook /srv/git/shop.git
  clawq --home /srv/queue workspace install-hook /srv/git/shop.git""",
)
@click.argument("repository", metavar="REPO")
@pass_call
def install_hook_command(call: Call, repository: str) -> None:
    """
    Let a git repository ask this queue about every branch clawq/ITEM/FENCE it gets.

    An attempt that has lost its item is refused; so is everything below clawq/ while
    the queue can't be asked. Other branches are none of its business.
    """
    from openclaw_celery.workspaces.hooks import asking, install

    call.engine()
    hook = install(Path(repository), asking(call.settings()))
    if call.json:
        print_json({"hook": hook})
    else:
        say(f"installed {hook}")


@workspace_command.command(
    "may-push",
    epilog="""\b
Examples:
  clawq workspace may-push clawq/ORCH-001/3
  clawq workspace may-push ORCH-001:3""",
)
@click.argument("attempts", nargs=-1, required=True, metavar="BRANCH|ID:FENCE...")
@click.option("--refs-from-stdin", is_flag=True, help="As git tells a pre-push hook.")
@click.option("--database-file", metavar="FILE", help="Holds the database's URL.")
@pass_call
def may_push_command(
    call: Call,
    attempts: Sequence[str],
    *,
    refs_from_stdin: bool,
    database_file: str | None,
) -> None:
    """Say whether attempts still have their items: exit 4 for one that has not."""
    from openclaw_celery.domain.worktree import BRANCHES
    from openclaw_celery.engine.workspaces import refuse_push

    names = list(attempts)
    if refs_from_stdin:
        pushed = sys.stdin.read(MAX_REFS).splitlines()
        there = [line.split()[2] for line in pushed if len(line.split()) > 2]  # noqa: PLR2004 - local ref, its commit, the ref there
        names += [ref for ref in there if ref.startswith(f"refs/heads/{BRANCHES}")]
    settings = call.settings()
    if database_file:
        settings = call.settings(database_url=_url_in(database_file))
    refuse_push(call.engine(settings).store, names)
    if call.json:
        print_json({"may_push": True, "attempts": names})
    elif not refs_from_stdin:
        say("may push")


def _url_in(name: str) -> str:
    try:
        return Path(name).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{name}: the database's URL can't be read: {error}"
        raise Refused(msg) from error
