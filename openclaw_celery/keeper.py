"""
Stands between a worker and its agent: the agent's processes never outlive it.

A program of its own, because a worker that was killed or stopped can't end
anything. It imports the standard library only (psutil once there is something
to end), so that an agent starts quickly.

In:  one line of JSON (`Spec`), then `keep <deadline>` as often as the lease is
     renewed, and `stop`. A deadline is a moment on the clock of `now`. The end
     of input means that the worker is gone.
Out: one line of JSON (`Result`).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import psutil

#: What is kept of a report, and of the rest of the output once the log is full.
REPORT_BYTES = 1024 * 1024
REPORT_HEAD = 256 * 1024
_LOG_TAIL = 64 * 1024
_STDERR_TAIL = 16 * 1024
#: Whatever the agent's own grace: a lost lease leaves no more time than this.
FENCE_GRACE_S = 5.0
#: How long killed processes are waited for; one in the kernel's hands may stay.
KILL_WAIT_S = 10.0
#: A poll doesn't see that the machine was suspended, so none takes long.
_LONGEST_POLL_S = 1.0
_SWEEP_EVERY_S = 0.05
#: What is looked at for a question: a menu follows some.
_ASKED_BYTES, _MENU_LINES, _QUESTION_CHARS = 4096, 12, 300
_READ = 64 * 1024
#: More than a pipe can hold, so that emptying one comes to an end.
_PIPE_BYTES = 2 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LINUX = sys.platform.startswith("linux")


class Spec(TypedDict):
    """What to run, and how far it may go."""

    argv: list[str]
    cwd: str
    env: dict[str, str]
    #: File the agent reads as its standard input; none when empty.
    stdin: str
    log: str
    max_output_bytes: int
    time_limit_s: float
    grace_s: float
    #: When the lease ends if it isn't renewed; see `now`.
    until: float
    #: What the agent's CLAWQ_MARK says.
    mark: str
    #: An agent that is silent for so long with a question as its last line waits for
    #: an answer that nobody gives; 0: it may.
    ask_s: float


class Result(TypedDict):
    """How it went."""

    #: exited, timeout, asked, stopped, fenced, orphaned, not_started or broken
    ended: str
    #: As in subprocess: negative for a signal; None if it never ran or never ended.
    exit_code: int | None
    #: What went wrong; of `asked` the question.
    error: str
    #: What the agent said until it ended, its beginning and end if that is much.
    stdout: str
    #: The end of its standard error.
    stderr: str
    bytes: int
    #: How many processes the agent left behind, and how many can't be ended.
    left_behind: int
    alive: int


# Compiled when they are first wanted: most agents never cost it.
_ESCAPE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)"
#: What a menu consists of besides its question.
_CHOICE = (
    r"[\W\d_]*$|\W*\d{1,2}[.)]\s|\s*[\u276f\u25cf\u25cb\u25ef>]\s"
    r"|\W*(?:esc|use arrow)\b"
)
_QUESTION = (
    r"[\[(]\s*y(?:es)?\s*/\s*n(?:o)?(?:\s*/\s*\w+)*\s*[\])]\W*$"
    r"|\b(?:password|passphrase|passcode|user ?name|login|api key|one-time code"
    r"|verification code|otp)\b[^\n]{0,80}:\s*$"
    r"|^\W{0,3}\?\s+\S.*(?:[\u203a\u00bb\u276f]|[?:)]\s*$)"
    r"|\b(?:do you want|would you like|are you sure|proceed|continue|overwrite|allow"
    r"|trust|confirm)\b[^?\n]{0,200}\?\W*$"
    r"|\b(?:press|hit) (?:enter|return|any key|y)\b.{0,60}$"
    r"|(?:습니까|됩니까|할까요|될까요|시겠어요)\s*[?\uff1f]\W*"
    r"(?:[\[(]\S{1,12}[\])]\W*)?$"
    r"|(?:비밀번호|암호|아이디|사용자 ?이름|인증 ?(?:번호|코드))"
    r"[^:\n]{0,20}[:\uff1a]\s*$"
    r"|(?:입력|선택|확인|승인)(?:하세요|해 ?주세요|하십시오)\W*$"
    r"|엔터(?:키)?(?:를)? ?(?:누르|쳐)"
    r"|[\[(]\s*(?:예|네)\s*/\s*아니(?:오|요)\s*[\])]\W*$"
)


def question_in(output: bytes) -> str:
    """Return the question that some output ends with; empty when it ends with none."""
    text = re.sub(_ESCAPE, "", output.decode(errors="replace")).replace("\r", "\n")
    lines = [line for line in text.split("\n")[-_MENU_LINES:] if line.strip()]
    for line in reversed(lines):
        if re.search(_QUESTION, line, re.IGNORECASE):
            return line.strip()[:_QUESTION_CHARS]
        if not re.match(_CHOICE, line, re.IGNORECASE):
            break
    return ""


def now() -> float:
    """Read the clock of deadlines: one for all processes, suspension included."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Tail:
    """The last bytes of a stream, in bounded memory."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept = bytearray()

    def add(self, data: bytes) -> None:
        """Take more of the stream."""
        self._kept += data
        if len(self._kept) > 2 * self._size:
            del self._kept[: -self._size]

    def get(self) -> bytes:
        """Return the last bytes."""
        return bytes(self._kept[-self._size :])


class Excerpt:
    """The beginning and the end of a stream, in bounded memory."""

    def __init__(self, size: int, head: int) -> None:
        self._head_size = head
        self._head = bytearray()
        self._tail = Tail(size - head)
        self._total = 0

    def add(self, data: bytes) -> None:
        """Take more of the stream."""
        self._total += len(data)
        room = self._head_size - len(self._head)
        self._head += data[:room]
        self._tail.add(data[room:])

    def get(self) -> bytes:
        """Return what is kept, with a line that says how much is left out."""
        tail = self._tail.get()
        left_out = self._total - len(self._head) - len(tail)
        return bytes(self._head) + (_left_out(left_out) if left_out else b"") + tail


class Log:
    """The live log of an agent: all of it up to a size, then its end."""

    def __init__(self, path: str, size: int) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - pathlib takes as long as all of us
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        self._file = os.open(path, flags, 0o600)
        self._room = size
        self._tail = Tail(_LOG_TAIL)
        self._written = 0
        #: Bytes the agent has put out, written or not.
        self.total = 0

    def add(self, data: bytes) -> None:
        """Write more of the output, as long as there is room."""
        self.total += len(data)
        live, rest = data[: self._room], data[self._room :]
        self._room -= len(live)
        self._write(live)
        self._tail.add(rest)

    def close(self) -> None:
        """Write the end of what had no room."""
        tail = self._tail.get()
        if tail:
            left_out = self.total - self._written - len(tail)
            self._write((_left_out(left_out) if left_out > 0 else b"") + tail)
        os.close(self._file)

    def _write(self, data: bytes) -> None:
        # A full disk must not end the agent: its report may still be of use.
        with contextlib.suppress(OSError):
            while data:
                written = os.write(self._file, data)
                self._written += written
                data = data[written:]


def _left_out(count: int) -> bytes:
    return f"\n[... {count} bytes left out ...]\n".encode()


class Keeper:
    """Runs one agent to its end."""

    def __init__(self, spec: Spec, control: bytes = b"") -> None:
        """Run what *spec* says; *control* was read from the worker already."""
        self._spec = spec
        self._control = control
        self._adopts = _become_subreaper()
        self._until = spec["until"]
        self._limit = now() + spec["time_limit_s"]
        self._log = Log(spec["log"], spec["max_output_bytes"])
        self._said = Excerpt(REPORT_BYTES, REPORT_HEAD)
        self._stderr = Tail(_STDERR_TAIL)
        self._last = Tail(_ASKED_BYTES)
        #: When it is looked whether it waits for an answer.
        self._look_at = self._quiet_until()
        self._question = ""
        self._agent: subprocess.Popen[bytes] | None = None
        self._code: int | None = None
        self._listening = True
        self._why = ""
        self._kill_at = float("inf")
        self._left_behind = 0
        self._alive = 0
        self._told_to_stop = False

    def run(self) -> Result:
        """Start the agent, see it to its end, and leave nothing of it."""
        try:
            self._wake = _wake_on_signals(self._stop)
            self._start()
            self._watch()
        except OSError as error:
            if self._agent:
                raise
            where = f": {error.filename}" if error.filename else ""
            return self._result("not_started", f"{error.strerror}{where}")
        finally:
            self._kill_all()
            self._log.close()
        return self._result(self._why, self._question)

    def _start(self) -> None:
        spec = self._spec
        with open(spec["stdin"] or os.devnull, "rb") as stdin:  # noqa: PTH123
            self._agent = subprocess.Popen(  # noqa: S603 - see below
                spec["argv"],
                cwd=spec["cwd"],
                env=spec["env"],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                # A list, never a shell. The hook is safe: we have a single thread.
                preexec_fn=_die_with_keeper if _LINUX else None,  # noqa: PLW1509
                bufsize=0,
            )
        assert self._agent.stdout  # noqa: S101 - tells mypy
        assert self._agent.stderr  # noqa: S101
        self._out = self._agent.stdout.fileno()
        self._err = self._agent.stderr.fileno()
        self._poll = select.poll()
        for fd in (0, self._wake, self._out, self._err):
            self._poll.register(fd, select.POLLIN)

    def _watch(self) -> None:
        self._obey()
        while not self._over():
            for fd, _ in self._poll.poll(self._patience() * 1000):
                self._read(fd)
            self._reap()
            self._judge()
        if self._listening:
            self._hear_out()

    def _patience(self) -> float:
        if self._why:
            return _SWEEP_EVERY_S
        left = min(self._until, self._limit, self._look_at) - now()
        return max(0.0, min(left, _LONGEST_POLL_S))

    def _quiet_until(self) -> float:
        return now() + self._spec["ask_s"] if self._spec["ask_s"] else float("inf")

    def _read(self, fd: int) -> None:
        data = os.read(fd, _READ)
        if not data:
            self._poll.unregister(fd)
        if fd == 0:
            self._control += data
            self._obey()
            if not data:
                self._end("orphaned", grace=0)
        elif fd != self._wake:
            self._take(fd, data)

    def _take(self, fd: int, data: bytes) -> None:
        self._log.add(data)
        self._last.add(data)
        self._look_at = self._quiet_until()
        if fd == self._err:
            self._stderr.add(data)
        elif self._listening:
            self._said.add(data)

    def _obey(self) -> None:
        *lines, self._control = self._control.split(b"\n")
        for line in lines:
            word, _, number = line.partition(b" ")
            if word == b"stop":
                self._stop()
            elif word == b"keep":
                self._until = float(number)

    def _stop(self) -> None:
        self._told_to_stop = True

    def _judge(self) -> None:
        """Decide whether the agent has to end, and whether it has."""
        grace = self._spec["grace_s"]
        if self._code is not None and self._listening:
            self._hear_out()
            # Its own end counts before anything that happened while it was read.
            if not self._why:
                self._left_behind = len(self._tree())
                self._end("exited", grace)
        if self._told_to_stop:
            self._end("stopped", min(grace, FENCE_GRACE_S))
        elif now() >= self._until:
            self._end("fenced", min(grace, FENCE_GRACE_S))
        elif now() >= self._limit:
            self._end("timeout", grace)
        elif now() >= self._look_at:
            # Once for each silence.
            self._look_at = float("inf")
            self._question = question_in(self._last.get())
            if self._question and not self._why:
                self._end("asked", grace)

    def _end(self, why: str, grace: float) -> None:
        """Ask everything to end, or, with no grace, kill it; the first why counts."""
        kill_at = now() + grace
        if not self._why:
            self._why = why
            self._kill_at = kill_at
            self._signal(signal.SIGTERM if grace else signal.SIGKILL)
        elif why != "timeout":
            self._kill_at = min(self._kill_at, kill_at)

    def _over(self) -> bool:
        """Tell whether nothing is left; kills what is there when grace has passed."""
        if not self._why:
            return False
        tree = self._tree()
        if not tree and self._code is not None:
            return True
        if now() >= self._kill_at + KILL_WAIT_S:
            self._alive = len(tree)
            return True
        if now() >= self._kill_at:
            self._signal(signal.SIGKILL)
        return False

    def _signal(self, signum: int) -> None:
        # The group first: that is quick, and enough for most.
        group = self._agent.pid if self._agent and self._code is None else 0
        if group:
            with contextlib.suppress(OSError):
                os.killpg(group, signum)
        for process in self._tree():
            # Some programs take a second SIGTERM for impatience.
            if not group or _group(process.pid) != group:
                with contextlib.suppress(Exception):
                    process.send_signal(signum)

    def _reap(self) -> None:
        """Collect children that have ended, adopted ones too."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                if self._agent and pid == self._agent.pid:
                    self._code = os.waitstatus_to_exitcode(status)
                    self._agent.returncode = self._code

    def _tree(self) -> list[psutil.Process]:
        """List what lives of the agent, wherever in the system it has gone."""
        self._reap()
        if self._adopts and not _has_children():
            return []
        import psutil  # noqa: PLC0415 - 25 ms that most agents never cost

        us = psutil.Process()
        found = {*us.children(recursive=True)}
        # An adopter has all of them below itself; others go by the mark.
        if not self._adopts:
            found |= set(marked(self._spec["mark"]))
        return [process for process in found if _lives(process)]

    def _hear_out(self) -> None:
        """Read what the agent said last; what others say afterwards is only logged."""
        for fd in (self._out, self._err):
            ready = select.poll()
            ready.register(fd, select.POLLIN)
            left = _PIPE_BYTES
            while left > 0 and ready.poll(0):
                data = os.read(fd, _READ)
                if not data:
                    break
                self._take(fd, data)
                left -= len(data)
        self._listening = False

    def _kill_all(self) -> None:
        """Make sure, also when we have failed ourselves."""
        if self._agent and self._code is None:
            with contextlib.suppress(OSError):
                os.killpg(self._agent.pid, signal.SIGKILL)
        end = now() + KILL_WAIT_S
        while not self._alive and (tree := self._tree()) and now() < end:
            for process in tree:
                with contextlib.suppress(Exception):
                    process.kill()
            select.select([], [], [], _SWEEP_EVERY_S)

    def _result(self, ended: str, error: str = "") -> Result:
        return Result(
            ended=ended,
            exit_code=self._code,
            error=error,
            stdout=self._said.get().decode(errors="replace"),
            stderr=self._stderr.get().decode(errors="replace"),
            bytes=self._log.total,
            left_behind=self._left_behind,
            alive=self._alive,
        )


