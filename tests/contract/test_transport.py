"""Celery's way to Redis is kombu's, with clients that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    app.pool.force_close_all()


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
