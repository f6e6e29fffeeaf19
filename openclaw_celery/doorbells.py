"""
A Celery app that sends doorbells with less ado.

Celery puts each message together from the options of the task, the queue and the app.
For a doorbell they are always the same, and were a third of what an item costs a slot.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
from celery import Celery, signals
from celery.utils.nodenames import anon_nodename
from kombu.exceptions import KombuError
from kombu.utils.uuid import uuid
from redis.exceptions import RedisError

from openclaw_celery.bus import REVIEW, RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from celery.result import AsyncResult

#: What a doorbell has of its own.
_OWN = {"queue", "chain", "root_id", "parent_id"}
#: What says the same for each of them.
_COMMON = {"retry", "task_type", "result_cls", "ignore_result", "serializer"}


class App(Celery):
    """Celery, but that `run_item` and `review_item` are put together here."""

    def send_task(  # type: ignore[override]
        self,
        name: str,
        args: Sequence[Any] | None = None,
        kwargs: dict[str, Any] | None = None,
        **options: Any,  # noqa: ANN401 - Celery's own options
    ) -> AsyncResult[Any]:
        """Send a task's message; what is not a plain doorbell, as Celery does it."""
        if name not in {RUN, REVIEW} or kwargs:
            return super().send_task(name, args, kwargs, **options)
        wanted = {name: one for name, one in options.items() if one is not None}
        plain = (
            isinstance(wanted.get("queue"), str)
            and wanted.keys() <= _OWN | _COMMON
            # Who listens may change the message.
            and not signals.before_task_publish.receivers
            and not signals.after_task_publish.receivers
        )
        if plain:
            own = {name: one for name, one in wanted.items() if name in _OWN}
            try:
                return self._ring(name, args or (), **own)
            except (KombuError, RedisError, OSError):
                if wanted.get("retry") is False:
                    raise
                # A chain's next link is tried again, and Celery knows how often.
        return super().send_task(name, args, kwargs, **options)

    def _ring(
        self,
        name: str,
        args: Sequence[Any],
        *,
        queue: str,
        chain: Sequence[Any] | None = None,
        root_id: str | None = None,
        parent_id: str | None = None,
    ) -> AsyncResult[Any]:
        """Send what `Celery.send_task` sends for a doorbell."""
        task_id = uuid()
        parent = self.current_worker_task
        if parent is not None:
            request = parent.request
            root_id = root_id or request.root_id or request.id
            parent_id = parent_id or request.id
        headers = self._headers | {
            "task": name,
            "id": task_id,
            "root_id": root_id or task_id,
            "parent_id": parent_id,
            "argsrepr": repr(args),
            "origin": anon_nodename(),
        }
        embedded = {"callbacks": None, "errbacks": None, "chain": chain, "chord": None}
        with self.connection_or_acquire() as connection:
            channel = connection.default_channel
            message = channel.prepare_message(
                msgspec.json.encode((args, {}, embedded)).decode(),
                content_type="application/json",
                content_encoding="utf-8",
                headers=headers,
                properties={
                    "correlation_id": task_id,
                    "reply_to": self.thread_oid,
                    "delivery_mode": 2,
                },
            )
            channel.basic_publish(message, exchange="", routing_key=queue)
        return self.AsyncResult(task_id)

    @cached_property
    def _headers(self) -> dict[str, Any]:
        """Say what all doorbells say."""
        made = self.amqp.create_task_message("", "", (), {}, ignore_result=True)
        return dict(made.headers)
