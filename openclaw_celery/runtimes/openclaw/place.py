"""
Where an agent of a gateway works: the item's workspace, if they are on one machine.

The gateway starts its agents in a workspace of its own, and takes no other one with a
run. So the message names the directory; a gateway elsewhere could not even see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openclaw_celery.domain.checks import Kind, split_checks
from openclaw_celery.domain.errors import Refused
from openclaw_celery.settings import is_loopback

if TYPE_CHECKING:
    from openclaw_celery.ports import Assignment
    from openclaw_celery.settings import OpenClawSettings

#: Checks that look at the workspace.
AT_HOME = frozenset({Kind.CMD, Kind.FILE, Kind.RED_GREEN})
WHERE = """\
All work of the task below belongs into this directory, which is not your own workspace:
{workspace}
Change to it first (`cd`), name files in it by their absolute paths, and run commands
in it: what is anywhere else is not looked at."""


def is_here(settings: OpenClawSettings) -> bool:
    """Tell whether the gateway's agents see the files of this machine."""
    return is_loopback(urlsplit(settings.url).hostname or "")


def message_of(work: Assignment, settings: OpenClawSettings) -> str:
    """
    Write what the agent is told: where to work, and the prompt.

    Raises Refused for work that needs this machine's files, and a gateway elsewhere.
    """
    if is_here(settings):
        return f"{WHERE.format(workspace=work.workspace)}\n\n{work.prompt}"
    needs = _needs(work)
    if needs:
        msg = (
            f"the gateway {settings.url} is on another machine, where its agents don't "
            f"see {needs}: run a gateway and a worker on one machine, or give the item "
            "to a slot with another runtime"
        )
        raise Refused(msg)
    return work.prompt


def _needs(work: Assignment) -> str:
    """Name what of this machine the item needs; empty when nothing."""
    if work.branch:
        return "the item's git worktree"
    checks, _ = split_checks(work.item.success_criteria)
    found = [str(check) for check in checks if check.kind in AT_HOME]
    return f"the workspace that `{found[0][:80]}` looks at" if found else ""
