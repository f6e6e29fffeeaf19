"""Runs any agent program that can be started from a command line."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psutil

from openclaw_celery import keeper
from openclaw_celery.clock import SystemClock
from openclaw_celery.domain.attempt import (
    Failed,
    FailureKind,
    Reported,
    Stopped,
    classify,
)
from openclaw_celery.domain.errors import RuntimeUnavailable, SettingsError
from openclaw_celery.domain.text import one_line
from openclaw_celery.ports import LOG_NAME
from openclaw_celery.runtimes.programs import PROGRAMS
from openclaw_celery.runtimes.reader import MAX_LINE, Reader
from openclaw_celery.runtimes.refusals import refusal_in
from openclaw_celery.runtimes.resets import reset_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import tzinfo

    from openclaw_celery.domain.attempt import Outcome
    from openclaw_celery.ports import Assignment, Clock, Hold
    from openclaw_celery.settings import CommandSettings

    #: Tells from a process's environment whether it is one of those.
    Meant = Callable[[Mapping[str, str]], bool]

log = logging.getLogger("clawq.command")

#: Files of an attempt, in its run directory.
PROMPT_NAME = "prompt.md"
REPORT_NAME = "report.md"
#: How often the keeper hears that the lease is held.
KEEP_EVERY_S = 1.0
#: How often, and how much of it, is looked at what the agent says of its usage.
LISTEN_EVERY_S, LISTEN_BYTES = 0.5, 4 * 1024 * 1024
#: A keeper that has not ended the agent this long after it should is killed.
KEEPER_LATE_S = 30.0
#: What a keeper may need for itself, beyond what the agent needs to end.
KEEPER_SLACK_S = 1.0
_MESSAGE_CHARS = 500
_MESSAGE_LINES = 6
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}|\{(\w+)\}")
_PLACEHOLDERS = ("workspace", "prompt_file", "report_file", "item_id", "attempt")
#: How a script says by its exit code that a limit is reached, that a person is needed:
#: those of sysexits.h for `try again later` and `no permission`.
LATER, PERSON = 75, 77
#: What Python itself needs to start the keeper; the agent gets none of it for that.
_KEEPER_ENV = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


class CommandRuntime:
    """Starts the program of the settings, under a keeper that ends all of it."""

    def __init__(
        self,
        settings: CommandSettings,
        *,
        workspaces: Path | None = None,
        clock: Clock | None = None,
        name: str = "command",
    ) -> None:
        """
        Run agents as *settings* say, those of the runtime of that *name*.

        *workspaces*, where an installation keeps them, tells its agents from
        those of another one whose items have the same ids.
        """
        self._settings = settings
        self._clock = clock or SystemClock()
        self._where = f"runtimes.{name}.argv"
        self._reader = PROGRAMS.get(settings.profile)
        self._argv = settings.argv or (self._reader.argv if self._reader else ())
        self._workspaces = workspaces.absolute() if workspaces else None

    def run(self, assignment: Assignment, hold: Hold) -> Outcome:
        """
        Run the agent to its end, or stop it and all its processes.

        Raises RuntimeUnavailable when its program can't be started, and
        SettingsError when its arguments ask for something unknown.
        """
        env = self._environment(assignment)
        fresh, argv = self._arguments(assignment, env)
        came = self._run(assignment, hold, env, argv)
        if self._reader and argv != fresh and self._reader.forgot(came):
            # It was asked for what it has no more: nothing was tried yet.
            log.info("%s: its session is gone, begun anew", assignment.mark)
            came = self._run(assignment, hold, env, fresh)
        return came

    def _run(
        self,
        assignment: Assignment,
        hold: Hold,
        env: dict[str, str],
        argv: list[str],
    ) -> Outcome:
        if hold.lost.is_set() or hold.seconds_left() <= 0:
            return Stopped(_why_lost(hold))
        folder = os.open(assignment.run_dir, os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _write_new(folder, PROMPT_NAME, assignment.prompt)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(REPORT_NAME, dir_fd=folder)
            spec = self._spec(assignment, argv, env, hold)
            with self._listening(Path(spec["log"]), hold):
                result = self._keep(spec, hold)
            if result is None:
                self._end_orphans(assignment)
                if hold.lost.is_set():
                    return Stopped(_why_lost(hold))
                return Failed(FailureKind.TRANSIENT, "the agent's keeper was killed")
            report = result["stdout"]
            if self._settings.report == "file":
                report = _read_report(folder, REPORT_NAME) or report
        finally:
            os.close(folder)
        here = _zone_of(env)
        if self._reader is None:
            return self._outcome(result, report, hold, here)
        return self._read(self._reader(), result, report, hold, here)

    @contextlib.contextmanager
    def _listening(self, log_file: Path, hold: Hold) -> Iterator[None]:
        """Tell *hold* what the agent uses while it runs, as far as it says so."""
        if self._reader is None:
            yield
            return
        over = threading.Event()
        listener = threading.Thread(
            target=_listen, args=(self._reader(), log_file, hold, over), daemon=True
        )
        listener.start()
        try:
            yield
        finally:
            over.set()
            listener.join(KEEP_EVERY_S + 1)

    def _read(
        self,
        reader: Reader,
        result: keeper.Result,
        report: str,
        hold: Hold,
        here: tzinfo | None,
    ) -> Outcome:
        """Read what the program said of itself; its report file counts more."""
        reader.read_all(result["stdout"])
        if report is not result["stdout"]:
            reader.report = report
        hold.spent(reader.usage)
        spent = reader.usage.told()
        if result["ended"] == "exited":
            return reader.outcome(
                _last_lines(result["stderr"]),
                result["exit_code"],
                now=self._clock.moment(),
                here=here,
                stderr=result["stderr"],
            )
        came = self._outcome(result, reader.report, hold, here)
        if isinstance(came, Failed):
            return replace(came, usage=spent, session=reader.session)
        return replace(came, usage=spent)

    def reap(self, item_id: str, *, before_fence: int) -> int:
        """End what attempts with an older fence left running; return how many."""

        def is_older(env: Mapping[str, str]) -> bool:
            item, _, fence = env.get("CLAWQ_MARK", "").rpartition(":")
            if item != item_id or not fence.isdecimal() or int(fence) >= before_fence:
                return False
            where = self._workspaces and str(self._workspaces / item_id)
            return where is None or env.get("CLAWQ_WORKSPACE") == where

        # A keeper ends its agent before itself, and may need the grace for it.
        return _end_marked(is_older, grace_s=self._settings.grace_s + 2)

    def end(self, run: str) -> bool:  # noqa: ARG002
        """Return True: no run outlives its worker."""
        return True

    def told(self) -> str:
        """Say nothing more than `check` does."""
        return ""

    def check(self, *, reach: bool = True) -> list[str]:  # noqa: ARG002 - no server
        """Say what keeps this runtime from working; nothing when it is well."""
        try:
            for element in self._argv:
                _fill(element, dict.fromkeys(_PLACEHOLDERS, ""))
            self._program(self._passed_on())
        except (RuntimeUnavailable, SettingsError) as error:
            return [str(error)]
        return []

    def _passed_on(self) -> dict[str, str]:
        reader = self._reader or Reader
        names = (*self._settings.env, *reader.env)
        passed = {name: os.environ[name] for name in names if _has(name)}
        return {**reader.set_env, **passed, **self._settings.set_env}

    def _environment(self, assignment: Assignment) -> dict[str, str]:
        """Build all that the agent gets of our environment, and what it is about."""
        branch = {"CLAWQ_BRANCH": assignment.branch, "CLAWQ_BASE": assignment.base}
        return (
            self._passed_on()
            | (branch if assignment.branch else {})
            | ({"CLAWQ_MCP_TOKEN": assignment.token} if assignment.token else {})
            | {
                "CLAWQ_ITEM": assignment.item.id,
                "CLAWQ_ATTEMPT": str(assignment.attempt),
                "CLAWQ_MARK": assignment.mark,
                "CLAWQ_WORKSPACE": str(assignment.workspace),
                "CLAWQ_PROMPT": str(assignment.run_dir / PROMPT_NAME),
                "CLAWQ_REPORT": str(assignment.run_dir / REPORT_NAME),
            }
        )

    def _arguments(
        self, assignment: Assignment, env: Mapping[str, str]
    ) -> tuple[list[str], list[str]]:
        """
        Fill in the template; nothing an item says in words can get in here.

        Returns the arguments for a new session, and those for this attempt.
        """
        values = {
            "workspace": env["CLAWQ_WORKSPACE"],
            "prompt_file": env["CLAWQ_PROMPT"],
            "report_file": env["CLAWQ_REPORT"],
            "item_id": assignment.item.id,
            "attempt": env["CLAWQ_ATTEMPT"],
        }
        filled = [_fill(element, values) for element in self._argv]
        argv = [self._program(env), *filled[1:]]
        if self._reader is None:
            return argv, argv
        git = _commits_of(assignment.workspace) if assignment.branch else []
        # Whoever says how it is started says what it may do as well.
        if git and not self._settings.argv:
            argv = self._reader.committing(argv, git)
        if self._settings.resume and assignment.former_session:
            return argv, self._reader.resumed(argv, assignment.former_session)
        return argv, argv

    def _program(self, env: Mapping[str, str]) -> str:
        """Find the program where the agent's own PATH says."""
        if not self._argv:
            msg = f"no agent program: set {self._where} in clawq.toml"
            raise RuntimeUnavailable(msg)
        name = _fill(self._argv[0], {})
        found = shutil.which(name, path=env.get("PATH", os.defpath))
        if found:
            return str(Path(found).absolute())
        what = "is not executable" if Path(name).is_file() else "was not found"
        msg = f"the agent program {name!r} {what} ({self._where})"
        raise RuntimeUnavailable(msg)

    def _spec(
        self,
        assignment: Assignment,
        argv: list[str],
        env: dict[str, str],
        hold: Hold,
    ) -> keeper.Spec:
        settings = self._settings
        return keeper.Spec(
            argv=argv,
            cwd=str(assignment.workspace),
            env=env,
            stdin=env["CLAWQ_PROMPT"] if settings.prompt == "stdin" else "",
            log=str(assignment.run_dir / LOG_NAME),
            max_output_bytes=settings.max_output_bytes,
            time_limit_s=settings.time_limit_s,
            grace_s=settings.grace_s,
            until=_deadline(hold),
            mark=assignment.mark,
            ask_s=settings.ask_s,
        )

    def _keep(self, spec: keeper.Spec, hold: Hold) -> keeper.Result | None:
        """Run the agent under a keeper; None if the keeper did not live to tell."""
        # Quits with the worker, not with its terminal or its process group.
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-X", "utf8", keeper.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_keeper_env(spec["env"]),
            start_new_session=True,
        )
        assert process.stdin  # noqa: S101 - tells mypy
        assert process.stdout  # noqa: S101
        over = threading.Event()
        latest = spec["time_limit_s"] + spec["grace_s"]
        told = _Reins(process, over, hold, latest=latest)
        try:
            told.start(spec)
            line = process.stdout.read()
        finally:
            # Whatever ends this wait: without its input the keeper kills the agent.
            over.set()
            told.close()
            _wait_for(process)
        try:
            result: keeper.Result = json.loads(line)
        except ValueError:
            return None
        return result

    def _end_orphans(self, assignment: Assignment) -> None:
        """Do what a keeper that was killed can't do any more."""
        mark, workspace = assignment.mark, str(assignment.workspace)

        def is_ours(env: Mapping[str, str]) -> bool:
            told = env.get("CLAWQ_MARK"), env.get("CLAWQ_WORKSPACE")
            return told == (mark, workspace)

        ended = _end_marked(is_ours, grace_s=0)
        log.error("%s: the keeper died, %d of its agent ended", mark, ended)

    def _outcome(
        self,
        result: keeper.Result,
        report: str,
        hold: Hold,
        here: tzinfo | None,
    ) -> Outcome:
        ended, code = result["ended"], result["exit_code"]
        if result["left_behind"]:
            log.warning("%d processes of the agent were ended", result["left_behind"])
        if result["alive"]:
            log.error("%d processes of the agent can't be ended", result["alive"])
        if ended == "fenced" or (ended == "stopped" and hold.lost.is_set()):
            return Stopped(_why_lost(hold), report)
        if ended == "exited" and code == 0:
            return Reported(report, exit_code=0)
        if ended == "exited" and code is not None:
            return self._failed(result, code, report, here)
        if ended == "asked":
            asks = f"it waits for an answer: {result['error']}"
            asks = one_line(asks, _MESSAGE_CHARS)
            return Failed(FailureKind.BLOCKED, asks, code, report)
        if ended == "timeout":
            message = f"time limit of {self._settings.time_limit_s:g} s passed"
            return Failed(FailureKind.TRANSIENT, message, code, report)
        if ended == "not_started":
            msg = f"{self._argv[0]}: {result['error']}"
            raise RuntimeUnavailable(msg)
        why = result["error"] or "the agent was stopped from outside"
        return Failed(
            FailureKind.TRANSIENT, one_line(why, _MESSAGE_CHARS), code, report
        )

    def _failed(
        self, result: keeper.Result, code: int, report: str, here: tzinfo | None
    ) -> Failed:
        """Say how the agent failed, in the last words it had."""
        words = _last_lines(result["stderr"]) or _last_lines(result["stdout"])
        # Some complain on standard output, and warn of other things beside it.
        last = _last_lines(result["stdout"], 1)
        kind = {LATER: FailureKind.QUOTA, PERSON: FailureKind.BLOCKED}.get(code)
        if kind is None or not words:
            for said in (words, last):
                found = refusal_in(said)
                if found and kind in {None, found}:
                    kind, words = found, said
                    break
        after = None
        if kind is FailureKind.QUOTA:
            now = self._clock.moment()
            for said in (words, last):
                after = reset_of(said, now, here=here) if after is None else after
        message = f"{_ending(code)}: {words}" if words else _ending(code)
        kind = kind or classify(words)
        return Failed(kind, message, code, report, retry_after=after)


