"""
Celery's way to Redis, as kombu has it, with less ceremony for each message.

kombu makes a client of redis-py for each message that is sent, noted or acknowledged,
and redis-py takes a connection from its pool, measures and may retry each command: half
of what a message costs. Here a channel keeps its client, and a wire, to which it writes
these few commands itself. Whatever goes wrong is left to kombu's own way.
"""

from __future__ import annotations

from typing import Any

import msgspec
from kombu.transport import TRANSPORT_ALIASES, redis
from kombu.utils.json import dumps

from openclaw_celery.clock import epoch_ms
from openclaw_celery.wire import Wire

#: The schemes of URLs that mean Redis.
SCHEMES = ("redis", "rediss")


def _encoded(message: object) -> bytes:
    """Write as JSON what is JSON already, or what kombu's own encoder knows."""
    try:
        return msgspec.json.encode(message)
    except (TypeError, ValueError):
        return dumps(message).encode()


class QoS(redis.QoS):
    """Notes what was taken and acknowledged."""

    channel: Channel

    def append(self, message: Any, delivery_tag: str) -> None:  # noqa: ANN401 - kombu's own type
        """Note a message until it is acknowledged."""
        told = message.delivery_info
        noted = [message._raw, told["exchange"], told["routing_key"]]  # noqa: SLF001
        key = self.channel.key
        if self.channel.wire.ask(
            ("ZADD", key(self.unacked_index_key), epoch_ms() / 1000, delivery_tag),
            ("HSET", key(self.unacked_key), delivery_tag, _encoded(noted)),
        ):
            super(redis.QoS, self).append(message, delivery_tag)
        else:
            super().append(message, delivery_tag)

    def ack(self, delivery_tag: str) -> None:
        """Forget a message."""
        key = self.channel.key
        if self.channel.wire.ask(
            ("ZREM", key(self.unacked_index_key), delivery_tag),
            ("HDEL", key(self.unacked_key), delivery_tag),
        ):
            super(redis.QoS, self).ack(delivery_tag)
        else:
            super().ack(delivery_tag)


class Channel(redis.Channel):
    """A channel that keeps its client and a connection."""

    QoS = QoS
    _expires: dict[str, int]
    _kept: tuple[Any, Any] | None = None
    _wire: Wire | None = None

    @property
    def wire(self) -> Wire:
        """Its connection; another one when its pool is."""
        pool = self.pool
        if self._wire is None or self._wire.pool is not pool:
            self._wire = Wire(pool)
        return self._wire

    def key(self, name: str) -> str:
        """Return the full name of a key."""
        return f"{self.global_keyprefix}{name}"

    def _create_client(self, asynchronous: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - kombu's own signature
        if asynchronous:
            # These hold a connection of their own, each for one purpose.
            return super()._create_client(asynchronous=True)  # type: ignore[misc]
        pool = self.pool
        if self._kept is None or self._kept[0] is not pool:
            self._kept = pool, super()._create_client()  # type: ignore[misc]
        return self._kept[1]

    def _put(self, queue: str, message: dict[str, Any], **options: Any) -> None:  # noqa: ANN401 - kombu's own signature
        if options.get("_publish_batch") is None and not self._expires:
            priority = self._get_message_priority(message, reverse=False)
            key = self.key(self._q_for_pri(queue, priority))  # type: ignore[attr-defined]
            if self.wire.ask(("LPUSH", key, _encoded(message))):
                return
        super()._put(queue, message, **options)


class Transport(redis.Transport):
    """Redis, by channels that keep their client."""

    Channel = Channel


def register() -> None:
    """Let kombu use this transport for Redis, in this process."""
    TRANSPORT_ALIASES.update(dict.fromkeys(SCHEMES, f"{__name__}:Transport"))
