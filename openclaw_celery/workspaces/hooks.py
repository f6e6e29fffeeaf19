"""
Hooks that ask the queue before a push is let through; whatever fails, nothing is.

In a worktree, `pre-push` asks whether the attempt still has its item. In a repository
that takes pushes, `update` asks the same of each branch `clawq/<item>/<fence>`.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openclaw_celery
from openclaw_celery.domain.errors import Refused
from openclaw_celery.domain.worktree import BRANCHES
from openclaw_celery.private import private_directory
from openclaw_celery.workspaces.git import GitError, common_of, git

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings

#: How we know a hook of ours.
SIGN = "# Made by clawq; made anew by it, not to be edited."
#: The hooks that git runs where work is done, beside pre-push.
CLIENT_HOOKS = (
    *("applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit"),
    *("pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-commit"),
    *("pre-rebase", "post-checkout", "post-merge", "post-rewrite"),
)
#: Before the queue is asked, an agent's environment is taken off.
_PRE_PUSH = """\
#!/bin/sh
{sign}
# The attempt that made this worktree its own, or the older one that pushes.
attempt={mark}
case "$CLAWQ_MARK" in {item}:*) attempt="$CLAWQ_MARK" ;; esac
pushed=$(cat)
printf '%s\\n' "$pushed" | {ask} --refs-from-stdin "$attempt" || exit 1
own={own}/pre-push
[ -x "$own" ] || exit 0
[ -n "$pushed" ] || exec "$own" "$@" </dev/null
printf '%s\\n' "$pushed" | "$own" "$@"
"""
_OTHERS = """\
#!/bin/sh
{sign}
# The repository's own hook, which this directory stands before.
own={own}/"${{0##*/}}"
[ -x "$own" ] || exit 0
exec "$own" "$@"
"""
_UPDATE = """\
#!/bin/sh
{sign}
case "$1" in refs/heads/{branches}*) ;; *) exit 0 ;; esac
exec {ask} "$1"
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a hook asks the queue whether an attempt may push."""

    home: Path
    #: Holds the database's URL where the home alone does not tell it.
    database_file: Path | None = None

    def line(self) -> str:
        """Return the command for a shell, up to what is asked about."""
        package = Path(openclaw_celery.__file__).parents[1]
        words = [sys.executable, "-P", "-X", "utf8", "-m", "openclaw_celery"]
        words += ["--home", str(self.home.absolute()), "workspace", "may-push"]
        if self.database_file:
            words += ["--database-file", str(self.database_file.absolute())]
        setting = f"LANG=C.UTF-8 PYTHONPATH={shlex.quote(str(package))}"
        return f'env -i HOME="$HOME" PATH="$PATH" {setting} {shlex.join(words)}'


def asking(settings: Settings) -> Asking:
    """
    Make what hooks ask with.

    A database that only the environment or a flag names is written into a file that
    nobody else may read: git runs hooks without our environment.
    """
    if not settings.database_url:
        return Asking(settings.home)
    private_directory(settings.run_path)
    path = settings.run_path / "database.url"
    _write(path, settings.database_url, mode=0o600)
    return Asking(settings.home, path)


def guard_worktree(admin: Path, own: Path, asked: Asking, mark: str) -> Path:
    """Write the hooks of a worktree below *admin*; *own* are its repository's."""
    directory = admin / "clawq-hooks"
    directory.mkdir(mode=0o755, exist_ok=True)
    item = mark.rpartition(":")[0]
    told = {"sign": SIGN, "own": shlex.quote(str(own))}
    push = _PRE_PUSH.format(
        **told, mark=shlex.quote(mark), item=shlex.quote(item), ask=asked.line()
    )
    _write(directory / "pre-push", push, mode=0o755)
    for name in CLIENT_HOOKS:
        _write(directory / name, _OTHERS.format(**told), mode=0o755)
    return directory


def install(repository: Path, asked: Asking) -> Path:
    """Let *repository* ask the queue of what is pushed into it; returns the hook."""
    repository = repository.absolute()
    if not repository.is_dir():
        msg = f"{repository} is no directory: name the repository that takes the pushes"
        raise Refused(msg)
    try:
        common = common_of(repository)
    except GitError as error:
        msg = f"{repository} is no git repository: {error}"
        raise Refused(msg) from error
    hook = own_hooks(common, common) / "update"
    if common not in hook.resolve().parents:
        msg = (
            f"{repository} has its hooks in {hook.parent}, which may be others' too: "
            f'let update there call `{asked.line()} "$1"` for refs/heads/{BRANCHES}*'
        )
        raise Refused(msg)
    if hook.is_symlink() or (hook.exists() and SIGN not in _text(hook)):
        msg = (
            f"{hook} is there already and not ours: let it call "
            f'`{asked.line()} "$1"` for refs/heads/{BRANCHES}*'
        )
        raise Refused(msg)
    hook.parent.mkdir(parents=True, exist_ok=True)
    text = _UPDATE.format(sign=SIGN, branches=BRANCHES, ask=asked.line())
    _write(hook, text, mode=0o755)
    return hook


def own_hooks(common: Path, beside: Path) -> Path:
    """Return where a repository has its own hooks; relative ones are *beside*."""
    # Not asked as usual: our own git commands run nobody's hooks.
    for where in (("--file", str(common / "config")), ("--global",)):
        with contextlib.suppress(GitError):
            told = git("config", *where, "core.hooksPath")
            return beside / Path(told).expanduser()
    return common / "hooks"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _write(path: Path, text: str, *, mode: int) -> None:
    """Write a file in one step: nobody runs or reads half of it."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.chmod(mode)
    fresh.replace(path)
