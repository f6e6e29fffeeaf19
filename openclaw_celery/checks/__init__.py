"""
Looks at an item's workspace for the checks of its success criteria.

A command runs under a keeper, as agents do: no shell, the agents' environment and no
more, a time limit, and none of its processes is left behind. What it prints is kept
beside the attempt's log, and its end goes with the verdict.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shlex
import shutil
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from openclaw_celery import keeper
from openclaw_celery.domain.checks import Check, Kind, Seen
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openclaw_celery.ports import Place
    from openclaw_celery.settings import CommandSettings

log = logging.getLogger("clawq.checks")

#: No more is read of a file.
MAX_FILE_BYTES = 1024 * 1024
MAX_OUTPUT_BYTES = 1024 * 1024
#: So much of what a command printed goes with the verdict.
MAX_FOUND = 800
#: What comes of a check that only a browser could do.
NO_BROWSER = "not looked at, there is no browser: look yourself, then `clawq done`"
_GRACE_S = 2.0
#: A keeper that is so late does not answer any more.
_LATE_S = 30.0
_KEEPER_ENV = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


class WorkspaceChecks:
    """Runs checks with the environment of the `command` runtime."""

    def __init__(self, settings: CommandSettings, *, time_limit_s: float) -> None:
        """Give each command *time_limit_s*."""
        self._settings = settings
        self._time_limit_s = time_limit_s

    def run(self, checks: Sequence[Check], place: Place) -> tuple[Seen, ...]:
        """Look at *place*, check by check; whatever goes wrong is what is found."""
        place.workspace.mkdir(parents=True, exist_ok=True)
        place.run_dir.mkdir(parents=True, exist_ok=True)
        return tuple(
            self._look(check, place, number) for number, check in enumerate(checks, 1)
        )

    def _look(self, check: Check, place: Place, number: int) -> Seen:
        log.info("%s: %s", place.mark, one_line(str(check), 200))
        if check.kind is Kind.UI:
            return Seen(check, passed=False, found=NO_BROWSER, beyond_agents=True)
        try:
            if check.kind is Kind.CMD:
                found = self._command(check.asked, place, number)
            else:
                found = _file(check.asked, place.workspace)
        except (OSError, ValueError) as error:
            found = f"could not be run: {error}"
        return Seen(check, not found, one_line(found, MAX_FOUND))

    # -- cmd -----------------------------------------------------------------

    def _command(self, line: str, place: Place, number: int) -> str:
        """Run a command line; return what is wrong, nothing if it exits with 0."""
        argv = shlex.split(line)
        env = self._environment(place)
        argv[0] = shutil.which(argv[0], path=env.get("PATH")) or argv[0]
        spec = keeper.Spec(
            argv=argv,
            cwd=str(place.workspace),
            env=env,
            stdin="",
            log=str(place.run_dir / f"check-{number}.log"),
            max_output_bytes=MAX_OUTPUT_BYTES,
            time_limit_s=self._time_limit_s,
            grace_s=_GRACE_S,
            until=keeper.now() + self._time_limit_s + _LATE_S,
            mark=env["CLAWQ_MARK"],
        )
        result = _keep(spec, within=self._time_limit_s + _LATE_S)
        if result is None:
            return "could not be run: its keeper was killed"
        if result["ended"] == "exited" and result["exit_code"] == 0:
            return ""
        if result["ended"] == "timeout":
            why = f"time limit of {self._time_limit_s:g} s passed"
        elif result["ended"] == "exited":
            why = f"exit {result['exit_code']}"
        else:
            why = f"{result['ended']}: {result['error']}".rstrip(": ")
        said = (result["stdout"][-MAX_FOUND:] + "\n" + result["stderr"]).strip()
        return f"{why}: {_end_of(said)}" if said else why

    def _environment(self, place: Place) -> dict[str, str]:
        passed = {
            name: os.environ[name] for name in self._settings.env if name in os.environ
        }
        branch = {"CLAWQ_BRANCH": place.branch, "CLAWQ_BASE": place.base}
        return (
            passed
            | self._settings.set_env
            | (branch if place.branch else {})
            | {
                "CLAWQ_MARK": f"check:{place.mark}",
                "CLAWQ_WORKSPACE": str(place.workspace),
            }
        )


def _keep(spec: keeper.Spec, *, within: float) -> keeper.Result | None:
    passed = {name: os.environ[name] for name in _KEEPER_ENV if name in os.environ}
    marks = {name: spec["env"][name] for name in ("CLAWQ_MARK", "CLAWQ_WORKSPACE")}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-X", "utf8", keeper.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=passed | marks,
        start_new_session=True,
    )
    assert process.stdin  # noqa: S101 - tells mypy
    assert process.stdout  # noqa: S101
    late = threading.Timer(within, process.kill)
    late.daemon = True
    late.start()
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(spec).encode() + b"\n")
            process.stdin.flush()
        line = process.stdout.read()
    finally:
        late.cancel()
        # Without its input a keeper ends all that it keeps, and itself.
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()
    try:
        result: keeper.Result = json.loads(line)
    except ValueError:
        return None
    return result


def _end_of(text: str) -> str:
    """Return the last lines of what a command printed, as one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return one_line(" | ".join(lines)[-(MAX_FOUND - 60) :])


# -- file --------------------------------------------------------------------


def _file(asked: str, workspace: Path) -> str:
    """Look at a file; return what is wrong with it."""
    name, contains, wanted = asked.partition(" contains ")
    if not contains:
        name = asked.removesuffix(" exists")
    name, wanted = _unquoted(name), _unquoted(wanted)
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "\0" in name:
        return f"{name} is outside the workspace"
    try:
        with _opened(
            workspace, [part for part in parts if part not in {"", "."}]
        ) as fd:
            about = os.fstat(fd)
            if not contains:
                return ""
            if not stat.S_ISREG(about.st_mode):
                return f"{name} is no plain file"
            with os.fdopen(os.dup(fd), "rb") as file:
                text = file.read(MAX_FILE_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return f"there is no {name}"
    except OSError as error:
        # A link among others: nothing leads out of the workspace.
        return f"{name} can't be looked at: {error.strerror}"
    return "" if wanted in text else f"{name} does not contain {wanted!r}"


@contextlib.contextmanager
def _opened(workspace: Path, parts: Sequence[str]) -> Iterator[int]:
    """Open what is below *workspace*, following no link on the way."""
    with contextlib.ExitStack() as stack:
        at = os.open(workspace, os.O_DIRECTORY)
        stack.callback(os.close, at)
        for number, part in enumerate(parts, 1):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            if number < len(parts):
                flags |= os.O_DIRECTORY
            at = os.open(part, flags, dir_fd=at)
            stack.callback(os.close, at)
        yield at


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'`"
    return text[1:-1] if quoted else text
