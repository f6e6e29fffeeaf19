"""
Runs git: without a shell, without anybody's hooks, within a time limit.

The environment is ours but for what would lead git elsewhere (`GIT_*`), and no
question is ever asked: there is nobody to answer it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import WorkspaceUnavailable
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    import threading

#: What asks the repository alone, and what moves many files or asks a network.
QUICK_S, SLOW_S = 60.0, 600.0
#: Worktrees with a configuration of their own, and paths written out.
OLDEST = (2, 31)
_MESSAGE_CHARS = 400
#: How soon a git that is not wanted any more is ended.
_LOOK_EVERY_S = 0.5
#: Nothing that a repository could name is run: hooks, watchers, transports.
_SAFE = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.ext.allow=never"),
    *("-c", "submodule.recurse=false"),
    *("-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false"),
    "--no-optional-locks",
)
_FIXED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    # ssh asks on the terminal otherwise, and where there is none, through these.
    "GIT_ASKPASS": "false",
    "SSH_ASKPASS": "false",
}
_DROPPED = ("GIT_", "SSH_ASKPASS", "CLAWQ_", "LC_", "LANG", "PYTHON")
_FULL = "is the disk full?"
#: A name and a password in front of a host.
_USERINFO = re.compile(r"(?<=://)[^/@\s]+@")


class GitError(WorkspaceUnavailable):
    """A git command has failed."""


def program() -> str | None:
    """Find git; None when there is none."""
    return shutil.which("git")


def git_version() -> tuple[int, ...]:
    """Return git's version; raises GitError when there is none."""
    told = git("version")
    return tuple(int(part) for part in re.findall(r"\d+", told)[:3])


def git(
    *arguments: str,
    of: Path | None = None,
    inside: Path | None = None,
    within: float = QUICK_S,
    ceiling: Path | None = None,
    lock: int | None = None,
    lost: threading.Event | None = None,
) -> str:
    """
    Run git and return what it printed; raises GitError.

    *of* is the directory of the repository or worktree, `.git` or its like, so that
    nothing that an agent left in its files leads elsewhere; *inside* its files. The
    *lock* is held until git has ended, should we not live to see it; once *lost* is
    set, git is ended.
    """
    found = program()
    if found is None:
        msg = "git is not installed"
        raise GitError(msg)
    where = [f"--git-dir={of}"] if of else []
    where += [f"--work-tree={inside}"] if of and inside else []
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_DROPPED)
    }
    if ceiling:
        environment["GIT_CEILING_DIRECTORIES"] = str(ceiling)
    process = subprocess.Popen(  # noqa: S603 - no shell, and no option from outside
        [found, *_SAFE, *where, *arguments],
        cwd=inside or of or ceiling,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment | _FIXED,
        pass_fds=() if lock is None else (lock,),
        # No terminal to ask on, and one group to end.
        start_new_session=True,
    )
    what = f"git {arguments[0]}"
    try:
        out, err = _wait(process, within, lost)
    except subprocess.TimeoutExpired:
        _end(process)
        given_up = lost is not None and lost.is_set()
        why = "the item was taken away" if given_up else f"time limit of {within:g} s"
        msg = f"{what}: ended: {why}"
        raise GitError(msg) from None
    except BaseException:
        _end(process)
        raise
    if process.returncode:
        told = one_line(err.decode("utf-8", "replace"), _MESSAGE_CHARS)
        msg = f"{what}: {without_secrets(told) or f'exit {process.returncode}'}"
        # Of a full disk git says no more than this, and has tidied up by now.
        raise GitError(msg + (f" ({_FULL})" if "unable to write" in told else ""))
    return out.decode("utf-8", "surrogateescape").removesuffix("\n")


def without_secrets(text: str) -> str:
    """Take the password out of a URL."""
    return _USERINFO.sub("", text)


def _wait(
    process: subprocess.Popen[bytes], within: float, lost: threading.Event | None
) -> tuple[bytes, bytes]:
    """Read what it prints; raises TimeoutExpired, also once *lost* is set."""
    until = time.monotonic() + within
    while True:
        left = until - time.monotonic()
        try:
            return process.communicate(timeout=max(0, min(left, _LOOK_EVERY_S)))
        except subprocess.TimeoutExpired:
            if left <= _LOOK_EVERY_S or (lost is not None and lost.is_set()):
                raise


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def common_of(path: Path) -> Path:
    """Return where the repository around *path* keeps what its worktrees share."""
    look = ("-C", str(path), "rev-parse", "--path-format=absolute", "--git-common-dir")
    return Path(git(*look, ceiling=path.parent)).resolve()