def marked(mark: str) -> list[psutil.Process]:
    """List the processes that carry *mark*, but for this one."""
    import psutil  # noqa: PLC0415 - as above

    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get("CLAWQ_MARK") == mark:
                found.append(process)
    return [process for process in found if process.pid != os.getpid()]


def _lives(process: psutil.Process) -> bool:
    import psutil  # noqa: PLC0415 - as above

    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except OSError:
        return 0


def _has_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _become_subreaper() -> bool:
    """Ask for orphans below us to become our children, not init's; Linux only."""
    if not _LINUX:
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def _die_with_keeper() -> None:
    """Have the agent killed when the keeper is: runs in the agent, before exec."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _wake_on_signals(stop: object) -> int:
    """Return a descriptor that becomes readable with each signal."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    # Handled, not ignored: an ignored signal would stay ignored in the agent.
    for signum in (signal.SIGCHLD, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: stop())  # type: ignore[operator]
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    return reading


def _broken(error: str) -> Result:
    return Result(
        ended="broken",
        exit_code=None,
        error=error,
        stdout="",
        stderr="",
        bytes=0,
        left_behind=0,
        alive=0,
    )


def main() -> None:
    """Do what the worker says on standard input; answer with one line."""
    told = b""
    while b"\n" not in told:
        data = os.read(0, _READ)
        if not data:
            return
        told += data
    line, _, control = told.partition(b"\n")
    try:
        result = Keeper(json.loads(line), control).run()
    except Exception as error:  # noqa: BLE001 - the worker is told, whatever it is
        result = _broken(f"the keeper failed: {type(error).__name__}: {error}")
    with contextlib.suppress(BrokenPipeError):
        os.set_blocking(1, True)
        data = json.dumps(result).encode() + b"\n"
        while data:
            data = data[os.write(1, data) :]


if __name__ == "__main__":
    main()
    # Nothing is left to be tidied up, and the worker waits.
    os._exit(0)