def _listen(reader: Reader, log_file: Path, hold: Hold, over: threading.Event) -> None:
    """Read an agent's log as it grows, and tell *hold* what is used."""
    at, rest, told, session = 0, b"", reader.usage, None
    while not over.wait(LISTEN_EVERY_S):
        with contextlib.suppress(OSError), log_file.open("rb") as file:
            file.seek(at)
            new = file.read(LISTEN_BYTES)
            at += len(new)
            *lines, rest = (rest + new).split(b"\n")
            if len(rest) > MAX_LINE:
                rest = b""
            reader.read(line.decode(errors="replace") for line in lines)
        if reader.usage != told:
            told = reader.usage
            hold.spent(told)
        if reader.session and reader.session != session:
            session = reader.session
            hold.heard(session)


class _Reins:
    """Tells a keeper how long its agent may go on, until the run is over."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        over: threading.Event,
        hold: Hold,
        *,
        latest: float,
    ) -> None:
        self._process = process
        self._over = over
        self._hold = hold
        self._kill_at = keeper.now() + latest + KEEPER_LATE_S
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._hold_them, daemon=True)

    def start(self, spec: keeper.Spec) -> None:
        assert self._process.stdin  # noqa: S101 - tells mypy
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(spec).encode() + b"\n")
            self._process.stdin.flush()
        # A keeper that does not read must not hold us up.
        os.set_blocking(self._process.stdin.fileno(), False)
        self._thread.start()

    def close(self) -> None:
        assert self._process.stdin  # noqa: S101 - tells mypy
        with self._closing, contextlib.suppress(OSError):
            self._process.stdin.close()

    def _hold_them(self) -> None:
        hold = self._hold
        while not hold.lost.wait(KEEP_EVERY_S) and not self._over.is_set():
            self._tell(f"keep {_deadline(hold)}\n")
            if keeper.now() >= self._kill_at:
                self._kill()
        self._tell("stop\n")
        patience = keeper.FENCE_GRACE_S + keeper.KILL_WAIT_S + KEEPER_SLACK_S
        if not self._over.wait(patience):
            self._kill()

    def _tell(self, line: str) -> None:
        assert self._process.stdin  # noqa: S101 - tells mypy
        # The lock keeps us from writing to whatever has the descriptor next.
        with self._closing, contextlib.suppress(OSError, ValueError):
            os.write(self._process.stdin.fileno(), line.encode())

    def _kill(self) -> None:
        if not self._over.is_set():
            log.error("the keeper %d does not answer: killed", self._process.pid)
            _kill_tree(self._process)


def _wait_for(process: subprocess.Popen[bytes]) -> None:
    """Wait for a keeper that has been told to quit; kill it if it does not."""
    assert process.stdout  # noqa: S101 - tells mypy
    process.stdout.close()
    try:
        process.wait(timeout=keeper.KILL_WAIT_S + 2)
    except subprocess.TimeoutExpired:
        _kill_tree(process)
        process.wait()


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a keeper and what it can't end any more, found below it."""
    below: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for child in below:
        _send(child, signal.SIGKILL)


