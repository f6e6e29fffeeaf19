"""
Celery's way to Redis, as kombu has it, but for one thing: a client is made once.

kombu makes a client of redis-py for each message that is sent, noted or acknowledged.
Making one looks into two hundred callbacks, and was a twentieth of what an item costs.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

#: The schemes of URLs that mean Redis.
SCHEMES = ("redis", "rediss")


class Channel(redis.Channel):
    """A channel that keeps the client of its pool of connections."""

    _kept: tuple[Any, Any] | None = None

    def _create_client(self, asynchronous: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - kombu's own signature
        if asynchronous:
            # These hold a connection of their own, each for one purpose.
            return super()._create_client(asynchronous=True)  # type: ignore[misc]
        pool = self.pool
        if self._kept is None or self._kept[0] is not pool:
            self._kept = pool, super()._create_client()  # type: ignore[misc]
        return self._kept[1]


class Transport(redis.Transport):
    """Redis, by channels that keep their client."""

    Channel = Channel


def register() -> None:
    """Let kombu use this transport for Redis, in this process."""
    TRANSPORT_ALIASES.update(dict.fromkeys(SCHEMES, f"{__name__}:Transport"))
