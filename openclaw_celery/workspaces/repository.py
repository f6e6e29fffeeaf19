"""One repository of the settings: worktrees of it, and what was changed in them."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import LeaseLost, Refused
from openclaw_celery.domain.text import one_line
from openclaw_celery.domain.worktree import (
    MAX_LOOSE,
    Worktree,
    attempt_of,
    branch_of,
)
from openclaw_celery.workspaces.disk import held
from openclaw_celery.workspaces.git import (
    QUICK_S,
    SLOW_S,
    GitError,
    common_of,
    git,
)
from openclaw_celery.workspaces.hooks import guard_worktree, own_hooks

if TYPE_CHECKING:
    from threading import Event

    from openclaw_celery.ports import Wanted
    from openclaw_celery.settings import RepositorySettings
    from openclaw_celery.workspaces.hooks import Asking

log = logging.getLogger("clawq.workspaces")

#: In a worktree's directory of the repository: the attempt that it is made ready for.
#: Written last: without it the worktree is half made.
MARK_NAME = "clawq-mark"
LOCK_NAME = "clawq.lock"
#: What an agent that was killed in the middle of git leaves behind.
_LEFT_LOCKS = ("index.lock", "HEAD.lock")
_STAT = re.compile(r"(\d+) (file|insertion|deletion)")
_NOT_HERE = "its earlier work is not on this machine: it starts from the base again"


@dataclass(frozen=True, slots=True)
class Admin:
    """What git keeps of a worktree: `.git/worktrees/<name>` of its repository."""

    path: Path
    common: Path

    def refuse_older(self, wanted: Wanted) -> None:
        """Raise LeaseLost when a newer attempt has the worktree already."""
        found = attempt_of(self.mark)
        if found and found[0] == wanted.item_id and found[1] > wanted.fence:
            msg = f"{wanted.item_id}: fence {found[1]} works in its worktree already"
            raise LeaseLost(msg)

    @property
    def mark(self) -> str:
        """The attempt that it was made ready for last; empty when half made."""
        try:
            return (self.path / MARK_NAME).read_text("utf-8").strip()
        except OSError:
            return ""

    def holds(self, workspace: Path) -> str:
        """Say what is in the worktree and in no branch; empty when there is nothing."""
        changed = _changed(self.path, workspace)
        if changed:
            return f"{len(changed)} uncommitted files, {one_line(changed[0], 60)} first"
        on_none = git(
            *("rev-list", "--max-count=1", "HEAD"),
            *("--not", "--branches", "--remotes", "--tags"),
            of=self.path,
        )
        return "commits that are on no branch" if on_none else ""


def admin_of(workspace: Path) -> Admin | None:
    """Find what belongs to a worktree; None when it is none, or not its own."""
    if workspace.is_symlink():
        return None
    try:
        handle = os.open(workspace / ".git", os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            told = os.fsdecode(file.read(4096)).strip()
        path = workspace / told.removeprefix("gitdir: ")
        back = path / (path / "gitdir").read_text("utf-8").strip()
        common = (path / (path / "commondir").read_text("utf-8").strip()).resolve()
        mine = back.parent.resolve() == workspace.resolve()
    except (OSError, ValueError):
        return None
    inside = path.resolve().parent == common / "worktrees"
    return Admin(path.resolve(), common) if mine and inside else None


class Repository:
    """A repository that the settings name."""

    def __init__(
        self, name: str, settings: RepositorySettings, *, home: Path, asked: Asking
    ) -> None:
        """Keep what is copied from elsewhere below *home*."""
        self.name = name
        self._settings = settings
        self._home = home.absolute()
        self._asked = asked

    # -- the repository --------------------------------------------------------

    def open(self, *, fetch: bool = True, lost: Event | None = None) -> Path:
        """
        Return its directory, a copy of one that is elsewhere; *fetch* what is new.

        Raises Refused when it is no repository, GitError when it can't be reached.
        """
        if self._settings.url:
            return self._copy(fetch=fetch, lost=lost)
        path = (self._home.parent / self._settings.path).resolve()
        if not path.is_dir():
            msg = f"repository {self.name}: {path} is not there"
            raise Refused(msg)
        try:
            return common_of(path)
        except GitError as error:
            msg = f"repository {self.name}: {error}"
            raise Refused(msg) from error

    def _copy(self, *, fetch: bool, lost: Event | None) -> Path:
        copies = self._home.resolve() / "repositories"
        copies.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = copies / f"{self.name}.git"
        with held(copies / f"{self.name}.lock", within=SLOW_S, lost=lost):
            # Quick, and makes good what was interrupted the first time.
            git("init", "--quiet", "--bare", str(path), ceiling=copies)
            remote = ("config", "--replace-all", "remote.origin.url")
            git(*remote, self._settings.url, of=path)
            if fetch:
                git(
                    *("fetch", "--quiet", "--prune", "--no-write-fetch-head"),
                    *("--no-recurse-submodules", "origin"),
                    "+refs/heads/*:refs/remotes/origin/*",
                    of=path,
                    within=SLOW_S,
                    lost=lost,
                )
        return path

    def base_of(self, common: Path) -> str:
        """Return the commit that new work starts from; raises Refused for none."""
        base = self._settings.base
        names = [f"refs/heads/{base}", f"refs/remotes/origin/{base}", base]
        if self._settings.url:
            names = [names[1], base]
        for name in names:
            with contextlib.suppress(GitError):
                return _commit(common, name)
        msg = f"repository {self.name}: there is no {base} to start from in it"
        raise Refused(msg)

    def reach(self, *, within: float) -> str:
        """Say what is found where the settings point; raises Refused or GitError."""
        if not self._settings.url:
            return f"base {self.base_of(self.open())[:12]}"
        wanted = ("ls-remote", "--quiet", self._settings.url, self._settings.base)
        found = git(*wanted, ceiling=self._home, within=within)
        if not found:
            msg = f"there is no {self._settings.base} to start from in it"
            raise Refused(msg)
        return f"base {found[:12]}"

    # -- an attempt's worktree -------------------------------------------------

    def prepare(self, wanted: Wanted, workspace: Path) -> Worktree:
        """Make a worktree for an attempt, or the one that is there its own."""
        earlier = wanted.earlier
        if earlier and earlier.repository != self.name:
            earlier = None
        common = self.open(fetch=earlier is None, lost=wanted.lost)
        with held(common / LOCK_NAME, within=SLOW_S, lost=wanted.lost) as lock:
            self._set_up(common)
            admin = admin_of(workspace)
            if admin:
                admin.refuse_older(wanted)
            if admin and not (earlier and admin.common == common and admin.mark):
                _set_aside(workspace, admin, wanted.fence)
                admin = None
            elif admin is None and os.path.lexists(workspace):
                _out_of_the_way(workspace, wanted.fence)
            head, note = self._start(common, admin, earlier)
            base = earlier.base if earlier and not note else head
            branch = branch_of(wanted.item_id, wanted.fence)
            self._make_branch(common, branch, head)
            if admin is None:
                admin = self._add(common, workspace, branch, lock, wanted.lost)
            else:
                _go_on(admin, branch)
            self._guard(admin, workspace, wanted)
        made = Worktree(
            repository=self.name, branch=branch, base=base, head=head, note=note
        )
        # What is there already, the agent is told.
        return _measure(admin, workspace, made) if earlier else made

    def _set_up(self, common: Path) -> None:
        """Let worktrees have settings of their own, as `git worktree` tells how to."""
        config = str(common / "config")
        with contextlib.suppress(GitError):
            if git("config", "--file", config, "extensions.worktreeConfig") == "true":
                return
        own = str(common / "config.worktree")
        # These would hold for every worktree from now on.
        for name in ("core.bare", "core.worktree"):
            with contextlib.suppress(GitError):
                value = git("config", "--file", config, name)
                if value != "false":
                    git("config", "--file", own, name, value)
                    git("config", "--file", config, "--unset-all", name)
        git("config", "--file", config, "extensions.worktreeConfig", "true")

    def _start(
        self, common: Path, admin: Admin | None, earlier: Worktree | None
    ) -> tuple[str, str]:
        """Return the commit to go on from, and what a person should know of it."""
        if admin:
            return _commit(admin.path, "HEAD"), ""
        if earlier is None:
            return self.base_of(common), ""
        for name in self._traces(common, earlier):
            with contextlib.suppress(GitError):
                return _commit(common, name), ""
        return self.base_of(self.open()), _NOT_HERE

    def _traces(self, common: Path, earlier: Worktree) -> list[str]:
        """Name where an earlier attempt's last commit may be found."""
        branch = f"refs/heads/{earlier.branch}"
        # The branch of one that was killed is ahead of what was noted at its start.
        known = [branch] if earlier.head == earlier.base else [earlier.head, branch]
        fetched = f"refs/clawq/{earlier.branch}"
        if self._settings.push_to:
            with contextlib.suppress(GitError):
                _commit(common, known[0])
                return known
            with contextlib.suppress(GitError):
                where = ("fetch", "--quiet", "--no-write-fetch-head")
                what = f"+{branch}:{fetched}"
                git(*where, self._settings.push_to, what, of=common, within=SLOW_S)
        return [*known, fetched]

    def _make_branch(self, common: Path, branch: str, head: str) -> None:
        """Make a branch; one of that name, of a queue that is gone, is kept."""
        ref = f"refs/heads/{branch}"
        with contextlib.suppress(GitError):
            old = _commit(common, ref)
            where = git("for-each-ref", "--format=%(worktreepath)", ref, of=common)
            if where:
                msg = (
                    f"repository {self.name}: {where} is on {branch} already: another "
                    "queue works on it, give this one an id_prefix of its own"
                )
                raise Refused(msg)
            kept = f"refs/heads/clawq-old/{branch.partition('/')[2]}-{old[:12]}"
            git("update-ref", kept, old, of=common)
            git("update-ref", "-d", ref, old, of=common)
            log.warning("%s was there already: it is %s now", ref, kept)
        git("update-ref", ref, head, "", of=common)

    def _add(
        self,
        common: Path,
        workspace: Path,
        branch: str,
        lock: int,
        lost: Event | None,
    ) -> Admin:
        try:
            # --force: git may still know of one here whose directory is gone. A git
            # that outlives us would remove this directory if it fails.
            git(
                *("worktree", "add", "--quiet", "--force", str(workspace), branch),
                of=common,
                within=SLOW_S,
                lock=lock,
                lost=lost,
            )
        except BaseException:
            # A full disk, for one: nothing of it is to be taken for work.
            _discard(workspace)
            forget(common, workspace)
            with contextlib.suppress(GitError):
                git("update-ref", "-d", f"refs/heads/{branch}", of=common)
            raise
        admin = admin_of(workspace)
        if admin is None:
            msg = f"{workspace}: git made no worktree there"
            raise GitError(msg)
        return admin

    def _guard(self, admin: Admin, workspace: Path, wanted: Wanted) -> None:
        mark = f"{wanted.item_id}:{wanted.fence}"
        own = own_hooks(admin.common, workspace)
        hooks = guard_worktree(admin.path, own, self._asked, mark)
        config = ("config", "--file", str(admin.path / "config.worktree"))
        git(*config, "core.hooksPath", str(hooks))
        (admin.path / MARK_NAME).write_text(mark, "utf-8")

    # -- what came of it -------------------------------------------------------

    def finish(
        self, wanted: Wanted, worktree: Worktree, workspace: Path, *, push: bool
    ) -> Worktree:
        """Measure what an attempt has changed; *push* it where it is to go."""
        admin = admin_of(workspace)
        if admin is None or admin.mark != f"{wanted.item_id}:{wanted.fence}":
            return replace(worktree, note="its worktree is gone")
        measured = _measure(admin, workspace, worktree)
        if not (push and self._settings.push_to and measured.commits):
            return measured
        ref = f"refs/heads/{worktree.branch}"
        try:
            git(
                *("push", "--quiet", "--no-recurse-submodules"),
                *(self._settings.push_to, f"{measured.head}:{ref}"),
                of=admin.common,
                within=SLOW_S,
                lost=wanted.lost,
            )
        except GitError as error:
            log.warning("%s: %s is not pushed: %s", wanted.item_id, ref, error)
            return replace(measured, pushed=False, note=f"not pushed: {error}")
        return replace(measured, pushed=True)


