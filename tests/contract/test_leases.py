"""What a lock server must do for leases, on a real Valkey and in the tests' memory."""

from __future__ import annotations

import socket
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from openclaw_celery.domain.errors import LeasesUnavailable
from openclaw_celery.leases.redis import RedisLeases
from tests.support.engine import MemoryLeases
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.ports import Leases
    from tests.support.services import Valkey

MINUTE = timedelta(minutes=1)


def client(url: str) -> Redis:
    """As the wiring makes it, but more impatient."""
    return Redis.from_url(
        url, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 1)
    )


@pytest.fixture
def redis(valkey: str) -> Iterator[Redis]:
    with client(valkey) as connected:
        yield connected


@pytest.fixture(params=["valkey", "memory"])
def leases(request: pytest.FixtureRequest) -> Leases:
    if request.param == "memory":
        return MemoryLeases()
    return RedisLeases(request.getfixturevalue("redis"), ttl=MINUTE)


def test_a_lock_is_one_owners_at_a_time(leases: Leases) -> None:
    """The second is refused until the first lets go."""
    assert leases.acquire("A", owner="s1", fence=1)
    assert not leases.acquire("A", owner="s2", fence=1)
    assert leases.acquire("B", owner="s2", fence=1)

    assert leases.release("A", owner="s1", fence=1)
    assert leases.acquire("A", owner="s2", fence=1)


def test_its_owner_may_take_it_again(leases: Leases) -> None:
    """A doorbell that is delivered twice to one slot is not refused here."""
    assert leases.acquire("A", owner="s1", fence=1)
    assert leases.acquire("A", owner="s1", fence=1)


def test_a_newer_fence_overrules_an_older_one(leases: Leases) -> None:
    """The store has revoked it; whoever held it has nothing to say any more."""
    assert leases.acquire("A", owner="dead", fence=1)
    assert leases.acquire("A", owner="s2", fence=2)

    assert not leases.acquire("A", owner="dead", fence=1)
    assert not leases.renew("A", owner="dead", fence=1)
    assert not leases.release("A", owner="dead", fence=1)
    assert leases.renew("A", owner="s2", fence=2)


def test_fences_are_numbers(leases: Leases) -> None:
    """10 is newer than 9."""
    assert leases.acquire("A", owner="s1", fence=9)
    assert leases.acquire("A", owner="s2", fence=10)
    assert not leases.acquire("A", owner="s1", fence=9)


def test_nobody_renews_or_releases_what_is_anothers(leases: Leases) -> None:
    """Owner and fence are compared, both of them; nothing is changed."""
    leases.acquire("A", owner="s1", fence=2)

    for owner, fence in (("s2", 2), ("s1", 1), ("s1", 3)):
        assert not leases.renew("A", owner=owner, fence=fence)
        assert not leases.release("A", owner=owner, fence=fence)
    assert leases.release("A", owner="s1", fence=2)
    assert not leases.release("A", owner="s1", fence=2)


def test_a_renewal_takes_a_lock_that_is_gone(leases: Leases) -> None:
    """The server was restarted empty: the owner is still the owner."""
    assert leases.renew("A", owner="s1", fence=1)
    assert not leases.acquire("A", owner="s2", fence=1)


def test_any_name_can_be_locked(leases: Leases) -> None:
    """Owners from outside call themselves what they like."""
    owner = "나 자신\n*?[a] \x00"
    assert leases.acquire("A.b-c_d", owner=owner, fence=1)
    assert not leases.release("A.b-c_d", owner="나", fence=1)
    assert leases.release("A.b-c_d", owner=owner, fence=1)


def test_a_lock_ends_by_itself(redis: Redis) -> None:
    """Nobody has to clean up after the dead."""
    leases = RedisLeases(redis, ttl=timedelta(milliseconds=80))
    assert leases.acquire("A", owner="dead", fence=1)
    wait_until(lambda: leases.acquire("A", owner="s2", fence=1), what="the end of it")


def test_a_renewal_starts_the_time_anew(redis: Redis) -> None:
    """A minute from now on, not from when it was taken; a refused one adds nothing."""
    leases = RedisLeases(redis, ttl=MINUTE)
    leases.acquire("A", owner="s1", fence=1)
    redis.pexpire("lease:A", 1000)
    leases.renew("A", owner="s2", fence=1)
    assert int(redis.pttl("lease:A")) <= 1000  # type: ignore[arg-type]
    leases.renew("A", owner="s1", fence=1)
    assert int(redis.pttl("lease:A")) > 50_000  # type: ignore[arg-type]


@pytest.mark.parametrize("gone", ["scripts", "connections"])
def test_a_server_that_was_restarted_is_asked_anew(redis: Redis, gone: str) -> None:
    """It knows neither the scripts nor the connection that was kept."""
    leases = RedisLeases(redis, ttl=MINUTE)
    assert leases.acquire("A", owner="s1", fence=1)

    if gone == "scripts":
        redis.script_flush()
    else:
        redis.client_kill_filter(_type="normal")

    assert not leases.acquire("A", owner="s2", fence=1)
    assert leases.release("A", owner="s1", fence=1)


def test_of_many_at_once_one_gets_it(valkey: str) -> None:
    """Compared and set in one step inside the server."""
    won: list[int] = []
    gate = threading.Barrier(12)

    def tries(number: int) -> None:
        with client(valkey) as own:
            leases = RedisLeases(own, ttl=MINUTE)
            gate.wait()
            if leases.acquire("A", owner=f"s{number}", fence=1):
                won.append(number)

    threads = [threading.Thread(target=tries, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_server_that_is_gone_is_named_and_a_new_one_used(own_valkey: Valkey) -> None:
    """Killed and started again, empty: scripts are loaded anew."""
    with client(own_valkey.url) as connected:
        leases = RedisLeases(connected, ttl=MINUTE)
        assert leases.acquire("A", owner="s1", fence=1)

        own_valkey.kill()
        for call in (leases.acquire, leases.renew, leases.release):
            with pytest.raises(LeasesUnavailable):
                call("A", owner="s1", fence=1)

        own_valkey.start()
        assert leases.acquire("A", owner="s2", fence=1)


def test_a_server_that_says_nothing_is_given_up() -> None:
    """In seconds, however long it keeps the connection open."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with client(f"redis://127.0.0.1:{port}/0") as connected:
            leases = RedisLeases(connected, ttl=MINUTE)
            started = time.monotonic()
            with pytest.raises(LeasesUnavailable):
                leases.acquire("A", owner="s1", fence=1)
            assert time.monotonic() - started < 8