def _has(name: str) -> bool:
    return name in os.environ


def _keeper_env(agent: Mapping[str, str]) -> dict[str, str]:
    passed = {name: os.environ[name] for name in _KEEPER_ENV if _has(name)}
    return passed | {name: agent[name] for name in ("CLAWQ_MARK", "CLAWQ_WORKSPACE")}


def _deadline(hold: Hold) -> float:
    return keeper.now() + hold.seconds_left()


def _why_lost(hold: Hold) -> str:
    return hold.why_lost() or "the lease ran out"


def _fill(element: str, values: Mapping[str, str]) -> str:
    """Fill in one element in one pass; `{{name}}` stands for `{name}` itself."""

    def value(found: re.Match[str]) -> str:
        literal, name = found.groups()
        if literal:
            return f"{{{literal}}}"
        if name not in values:
            known = ", ".join(f"{{{name}}}" for name in values) or "none here"
            msg = f"runtimes.command.argv: unknown {{{name}}} in {element!r}: {known}"
            raise SettingsError(msg)
        return values[name]

    return _PLACEHOLDER.sub(value, element)


def _write_new(folder: int, name: str, text: str) -> None:
    """Write a file that nobody has put there before us, as a link or otherwise."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=folder), "wb") as file:
        file.write(text.encode(errors="replace"))


def _read_report(folder: int, name: str) -> str | None:
    """
    Read the file an agent left as its report; None when there is none to trust.

    Links, devices, pipes and other people's files are not read, and nothing
    makes this wait.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(name, flags, dir_fd=folder), "rb") as file:
            about = os.fstat(file.fileno())
            plain = stat.S_ISREG(about.st_mode) and about.st_nlink == 1
            if not plain or about.st_uid != os.geteuid():
                log.warning("the report is not a plain file of ours: not read")
                return None
            kept = keeper.Excerpt(keeper.REPORT_BYTES, keeper.REPORT_HEAD)
            for part in _parts(file.fileno(), about.st_size):
                kept.add(part)
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            log.warning("the report can't be read: %s", error.strerror)
        return None
    return kept.get().decode(errors="replace")


