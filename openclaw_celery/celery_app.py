"""The Celery app: one function of the settings, the same in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kombu import Queue

from openclaw_celery import transport
from openclaw_celery.bus import DISPATCH, RESCUE, REVIEW, REVIEW_QUEUE, RUN, TICK_QUEUE
from openclaw_celery.domain.item import Priority
from openclaw_celery.doorbells import App

if TYPE_CHECKING:
    from celery import Celery

    from openclaw_celery.settings import Settings

#: Redis hands a message out again that was not acknowledged for so long. Longer
#: than any run: the store brings lost work back, redelivery is only noise. The
#: shortest one of all processes counts, so every process has it from here.
VISIBILITY_TIMEOUT_S = 6 * 3600


def make_app(settings: Settings) -> Celery:
    """Make the app of an installation; nothing is connected yet."""
    transport.register()
    app = App("clawq", set_as_current=False)
    app.config_from_object(config(settings))
    return app


def config(settings: Settings) -> dict[str, Any]:
    """Return Celery's configuration; each line has its reason in docs/design.md."""
    options: dict[str, Any] = {
        "visibility_timeout": VISIBILITY_TIMEOUT_S,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        # A half-open connection is noticed; without a timeout it never is.
        "socket_timeout": 10,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 10,
        # Queues are drained in the order in which a worker names them.
        "queue_order_strategy": "priority",
        "global_keyprefix": "clawq:",
    }
    return {
        "broker_url": broker_url(settings.redis),
        "broker_transport_options": options,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        # Ids travel, nothing else; nothing that could run code is accepted.
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
        "result_accept_content": ["json"],
        "task_ignore_result": True,
        "task_store_errors_even_if_ignored": False,
        "task_acks_late": True,
        "task_acks_on_failure_or_timeout": True,
        "task_reject_on_worker_lost": False,
        "worker_prefetch_multiplier": 1,
        "worker_disable_prefetch": True,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "worker_enable_remote_control": False,
        "worker_max_tasks_per_child": 1000,
        "worker_send_task_events": settings.events,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_soft_shutdown_timeout": settings.hand_back_after_s,
        "task_send_sent_event": False,
        "task_default_queue": TICK_QUEUE,
        "task_create_missing_queues": True,
        "task_queues": [
            *(Queue(f"p{p.rank}") for p in Priority),
            Queue(REVIEW_QUEUE),
            Queue(TICK_QUEUE),
        ],
        "task_routes": {
            RUN: {"queue": f"p{Priority.P1.rank}"},
            REVIEW: {"queue": REVIEW_QUEUE},
            DISPATCH: {"queue": TICK_QUEUE},
            RESCUE: {"queue": TICK_QUEUE},
        },
        "timezone": "UTC",
        "enable_utc": True,
        "beat_cron_starting_deadline": None,
    }


def broker_url(redis: str) -> str:
    """Say a redis-py URL in kombu's words: a Unix socket has another scheme there."""
    if not redis.startswith("unix://"):
        return redis
    path, _, query = redis.removeprefix("unix://").partition("?")
    database = query.removeprefix("db=") or "0"
    return f"redis+socket://{path}?virtual_host={database}"
