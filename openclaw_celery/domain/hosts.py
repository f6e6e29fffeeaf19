"""
Where a browser of ours may go: loopback, and what the settings list.

A host is judged twice, by its name before it is looked up and by every address that
this gives. Addresses have one spelling here: `0x7f.1` and its like are refused.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openclaw_celery.domain.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = {"http": 80, "https": 443}
MOST_URL = 2000
_MOST_PORT = 65535
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
#: A name whose last part is no number: such a one may be an address in disguise.
_NAME = re.compile(rf"(?:{_LABEL}\.)*(?!\d+$|0x[0-9a-f]*$){_LABEL}")
_NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads."""

    url: str
    host: str
    port: int


def target_of(url: str) -> Target:
    """Read a URL; raises InvalidValue for what is not plainly http or https."""
    if len(url) > MOST_URL:
        msg = f"a URL of {len(url)} characters is too long"
        raise InvalidValue(msg)
    if re.search(r"[\s\\\x00-\x1f\x7f]", url):
        msg = f"{url[:80]!r}: a URL has no spaces, backslashes or control characters"
        raise InvalidValue(msg)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        msg = f"{url}: {error}"
        raise InvalidValue(msg) from None
    if parts.scheme not in PORTS:
        msg = f"{url[:200]}: only http:// and https:// can be looked at"
        raise InvalidValue(msg)
    if "@" in parts.netloc:
        msg = "a URL with a user or password in it is not looked at"
        raise InvalidValue(msg)
    host = host_of(parts.hostname or "")
    return Target(url, host, PORTS[parts.scheme] if port is None else port)


def host_of(text: str) -> str:
    """Return a host in its one spelling; raises InvalidValue if it has another."""
    host = text.lower()
    with suppress(ValueError):
        return str(ip_address(host))
    if len(host) <= 253 and _NAME.fullmatch(host):  # noqa: PLR2004 - DNS says so
        return host
    msg = (
        f"{text[:80]!r} is no host: write a name, 127.0.0.1 or [::1], "
        "other scripts as xn--..."
    )
    raise InvalidValue(msg)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that may be looked at, besides loopback."""

    #: With the port that it is about, if it is about one.
    names: frozenset[tuple[str, int | None]] = frozenset()
    networks: frozenset[tuple[Network, int | None]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> Hosts:
        """Read `host`, `host:port`, addresses and networks; raises InvalidValue."""
        names, networks = set(), set()
        for entry in filter(None, map(str.strip, entries)):
            host, port = _entry(entry)
            if isinstance(host, str):
                names.add((host, port))
            else:
                networks.add((host, port))
        return cls(frozenset(names), frozenset(networks))

    def refuse(self, host: str, port: int) -> str:
        """Say why *host* may not be looked up or gone to; nothing if it may."""
        with suppress(ValueError):
            return self.refuse_address(ip_address(host), port, of=host)
        if host == "localhost" or {(host, port), (host, None)} & self.names:
            return ""
        return f"{_shown(host, port)} is not allowed: ui_hosts does not list it"

    def refuse_address(self, address: Address, port: int, *, of: str) -> str:
        """Say why an address of the host *of* may not be gone to."""
        where = of if of == str(address) else f"{of} is {address}, and that"
        if _is_disguised(address):
            return f"{where} is an IPv4 address in disguise: never allowed"
        if address.is_loopback and of in {"localhost", str(address)}:
            return ""
        if (
            address.is_link_local
            or address.is_multicast
            or address.is_unspecified
            or (address.is_reserved and not address.is_loopback)
        ):
            return f"{where} is the address of no ordinary host: never allowed"
        listed = any(
            address in network and port in {about, port if about is None else about}
            for network, about in self.networks
        )
        if listed or (address.is_global and of not in {"localhost", str(address)}):
            return ""
        return f"{where} is not allowed: ui_hosts does not list {_shown(address, port)}"


def _entry(entry: str) -> tuple[str | Network, int | None]:
    """Read one line of the list."""
    with suppress(ValueError):
        return ip_network(entry), None
    host, _, port = entry.rpartition(":")
    if not host:
        host, port = port, ""
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) <= _MOST_PORT):
        msg = f"{entry[:80]!r}: write host, host:port, an address or a network"
        raise InvalidValue(msg)
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    name = host_of(host)
    number = int(port) if port else None
    with suppress(ValueError):
        return ip_network(name), number
    return name, number


def _is_disguised(address: Address) -> bool:
    """Tell whether an IPv6 address stands for an IPv4 one."""
    if isinstance(address, IPv4Address):
        return False
    return (
        address.ipv4_mapped is not None
        or address.sixtofour is not None
        or address.teredo is not None
        or address in _NAT64
        # ::a.b.c.d, long out of use; ::1 is loopback itself.
        or 1 < int(address) < 2**32
    )


def _shown(host: object, port: int) -> str:
    return f"[{host}]:{port}" if isinstance(host, IPv6Address) else f"{host}:{port}"
