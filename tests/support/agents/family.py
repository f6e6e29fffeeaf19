"""
An agent with a child, a grandchild, and a daemon that has left without a trace.

Usage: family.py PIDS [leave] [stubborn]. All four write their pid to PIDS. `leave`:
the agent itself reports and ends. `stubborn`: none of them heeds SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys


def note(path: str) -> None:
    """Add our pid to the file, in one write."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, f"{os.getpid()}\n".encode())
    os.close(file)


def wait_forever() -> None:
    """Wait for a signal, again and again."""
    while True:
        signal.pause()


def descend(path: str) -> None:
    """Become a child that has a child of its own."""
    os.fork()
    note(path)
    wait_forever()


def go_away(path: str) -> None:
    """Become a daemon: a session, a parent and an environment of its own."""
    os.setsid()
    if os.fork():
        os._exit(0)
    note(path)
    os.execve("/bin/sleep", ["sleep", "1000"], {})  # noqa: S606 - no shell wanted


def main(path: str, *how: str) -> None:
    """Have a family, then wait or leave."""
    if "stubborn" in how:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for life in (descend, go_away):
        if not os.fork():
            life(path)
    note(path)
    if "leave" not in how:
        wait_forever()
    while len(open(path).readlines()) < 4:  # noqa: PTH123, SIM115 - tiny
        pass
    print("[REPORT x]", flush=True)  # noqa: T201 - that is how an agent reports


if __name__ == "__main__":
    main(*sys.argv[1:])
