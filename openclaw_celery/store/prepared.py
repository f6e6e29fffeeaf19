"""
Statements of the busy path: written with SQLAlchemy, run by the driver itself.

SQLAlchemy spends three times as long around a short statement as SQLite spends in it.
These are compiled once for each database; the types of the columns still convert what
goes in and what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Dialect, Executable
    from sqlalchemy.types import TypeEngine

    Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """What one database's driver is handed, and how its values are converted."""

    sql: str
    #: Name, value if the caller gives none, converter; in the order of the places.
    binds: tuple[tuple[str, Any, Convert], ...]
    by_position: bool
    #: Index and converter of the columns that need one.
    loads: tuple[tuple[int, Callable[[Any], Any]], ...]

    def bound(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the driver takes
        if self.by_position:
            return [
                convert(values.get(name, default))
                if convert
                else values.get(name, default)
                for name, default, convert in self.binds
            ]
        return {
            name: convert(values.get(name, default))
            if convert
            else values.get(name, default)
            for name, default, convert in self.binds
        }


class Prepared:
    """One statement; every value it needs is given by name each time it runs."""

    def __init__(self, statement: Executable) -> None:
        """Prepare *statement*, which must not be changed afterwards."""
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run it; return how many rows it has changed."""
        return int(self._cursor(connection, values)[1].rowcount)

    def rows(
        self, connection: Connection, values: Mapping[str, Any] | None = None
    ) -> list[list[Any]]:
        """Run it; return the rows, their values in the order of its columns."""
        ready, cursor = self._cursor(connection, values or {})
        found = [list(row) for row in cursor.fetchall()]
        for row in found:
            for place, load in ready.loads:
                row[place] = load(row[place])
        return found

    def _cursor(
        self, connection: Connection, values: Mapping[str, Any]
    ) -> tuple[_Ready, Any]:
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._prepare(dialect)
        cursor = connection.connection.cursor()
        cursor.execute(ready.sql, ready.bound(values))
        return ready, cursor

    def _prepare(self, dialect: Dialect) -> _Ready:
        statement: Any = self._statement
        compiled = statement.compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        places = compiled.positiontup if compiled.positional else list(compiled.params)
        binds = []
        for name in places:
            bind = compiled.binds.get(name)
            kind = None if bind is None else bind.type
            binds.append((name, compiled.params[name], _store(kind, dialect)))
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        loads = [_load(column.type, dialect) for column in columns]
        return _Ready(
            sql=str(compiled),
            binds=tuple(binds),
            by_position=bool(compiled.positional),
            loads=tuple((n, load) for n, load in enumerate(loads) if load),
        )


def _store(kind: TypeEngine[Any] | None, dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) if kind else None


def _load(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
