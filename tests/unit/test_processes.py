"""A child ends with its parent, also with one that ended before it could ask."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from tests.support.system import ROOT
from tests.support.waiting import wait_until

CHILD = """
import os, signal, sys
from openclaw_celery.processes import die_with_parent
parent = os.getpid()
if os.fork():
    if {early}:
        os._exit(0)
    signal.pause()
if {early}:
    while os.getppid() == parent:
        pass
die_with_parent(parent=parent)
print(os.getpid(), flush=True)
signal.pause()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")
def test_it_ends_with_its_parent() -> None:
    """Killed without a word, in the same moment."""
    parent = subprocess.Popen(
        [sys.executable, "-c", CHILD.format(early=False)],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ROOT},
    )  # fmt: skip
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)

    parent.kill()
    parent.communicate()

    wait_until(lambda: not psutil.pid_exists(child), 5, what="the child's end")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")
def test_it_ends_when_its_parent_has_gone_before_it_asks() -> None:
    """It never gets to say that it lives."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(early=True)],
        capture_output=True, text=True, timeout=20, check=True,
        env={**os.environ, "PYTHONPATH": ROOT},
    )  # fmt: skip

    assert done.stdout == ""


#: Forks while another thread holds a lock that the child wants first of all.
HANGS = """
import os, signal, threading
from openclaw_celery.processes import tie_forks
tie_forks()
lock, held = threading.Lock(), threading.Event()
def hold():
    lock.acquire()
    held.set()
    threading.Event().wait()
threading.Thread(target=hold, daemon=True).start()
held.wait()
child = os.fork()
if not child:
    lock.acquire()
    print("never")
print(child, flush=True)
signal.pause()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")
def test_a_fork_that_hangs_from_its_birth_ends_with_its_parent() -> None:
    """It can't ask for that itself any more."""
    parent = subprocess.Popen(
        [sys.executable, "-c", HANGS],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ROOT},
    )  # fmt: skip
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)

    parent.kill()
    parent.communicate()

    wait_until(lambda: not psutil.pid_exists(child), 5, what="the child's end")


#: Starts one that no signal ends: its handler, in the middle of it, hangs.
STUCK = """
import os, signal, subprocess, sys
child = '''
import os, signal, sys, threading
from openclaw_celery.processes import die_with_parent, outlive
signal.signal(signal.SIGQUIT, lambda *_: threading.Event().wait())
die_with_parent(signal.SIGQUIT)
outlive(os.getppid(), for_s=0.2)
print(os.getpid(), flush=True)
while True:
    signal.pause()
'''
subprocess.run([sys.executable, "-c", child])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")
def test_one_that_is_stuck_on_its_way_out_is_seen_out() -> None:
    """In a signal handler, where no further signal reaches it."""
    parent = subprocess.Popen(
        [sys.executable, "-c", STUCK],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ROOT},
    )  # fmt: skip
    assert parent.stdout
    child = int(parent.stdout.readline())

    parent.kill()
    parent.wait()

    wait_until(lambda: not psutil.pid_exists(child), 10, what="the child's end")
    parent.communicate()
