"""
One worker process of the system: a slot, the reviewer, or the dispatcher.

A slot is Celery's prefork pool of one child: the main process beats, the child runs
attempts and can be killed without harm. The reviewer judges in a thread, which saves
a process and two trips between processes a verdict; the dispatcher's ticks are short,
and run in the main process itself.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import socket
import sys
import threading
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from celery import bootsteps, signals
from celery.exceptions import SecurityWarning

from openclaw_celery import pulse
from openclaw_celery.broker import await_start
from openclaw_celery.bus import REVIEW_QUEUE, TICK_QUEUE, run_queues
from openclaw_celery.celery_app import make_app
from openclaw_celery.domain.errors import SlotTaken, StoreUnavailable
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.logs import set_up_logging
from openclaw_celery.processes import TITLE, tie_forks
from openclaw_celery.wiring import build, open_sheet
from workers.tasks import register

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from celery import Celery

    from openclaw_celery.engine import Engine
    from openclaw_celery.ports import Slot
    from openclaw_celery.queue_md.file import QueueFile
    from openclaw_celery.settings import Settings

log = logging.getLogger("clawq.worker")

#: A process that started so long after its row was written is another process.
PID_REUSE_S = 5
#: A check that takes its time holds up so many reviews less one.
REVIEWS_AT_ONCE = 4
#: What the orders to end ask of a worker: to come to its end, or to end at once.
ORDERS: dict[int, str] = {
    signal.SIGTERM: "Warm",
    signal.SIGINT: "Warm",
    signal.SIGQUIT: "Cold",
}
#: Celery's own way out may take this long once there is nothing left to wait for.
WAY_OUT_S = {"Warm": 8, "Cold": 3}
#: What we have to say to the database then may take this long.
LAST_WORD_S = 5


class Process:
    """What a worker process is and holds; survives Celery's forks."""

    def __init__(
        self,
        settings: Settings,
        *,
        name: str,
        slot: Slot | None = None,
        forks: bool = True,
    ) -> None:
        """Be the worker *name*; a *slot* runs attempts; *forks*: has a pool child."""
        self.settings = settings
        self._forks = forks
        self.name = name
        self._slot = slot
        self._host = socket.gethostname()
        self._main = os.getpid()
        self._engine: tuple[int, Engine] | None = None
        self._draining = False
        self.app = make_app(settings)
        register(self.app, self)

    @property
    def slot(self) -> Slot:
        """The slot this process is; only slots get run tasks."""
        if self._slot is None:
            msg = f"{self.name} is no slot and can't run items"
            raise RuntimeError(msg)
        return self._slot

    @property
    def engine(self) -> Engine:
        """The engine of this very process: connections do not survive a fork."""
        if self._engine is None or self._engine[0] != os.getpid():
            forks = self._forks and os.getpid() == self._main
            self._engine = (
                os.getpid(),
                build(self.settings, app=self.app, pooled=not forks),
            )
        return self._engine[1]

    @property
    def sheet(self) -> QueueFile:
        """The QUEUE.md that the settings name; no tick waits for somebody's sync."""
        return open_sheet(self.settings, waits=False)

    # -- the three kinds -----------------------------------------------------

    def run_slot(self) -> None:
        """Run attempts until told to stop."""
        # A pool that is ending may fork once more, and be gone the next moment.
        tie_forks()
        self._enter()
        self.app.steps["worker"].add(_step(self))
        signals.task_prerun.connect(_end_at_once_if_told_to, weak=False)
        queues = run_queues(lanes_of(self.slot))
        try:
            self._work(queues, pool="prefork", at_once=1)
        finally:
            self.engine.slots.stop(self.slot, host=self._host, pid=self._main)

    def run_reviewer(self) -> None:
        """Judge reports until told to stop."""
        # Made before there are threads that would each make one.
        _ = self.engine
        self._work([REVIEW_QUEUE], pool="threads", at_once=REVIEWS_AT_ONCE)

    def run_dispatcher(self) -> None:
        """Take the ticks until told to stop."""
        self._work([TICK_QUEUE], pool="solo", at_once=1)

    def _work(self, queues: list[str], *, pool: str, at_once: int) -> None:
        os.environ.update(TITLE)
        # Celery warns of root because of pickle; nothing but JSON is accepted here.
        warnings.filterwarnings("ignore", category=SecurityWarning)
        signals.setup_logging.connect(self._log, weak=False)
        signals.worker_process_init.connect(self._child_started, weak=False)
        self._watch_orders()
        if self._slot is None:
            # Every two seconds while the broker answers and the event loop turns.
            signals.heartbeat_sent.connect(self._pulse, weak=False)
        # Where Celery's signal handlers announce what they do; the log says it too.
        sys.__stdout__ = sys.__stderr__ = Path(os.devnull).open("w")  # type: ignore[misc]  # noqa: SIM115
        await_start(self.settings)
        # Not by Celery's command line: that imports all of its commands, Flower's too.
        self.app.Worker(
            hostname=f"{self.name}@{self._host}",
            queues=queues,
            pool=pool,
            concurrency=at_once,
            without_gossip=True,
            without_mingle=True,
            loglevel="INFO",
            quiet=True,
        ).start()

    # -- what Celery calls ---------------------------------------------------

    def _log(self, **_: Any) -> None:  # noqa: ANN401 - a signal's own words
        set_up_logging(self.name)

    def _child_started(self, **_: Any) -> None:  # noqa: ANN401 - a signal's own words
        if os.getpid() == self._main:
            return
        if self._slot is not None:
            self.engine.slots.reclaim(self._slot)

    def _pulse(self, **_: Any) -> None:  # noqa: ANN401 - a signal's own words
        _give_pulse(self.settings, self.name)

    def _watch_orders(self) -> None:
        """
        Make sure that the process ends when told to, should Celery get stuck.

        It does much in its signal handlers, where it can wait for a lock that it
        holds. What tells of a signal here is written before any handler runs, and
        read by a thread that was there before.
        """
        told, tell = os.pipe()
        os.set_blocking(tell, False)
        signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
        # What ends a fork is no order to us.
        os.register_at_fork(after_in_child=lambda: signal.set_wakeup_fd(-1))
        orders: dict[str, queue.SimpleQueue[None]] = {}
        for how in WAY_OUT_S:
            orders[how] = queue.SimpleQueue()
            _in_background(self._see_out, how, orders[how])
        _in_background(_pass_on, told, orders)

    def _see_out(self, how: str, order: queue.SimpleQueue[None]) -> None:
        never = threading.Event()
        order.get()
        self._draining = True
        if how == "Warm":
            if self._slot is not None:
                self.drain()
            log.info("%s stops once nothing runs on it", self.name)
            while self._holds_something():
                never.wait(1)
        else:
            log.info("%s stops", self.name)
            never.wait(self.settings.hand_back_after_s)
        never.wait(WAY_OUT_S[how])
        # By the kernel: whoever is stuck may be so in the middle of a transaction.
        signal.alarm(LAST_WORD_S)
        log.warning("%s does not end by itself and is ended", self.name)
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
        if self._slot is not None:
            with suppress(StoreUnavailable):
                self.engine.slots.stop(self.slot, host=self._host, pid=self._main)
        os._exit(1)

    def _holds_something(self) -> bool:
        if self._slot is None:
            return False
        try:
            with self.engine.store.read() as view:
                return bool(view.held_by(self.name))
        except StoreUnavailable:
            return True

    def beat(self) -> None:
        """Say that the slot lives, from Celery's event loop: a stuck loop is dead."""
        try:
            kept = self.engine.slots.beat(
                self.slot,
                host=self._host,
                pid=self._main,
                state="draining" if self._draining else "ready",
            )
        except StoreUnavailable as error:
            log.warning("no heartbeat: %s", error)
            return
        if not kept:
            log.error("another worker has taken the name %s; leaving", self.name)
            raise SystemExit(2)

    def ready(self) -> None:
        """Say that the slot takes work from now on."""
        try:
            self.engine.slots.ready(self.slot, host=self._host, pid=self._main)
        except StoreUnavailable as error:
            log.warning("not announced yet: %s", error)

    def drain(self) -> None:
        """Say that the slot takes no more work."""
        try:
            self.engine.slots.beat(
                self.slot, host=self._host, pid=self._main, state="draining"
            )
        except StoreUnavailable as error:
            log.warning("not announced: %s", error)

    def _enter(self) -> None:
        """Register; a former worker of this name on another host is waited for."""
        never = threading.Event()
        give_up_after = int(self.settings.slot_ttl_s) + 5
        for left in range(give_up_after, -1, -1):
            try:
                self.engine.slots.start(
                    self.slot, host=self._host, pid=self._main, alive=_alive
                )
            except SlotTaken:
                if left == 0:
                    raise
                never.wait(1)
            else:
                return


