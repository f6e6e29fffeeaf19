"""What SQLite is asked, and how it would look for the answer."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that reach SQLite, their values written into them."""
    heard: list[str] = []

    def listen(dbapi: Any, *_: object) -> None:  # noqa: ANN401 - a driver's own type
        dbapi.set_trace_callback(heard.append)

    # A store keeps its connections, and takes new ones then.
    engine.dispose()
    event.listen(engine, "connect", listen)
    try:
        yield heard
    finally:
        event.remove(engine, "connect", listen)
        engine.dispose()


def plan(engine: Engine, statement: str) -> str:
    """Return how SQLite would go about a statement, in its own words."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return " / ".join(str(row[-1]) for row in cursor.fetchall())
