"""Where a browser of ours may go."""

from __future__ import annotations

import re
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.hosts import Hosts, target_of


@pytest.mark.parametrize(
    ("listed", "host", "port", "allowed"),
    [
        ((), "localhost", 3000, True),
        ((), "127.0.0.1", 80, True),
        ((), "127.8.8.8", 80, True),
        ((), "::1", 80, True),
        ((), "example.com", 443, False),
        ((), "10.0.0.1", 80, False),
        ((), "8.8.8.8", 80, False),
        (("example.com",), "example.com", 443, True),
        (("example.com:443",), "example.com", 443, True),
        (("example.com:443",), "example.com", 80, False),
        (("example.com",), "evil.example.com", 443, False),
        (("10.0.0.0/8",), "10.1.2.3", 80, True),
        (("10.0.0.5:8080",), "10.0.0.5", 8080, True),
        (("10.0.0.5:8080",), "10.0.0.5", 80, False),
        (("169.254.0.0/16",), "169.254.169.254", 80, False),
        (("0.0.0.0/0",), "0.0.0.0", 80, False),  # noqa: S104 - nothing is bound
        (("::/0",), "::ffff:10.0.0.1", 80, False),
    ],
)
def test_who_is_allowed(
    listed: tuple[str, ...], host: str, port: int, *, allowed: bool
) -> None:
    """Loopback and what is listed; some addresses never, listed or not."""
    assert (Hosts.of(listed).refuse(host, port) == "") is allowed


@pytest.mark.parametrize(
    ("listed", "address", "allowed"),
    [
        (("example.com",), "93.184.216.34", True),
        (("example.com",), "10.0.0.1", False),
        (("example.com", "10.0.0.0/8"), "10.0.0.1", True),
        (("example.com",), "127.0.0.1", False),
        (("example.com",), "169.254.169.254", False),
        (("example.com",), "::ffff:93.184.216.34", False),
    ],
)
def test_where_a_listed_name_may_lead(
    listed: tuple[str, ...], address: str, *, allowed: bool
) -> None:
    """To public addresses, and to others that are listed themselves."""
    found = Hosts.of(listed).refuse_address(ip_address(address), 80, of="example.com")
    assert (found == "") is allowed


def test_localhost_leads_nowhere_else() -> None:
    """Whatever a machine's own files say of it."""
    hosts = Hosts.of(())
    assert hosts.refuse_address(ip_address("127.0.0.1"), 80, of="localhost") == ""
    assert hosts.refuse_address(ip_address("8.8.8.8"), 80, of="localhost") != ""


@pytest.mark.parametrize("entry", ["a b", "example.com:x", "example.com:0", "한국"])
def test_an_entry_that_means_nothing_is_refused(entry: str) -> None:
    with pytest.raises(InvalidValue):
        Hosts.of([entry])


@given(st.text(max_size=80))
def test_a_url_is_read_or_refused(rest: str) -> None:
    """And never leads to a host that it does not name."""
    try:
        target = target_of(f"http://{rest}")
    except InvalidValue:
        return
    assert target.host
    assert "@" not in re.split(r"[/?#]", rest, maxsplit=1)[0]