def _in_background(work: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=work, args=arguments, daemon=True).start()


def _pass_on(told: int, orders: dict[str, queue.SimpleQueue[None]]) -> None:
    """Pass the signals on that are orders to end; a second Ctrl-C is an urgent one."""
    interrupted = False
    while number := os.read(told, 1):
        how = ORDERS.get(number[0])
        if number[0] == signal.SIGINT:
            how = "Cold" if interrupted else how
            interrupted = True
        if how is not None:
            orders[how].put(None)


def _end_at_once_if_told_to(**_: Any) -> None:  # noqa: ANN401 - a signal's own words
    """
    Let the order to end the pool's child do no more than that.

    It would raise SystemExit inside the attempt, which would then count as failed.
    billiard sets its own handler after worker_process_init.
    """
    for order in (signal.SIGTERM, signal.SIGQUIT):
        signal.signal(order, lambda *_: os._exit(1))


def _alive(pid: int, since: datetime) -> bool:
    """Tell whether the process that wrote its pid at *since* still is."""
    try:
        started = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return False
    return started <= since.timestamp() + PID_REUSE_S


def _step(process: Process) -> type[bootsteps.StartStopStep]:
    """Make Celery's hook into a worker's life: beat while its loop turns."""

    class SlotStep(bootsteps.StartStopStep):
        requires = ("celery.worker.components:Timer", "celery.worker.components:Pool")

        def start(self, worker: Any) -> None:  # noqa: ANN401 - Celery's WorkController
            worker.timer.call_repeatedly(
                process.settings.slot_beat_s, process.beat, priority=10
            )

        def stop(self, worker: Any) -> None:  # noqa: ANN401 - Celery's WorkController
            """Take nothing new from here on; what runs may still come to its end."""
            del worker
            process.drain()

    signals.worker_ready.connect(lambda **_: process.ready(), weak=False)
    return SlotStep


