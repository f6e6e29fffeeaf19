"""
Redis without ceremony: one connection, a few commands, what it answers.

redis-py's client takes a connection from its pool for each command, measures it and
may send it again, which takes three times as long as the command.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redis import ConnectionPool
    from redis.connection import AbstractConnection

    Word = bytes | str | int | float


class Wire:
    """One connection of a pool, which is kept; for any number of threads."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Take a connection of *pool* when the first command is sent."""
        self.pool = pool
        self._connection: AbstractConnection | None = None
        self._alone = threading.Lock()
        self._pid = os.getpid()

    def ask(self, *commands: Sequence[Word]) -> list[Any] | None:
        """
        Send *commands* at once; return what the server answers to each.

        None when the connection is lost or one is refused: some may have been carried
        out, and the caller has to send them another way. Raises redis-py's errors
        when there is no connection to be had, or no answer in time.
        """
        if self._pid != os.getpid():
            # A fork would speak and listen on its parent's connection.
            self._connection, self._alone = None, threading.Lock()
            self._pid = os.getpid()
        with self._alone:
            if self._connection is None:
                self._connection = self.pool.get_connection()
            connection = self._connection
            try:
                packed = b"".join(map(_packed, commands))
                connection.send_packed_command([packed])  # type: ignore[no-untyped-call]
                return [connection.read_response() for _ in commands]
            except (RedisConnectionError, ResponseError):
                connection.disconnect()  # type: ignore[no-untyped-call]
                return None
            except BaseException:
                # Its answer would be taken for that of the next command.
                connection.disconnect()  # type: ignore[no-untyped-call]
                raise


def _packed(command: Sequence[Word]) -> bytes:
    """Put a command in the words of Redis's protocol."""
    parts = [b"*%d\r\n" % len(command)]
    for word in command:
        raw = word if isinstance(word, bytes) else str(word).encode()
        parts.append(b"$%d\r\n%b\r\n" % (len(raw), raw))
    return b"".join(parts)
