"""Two things a process can ask of the operating system about its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


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
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signum)
