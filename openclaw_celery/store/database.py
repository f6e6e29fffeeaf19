"""
Connections: how SQLite and PostgreSQL are opened, and which journal SQLite uses.

SQLite's WAL can lose commits before 3.51.3 (backports 3.50.7, 3.44.6) with two or
more connections; on an affected library a rollback journal is used, which the
defect can't reach: https://www.sqlite.org/wal.html#walresetbug
"""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from openclaw_celery.clock import sleep
from openclaw_celery.domain.errors import SettingsError, StoreUnavailable
from openclaw_celery.store.sqlite import sqlite3
from openclaw_celery.store.turn import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

#: How long a writer waits for another one before it gives up.
BUSY_TIMEOUT_MS = 15_000
#: How often, and how soon, a journal that could not be chosen is chosen again.
JOURNAL_TRIES, JOURNAL_PAUSE_S = 500, 0.01
#: PostgreSQL gives up on a client that is frozen in mid-transaction, and on its locks.
IDLE_IN_TRANSACTION_S = 30

#: Marks a connection that nobody else can share the file with.
ALONE = "alone"
#: So many connections of a process are kept open while nobody uses them.
IDLE = 5

_WAL_FIXED = (3, 51, 3)
_WAL_BACKPORTS = ((3, 50, 7), (3, 44, 6))


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite has the WAL-reset defect mended."""
    if version >= _WAL_FIXED:
        return True
    return any(version[:2] == fix[:2] and version >= fix for fix in _WAL_BACKPORTS)


def journal_mode() -> str:
    """Name the journal that is right for the SQLite that is used here."""
    return "WAL" if wal_is_safe() else "TRUNCATE"


def open_engine(url: str, *, pooled: bool = True) -> Engine:
    """
    Open the database; nothing is read or written yet.

    Unpooled for processes that fork: a child that inherits an open SQLite file
    and closes it drops its parent's file locks.
    """
    try:
        parsed = make_url(url)
        # psycopg 3 is the driver we ship an extra for.
        if parsed.drivername in {"postgresql", "postgres"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        options: dict[str, Any] = {} if pooled else {"poolclass": NullPool}
        if parsed.get_backend_name() == "sqlite":
            # What is given back has been committed or rolled back by `transaction`.
            engine = create_engine(
                parsed, module=sqlite3, pool_reset_on_return=None, **options
            )
            _prepare_sqlite(engine)
        else:
            engine = create_engine(
                parsed,
                pool_pre_ping=pooled,
                connect_args={"connect_timeout": 5},
                **options,
            )
            _prepare_postgresql(engine)
    except (ArgumentError, NoSuchModuleError) as error:
        msg = f"database_url is not a database URL SQLAlchemy knows: {error}"
        raise SettingsError(msg) from error
    except ValueError as error:
        # Without the URL, which may hold a password.
        msg = "database_url is not a database URL: is its port a number?"
        raise SettingsError(msg) from error
    except ModuleNotFoundError as error:
        msg = "PostgreSQL needs the driver: pip install 'openclaw-celery[postgres]'"
        raise SettingsError(msg) from error
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    file = file_of(engine)

    @event.listens_for(engine, "connect")
    def connected(dbapi: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a driver's own type
        # Transactions are begun below; the driver would begin them too late.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        if _is_full(file) and not _is_shared(file):
            # What connections share of a write-ahead log takes a file of its own. One
            # that is alone needs none: reading goes on where there is no room for it.
            cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
            record.info[ALONE] = True
        _use_journal(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "checkin")
    def given_back(_dbapi: object, record: ConnectionPoolEntry) -> None:
        if record.info.pop(ALONE, False):
            # Its lock would keep everybody else out until it is closed.
            record.invalidate()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        cursor = connection.connection.cursor()
        # A transaction that reads first and writes later fails at once, without
        # waiting, when another writer came between: take the lock at the start.
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        cursor.close()


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(dbapi: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own type
        cursor = dbapi.cursor()
        limit = f"'{IDLE_IN_TRANSACTION_S}s'"
        cursor.execute(f"SET idle_in_transaction_session_timeout = {limit}")
        cursor.close()
        dbapi.commit()


def file_of(engine: Engine) -> str | None:
    """Return the file of a SQLite database; None for any other."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return None if file == ":memory:" else file or None