def _parts(file: int, size: int) -> Iterator[bytes]:
    while size > 0 and (part := os.read(file, min(size, 1024 * 1024))):
        size -= len(part)
        yield part


def _zone_of(env: Mapping[str, str]) -> tzinfo | None:
    """Return the zone whose time the agent tells; None where it is the machine's."""
    try:
        return ZoneInfo(env["TZ"].removeprefix(":"))
    except (KeyError, ValueError, OSError):
        return None


def _commits_of(workspace: Path) -> list[Path]:
    """
    Find where a worktree's commits are kept, outside of it; nothing for others.

    The repository's configuration and hooks are not among it.
    """
    try:
        told = (workspace / ".git").read_text("utf-8").removeprefix("gitdir:").strip()
        own = (workspace / told).resolve()
        shared = (own / (own / "commondir").read_text("utf-8").strip()).resolve()
        # Git would make it with the first commit, and a sandbox does not let it.
        (shared / "logs").mkdir(exist_ok=True)
    except (OSError, UnicodeDecodeError):
        return []
    names = ("objects", "refs", "logs", "reftable")
    return [own, *(shared / name for name in names if (shared / name).is_dir())]


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


def _last_lines(text: str, most: int = _MESSAGE_LINES) -> str:
    lines = [one_line(line) for line in text[-16_000:].splitlines()]
    last = [line for line in lines if line][-most:]
    room = _MESSAGE_CHARS - len("killed by SIGXXXXXX: ")
    joined = " / ".join(last)
    return joined if len(joined) <= room else "\u2026" + joined[1 - room :]


