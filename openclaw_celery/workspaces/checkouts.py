"""
Clean checkouts of single commits, made from the repository found in a workspace.

A checkout is a repository of its own that borrows the other's objects: no setting,
hook or uncommitted file of the workspace comes along, and nothing done in it changes
the workspace.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import Refused
from openclaw_celery.workspaces.git import SLOW_S, GitError, git

if TYPE_CHECKING:
    from collections.abc import Iterator


class Checkouts:
    """Finds commits in a workspace, and lays them out elsewhere."""

    def repository(self, workspace: Path) -> Path:
        """Return the repository in *workspace*; raises Refused when there is none."""
        look = ("-C", str(workspace), "rev-parse", "--absolute-git-dir")
        try:
            # Not one further up: the queue itself may be kept inside a repository.
            return Path(git(*look, ceiling=workspace.parent))
        except GitError as error:
            msg = "the workspace is not a git repository"
            raise Refused(msg) from error

    def commit(self, repository: Path, ref: str) -> str:
        """Return the commit that *ref* names; raises Refused when it names none."""
        if ref.startswith("-"):
            msg = f"{ref} is an option, not a commit"
            raise Refused(msg)
        quiet = ("rev-parse", "--quiet", "--verify", "--end-of-options")
        try:
            return git(*quiet, f"{ref}^{{commit}}", of=repository)
        except GitError as error:
            msg = f"there is no commit {ref}"
            raise Refused(msg) from error

    def uncommitted(self, repository: Path, workspace: Path) -> int:
        """Count the files of *workspace* that are changed or new and in no commit."""
        plain = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=dirty")
        with contextlib.suppress(GitError):
            told = git("status", *plain, of=repository, inside=workspace)
            return len([entry for entry in told.split("\0") if entry])
        return 0

    @contextlib.contextmanager
    def at(self, repository: Path, commit: str, place: Path) -> Iterator[Path]:
        """Lay out *commit* in *place*, which is gone afterwards; raises GitError."""
        # One of a reviewer that was killed.
        shutil.rmtree(place, ignore_errors=True)
        try:
            git("init", "--quiet", "--template=", str(place), ceiling=place.parent)
            common = ("rev-parse", "--path-format=absolute", "--git-common-dir")
            objects = Path(git(*common, of=repository)) / "objects"
            borrowed = place / ".git" / "objects" / "info"
            borrowed.mkdir(exist_ok=True)
            (borrowed / "alternates").write_text(f"{objects}\n", "utf-8")
            out = ("checkout", "--quiet", "--detach", commit)
            git(*out, of=place / ".git", inside=place, within=SLOW_S)
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