def _use_journal(cursor: Any) -> None:  # noqa: ANN401 - a driver's own type
    """
    Choose the journal, which is the file's own from the first time on.

    Processes that open a new file at once find it locked here, and SQLite does not
    wait, whatever its busy timeout.
    """
    for left in range(JOURNAL_TRIES, -1, -1):
        try:
            cursor.execute(f"PRAGMA journal_mode = {journal_mode()}")
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            sleep(JOURNAL_PAUSE_S)
        else:
            return


class Connections:
    """
    The connections of a store; on SQLite they are used again and again.

    To take one from SQLAlchemy's pool and to give it back takes longer than a short
    transaction of SQLite. PostgreSQL's pool has to ask first whether one still lives.
    """

    def __init__(self, engine: Engine) -> None:
        """Connect by *engine*; an unpooled one keeps nothing."""
        self._engine = engine
        self._idle: list[Connection] = []
        self._keeps = engine.dialect.name == "sqlite" and isinstance(
            engine.pool, QueuePool
        )
        if self._keeps:
            event.listen(engine, "engine_disposed", self._close)

    def take(self) -> Connection:
        """Take a connection, for the caller alone."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._engine.connect()

    def give_back(self, connection: Connection) -> None:
        """Keep a connection whose transaction is over, and went well."""
        if self._keeps and not connection.info.get(ALONE) and len(self._idle) < IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def _close(self, _engine: Engine) -> None:
        while self._idle:
            self._idle.pop().close()


@contextmanager
def transaction(
    engine: Engine, *, writes: bool, connections: Connections | None = None
) -> Iterator[Connection]:
    """Open a transaction; raises StoreUnavailable for what the database can't do."""
    try:
        with in_turn(file_of(engine)) if writes else nullcontext():
            connection = connections.take() if connections else engine.connect()
            try:
                with connection.execution_options(writes=writes).begin():
                    yield connection
            except BaseException:
                connection.close()
                raise
            if connections:
                connections.give_back(connection)
            else:
                connection.close()
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as error:
        # The driver's own errors too: prepared statements are run by the driver itself.
        raise StoreUnavailable(explain(error, engine)) from error


def explain(error: Exception, engine: Engine) -> str:
    """Say in one line what is wrong with the database, and what to do."""
    where = engine.url.render_as_string(hide_password=True)
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    first = cause.strip().splitlines()[0] if cause.strip() else type(error).__name__
    if any(sign in cause for sign in _FULL) and _is_full(file_of(engine)):
        return f"no space left on the disk of {file_of(engine)}; nothing was changed"
    for sign, advice in _ADVICE.items():
        if sign in cause:
            return f"{where}: {first}: {advice}"
    return f"{where}: {first}"


#: What SQLite says when it can't write.
_FULL = ("disk I/O error", "disk is full", "unable to open database file")
#: Less free space than this is none: SQLite writes no smaller pieces.
_ROOM_BYTES = 64 * 1024


def _is_full(file: str | None) -> bool:
    """Tell whether the disk of a database's file has no room left."""
    if file is None:
        return False
    try:
        disk = os.statvfs(os.path.dirname(file) or ".")  # noqa: PTH120 - text
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < _ROOM_BYTES


def _is_shared(file: str | None) -> bool:
    """Tell whether what connections share of the write-ahead log has its room."""
    try:
        return os.stat(f"{file}-shm").st_size >= _SHARED_BYTES  # noqa: PTH116 - text
    except OSError:
        return False


#: How large that file begins.
_SHARED_BYTES = 32 * 1024

_ADVICE = {
    "no such table": "run `clawq init` first",
    "does not exist": "run `clawq init` first",
    "unable to open database file": "does its directory exist, and may you write it?",
    "readonly database": "may you write the file and its directory?",
    "database is locked": "another process holds it for long; try again",
    "disk is full": "free some space; nothing was changed",
    "not a database": "this file is something else",
    "malformed": "restore a backup; `clawq doctor` tells more",
    "refused": "is the server running?",
}


def ping(engine: Engine) -> str:
    """Return the version of the database; raises StoreUnavailable."""
    with transaction(engine, writes=False) as connection:
        if engine.dialect.name == "sqlite":
            found = connection.execute(text("select sqlite_version()")).scalar_one()
            mode = connection.execute(text("pragma journal_mode")).scalar_one()
            return f"SQLite {found}, journal {str(mode).upper()}"
        found = connection.execute(text("show server_version")).scalar_one()
        return f"PostgreSQL {found}"
