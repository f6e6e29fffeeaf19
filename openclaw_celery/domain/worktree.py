"""
The branch that an attempt works on in a git repository, and what it has changed there.

The fence is in the branch's name, `clawq/<item>/<fence>`: who takes a push can see
whether the attempt behind it still has its item.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from openclaw_celery.domain.errors import LeaseLost
from openclaw_celery.domain.item import is_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openclaw_celery.domain.item import Item

#: Below it are the branches of attempts, and nothing else.
BRANCHES = "clawq/"
_BRANCH = re.compile(r"(?:refs/heads/)?clawq/([^/]{1,200})/([0-9]{1,9})")
_MARK = re.compile(r"(.{1,64}):([0-9]{1,9})")
#: So many names of files that are in no commit are kept.
MAX_LOOSE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktree:
    """An attempt's own branch of a repository, and what came of it."""

    #: The repository's name in the settings.
    repository: str
    branch: str
    #: The commit that the item's first attempt started from.
    base: str
    #: The commit that the attempt has come to.
    head: str
    #: From base to head.
    commits: int = 0
    files: int = 0
    insertions: int = 0
    deletions: int = 0
    #: Files that are changed or new, and in no commit; the names of some of them.
    uncommitted: int = 0
    loose: tuple[str, ...] = ()
    #: Whether the branch has arrived where the settings want it; None: nowhere.
    pushed: bool | None = None
    #: What a person should know of it.
    note: str = ""

    def told(self) -> dict[str, Any]:
        """Return what is kept with the attempt."""
        return asdict(self) | {"loose": list(self.loose)}

    def summary(self) -> str:
        """Say on one line what has changed."""
        said = [f"branch {self.branch}", f"base {self.base[:12]}"]
        if self.commits or self.files:
            said.append(
                f"{self.commits} commits, {self.files} files "
                f"+{self.insertions} -{self.deletions}"
            )
        else:
            said.append("no commits")
        if self.uncommitted:
            said.append(f"{self.uncommitted} files uncommitted")
        if self.pushed is not None:
            said.append("pushed" if self.pushed else "NOT pushed")
        if self.note:
            said.append(self.note)
        return ", ".join(said)


def worktree_of(told: Mapping[str, Any] | None) -> Worktree | None:
    """Read what `Worktree.told` has written."""
    if not told:
        return None
    known = {field.name for field in fields(Worktree)}
    values = {name: value for name, value in told.items() if name in known}
    return Worktree(**values | {"loose": tuple(values.get("loose", ()))})


def branch_of(item_id: str, fence: int) -> str:
    """Name the branch of the attempt with this fence."""
    # The two things that git refuses in a part of a name and an id may have.
    part = item_id.replace("..", "%2E%2E")
    if part.endswith(".lock"):
        part = part.removesuffix(".lock") + "%2Elock"
    return f"{BRANCHES}{part}/{fence}"


def attempt_of(name: str) -> tuple[str, int] | None:
    """Read the item and the fence from a branch, a ref, or a mark like `ORCH-001:3`."""
    found = _BRANCH.fullmatch(name) or _MARK.fullmatch(name)
    if found is None:
        return None
    item_id = unquote(found[1])
    return (item_id, int(found[2])) if is_id(item_id) else None


def refuse_stale(item: Item, fence: int) -> None:
    """Raise LeaseLost unless *fence* is the item's own at this moment."""
    if item.fence != fence:
        msg = (
            f"{item.id}: fence {fence} has been revoked, it is {item.fence} now: "
            "this attempt does not have the item any more, and pushes nothing"
        )
        raise LeaseLost(msg)
