"""Brings a database to the newest schema, with Alembic."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from openclaw_celery.domain.errors import StoreUnavailable
from openclaw_celery.store.database import explain, transaction
from openclaw_celery.store.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Engine

#: One number for "somebody migrates", among PostgreSQL's advisory locks.
MIGRATION_LOCK = 0x636C6177


def version_of(engine: Engine) -> str | None:
    """Return the schema's version; None when there is no schema yet."""
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version"))
            return found.scalar()
    except SQLAlchemyError as error:
        cause = str(error)
        if "no such table" in cause or "UndefinedTable" in cause:
            return None
        raise StoreUnavailable(explain(error, engine)) from error


def upgrade(engine: Engine) -> bool:
    """Bring the schema to the newest version; False when it is there already."""
    if version_of(engine) == HEAD:
        return False
    with _alone(engine):
        if version_of(engine) == HEAD:
            return False
        # Half a second, which is spent once in the life of most databases.
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        config = Config()
        config.set_main_option(
            "script_location", str(Path(__file__).parent / "migrations")
        )
        with transaction(engine, writes=True) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK}
                )
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                where = engine.url.render_as_string(hide_password=True)
                msg = (
                    f"{where}: its schema {version_of(engine)} is not one this program "
                    f"knows, the newest is {HEAD}: use a newer openclaw-celery"
                )
                raise StoreUnavailable(msg) from error
    return True


def _alone(engine: Engine) -> AbstractContextManager[None]:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return nullcontext()
    return _file_lock(Path(engine.url.database + ".lock"))


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
