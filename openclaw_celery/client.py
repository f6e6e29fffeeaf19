"""
The short way into a command: have the running system's command server run it.

Importing the engine takes half a second, and agents call `clawq` thousands of times.
The server has it imported, forks, and runs the same command on this process's own
arguments, environment, directory and standard streams: one set of rules, nothing is
known here. Where no server answers, the caller runs the command itself.

Nothing but the quickest parts of the standard library may be imported here.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import sys

from openclaw_celery import __version__
from openclaw_celery.interrupts import CODE, end_quietly

#: In the home: which program the server is, and where it listens.
NOTE = os.path.join("run", "server.json")  # noqa: PTH118 - pathlib takes 8 ms
#: In the environment: `off` makes every command run by itself.
SWITCH = "CLAWQ_SERVER"
#: These are the system itself, want a terminal of their own, or have to work when
#: nothing else does.
OWN = frozenset(
    {
        "beat",
        "broker",
        "demo",
        "doctor",
        "down",
        "exporter",
        "flower",
        "init",
        "mcp",
        "ping",
        "serve",
        "top",
        "up",
        "worker",
    }
)
#: Options before the command that are followed by a value.
_VALUED = frozenset({"--home", "--database-url", "--redis-url", "--trace-id"})
#: A server that does not take a command in this time is busy or stuck.
_PATIENCE_S = 2.0
_FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
#: Sent with the streams once the server is seen to be at work.
GO = b"!"
STREAMS = ("stdin", "stdout", "stderr")
LENGTH = struct.Struct("!I")


def program() -> dict[str, str]:
    """Tell which program this is: only a server that is the same one is asked."""
    return {"version": __version__, "package": os.path.dirname(__file__)}  # noqa: PTH120


def ask(arguments: list[str]) -> int | None:
    """
    Have the server run a command; return its exit code.

    None when there is no server to do it, and then nothing has been done.
    """
    home = _home(arguments)
    if home is None or os.environ.get(SWITCH) == "off":
        return None
    try:
        where = _listening(os.path.join(home, NOTE))  # noqa: PTH118
        if where is None:
            return None
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE_S)
            connection.connect(where)
            if not is_ours(connection):
                return None
            pid = _hand_over(connection, arguments)
            return _see_through(connection, pid)
    except (OSError, ValueError, AttributeError):
        return None


def is_ours(connection: socket.socket) -> bool:
    """Tell whether the other end runs as this user; Linux knows."""
    peer = getattr(socket, "SO_PEERCRED", None)
    if peer is None:
        return True
    told = connection.getsockopt(socket.SOL_SOCKET, peer, struct.calcsize("3i"))
    return bool(struct.unpack("3i", told)[1] == os.getuid())


def _home(arguments: list[str]) -> str | None:
    """Return the home whose server is to be asked; None for what runs by itself."""
    words = iter(arguments)
    command = None
    home = os.environ.get("CLAWQ_HOME") or ".clawq"
    for word in words:
        if word.startswith("--home="):
            home = word.partition("=")[2]
        elif word == "--home":
            home = next(words, home)
        elif command is None and word in _VALUED:
            next(words, None)
        elif command is None and not word.startswith("-"):
            command = word
    return None if command in OWN else home


def _listening(note: str) -> str | None:
    """Return where the server of this very program listens."""
    with open(note, "rb") as file:  # noqa: PTH123
        if os.fstat(file.fileno()).st_uid != os.getuid():
            return None
        told = json.load(file)
    return told["socket"] if told["program"] == program() else None


def _hand_over(connection: socket.socket, arguments: list[str]) -> int:
    """Send all that a command sees of its process; return who will run it."""
    mask = os.umask(0o77)
    os.umask(mask)
    streams = [getattr(sys, name) for name in STREAMS]
    told = json.dumps(
        {
            "arguments": arguments,
            "environment": dict(os.environ),
            "directory": os.getcwd(),  # noqa: PTH109
            "umask": mask,
            "streams": [[stream.encoding, stream.errors] for stream in streams],
        }
    ).encode()
    connection.sendall(LENGTH.pack(len(told)) + told)
    answer = connection.recv(LENGTH.size)
    if len(answer) != LENGTH.size:
        msg = "the server has gone"
        raise OSError(msg)
    # Nothing is done before this arrives: until then the command is still ours. A
    # server that is stuck must not hold our streams: their readers would wait for it.
    socket.send_fds(connection, [GO], [stream.fileno() for stream in streams])
    return int(LENGTH.unpack(answer)[0])


def _see_through(connection: socket.socket, pid: int) -> int:
    """Pass signals on until the command has ended; return its exit code."""
    passed = 0

    def pass_on(number: int, _frame: object) -> None:
        nonlocal passed
        passed = number
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            # Its answer is on the way already.
            return

    for number in _FORWARDED:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, pass_on)
    connection.settimeout(None)
    try:
        answer = connection.recv(LENGTH.size)
    except OSError:
        answer = b""
    # From here on the number may be another process's.
    end_quietly()
    if len(answer) == LENGTH.size:
        return int(LENGTH.unpack(answer)[0])
    if passed == signal.SIGINT:
        return CODE
    if passed:
        signal.signal(passed, signal.SIG_DFL)
        os.kill(os.getpid(), passed)
    sys.stderr.write(f"clawq: process {pid}, which ran this command, was killed\n")
    return 1
