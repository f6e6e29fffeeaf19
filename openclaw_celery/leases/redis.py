"""
Leases in Redis or Valkey.

redis-py's own Lock is not used: it carries no fence, and so could not tell a
revoked holder from the present one.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from redis.exceptions import RedisError

from openclaw_celery.domain.errors import LeasesUnavailable
from openclaw_celery.wire import Wire

if TYPE_CHECKING:
    from datetime import timedelta

    from redis import Redis
    from redis.commands.core import Script


class RedisLeases:
    """Locks `lease:<item>` whose owner and fence are compared inside Redis."""

    def __init__(self, client: Redis, *, ttl: timedelta) -> None:
        """Use *client*; a lock lasts *ttl* unless it is renewed."""
        self._wire = Wire(client.connection_pool)
        self._ttl_ms = int(ttl.total_seconds() * 1000)
        self._acquire = client.register_script(_source("acquire"))
        self._renew = client.register_script(_source("renew"))
        self._release = client.register_script(_source("release"))

    def acquire(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Take the lock; False while an equal or newer fence holds it."""
        return self._call(self._acquire, item_id, owner, fence, self._ttl_ms)

    def renew(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Extend the lock, or take it again if it is gone; False if it is another's."""
        return self._call(self._renew, item_id, owner, fence, self._ttl_ms)

    def release(self, item_id: str, *, owner: str, fence: int) -> bool:
        """Let go of the lock if it is still this owner's."""
        return self._call(self._release, item_id, owner, fence)

    def _call(self, script: Script, item_id: str, *args: str | int) -> bool:
        key = f"lease:{item_id}"
        try:
            answers = self._wire.ask(("EVALSHA", script.sha, 1, key, *args))
            if answers is None:
                # redis-py connects anew, and hands in the script if it is unknown.
                answers = [script(keys=[key], args=list(args))]
        except RedisError as error:
            raise LeasesUnavailable(str(error)) from error
        return bool(answers[0])


def _source(name: str) -> str:
    return files(__package__).joinpath("lua", f"{name}.lua").read_text("utf-8")