def forget(common: Path, workspace: Path) -> None:
    """Let a repository forget a worktree whose directory is gone."""
    with contextlib.suppress(GitError):
        git("worktree", "remove", "-f", "-f", str(workspace), of=common)


def leftovers(common: Path, root: Path) -> list[Path]:
    """List the worktrees below *root* that git knows and that are not there."""
    told = git("worktree", "list", "--porcelain", of=common)
    paths = [
        Path(line.removeprefix("worktree "))
        for line in told.splitlines()
        if line.startswith("worktree ")
    ]
    return [p for p in paths if root in p.parents and not p.exists()]


def _commit(of: Path, name: str) -> str:
    quiet = ("rev-parse", "--quiet", "--verify")
    return git(*quiet, f"{name}^{{commit}}", of=of)


def _go_on(admin: Admin, branch: str) -> None:
    """Put a worktree on a new branch as it is: files, index, a merge under way."""
    for name in _LEFT_LOCKS:
        (admin.path / name).unlink(missing_ok=True)
    (admin.path / MARK_NAME).unlink(missing_ok=True)
    move = ("symbolic-ref", "-m", "clawq: the next attempt", "HEAD")
    git(*move, f"refs/heads/{branch}", of=admin.path)


def _set_aside(workspace: Path, admin: Admin, fence: int) -> None:
    """Make room for a worktree; one with work that is nowhere else is kept beside."""
    if not admin.mark or not _precious(admin, workspace):
        # Without the mark no agent has ever worked in it.
        _discard(workspace)
        forget(admin.common, workspace)
        return
    aside = _beside(workspace, fence)
    workspace.rename(aside)
    git("worktree", "repair", str(aside), of=admin.common)


