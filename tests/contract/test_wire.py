"""One connection to Redis, kept."""

from __future__ import annotations

import os

import pytest
from redis import ConnectionPool

from openclaw_celery.wire import Wire


def client_id(wire: Wire) -> int:
    answers = wire.ask(("CLIENT", "ID"))
    assert answers is not None
    return int(answers[0])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_has_a_connection_of_its_own(valkey: str) -> None:
    """Its parent's goes on: neither hears what the other asked for."""
    wire = Wire(ConnectionPool.from_url(valkey))
    ours = client_id(wire)
    read, write = os.pipe()

    child = os.fork()
    if child == 0:
        try:
            os.write(write, b"%d" % client_id(wire))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(read, 20))
    os.close(read)
    os.close(write)

    assert theirs != ours
    assert client_id(wire) == ours