def _end_marked(is_meant: Meant, *, grace_s: float) -> int:
    """End our own processes whose mark is meant, and all below them."""
    seen: set[psutil.Process] = set()
    found = _marked(is_meant)
    if found and grace_s:
        seen |= found
        for process in found:
            _send(process, signal.SIGTERM, signal.SIGCONT)
        psutil.wait_procs(list(found), timeout=grace_s)
        found = _marked(is_meant)
    end = keeper.now() + keeper.KILL_WAIT_S
    while found and keeper.now() < end:
        seen |= found
        for process in found:
            _send(process, signal.SIGKILL)
        psutil.wait_procs(list(found), timeout=1)
        found = {left for left in found if _lives(left)} | _marked(is_meant)
    return len(seen)


def _send(process: psutil.Process, *signums: int) -> None:
    with contextlib.suppress(psutil.Error, OSError):
        for signum in signums:
            process.send_signal(signum)


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _marked(is_meant: Meant) -> set[psutil.Process]:
    us = psutil.Process()
    # We may be at work inside an agent ourselves.
    spared = {us, *us.parents()}
    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process in spared or process.uids().real != os.getuid():
                continue
            if is_meant(process.environ()):
                found |= {process, *process.children(recursive=True)}
    return {process for process in found if _lives(process)}
