"""
Looks at an item's workspace for the checks of its success criteria.

A command runs under a keeper, as agents do: no shell, the agents' environment and no
more, a time limit, and none of its processes is left behind. What it prints is kept
beside the attempt's log, and its end goes with the verdict. So are pages looked at, and
what is kept of them is a picture.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shlex
import shutil
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openclaw_celery import keeper
from openclaw_celery.checks.browser import Look
from openclaw_celery.checks.keeping import LATE_S, keep, passed_on
from openclaw_celery.domain.checks import (
    Check,
    Kind,
    Seen,
    red_green,
    ui_parts,
    unquoted,
)
from openclaw_celery.domain.errors import (
    InvalidValue,
    Refused,
    RuntimeUnavailable,
    WorkspaceUnavailable,
)
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openclaw_celery.checks.browser import Browser
    from openclaw_celery.domain.checks import RedGreen
    from openclaw_celery.ports import Checkouts, Place
    from openclaw_celery.settings import CommandSettings

log = logging.getLogger("clawq.checks")

#: No more is read of a file.
MAX_FILE_BYTES = 1024 * 1024
MAX_OUTPUT_BYTES = 1024 * 1024
#: So much of what a command printed goes with the verdict.
MAX_FOUND = 800
#: What comes of a check that nobody here can do.
LOOK_YOURSELF = "not looked at, {}; or look yourself, then `clawq done`"
#: Beside the attempt's log: what is judged, for commands that want to read it.
CRITERIA, REPORT = "judged-criteria.txt", "judged-report.txt"
_GRACE_S = 2.0


class WorkspaceChecks:
    """Runs checks with the environment of the `command` runtime."""

    def __init__(
        self,
        settings: CommandSettings,
        *,
        time_limit_s: float,
        checkouts: Checkouts,
        browser: Browser,
    ) -> None:
        """Give each command *time_limit_s*; *browser* looks at pages."""
        self._browser = browser
        self._settings = settings
        self._time_limit_s = time_limit_s
        self._checkouts = checkouts

    def run(
        self, checks: Sequence[Check], place: Place, *, first: int = 1
    ) -> tuple[Seen, ...]:
        """Look at *place*, check by check; whatever goes wrong is what is found."""
        place.workspace.mkdir(parents=True, exist_ok=True)
        place.run_dir.mkdir(parents=True, exist_ok=True)
        for name, text in ((CRITERIA, place.criteria), (REPORT, place.report)):
            _write_anew(place.run_dir / name, text)
        return tuple(
            self._look(check, place, number)
            for number, check in enumerate(checks, first)
        )

    def _look(self, check: Check, place: Place, number: int) -> Seen:
        log.info("%s: %s", place.mark, one_line(str(check), 200))
        if check.kind is Kind.UI:
            return self._page(check, place, number)
        try:
            if check.kind is Kind.RED_GREEN:
                return self._red_green(check, place, number)
            if check.kind is Kind.CMD:
                found = self._command(check.asked, place, number)
            else:
                found = _file(check.asked, place.workspace)
        except (OSError, ValueError, WorkspaceUnavailable) as error:
            found = f"could not be run: {error}"
        return Seen(check, not found, one_line(found, MAX_FOUND))

    # -- ui ------------------------------------------------------------------

    def _page(self, check: Check, place: Place, number: int) -> Seen:
        """Look at a page; what no agent can change is a person's to mend."""
        picture = place.run_dir / f"check-{number}.png"
        try:
            url, text = ui_parts(check.asked)
            look = self._browser.look(
                url,
                [text],
                picture=picture,
                log=place.run_dir / f"check-{number}.log",
                mark=place.mark,
            )
        except (InvalidValue, RuntimeUnavailable) as error:
            found = one_line(LOOK_YOURSELF.format(error), MAX_FOUND)
            return Seen(check, passed=False, found=found, beyond_agents=True)
        except (OSError, ValueError) as error:
            look = Look(shown=False, why=f"could not be looked at: {error}")
        told = [look.why] if look.why else []
        if look.picture:
            told.append(f"screenshot {place.run_dir.name}/{picture.name}")
        return Seen(check, look.shown, one_line("; ".join(told), MAX_FOUND))

    # -- cmd -----------------------------------------------------------------

    def _command(self, line: str, place: Place, number: int) -> str:
        """Run a command line; return what is wrong, nothing if it exits with 0."""
        ended = self._run(shlex.split(line), place, f"check-{number}.log")
        return "" if ended.code == 0 else str(ended)

    def _run(self, argv: Sequence[str], place: Place, log_name: str) -> _Ended:
        """Run a command in the place's workspace, and say how it ended."""
        argv = list(argv)
        env = self._environment(place)
        argv[0] = shutil.which(argv[0], path=env.get("PATH")) or argv[0]
        spec = keeper.Spec(
            argv=argv,
            cwd=str(place.workspace),
            env=env,
            stdin="",
            log=str(place.run_dir / log_name),
            max_output_bytes=MAX_OUTPUT_BYTES,
            time_limit_s=self._time_limit_s,
            grace_s=_GRACE_S,
            until=keeper.now() + self._time_limit_s + LATE_S,
            mark=env["CLAWQ_MARK"],
            ask_s=0,
        )
        result = keep(spec)
        if result is None:
            return _Ended("could not be run: its keeper was killed")
        said = (result["stdout"][-MAX_FOUND:] + "\n" + result["stderr"]).strip()
        if result["ended"] == "exited":
            code = result["exit_code"]
            return _Ended(f"exit {code}", said, code)
        if result["ended"] == "timeout":
            return _Ended(f"time limit of {self._time_limit_s:g} s passed", said)
        return _Ended(f"{result['ended']}: {result['error']}".rstrip(": "), said)

    # -- red-green -----------------------------------------------------------

    def _red_green(self, check: Check, place: Place, number: int) -> Seen:
        """Run a command at two commits: it has to fail at first, and to pass then."""
        asked = red_green(check.asked)
        for ref in (asked.base, asked.head):
            if ref.startswith("-"):
                found = f"{ref} is an option, not a commit: name another one"
                return Seen(check, passed=False, found=found, beyond_agents=True)
        try:
            repository = self._checkouts.repository(place.workspace)
            head = self._checkouts.commit(repository, asked.head)
        except Refused as error:
            return Seen(check, passed=False, found=str(error))
        if not (asked.base or place.base):
            found = "where the work began is not known: say `base REF`"
            return Seen(check, passed=False, found=found, beyond_agents=True)
        try:
            base = self._checkouts.commit(repository, asked.base or place.base)
        except Refused as error:
            return Seen(check, passed=False, found=str(error), beyond_agents=True)
        loose = self._checkouts.uncommitted(repository, place.workspace)
        aside = f"; {loose} uncommitted files do not count" if loose else ""
        if base == head:
            found = f"nothing is committed since the base {base[:12]}{aside}"
            return Seen(check, passed=False, found=found)
        was, is_now = (
            self._run_at(commit, repository, asked, place, f"check-{number}-{name}")
            for name, commit in (("base", base), ("head", head))
        )
        both = f"base {base[:12]}: {was.how}; head {head[:12]}: {is_now.how}"
        return _compared(check, was, is_now, both + aside)

    def _run_at(
        self, commit: str, repository: Path, asked: RedGreen, place: Place, name: str
    ) -> _Ended:
        """Run the command in a clean checkout of a commit."""
        where = place.run_dir / name
        with self._checkouts.at(repository, commit, where) as clean:
            there = replace(place, workspace=clean)
            return self._run(asked.argv, there, f"{name}.log")

    def _environment(self, place: Place) -> dict[str, str]:
        branch = {"CLAWQ_BRANCH": place.branch, "CLAWQ_BASE": place.base}
        return (
            passed_on(*self._settings.env)
            | self._settings.set_env
            | (branch if place.branch else {})
            | {
                "CLAWQ_MARK": f"check:{place.mark}",
                "CLAWQ_WORKSPACE": str(place.workspace),
                "CLAWQ_CRITERIA": str(place.run_dir / CRITERIA),
                "CLAWQ_REPORT": str(place.run_dir / REPORT),
            }
        )


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a command ended."""

    how: str
    said: str = ""
    #: None: it did not come to an exit of its own.
    code: int | None = None

    def __str__(self) -> str:
        """Tell how it ended, and the end of what it printed."""
        return f"{self.how}: {_end_of(self.said)}" if self.said else self.how


def _write_anew(path: Path, text: str) -> None:
    """Write a file that is there for nobody else: no link is followed."""
    path.unlink(missing_ok=True)
    with path.open("x", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)


def _compared(check: Check, was: _Ended, is_now: _Ended, both: str) -> Seen:
    """Say what two runs show: red at the base, green at the head, or neither."""
    if was.code in {0, None}:
        # The base stays what it is, whatever an agent commits.
        why = (
            "passes at the base already" if was.code == 0 else "can't fail at the base"
        )
        found = f"it {why}, so it shows nothing; {both}"
        return Seen(check, passed=False, found=found, beyond_agents=True)
    if is_now.code == 0:
        return Seen(check, passed=True, found=both)
    told = f": {_end_of(is_now.said)}" if is_now.said else ""
    return Seen(
        check, passed=False, found=f"it does not pass at the head; {both}{told}"
    )


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
    name, wanted = unquoted(name), unquoted(wanted)
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
