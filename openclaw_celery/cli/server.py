"""
The command server: runs commands for `clawq` processes that have imported nothing.

It holds no connection and no thread, only imported modules, and forks for every
command. The child takes over what its client has handed it: arguments, environment,
directory, umask and the standard streams themselves, so that the command can't tell
the difference.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from openclaw_celery.cli import COMMANDS, run
from openclaw_celery.cli.output import fail, pass_call
from openclaw_celery.cli.services import end_with_supervisor
from openclaw_celery.client import GO, LENGTH, NOTE, OWN, STREAMS, is_ours, program
from openclaw_celery.interrupts import end_quietly
from openclaw_celery.private import private_directory

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.settings import Settings

#: What commands import while they run.
WARM = (
    "celery.app.amqp",
    "kombu.transport.redis",
    "openclaw_celery.celery_app",
    "openclaw_celery.wiring",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
#: No command line is longer; the environment of one may be.
MAX_BYTES = 16 * 1024 * 1024
#: A client that is slow to say what it wants is not waited for by others.
PATIENCE_S = 5


@click.command(
    "serve",
    epilog="""\b
Examples:
  clawq serve              as `clawq up` runs it; CLAWQ_SERVER=off asks nobody""",
)
@pass_call
def serve_command(call: Call) -> None:
    """Run commands for others: they start in a tenth of the time."""
    end_with_supervisor(signal.SIGTERM)
    settings = call.settings()
    for module in {*WARM, *(f"openclaw_celery.cli.{m}" for m in _short())}:
        import_module(module)
    # Children share these pages as long as nobody writes to them.
    gc.collect()
    gc.freeze()
    with _listen(settings) as listener:
        # Ended on purpose is not killed, in the log.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        # Children that have ended are not waited for.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            connection, _ = listener.accept()
            with connection:
                if is_ours(connection) and os.fork() == 0:
                    listener.close()
                    _serve(connection)


def _short() -> set[str]:
    return {module for name, module in COMMANDS.items() if name not in OWN}


def _listen(settings: Settings) -> socket.socket:
    """Listen beside the broker's socket, and say in the home where that is."""
    path = settings.socket_path.with_name("server.sock")
    private_directory(path.parent)
    private_directory(settings.run_path)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(128)
    note = settings.home / NOTE
    fresh = note.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps({"program": program(), "socket": str(path)}), "utf-8")
    fresh.replace(note)
    return listener


def _serve(connection: socket.socket) -> NoReturn:
    """Be the process of one command."""
    code = 1
    end_quietly()
    try:
        # A signal for the server's group is not meant for its commands.
        os.setsid()
        told = _take(connection)
        connection.sendall(LENGTH.pack(os.getpid()))
        # Who gave up waiting runs the command itself: both must not.
        if _take_streams(connection):
            connection.settimeout(None)
            waiting = threading.Thread(
                target=_leave_with, args=(connection,), daemon=True
            )
            waiting.start()
            code = _run(told)
            connection.sendall(LENGTH.pack(code))
    except OSError:
        # The client has gone.
        pass
    finally:
        os._exit(code)


def _take(connection: socket.socket) -> dict[str, Any]:
    """Receive what the client says of itself."""
    connection.settimeout(PATIENCE_S)
    left = LENGTH.unpack(_read(connection, LENGTH.size))[0]
    if left > MAX_BYTES:
        raise ConnectionError
    told: dict[str, Any] = json.loads(_read(connection, left))
    return told


def _read(connection: socket.socket, length: int) -> bytes:
    chunks = []
    while length:
        chunk = connection.recv(min(length, 1 << 16))
        if not chunk:
            raise ConnectionError
        chunks.append(chunk)
        length -= len(chunk)
    return b"".join(chunks)


def _take_streams(connection: socket.socket) -> bool:
    """Put the client's streams in the place of ours; False if it has gone."""
    said, streams, _, _ = socket.recv_fds(connection, len(GO), len(STREAMS))
    if said != GO or len(streams) != len(STREAMS):
        return False
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    return True


def _become(told: dict[str, Any]) -> None:
    """Look like the process that was called."""
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    os.umask(told["umask"])
    os.chdir(told["directory"])
    os.environ.clear()
    os.environ.update(told["environment"])
    sys.argv = ["clawq", *told["arguments"]]
    for place, (name, (encoding, errors)) in enumerate(
        zip(STREAMS, told["streams"], strict=True)
    ):
        stream = open(  # noqa: SIM115 - a descriptor, open to the end
            place,
            "r" if place == 0 else "w",
            # As Python opens its own: whole lines reach a terminal, errors anyone.
            buffering=1 if place == 2 or os.isatty(place) else -1,  # noqa: PLR2004
            encoding=encoding,
            errors=errors,
            closefd=False,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _leave_with(connection: socket.socket) -> None:
    """End when the client does: nobody waits for this any more."""
    with suppress(OSError):
        connection.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


def _run(told: dict[str, Any]) -> int:
    try:
        _become(told)
    except OSError as error:
        # The directory is gone that the caller is in, for one.
        return fail(f"{error.filename}: {error.strerror}", code=3)
    try:
        code = run(told["arguments"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        # What Python itself ends with.
        code = code or 120
    return code
