"""
The only way out of a browser of ours: a SOCKS proxy that looks who wants to go where.

Every connection that a page causes comes by here, redirects and web sockets included.
A name is looked up once, here, and what is connected to is the address that was judged.
"""

from __future__ import annotations

import contextlib
import select
import socket
import socketserver
import struct
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Self

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.hosts import Hosts, host_of

if TYPE_CHECKING:
    from openclaw_celery.domain.hosts import Address

_VERSION = 5
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_DONE, _NOT_ALLOWED, _UNREACHABLE, _UNKNOWN = 0, 2, 4, 7
_PATIENCE_S = 10.0
_BLOCK = 64 * 1024


class Door:
    """Says which addresses a host has, if it may be gone to; asks for each once."""

    def __init__(self, hosts: Hosts) -> None:
        """Let through what *hosts* allows."""
        self._hosts = hosts
        self._known: dict[str, list[Address]] = {}
        self._guard = threading.Lock()
        #: Why each host and port that was asked for in vain was refused.
        self.refused: dict[tuple[str, int], str] = {}

    def addresses(self, host: str, port: int) -> list[Address]:
        """Look up *host*; raises InvalidValue if one address is not allowed."""
        host = host_of(host.removeprefix("[").removesuffix("]"))
        why = self._hosts.refuse(host, port)
        found = [] if why else self._look_up(host)
        for address in found:
            why = why or self._hosts.refuse_address(address, port, of=host)
        if why:
            self.refused[host, port] = why
            raise InvalidValue(why)
        return found

    def _look_up(self, host: str) -> list[Address]:
        with contextlib.suppress(ValueError):
            return [ip_address(host)]
        with self._guard:
            if host not in self._known:
                told = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
                names = dict.fromkeys(str(one[4][0]) for one in told)
                self._known[host] = [ip_address(name) for name in names]
            return self._known[host]


class Doorman(socketserver.ThreadingTCPServer):
    """The proxy, on a port of loopback; a context manager that ends it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, door: Door) -> None:
        """Let through what *door* does."""
        super().__init__(("127.0.0.1", 0), _Guest)
        self.door = door
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """What a browser is told to go through."""
        return f"socks5://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Guest(socketserver.BaseRequestHandler):
    """One connection that the browser wants."""

    server: Doorman
    request: socket.socket

    def handle(self) -> None:
        # Whatever goes wrong with a connection is the page's to see.
        with contextlib.suppress(OSError, EOFError, ValueError):
            self.request.settimeout(_PATIENCE_S)
            wanted = self._asked()
            if wanted is None:
                self._answer(_UNKNOWN)
                return
            try:
                there = self._connected(*wanted)
            except InvalidValue:
                self._answer(_NOT_ALLOWED)
            except OSError:
                self._answer(_UNREACHABLE)
            else:
                with there:
                    self._answer(_DONE)
                    _relay(self.request, there)

    def _asked(self) -> tuple[str, int] | None:
        """Read where the browser wants to go."""
        version, methods = self._read(2)
        self._read(methods)
        if version != _VERSION:
            return None
        self.request.sendall(bytes((_VERSION, 0)))
        version, command, _, kind = self._read(4)
        if kind == _NAME:
            host = self._read(self._read(1)[0]).decode("ascii")
        elif kind == _IPV4:
            host = str(IPv4Address(self._read(4)))
        elif kind == _IPV6:
            host = str(IPv6Address(self._read(16)))
        else:
            return None
        (port,) = struct.unpack("!H", self._read(2))
        return (host, port) if (version, command) == (_VERSION, _CONNECT) else None

    def _connected(self, host: str, port: int) -> socket.socket:
        error = OSError(f"{host} has no address")
        for address in self.server.door.addresses(host, port):
            try:
                return socket.create_connection((str(address), port), _PATIENCE_S)
            except OSError as found:
                error = found
        raise error

    def _answer(self, code: int) -> None:
        self.request.sendall(bytes((_VERSION, code, 0, _IPV4)) + bytes(6))

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.request.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data


def _relay(one: socket.socket, other: socket.socket) -> None:
    """Carry bytes both ways until both sides have said all."""
    to = {one: other, other: one}
    one.settimeout(None)
    other.settimeout(None)
    while to:
        for ready in select.select(list(to), [], [])[0]:
            data = ready.recv(_BLOCK)
            if data:
                to[ready].sendall(data)
            else:
                with contextlib.suppress(OSError):
                    to[ready].shutdown(socket.SHUT_WR)
                del to[ready]
