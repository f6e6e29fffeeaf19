"""
The supervisor's process: it has imported what the services run on, and forks them.

A service that is started as a program of its own imports for two seconds what all
others import as well, and holds a copy of it. Forked from here it is at work at once,
after a crash too, and shares those pages. Linux only: elsewhere a fork that goes on
without a program of its own is not safe, and services are started as programs.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import setproctitle
from supervisor import supervisord
from supervisor.options import ServerOptions

from openclaw_celery.interrupts import end_quietly
from openclaw_celery.processes import TITLE
from openclaw_celery.supervise import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What services import while they start. Nothing here may start a thread or open a
#: connection when it is imported.
WARM = (
    "celery.app.control",
    "celery.app.log",
    "celery.concurrency.prefork",
    "celery.concurrency.solo",
    "celery.concurrency.thread",
    "celery.worker.components",
    "celery.worker.consumer",
    "celery.worker.strategy",
    "openclaw_celery.cli.services",
    "openclaw_celery.cli.server",
    "openclaw_celery.domain.review",
    "openclaw_celery.store.schema",
    "workers.process",
)


class ForkingOptions(ServerOptions):  # type: ignore[misc]
    """supervisor's way to start a process, with our services forked as they are."""

    def fork(self) -> int:
        """Fork; no signal reaches the child before it is one of its own."""
        sys.stdout.flush()
        sys.stderr.flush()
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        pid = os.fork()
        if pid == 0:
            _forget_handlers()
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return pid

    def setsignals(self) -> None:
        """Listen to signals, and let none wait until the next look at the clock."""
        super().setsignals()
        waker = _Waker()
        self.get_socket_map()[waker.wakes] = waker
        signal.set_wakeup_fd(waker.woken_by, warn_on_full_buffer=False)

    def execve(
        self, filename: str, argv: Sequence[str], env: Mapping[str, str]
    ) -> None:
        """Be the service in this very process, instead of executing its program."""
        del filename
        os.environ.clear()
        os.environ.update(env)
        _be(list(argv[len(PROGRAM) :]))


class _Waker:
    """
    What ends the supervisor's wait at a signal, in the shape of its own dispatchers.

    By itself it looks once a second who has ended, and a second later whom to start.
    """

    def __init__(self) -> None:
        self.wakes, self.woken_by = os.pipe()
        os.set_blocking(self.wakes, False)
        os.set_blocking(self.woken_by, False)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        # What a signal has changed is acted on in the round after.
        if any(os.read(self.wakes, 512)):
            os.write(self.woken_by, b"\0")

    def handle_error(self) -> None:
        raise  # noqa: PLE0704 - called while the error is handled


def _forget_handlers() -> None:
    """Handle signals as a program does that has just started."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    end_quietly()


def _be(arguments: list[str]) -> NoReturn:
    """Run a command of `clawq` as this process, to its end."""
    code = 1
    try:
        setproctitle.setproctitle(f"clawq {' '.join(arguments)}")
        sys.argv = ["clawq", *arguments]
        code = import_module("openclaw_celery.cli").run(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException as error:  # noqa: BLE001 - told, as Python itself would
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        # As Python ends, but for the supervisor's half of this process: its files and
        # sockets are closed here, and their numbers are others' now.
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
        atexit._run_exitfuncs()  # noqa: SLF001
        os._exit(code)


def main() -> None:
    """Be the supervisor; `clawq up` starts this with the configuration's path."""
    os.environ.update(TITLE)
    # Before anything else is done to the environment, which it starts from.
    setproctitle.setproctitle(f"clawq supervisor {sys.argv[1]}")
    # A child that starts just as the supervisor dies learns by this.
    os.environ["CLAWQ_PARENT"] = str(os.getpid())
    if sys.platform.startswith("linux"):
        for module in WARM:
            import_module(module)
        gc.collect()
        # Children share these pages as long as nobody writes to them.
        gc.freeze()
        # Which its main program would make itself.
        supervisord.ServerOptions = ForkingOptions
    supervisord.main(["--configuration", sys.argv[1]])


if __name__ == "__main__":
    main()
