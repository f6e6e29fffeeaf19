"""Doorbells: which queue they ring in, and what they carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from openclaw_celery import bus
from openclaw_celery.bus import CeleryBus, queue_of, run_queue, run_queues
from openclaw_celery.domain.errors import BrokerUnavailable
from openclaw_celery.domain.transitions import DISPATCHED
from openclaw_celery.engine.dispatch import lanes_of
from openclaw_celery.ports import Slot
from tests.unit.test_transitions import item_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEM = replace(item_in(DISPATCHED), id="DOC-7", role="docs")


@pytest.fixture
def app() -> Iterator[Celery]:
    made = Celery("test", broker="memory://", set_as_current=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("lane", "rank", "name"),
    [
        ("/", 0, "p0"),
        ("/", 2, "p2"),
        ("/", -1, "p0"),
        ("docs/", 1, "docs/.p1"),
        ("/command", 2, "/command.p2"),
        ("docs/command", -1, "docs/command.p0"),
    ],
)
def test_a_queue_for_each_lane_and_priority(lane: str, rank: int, name: str) -> None:
    """An item that has aged beyond P0 waits with the P0s."""
    assert queue_of(lane, rank) == name


def test_a_slot_drains_strictly_by_priority() -> None:
    """And of one priority first what only it and its like may take."""
    assert run_queues(lanes_of(Slot("s", "command"))) == [
        "/command.p0", "p0", "/command.p1", "p1", "/command.p2", "p2",
    ]  # fmt: skip


@pytest.mark.parametrize("roles", [(), ("docs",), ("docs", "tests")])
def test_every_item_a_slot_may_take_rings_where_it_listens(
    roles: tuple[str, ...],
) -> None:
    """No doorbell rings in a queue that nobody drains."""
    slot = Slot("s", "command", roles)
    queues = run_queues(lanes_of(slot))
    assert len(queues) == len(set(queues))
    for role in (None, *roles):
        for runtime in (None, "command"):
            for rank in (-1, 0, 1, 2):
                item = replace(ITEM, role=role, runtime=runtime, rank=rank)
                assert run_queue(item) in queues


def test_a_doorbell_carries_the_id_and_the_fence(app: Celery) -> None:
    """And the review is chained behind the run."""
    with mock.patch.object(app.amqp, "send_task_message") as sent:
        CeleryBus(lambda: app).ring_run(ITEM)

    [call] = sent.call_args_list
    _producer, name, message = call.args
    assert name == bus.RUN
    args, kwargs, embedded = message.body
    assert (list(args), kwargs) == (["DOC-7", 4], {})
    assert call.kwargs["queue"].name == "docs/.p1"
    [review] = embedded["chain"]
    assert (review["task"], list(review["args"])) == (bus.REVIEW, ["DOC-7", 4])
    assert review["options"]["queue"] == bus.REVIEW_QUEUE
    assert review["immutable"]


def test_a_review_rings_alone(app: Celery) -> None:
    with mock.patch.object(app.amqp, "send_task_message") as sent:
        CeleryBus(lambda: app).ring_review(ITEM)

    _producer, name, message = sent.call_args.args
    assert name == bus.REVIEW
    assert list(message.body[0]) == ["DOC-7", 4]
    assert sent.call_args.kwargs["queue"].name == bus.REVIEW_QUEUE


@pytest.mark.parametrize(
    "error", [OperationalError("x"), RedisError("x"), ConnectionRefusedError("x")]
)
def test_a_broker_that_is_away_is_one_error(app: Celery, error: Exception) -> None:
    """Whatever kombu and redis call it."""
    rings = CeleryBus(lambda: app)
    with mock.patch.object(app.amqp, "send_task_message", side_effect=error):
        for ring in (rings.ring_run, rings.ring_review):
            with pytest.raises(BrokerUnavailable):
                ring(ITEM)
