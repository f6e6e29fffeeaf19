"""Celery's way to Redis is kombu's, with clients and connections that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import pytest
from kombu import pools
from kombu.transport.redis import PrefixedStrictRedis
from redis import Redis
from redis.exceptions import ResponseError

from openclaw_celery.celery_app import make_app
from openclaw_celery.settings import load
from openclaw_celery.transport import Channel, Transport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from celery import Celery


@pytest.fixture
def app(tmp_path: Path, valkey: str) -> Iterator[Celery]:
    app = make_app(load(tmp_path, environ={"CLAWQ_REDIS_URL": valkey}))
    yield app
    pools.reset()


@pytest.mark.parametrize(
    "url",
    ["redis://127.0.0.1:1/0", "rediss://127.0.0.1:1/0", "unix:///nowhere.sock?db=0"],
)
def test_every_way_to_redis_is_ours(tmp_path: Path, url: str) -> None:
    """And is encrypted where the scheme says so."""
    app = make_app(load(tmp_path, environ={"CLAWQ_REDIS_URL": url}))
    connection = app.connection_for_write()

    assert connection.get_transport_cls() is Transport
    assert connection.transport_cls == ("rediss" if "rediss" in url else "redis")


def test_a_channel_makes_its_client_once(app: Celery) -> None:
    """Until its connections are others, as after a lost one."""
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        assert isinstance(channel, Channel)
        with channel.conn_or_acquire() as first, channel.conn_or_acquire() as second:
            assert first is second
        channel._pool = None
        with channel.conn_or_acquire() as third:
            assert third is not first
            assert third.connection_pool is channel.pool
        assert channel._create_client(asynchronous=True) is not third


def test_messages_come_through_and_are_acknowledged(app: Celery) -> None:
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue("p0")
        for number in range(3):
            queue.put({"number": number})
        got = [queue.get(timeout=5) for _ in range(3)]
        with connection.default_channel.conn_or_acquire() as client:
            assert client.hlen("unacked") == 3
            for message in got:
                message.ack()
            assert client.hlen("unacked") == 0

    assert [message.payload["number"] for message in got] == [0, 1, 2]


def test_what_each_message_costs_is_written_by_the_channel_itself(app: Celery) -> None:
    """Neither putting, noting nor acknowledging takes redis-py's client."""
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue("p0")
        queue.put({"number": 1})
        queue.get(timeout=5).ack()
        refused = mock.patch.object(
            PrefixedStrictRedis, "pipeline", side_effect=OSError
        )
        with (
            refused,
            mock.patch.object(PrefixedStrictRedis, "lpush", side_effect=OSError),
        ):
            queue.put({"number": 2})
            message = queue.get(timeout=5)
            message.ack()

    assert message.payload == {"number": 2}


def test_a_kept_connection_that_was_lost_is_replaced(app: Celery, valkey: str) -> None:
    """The message goes kombu's way then, and the next one by a new connection."""
    with app.connection_for_write() as connection, Redis.from_url(valkey) as other:
        queue = connection.SimpleQueue("p0")
        queue.put({"number": 1})
        taken = queue.get(timeout=5)
        for number in (2, 3):
            other.client_kill_filter(_type="normal", skipme=True)
            queue.put({"number": number})
        other.client_kill_filter(_type="normal", skipme=True)
        taken.ack()

        assert other.llen("clawq:p0") == 2
        assert other.hlen("clawq:unacked") == 0


def test_what_a_full_broker_refuses_is_told(app: Celery, valkey: str) -> None:
    with app.connection_for_write() as connection, Redis.from_url(valkey) as other:
        queue = connection.SimpleQueue("p0")
        queue.put({"number": 1})
        other.config_set("maxmemory", "1")
        try:
            with pytest.raises(ResponseError):
                queue.put({"number": 2})
        finally:
            other.config_set("maxmemory", "0")
        queue.put({"number": 3})

        assert other.llen("clawq:p0") == 2
