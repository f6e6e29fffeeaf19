"""
Doorbells: Celery messages that carry an item's id and fence, and nothing else.

`run_item` is chained with `review_item`; both do nothing when the item has moved on,
so a message may be lost, doubled or late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from openclaw_celery.domain.errors import BrokerUnavailable
from openclaw_celery.domain.item import Priority

if TYPE_CHECKING:
    from collections.abc import Callable

    from celery import Celery

    from openclaw_celery.domain.item import Item

RUN = "clawq.run_item"
REVIEW = "clawq.review_item"
DISPATCH = "clawq.dispatch"
RESCUE = "clawq.rescue"
SYNC = "clawq.sync"
NOTIFY = "clawq.notify"

REVIEW_QUEUE = "review"
TICK_QUEUE = "tick"


def run_queue(item: Item) -> str:
    """Name the queue of an item: one for each lane and priority."""
    return queue_of(item.lane, item.rank)


def queue_of(lane: str, rank: int) -> str:
    """Name the queue of a lane and rank: `p0`, `docs/.p1`, `/command.p2`."""
    name = f"p{max(0, rank)}"
    return name if lane == "/" else f"{lane}.{name}"


def run_queues(lanes: list[str]) -> list[str]:
    """
    List the queues a slot drains, in order: strictly by priority.

    Within a priority the narrowest lane first: what only this slot may take is
    not to wait behind what any slot may.
    """
    narrow_first = sorted(set(lanes), key=lambda lane: (lane == "/", lane))
    return [queue_of(lane, p.rank) for p in Priority for lane in narrow_first]


class CeleryBus:
    """Rings through a Celery app, which is made when the first doorbell rings."""

    def __init__(self, app: Callable[[], Celery]) -> None:
        """Publish with what *app* returns."""
        self._app = app

    def ring_run(self, item: Item) -> None:
        """Tell the slots that an item is dispatched; raises BrokerUnavailable."""
        review = self._app().signature(
            REVIEW, args=(item.id, item.fence), immutable=True, queue=REVIEW_QUEUE
        )
        # What `run | review` sends, without the canvas's work of putting it together.
        self._send(RUN, item, run_queue(item), chain=[dict(review)])

    def ring_review(self, item: Item) -> None:
        """Tell the reviewer that a report is in; raises BrokerUnavailable."""
        self._send(REVIEW, item, REVIEW_QUEUE)

    def _send(self, task: str, item: Item, queue: str, **options: Any) -> None:  # noqa: ANN401 - Celery options
        try:
            self._app().send_task(
                task, args=(item.id, item.fence), queue=queue, retry=False, **options
            )
        except (OperationalError, RedisError, OSError) as error:
            raise BrokerUnavailable(str(error)) from error
