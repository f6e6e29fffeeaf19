"""The running system as `clawq up` and `clawq demo` hold it in their hands."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from typing import IO, TYPE_CHECKING, Any, Self, cast

import psutil

from openclaw_celery.clock import sleep
from openclaw_celery.domain.errors import Refused, Unavailable
from openclaw_celery.domain.text import printable
from openclaw_celery.mcp.address import refuse_without_library
from openclaw_celery.processes import die_with_parent
from openclaw_celery.store.database import file_of, open_engine
from openclaw_celery.store.schema import upgrade
from openclaw_celery.store.turn import FrozenWriter
from openclaw_celery.supervise import Status, Supervisor, prepare
from openclaw_celery.wiring import open_store, runtimes_of

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from pathlib import Path

    from openclaw_celery.settings import Settings

LOG_BYTES = 10 * 1024 * 1024
LOG_FILES = 5
#: Lines are waited for so long, to be written together, unless there are many.
GATHER_S, MUCH_BYTES = 0.02, 4096
#: No line of the log is longer, in bytes.
LONGEST = 64 * 1024
#: Slots that hand back, and what is left once they have ended, end within this.
LAST_S = 30
#: Who is killed is gone within this.
KILLED_S = 5
#: Who has not ended so long after the supervisor is ended.
STUCK_S = 15
#: Who is seen stopped in the middle of a write twice in a row is ended.
FROZEN_LOOK_S = 4


class Running:
    """
    Everything that runs on one machine, for as long as the `with` block lasts.

    Leaving the block hands running items back at once, unless `drain` came first.
    """

    def __init__(
        self, settings: Settings, *, echo: Callable[[str], None] | None = None
    ) -> None:
        """
        Be ready to start the system of *settings*.

        *echo* gets each line of the log; everybody would wait for it, it never may.
        """
        self.settings = settings
        self.supervisor = Supervisor(settings)
        self.flower_port = settings.flower_port
        self._echo = echo
        self._lock: IO[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._pump: threading.Thread | None = None
        self._over = threading.Event()
        #: What ran below slots that were killed: nobody else knows it then.
        self._orphans: list[psutil.Process] = []

    def __enter__(self) -> Self:
        settings = self.settings
        refuse_unready(settings)
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.run_path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _take_lock(settings.run_path / "up.lock")
        settings.logs_path.mkdir(parents=True, exist_ok=True, mode=0o700)
        upgrade_database(settings)
        if self.flower_port:
            self.flower_port = _free_port(self.flower_port)
        configuration = prepare(settings, flower=bool(self.flower_port))
        control = configuration.parent / "up.json"
        control.unlink(missing_ok=True)
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "openclaw_celery.preload", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment(),
            # Ctrl-C is ours to pass on, as a request to drain.
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no thread of ours runs yet
        )
        kept = RotatingFileHandler(
            settings.logs_path / "clawq.log",
            maxBytes=LOG_BYTES,
            backupCount=LOG_FILES,
            encoding="utf-8",
        )
        said = cast("io.BufferedReader", self._child.stdout)
        self._pump = threading.Thread(
            target=self._keep_log, args=(said, kept), daemon=True
        )
        self._pump.start()
        threading.Thread(target=self._thaw, args=(kept,), daemon=True).start()
        return self

    def _environment(self) -> dict[str, str]:
        settings = self.settings
        ours = {
            "CLAWQ_HOME": str(settings.home.absolute()),
            "CLAWQ_FLOWER_PORT": str(self.flower_port),
        }
        if settings.database_url:
            ours["CLAWQ_DATABASE_URL"] = settings.database_url
        if settings.redis_url:
            ours["CLAWQ_REDIS_URL"] = settings.redis_url
        return {**os.environ, **ours}

    def _keep_log(self, said: io.BufferedReader, kept: logging.Handler) -> None:
        """Write what everybody says into one file, and pass it on."""
        rest = b""
        while chunk := said.read1():
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONGEST:
                # Whoever writes no ends of lines is told of all the same.
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._say(line.decode("utf-8", "replace"), kept)
            if len(chunk) < MUCH_BYTES:
                sleep(GATHER_S)
        if rest:
            self._say(rest.decode("utf-8", "replace"), kept)
        kept.close()

    def _say(self, line: str, kept: logging.Handler) -> None:
        clean = printable(line)
        kept.handle(logging.makeLogRecord({"msg": clean}))
        if self._echo is not None:
            self._echo(clean)

    def _thaw(self, kept: logging.Handler) -> None:
        """End who is frozen in the middle of a write: everybody waits for it."""
        file = file_of(open_engine(self.settings.database, pooled=False))
        writer = FrozenWriter(file) if file else None
        while writer is not None and not self._over.wait(FROZEN_LOOK_S):
            pid = writer.look()
            if pid is not None:
                self._say(f"process {pid} was stopped in mid-write: ended", kept)

    # -- while it runs ---------------------------------------------------------

    def wait_ready(
        self, timeout_s: float = 60, *, stop: threading.Event | None = None
    ) -> bool:
        """
        Wait until every slot takes work; False when *stop* is set before that.

        Raises Unavailable after *timeout_s*.
        """
        store = open_store(self.settings)
        names = set(self.settings.slots)
        waited = threading.Event()
        for _ in range(int(timeout_s * 5)):
            with store.read() as view:
                live = {row.slot.name for row in view.slots() if row.live}
            if names <= live and self._all_run():
                self._announce()
                return True
            if stop is not None and stop.is_set():
                return False
            if not self.alive:
                break
            waited.wait(0.2)
        store.engine.dispose()
        log = self.settings.logs_path / "clawq.log"
        missing = ", ".join(sorted(names - live)) or "a service"
        msg = f"{missing} did not start; the log tells why: {log}"
        raise Unavailable(msg)

    def _all_run(self) -> bool:
        try:
            found = self.supervisor.services()
        except Unavailable:
            return False
        return all(s.state in {"RUNNING", "STARTING"} for s in found)

    def _announce(self) -> None:
        told = {
            "pid": os.getpid(),
            "flower": self.flower_url,
            "log": str(self.settings.logs_path / "clawq.log"),
        }
        path = self.settings.run_path / "up.json"
        path.write_text(json.dumps(told), "utf-8")

    @property
    def flower_url(self) -> str | None:
        """Where Flower is served, if it is."""
        return f"http://127.0.0.1:{self.flower_port}" if self.flower_port else None

    @property
    def alive(self) -> bool:
        """Whether the supervisor lives."""
        return self._child is not None and self._child.poll() is None

    def services(self) -> list[Status]:
        """List the services, as the supervisor sees them."""
        return self.supervisor.services()

    # -- the end -----------------------------------------------------------------

    def start_draining(self) -> None:
        """Take nothing new; running agents go on to their end."""
        self._stop("beat", "flower", "slots")

    def _stop(self, *groups: str) -> None:
        """Ask those groups to end that there are here, all at once."""
        there = {service.group for service in self.services()}
        for group in groups:
            if group in there:
                self.supervisor.stop(group)

    def busy_slots(self) -> list[str]:
        """Name the slots that have not ended yet."""
        ended = {"STOPPED", "EXITED", "FATAL", "BACKOFF"}
        return [
            s.name
            for s in self.services()
            if s.group == "slots" and s.state not in ended
        ]

    def hand_back(self) -> None:
        """End the agents that still run; their items go back at no cost."""
        self.supervisor.signal("slots", "QUIT")
        if not self._slots_end(self.settings.hand_back_after_s + LAST_S):
            # What a slot holds that has to be killed is free once its lease runs out.
            self._orphans = self._family()
            self.supervisor.signal("slots", "KILL")
            self._slots_end(KILLED_S)

    def _slots_end(self, within_s: float) -> bool:
        waited = threading.Event()
        for _ in range(int(within_s * 5)):
            if not self.busy_slots():
                return True
            waited.wait(0.2)
        return False

    def __exit__(self, *_: object) -> None:
        family = self._family()
        patience: float = LAST_S
        if self.alive:
            # A supervisor that answers no more is not waited for without end.
            ending = threading.Thread(target=self._end, daemon=True)
            ending.start()
            ending.join(self.settings.hand_back_after_s + LAST_S + KILLED_S + 5)
            patience = 0 if ending.is_alive() else LAST_S
        self._over.set()
        if self._child is not None:
            try:
                self._child.wait(patience)
            except subprocess.TimeoutExpired:
                # Everything below it ends with it.
                self._child.kill()
                self._child.wait()
        # One that is stuck on its way out is not left behind.
        family += self._orphans
        stuck = psutil.wait_procs(family, timeout=STUCK_S)[1]
        for process in stuck:
            with suppress(psutil.Error):
                process.kill()
        # "stopped" is said of what has ended, and a killed one takes a moment to.
        psutil.wait_procs(stuck, timeout=KILLED_S)
        if self._pump is not None:
            self._pump.join(LAST_S)
        (self.settings.run_path / "up.json").unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()

    def _family(self) -> list[psutil.Process]:
        if self._child is None:
            return []
        with suppress(psutil.Error):
            return psutil.Process(self._child.pid).children(recursive=True)
        return []

    def _end(self) -> None:
        try:
            if self.busy_slots():
                self.start_draining()
                self.hand_back()
            # The supervisor itself would wait for one after the other.
            self._stop("reviewer", "dispatcher", "server", "exporter", "mcp")
            self.supervisor.shut_down()
        except Unavailable:
            if self._child is not None:
                self._child.terminate()


def refuse_unready(settings: Settings) -> None:
    """
    Raise Refused if what is set can't work, saying what to do about it.

    A server that it needs may be away: both may be starting at the same time.
    """
    if not settings.slots:
        msg = f"no slot is declared in {settings.home / 'slots.toml'}"
        raise Refused(msg)
    runtimes = runtimes_of(settings)
    for name, slot in settings.slots.items():
        problems = runtimes[slot.runtime].check(reach=False)
        if problems:
            msg = f"{name} can't run agents: {problems[0]}"
            raise Refused(msg)
    if settings.mcp_port:
        refuse_without_library()


def upgrade_database(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    engine = open_engine(settings.database, pooled=False)
    upgrade(engine)
    engine.dispose()


def holder(settings: Settings) -> int | None:
    """Return the process id of the `clawq up` of this home, if one runs."""
    path = settings.run_path / "up.lock"
    try:
        with path.open("r+", encoding="ascii") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int(path.read_text("ascii") or 0) or None
    return None


def announced(settings: Settings) -> dict[str, Any] | None:
    """Return what a running `clawq up` says of itself once it is ready."""
    try:
        told: dict[str, Any] = json.loads(
            (settings.run_path / "up.json").read_text("utf-8")
        )
    except (FileNotFoundError, ValueError):
        return None
    return told


def _take_lock(path: Path) -> IO[str]:
    handle = path.open("a+", encoding="ascii")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.seek(0)
        pid = handle.read().strip()
        handle.close()
        msg = f"it runs already, as process {pid}: see `clawq ps`, `clawq down`"
        raise Refused(msg) from error
    handle.seek(0)
    handle.truncate()
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def _free_port(wanted: int) -> int:
    """Return *wanted*, or any free port if somebody else has it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    msg = "no free port for Flower on 127.0.0.1"
    raise Unavailable(msg)


class Stopper:
    """Counts how often the user asked to stop: first to drain, then to hand back."""

    def __init__(self) -> None:
        """Listen to Ctrl-C, `clawq down` and `clawq down --now` from now on."""
        self.asked = threading.Event()
        self.at_once = threading.Event()
        # A handler that sets an event itself can strike while that very event is
        # locked, and hang for good; a SimpleQueue can be put into at any moment.
        self._orders: queue.SimpleQueue[int] = queue.SimpleQueue()
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(signum, lambda number, _: self._orders.put(number))
        threading.Thread(target=self._obey, name="stopper", daemon=True).start()

    def _obey(self) -> None:
        while True:
            if self._orders.get() == signal.SIGQUIT or self.asked.is_set():
                self.at_once.set()
            self.asked.set()
