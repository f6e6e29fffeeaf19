"""
The directories where items are worked on: plain ones, and worktrees of repositories.

All are below one root, called by their items' ids. What is to be deleted is moved
into a bin there first, in one step, and no link in it is ever followed.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import time
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import Refused, WorkspaceUnavailable
from openclaw_celery.workspaces.disk import held, locked, remove, size_of
from openclaw_celery.workspaces.repository import (
    LOCK_NAME,
    Repository,
    admin_of,
    bin_of,
    binned,
    forget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import timedelta
    from pathlib import Path

    from openclaw_celery.domain.worktree import Worktree
    from openclaw_celery.ports import Wanted

log = logging.getLogger("clawq.workspaces")

#: How long a person waits for a place that is being made ready, and a tick for git.
PATIENCE_S, SHORT_S = 30.0, 5.0
_FULL = {errno.ENOSPC, errno.EDQUOT}


class LocalWorkspaces:
    """The workspaces of one installation on one machine."""

    def __init__(
        self,
        root: Path,
        repositories: Mapping[str, Repository] | None = None,
        *,
        default: str = "",
    ) -> None:
        """Keep them below *root*; items that name no repository get *default*."""
        self._root = root.absolute()
        self._repositories = repositories or {}
        self._default = default

    # -- attempts --------------------------------------------------------------

    def prepare(self, wanted: Wanted) -> Worktree | None:
        """Make an attempt's place ready; None when it is a plain directory."""
        workspace = self._root / wanted.item_id
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with self._locked(shared=True, within=PATIENCE_S) as free:
                if not free:
                    msg = f"{self._root} is being cleaned"
                    raise WorkspaceUnavailable(msg)
                repository = self._repository(wanted, workspace)
                if repository is None:
                    workspace.mkdir(parents=True, exist_ok=True)
                    return None
                return repository.prepare(wanted, workspace)
        except OSError as error:
            raise _told(error, workspace) from error

    def _repository(self, wanted: Wanted, workspace: Path) -> Repository | None:
        name = self._default if wanted.repository is None else wanted.repository
        if name and wanted.repository is None and _has_plain_work(workspace):
            # It has begun before a repository was set for all.
            return None
        if not name:
            return None
        if name not in self._repositories:
            msg = (
                f"repository {name} is not set up on this machine: "
                f"add [repositories.{name}] to clawq.toml, then `clawq answer`"
            )
            raise Refused(msg)
        return self._repositories[name]

    def finish(self, wanted: Wanted, worktree: Worktree, *, push: bool) -> Worktree:
        """Tell what came of the attempt; *push* where the settings say so."""
        repository = self._repositories[worktree.repository]
        workspace = self._root / wanted.item_id
        return repository.finish(wanted, worktree, workspace, push=push)

    # -- keeping and cleaning --------------------------------------------------

    def found(self) -> list[str]:
        """List the names of those there are."""
        try:
            with os.scandir(self._root) as entries:
                names = [e.name for e in entries if not e.name.startswith(".")]
        except FileNotFoundError:
            return []
        return sorted(names)

    def size(self, name: str) -> int:
        """Count the bytes that it takes on the disk."""
        path = self._root / name
        return 0 if path.is_symlink() else size_of(path)

    def holds(self, name: str) -> str:
        """Say what is in it and nowhere else; empty when git has all of it."""
        path = self._root / name
        if path.is_symlink() or not (path / ".git").is_file():
            return ""
        admin = admin_of(path)
        if admin is None:
            return "its repository can't be asked what of it is committed"
        try:
            return admin.holds(path)
        except WorkspaceUnavailable as error:
            return f"its repository can't be asked: {error}"

    def alone(self, *, waits: bool) -> AbstractContextManager[bool]:
        """Keep places from being made ready meanwhile; False: one is right now."""
        self._root.mkdir(parents=True, exist_ok=True)
        return self._locked(shared=False, within=PATIENCE_S if waits else 0)

    def put_away(self, name: str) -> None:
        """Take it out of the way, to be deleted; a worktree's branch is kept."""
        path = self._root / name
        admin = None if path.is_symlink() else admin_of(path)
        bin_of(self._root).mkdir(mode=0o700, exist_ok=True)
        with contextlib.ExitStack() as stack:
            if admin:
                # Nothing else of this queue is made ready now; another's may be.
                stack.enter_context(held(admin.common / LOCK_NAME, within=SHORT_S))
            path.rename(binned(path))
            if admin:
                forget(admin.common, path)

    def empty_bin(self, *, within: timedelta) -> bool:
        """Delete what was put away; False when there is more to delete."""
        until = time.monotonic() + within.total_seconds()
        try:
            entries = list(bin_of(self._root).iterdir())
        except FileNotFoundError:
            return True
        done = True
        for entry in entries:
            try:
                done &= remove(entry, until=until)
            except (OSError, RecursionError) as error:
                log.warning("%s can't be deleted: %s", entry, error)
        return done

    @contextlib.contextmanager
    def _locked(self, *, shared: bool, within: float) -> Iterator[bool]:
        with locked(self._root / ".lock", shared=shared, within=within) as handle:
            yield handle is not None


def _has_plain_work(workspace: Path) -> bool:
    if admin_of(workspace) is not None:
        return False
    try:
        return any(True for _ in workspace.iterdir())
    except OSError:
        return False


def _told(error: OSError, workspace: Path) -> WorkspaceUnavailable:
    if error.errno in _FULL:
        return WorkspaceUnavailable(f"no space left on the disk of {workspace.parent}")
    where = error.filename or workspace
    return WorkspaceUnavailable(f"{where}: {error.strerror or error}")
