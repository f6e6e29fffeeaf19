"""What services are forked from, and what they keep of it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.preload import _Waker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="services are forked on Linux only"
)

WARM = """
import sys, threading
from importlib import import_module
import psutil
from openclaw_celery.preload import WARM
for name in WARM:
    import_module(name)
print(threading.active_count(), len(psutil.Process().net_connections("all")))
print(*sorted({"alembic", "celery.bin", "flower", "tornado"} & set(sys.modules)))
"""

#: Does what the supervisor does to start a service: a home, and the arguments.
START = """
import os, signal, sys
from openclaw_celery.preload import ForkingOptions
from openclaw_celery.supervise import PROGRAM
for number in (signal.SIGTERM, signal.SIGCHLD):
    signal.signal(number, lambda *_: None)
options = ForkingOptions()
pid = options.fork()
if pid == 0:
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())
    home, *arguments = sys.argv[1:]
    try:
        argv = [*PROGRAM, *arguments]
        options.execve(argv[0], argv, {**os.environ, "CLAWQ_HOME": home})
    finally:
        print("went on", file=sys.stderr)
        os._exit(99)
assert callable(signal.getsignal(signal.SIGTERM))
assert "CLAWQ_HOME" not in os.environ
print("ended with", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def python(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_what_is_warm_runs_nothing_holds_nothing_and_is_no_more_than_needed() -> None:
    """A thread or a connection would be of no use, or do harm, in a fork."""
    told = python(WARM)

    assert told.stderr == ""
    assert told.stdout.splitlines() == ["1 0", ""]


def test_a_service_is_run_in_the_fork_with_its_own_environment(tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = python(START, str(home), "init")

    assert told.stderr == ""
    assert told.stdout.endswith("ended with 0\n")
    assert (home / "clawq.toml").exists()


def test_one_that_fails_says_so_and_ends_with_its_code(tmp_path: Path) -> None:
    told = python(START, str(tmp_path), "worker")

    assert told.stderr == "clawq: say one of --slot NAME, --reviewer, --dispatcher\n"
    assert told.stdout == "ended with 2\n"


@pytest.fixture
def waker() -> Iterator[_Waker]:
    """One that SIGUSR1 wakes."""
    waker = _Waker()
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    other = signal.set_wakeup_fd(waker.woken_by, warn_on_full_buffer=False)
    yield waker
    signal.set_wakeup_fd(other)
    signal.signal(signal.SIGUSR1, before)
    os.close(waker.wakes)
    os.close(waker.woken_by)


def test_a_signal_ends_two_waits_and_no_more(waker: _Waker) -> None:
    """In the first it is seen who has ended, in the second who has to be started."""

    def woken() -> bool:
        return bool(select.select([waker.wakes], [], [], 0)[0])

    assert not woken()
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(2):
        assert woken()
        waker.handle_read_event()
    assert not woken()