def _precious(admin: Admin, workspace: Path) -> bool:
    try:
        return bool(admin.holds(workspace))
    except GitError:
        return True


def _out_of_the_way(workspace: Path, fence: int) -> None:
    with contextlib.suppress(OSError):
        workspace.rmdir()
        return
    workspace.rename(_beside(workspace, fence))


def _beside(workspace: Path, fence: int) -> Path:
    return workspace.with_name(f"{workspace.name}~{fence}")


def _discard(workspace: Path) -> None:
    """Move what is left of a directory to the bin, which is emptied later."""
    if os.path.lexists(workspace):
        bin_of(workspace.parent).mkdir(mode=0o700, exist_ok=True)
        workspace.rename(binned(workspace))


def bin_of(root: Path) -> Path:
    """Name the directory of what is to be deleted."""
    return root / ".bin"


def binned(workspace: Path) -> Path:
    """Name a place in the bin that nothing has yet."""
    number = 0
    while (place := bin_of(workspace.parent) / f"{workspace.name}-{number}").exists():
        number += 1
    return place


def _measure(admin: Admin, workspace: Path, worktree: Worktree) -> Worktree:
    head = _commit(admin.path, "HEAD")
    span = f"{worktree.base}..{head}"
    commits = git("rev-list", "--count", span, of=admin.path)
    plain = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
    told = git("diff", *plain, "--shortstat", worktree.base, head, of=admin.path)
    count = {what: int(number) for number, what in _STAT.findall(told)}
    changed = _changed(admin.path, workspace)
    return replace(
        worktree,
        head=head,
        commits=int(commits),
        files=count.get("file", 0),
        insertions=count.get("insertion", 0),
        deletions=count.get("deletion", 0),
        uncommitted=len(changed),
        loose=tuple(one_line(name, 200) for name in changed[:MAX_LOOSE]),
    )


def _changed(admin: Path, workspace: Path) -> list[str]:
    """Name the files that are changed or new, and in no commit."""
    told = git(
        *("status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=dirty"),
        of=admin,
        inside=workspace,
        within=QUICK_S,
    )
    return [entry[3:] for entry in told.split("\0") if entry]
