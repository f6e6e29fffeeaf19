"""What a process asks of the operating system about its parent and its children."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from contextlib import suppress
from functools import cache

import psutil

#: In the environment: a process's title does not take the place of its environment in
#: the list of processes, which tells whose it is.
TITLE = {"SPT_NOENV": "1"}
_PR_SET_PDEATHSIG = 1
#: How often a process looks whether its parent is still there.
_LOOK_S = 1
#: How often it is looked whether a process has gone that is waited for.
_GONE_S = 0.05


def die_with_parent(signum: int = signal.SIGKILL, *, parent: int | None = None) -> None:
    """
    Ask to be ended when the parent process ends, however it ends.

    Linux only; elsewhere nothing happens. Call it from the main thread, soon
    after the fork. Who knows its *parent* says so: one that has died already is
    nobody's parent any more, and could not be noticed otherwise.
    """
    if not sys.platform.startswith("linux"):
        return
    if parent is None:
        parent = os.getppid()
    _libc().prctl(_PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signum)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def outlive(parent: int, *, for_s: float) -> None:
    """
    Let this process live on for *for_s* at most once *parent* has gone, come what may.

    Celery's way out can get stuck in its own signal handlers, where no further signal
    changes anything: a thread sees it out.
    """

    def watch() -> None:
        never = threading.Event()
        while os.getppid() == parent:
            never.wait(_LOOK_S)
        never.wait(for_s)
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
        os._exit(1)

    threading.Thread(target=watch, name="outlive", daemon=True).start()


def process_of(pid: int) -> psutil.Process | None:
    """Return that process; None if there is none."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid)
    return None


def wait_gone(process: psutil.Process, within_s: float) -> bool:
    """
    Wait until *process* runs no more; False if it still does after *within_s*.

    One that has ended and that its parent has not asked after yet runs no more.
    """
    waited = threading.Event()
    for _ in range(int(within_s / _GONE_S) + 1):
        try:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        waited.wait(_GONE_S)
    return False


def tie_forks() -> None:
    """
    Let whatever is forked from here on end with whoever forked it, from its birth.

    A fork of a process with threads may hang at a lock that one of them held, before
    it gets to ask for anything itself: so this is the first thing that it does.
    Programs started by `subprocess` are no such forks.
    """
    if not sys.platform.startswith("linux"):
        return
    # Loaded here: another thread may be loading something at the moment of a fork.
    _libc()
    forker = [0]

    def note() -> None:
        forker[0] = os.getpid()

    os.register_at_fork(
        before=note, after_in_child=lambda: die_with_parent(parent=forker[0])
    )
