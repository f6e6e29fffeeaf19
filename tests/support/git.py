"""Real git repositories for the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.services import missing

if TYPE_CHECKING:
    from pathlib import Path

#: Who commits, in every repository of the tests.
WHO = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def run(where: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run git in a directory, as a person or an agent would, however it ends."""
    return subprocess.run(
        ["git", "-C", where, *arguments],
        env={**os.environ, **WHO, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def git(where: Path, *arguments: str, **env: str) -> str:
    """Run git, which must succeed; returns what it printed."""
    done = run(where, *arguments, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(where: Path, name: str, text: str, message: str = "work") -> str:
    """Write a file and commit it; returns the commit."""
    (where / name).write_text(text, "utf-8")
    git(where, "add", "--", name)
    git(where, "commit", "-q", "-m", message)
    return git(where, "rev-parse", "HEAD")


def repository(path: Path, *, bare: bool = False) -> Path:
    """Make a repository with one commit on main."""
    if shutil.which("git") is None:
        missing("git")
    work = path.with_name(f"{path.name}-made") if bare else path
    work.mkdir(parents=True)
    git(work, "init", "-q", "-b", "main")
    commit(work, "README.md", "한국어\n", "begin")
    if bare:
        git(work, "clone", "-q", "--bare", str(work), str(path))
    return path


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository that somebody works in."""
    return repository(tmp_path / "repo")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A repository that takes pushes."""
    return repository(tmp_path / "shop.git", bare=True)
