"""
Prepares workspaces on a disk of two megabytes: `full_disk.py HOME REPOSITORY`.

To be run where HOME may be mounted upon: `unshare --map-root-user --mount`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from openclaw_celery.domain.errors import WorkspaceUnavailable
from openclaw_celery.ports import Wanted
from openclaw_celery.settings import RepositorySettings
from openclaw_celery.workspaces import LocalWorkspaces
from openclaw_celery.workspaces.hooks import Asking
from openclaw_celery.workspaces.repository import Repository

#: How it ends when there is no disk to be had here.
NO_DISK = 77


def main() -> None:
    """Say what came of a worktree that does not fit, and of one that does."""
    home, repo = map(Path, sys.argv[1:])
    size = ("-t", "tmpfs", "-o", "size=2m", "none")
    done = subprocess.run(["mount", *size, home], check=False, capture_output=True)
    if done.returncode:
        sys.exit(NO_DISK)
    for base in ("large", "main"):
        settings = RepositorySettings(path=str(repo), base=base)
        shop = Repository("shop", settings, home=home, asked=Asking(home))
        spaces = LocalWorkspaces(home / "workspaces", {"shop": shop})
        wanted = Wanted(item_id="A", fence=1, repository="shop", earlier=None)
        try:
            made = spaces.prepare(wanted)
        except WorkspaceUnavailable as error:
            sys.stdout.write(f"{base}: {error}; left: {spaces.found()}\n")
        else:
            sys.stdout.write(f"{base}: {made.branch if made else None}\n")


if __name__ == "__main__":
    main()
