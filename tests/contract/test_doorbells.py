"""A doorbell that is put together quickly is the one that Celery would send."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from celery import Celery, signals, signature
from kombu import pools
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from openclaw_celery.bus import DISPATCH, REVIEW, REVIEW_QUEUE, RUN, TICK_QUEUE
from openclaw_celery.celery_app import make_app
from openclaw_celery.doorbells import App
from openclaw_celery.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from celery.utils.dispatch import Signal

    Ring = Callable[[Celery], None]

LINK = {
    "task": REVIEW,
    "args": ["ORCH-7", 4],
    "kwargs": {},
    "options": {"queue": REVIEW_QUEUE},
    "subtask_type": None,
    "immutable": True,
}


@pytest.fixture
def app(tmp_path: Path, valkey: str) -> Iterator[Celery]:
    app = make_app(load(tmp_path, environ={"CLAWQ_REDIS_URL": valkey}))

    @app.task(name=REVIEW, shared=False)
    def review_item(item_id: str, fence: int) -> str:
        return f"{item_id}:{fence}"

    yield app
    pools.reset()


def run(app: Celery) -> None:
    app.send_task(RUN, args=("ORCH-7", 4), queue="p1", retry=False, chain=[LINK])


def review(app: Celery) -> None:
    app.send_task(REVIEW, args=("ORCH-7", 4), queue=REVIEW_QUEUE, retry=False)


def link(app: Celery) -> None:
    """As a worker sends the next link of a chain whose task has ended."""
    signature(LINK, app=app).apply_async(
        ("reviewing",), chain=[], parent_id="parent", root_id="root", priority=None
    )


def tick(app: Celery) -> None:
    app.send_task(DISPATCH, queue=TICK_QUEUE)


@pytest.fixture
def redis(valkey: str) -> Iterator[Redis]:
    with Redis.from_url(valkey) as client:
        yield client


def message(redis: Redis) -> dict[str, Any]:
    """Take what was sent, with one word for its fresh id and what comes of it."""
    queues = [f"clawq:{name}" for name in ("p1", REVIEW_QUEUE, TICK_QUEUE)]
    found: Any = redis.brpop(queues, 1)
    raw = json.loads(found[1])
    raw["body"] = json.loads(base64.b64decode(raw["body"]))
    headers, properties = raw["headers"], raw["properties"]
    del properties["delivery_tag"]
    # Celery says null of a task that it does not know, and means the same.
    headers["ignore_result"] = headers["ignore_result"] in {None, True}
    text = json.dumps(raw).replace(headers["id"], "its id")
    return dict(json.loads(text), queue=found[0])


@pytest.mark.parametrize("ring", [run, review, link])
def test_a_doorbell_is_what_celery_would_send(
    app: Celery, redis: Redis, ring: Ring
) -> None:
    """To the last header, whatever version of Celery is installed."""
    with mock.patch.object(Celery, "send_task", side_effect=AssertionError):
        ring(app)
    ours = message(redis)
    with mock.patch.object(type(app), "send_task", Celery.send_task):
        ring(app)

    assert ours == message(redis)


@pytest.mark.parametrize("ring", [run, review, link])
def test_one_that_is_rung_within_a_task_is_its_child(
    app: Celery, redis: Redis, ring: Ring
) -> None:
    """As Flower shows it."""
    outer = mock.Mock()
    outer.request.id, outer.request.root_id = "outer", "outermost"
    outer.request.delivery_info = {}
    with mock.patch.object(type(app), "current_worker_task", outer):
        ring(app)
        ours = message(redis)
        with mock.patch.object(type(app), "send_task", Celery.send_task):
            ring(app)

    assert ours == message(redis)


def test_everything_else_is_left_to_celery(app: Celery) -> None:
    """A tick, and a doorbell with more to it."""
    with mock.patch.object(Celery, "send_task") as left:
        tick(app)
        app.send_task(REVIEW, args=("ORCH-7", 4), queue=REVIEW_QUEUE, countdown=5)
        app.send_task(REVIEW, args=("ORCH-7", 4))
        app.send_task(REVIEW, kwargs={"item_id": "ORCH-7"}, queue=REVIEW_QUEUE)

    assert left.call_count == 4


@pytest.mark.parametrize(
    "listened", [signals.before_task_publish, signals.after_task_publish]
)
def test_who_listens_to_messages_hears_of_doorbells(
    app: Celery, listened: Signal
) -> None:
    """Tracing hangs its headers on them."""
    heard = []

    def hear(sender: str, **_: object) -> None:
        heard.append(sender)

    listened.connect(hear)
    try:
        run(app)
    finally:
        listened.disconnect(hear)

    assert heard == [RUN]


def test_a_link_that_does_not_go_out_is_tried_as_celery_does(app: Celery) -> None:
    """A doorbell of the queue's own is not: the watchdog rings it again."""
    away = mock.patch.object(App, "_ring", side_effect=RedisConnectionError("away"))
    with away, mock.patch.object(Celery, "send_task") as left:
        link(app)
        with pytest.raises(RedisConnectionError):
            review(app)

    assert left.call_count == 1
