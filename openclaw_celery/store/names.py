"""The ids of items, read in milliseconds: somebody waits, a finger on the tab key."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from openclaw_celery.domain.item import Status

#: More than this nobody reads through.
MOST = 2000
#: How long to wait for a writer, in seconds.
PATIENCE_S = 0.5
_SQLITE = "sqlite:///"
#: Both databases and both ways to them know it.
_QUERY = """\
SELECT id, status, title FROM items
WHERE substr(id, 1, length(:start)) = :start ORDER BY seq DESC"""


def ids_like(
    url: str, start: str, statuses: Collection[Status] = ()
) -> list[tuple[str, str, str]]:
    """
    Return id, status and title of the items whose id begins with *start*.

    Those of *statuses* only, if some are named. The newest come first. Nothing is
    made where there is no database; raises whatever its driver raises.
    """
    if url.startswith(_SQLITE):
        # SQLAlchemy alone takes longer to import than all the rest.
        from openclaw_celery.store.sqlite import sqlite3  # noqa: PLC0415

        file = quote(url.removeprefix(_SQLITE).partition("?")[0])
        with closing(
            sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=PATIENCE_S)
        ) as database:
            return _first(database.execute(_QUERY, {"start": start}), statuses)
    from sqlalchemy import text  # noqa: PLC0415

    from openclaw_celery.store.database import open_engine  # noqa: PLC0415

    with open_engine(url, pooled=False).connect() as connection:
        return _first(connection.execute(text(_QUERY), {"start": start}), statuses)


def _first(
    rows: Iterable[Any], statuses: Collection[Status]
) -> list[tuple[str, str, str]]:
    fitting = ((i, s, t) for i, s, t in rows if not statuses or s in statuses)
    return list(islice(fitting, MOST))