def _give_pulse(settings: Settings, name: str) -> None:
    # A disk that is full is seen by the pulse growing old.
    with suppress(OSError):
        pulse.give(settings, name)


def slot_process(settings: Settings, name: str) -> Process:
    """Make the process of a declared slot; raises SettingsError for an unknown one."""
    return Process(settings, name=name, slot=settings.slot(name))


def reviewer_process(settings: Settings) -> Process:
    """Make the reviewer."""
    return Process(settings, name="reviewer", forks=False)


def dispatcher_process(settings: Settings) -> Process:
    """Make the dispatcher."""
    return Process(settings, name="dispatcher", forks=False)


def beat_app(settings: Settings) -> Celery:
    """Make the app that beat runs: it only rings, and needs no engine."""
    from beat_schedule import beat_schedule  # noqa: PLC0415

    app = make_app(settings)
    app.conf.beat_schedule = beat_schedule(settings)
    return app


def run_beat(settings: Settings) -> None:
    """Ring the ticks until told to stop."""
    os.environ.update(TITLE)
    signals.setup_logging.connect(lambda **_: set_up_logging("beat"), weak=False)
    for rung in (signals.beat_init, signals.after_task_publish):
        rung.connect(lambda **_: _give_pulse(settings, "beat"), weak=False)
    await_start(settings)
    # Kept in memory: a tick missed while beat was down is made up for by the next
    # one, and the file that Celery would keep is a pickle.
    beat_app(settings).Beat(scheduler_cls="celery.beat:Scheduler", quiet=True).run()
