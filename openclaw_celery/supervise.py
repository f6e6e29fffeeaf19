"""
The running system on one machine: what it consists of, and who restarts it.

supervisor does the supervising: it has restarted processes since 2004, and is asked
and told over a Unix socket. Each process ends with it, and it with `clawq up`, so
that nothing is left behind whatever is killed.
"""

from __future__ import annotations

import http.client
import os
import pwd
import shlex
import socket
import sys
import xmlrpc.client
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from supervisor.xmlrpc import SupervisorTransport

from openclaw_celery.domain.errors import Unavailable
from openclaw_celery.private import kept_secret, private_directory

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.settings import Settings

#: A slot that drains is not killed: its agent may take as long as it is allowed to.
NEVER_S = 10_000_000
#: supervisor waits one second longer after each failed start; it starts anew with
#: one second after a start that went well.
RETRIES = 1_000_000
#: It answers at once, unless something is badly wrong.
ANSWER_S = 30
#: What every service's command begins with.
PROGRAM = [sys.executable, "-m", "openclaw_celery"]
NOTHING_RUNS = "nothing runs here: start it with `clawq up`"


@dataclass(frozen=True, slots=True)
class Service:
    """One process of the system: `group:name`, and the arguments of its `clawq`."""

    group: str
    name: str
    arguments: tuple[str, ...]
    #: Lower starts earlier and stops later.
    priority: int
    stop_within_s: int = 20


@dataclass(frozen=True, slots=True)
class Status:
    """A service as the supervisor sees it."""

    group: str
    name: str
    #: STARTING, RUNNING, BACKOFF, STOPPING, STOPPED, EXITED, FATAL
    state: str
    pid: int
    told: str


def services(settings: Settings, *, flower: bool = True) -> list[Service]:
    """List what runs on this machine."""
    found = []
    if not settings.redis_url:
        found.append(Service("broker", "broker", ("broker",), 1))
    found += [
        Service("reviewer", "reviewer", ("worker", "--reviewer"), 10),
        Service("dispatcher", "dispatcher", ("worker", "--dispatcher"), 10),
        Service("server", "server", ("serve",), 10),
    ]
    found += [
        Service("slots", name, ("worker", "--slot", name), 20, NEVER_S)
        for name in settings.slots
    ]
    if settings.mcp_port:
        # Started before the slots and ended after them: their agents use it.
        found.append(Service("mcp", "mcp", ("mcp", "--http"), 10))
    found.append(Service("beat", "beat", ("beat",), 30))
    if flower:
        found.append(Service("flower", "flower", ("flower",), 40))
    if settings.metrics_port:
        found.append(Service("exporter", "exporter", ("exporter",), 40))
    return found


def configuration(settings: Settings, wanted: list[Service]) -> str:
    """Write supervisor's configuration: all output goes to its own stdout."""
    sections: dict[str, dict[str, object]] = {
        "unix_http_server": {
            "file": control_socket(settings),
            "chmod": "0700",
            # The directory keeps others out; supervisor wants a password as well.
            "username": "clawq",
            "password": _password(settings),
        },
        "supervisord": {
            "nodaemon": "true",
            "user": pwd.getpwuid(os.getuid()).pw_name,
            "logfile": "/dev/null",
            "logfile_maxbytes": 0,
            "loglevel": "warn",
            "pidfile": settings.run_path.absolute() / "supervisor.pid",
            "childlogdir": settings.run_path.absolute(),
            "identifier": "clawq",
        },
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": (
                "supervisor.rpcinterface:make_main_rpcinterface"
            )
        },
    }
    groups: dict[str, list[Service]] = {}
    for service in wanted:
        groups.setdefault(service.group, []).append(service)
        sections[f"program:{service.name}"] = {
            "command": shlex.join([*PROGRAM, *service.arguments]),
            "autorestart": "true",
            "startsecs": 2,
            "startretries": RETRIES,
            "stopsignal": "TERM",
            "stopwaitsecs": service.stop_within_s,
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": "/dev/fd/1",
            "stdout_logfile_maxbytes": 0,
        }
    for group, members in groups.items():
        sections[f"group:{group}"] = {
            "programs": ",".join(service.name for service in members),
            "priority": members[0].priority,
        }
    lines = []
    for section, values in sections.items():
        lines.append(f"[{section}]")
        # supervisor expands %(...)s in every value.
        lines += [f"{k} = {str(v).replace('%', '%%')}" for k, v in values.items()]
        lines.append("")
    return "\n".join(lines)


def prepare(settings: Settings, *, flower: bool = True) -> Path:
    """Write the configuration of this home and return its path."""
    private_directory(settings.home)
    private_directory(settings.run_path)
    private_directory(settings.socket_path.parent)
    # One that was killed has left it; it would be found, and told of in the log.
    control_socket(settings).unlink(missing_ok=True)
    path = settings.run_path / "supervisor.conf"
    path.write_text(configuration(settings, services(settings, flower=flower)), "utf-8")
    return path


def _password(settings: Settings) -> str:
    return kept_secret(settings.run_path / "supervisor.password")


def control_socket(settings: Settings) -> Path:
    """Where the supervisor listens; beside the broker's socket, for its length."""
    return settings.socket_path.with_name("up.sock")


class Supervisor:
    """The supervisor of a home, as `clawq ps` and `clawq down` speak to it."""

    def __init__(self, settings: Settings) -> None:
        """Speak to the supervisor of this home; nothing is connected yet."""
        self._settings = settings

    def _call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - XML-RPC
        path = control_socket(self._settings)
        if not path.exists():
            raise Unavailable(NOTHING_RUNS)
        transport = SupervisorTransport(
            "clawq", _password(self._settings), f"unix://{path}"
        )
        transport._get_connection = partial(_Bounded, path)  # noqa: SLF001
        proxy = xmlrpc.client.ServerProxy("http://clawq", transport=transport)
        method = getattr(proxy.supervisor, name)
        try:
            return method(*arguments)
        except TimeoutError as error:
            msg = f"the supervisor has not answered for {ANSWER_S} s: try again"
            raise Unavailable(msg) from error
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(NOTHING_RUNS) from error
        except xmlrpc.client.Fault as error:
            msg = f"the supervisor refuses: {error.faultString}"
            raise Unavailable(msg) from error
        finally:
            transport.close()

    def services(self) -> list[Status]:
        """List the services; raises Unavailable when nothing runs."""
        return [
            Status(
                group=info["group"],
                name=info["name"],
                state=info["statename"],
                pid=info["pid"],
                told=info["description"],
            )
            for info in self._call("getAllProcessInfo")
        ]

    def start_new(self, settings: Settings, group: str) -> None:
        """Start a group that *settings* name and did not yet when all was started."""
        there = {service.group for service in self.services()}
        if group in there:
            return
        wanted = services(settings, flower="flower" in there)
        path = settings.run_path / "supervisor.conf"
        path.write_text(configuration(settings, wanted), "utf-8")
        self._call("reloadConfig")
        self._call("addProcessGroup", group)

    def stop(self, group: str) -> None:
        """Ask a group to end, without waiting; ends are told by `services`."""
        self._call("stopProcessGroup", group, False)  # noqa: FBT003 - XML-RPC

    def signal(self, group: str, name: str) -> None:
        """Send a signal to a group's processes."""
        self._call("signalProcessGroup", group, name)

    def shut_down(self) -> None:
        """End what still runs, and the supervisor itself."""
        self._call("shutdown")


class _Bounded(http.client.HTTPConnection):
    """A connection to the supervisor; its own kind waits for an answer for ever."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(ANSWER_S)
        self.sock.connect(str(self._path))
