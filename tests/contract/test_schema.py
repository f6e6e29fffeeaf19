"""The schema that the migrations build, on both databases."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from importlib.resources import files
from multiprocessing import get_context
from threading import BrokenBarrierError
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

from openclaw_celery.domain.errors import StoreUnavailable
from openclaw_celery.domain.item import Until
from openclaw_celery.domain.transitions import DONE, FAILED, PENDING, Verb, advance
from openclaw_celery.store.database import open_engine, transaction
from openclaw_celery.store.migrations import HEAD
from openclaw_celery.store.schema import upgrade, version_of
from openclaw_celery.store.sql import SqlStore
from openclaw_celery.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def test_the_migrations_build_the_tables_of_the_code(engine: Engine) -> None:
    """Every column, key and index, as Alembic compares them."""
    assert upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_conditions_are_the_same_too(engine: Engine) -> None:
    """What Alembic does not compare: WHERE of the indexes, and the checks."""
    upgrade(engine)
    migrated = conditions(engine)
    assert any("WHERE" in told.upper() for told in migrated["indexes"])
    assert len(migrated["checks"]) == 4

    built = MetaData()
    built.reflect(engine)
    built.drop_all(engine)
    metadata.create_all(engine)
    assert conditions(engine) == migrated


def conditions(engine: Engine) -> dict[str, list[str]]:
    """Read the indexes and checks as the database tells them."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql > ''"
        else:
            query = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        told = [" ".join(row.split()) for row in connection.scalars(text(query))]
    look = inspect(engine)
    checks = [
        check
        for table in ("items", "dependencies")
        for check in look.get_check_constraints(table)
    ]
    return {
        "indexes": sorted(t for t in told if "alembic_version" not in t),
        "checks": sorted(
            f"{c['name']}: {' '.join(c['sqltext'].split())}" for c in checks
        ),
    }


def test_the_head_is_the_last_migration(engine: Engine) -> None:
    """What the code says it works with is what it builds."""
    assert version_of(engine) is None
    upgrade(engine)
    assert version_of(engine) == HEAD


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    """And what is in the database stays."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counters VALUES ('ORCH', 7)"))

    assert not upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT value FROM counters")) == 7


def test_a_queue_of_before_teams_goes_on(engine: Engine) -> None:
    """Its items are in no team, and what they wait for has to be DONE."""
    config = Config()
    config.set_main_option(
        "script_location", str(files("openclaw_celery.store") / "migrations")
    )
    with transaction(engine, writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(OLD_ITEMS))
        connection.execute(text("INSERT INTO dependencies VALUES ('B', 'A')"))

    assert upgrade(engine)

    store = SqlStore(engine)
    with store.write() as tx:
        assert tx.dependencies("B") == {"A": Until.DONE}
        tx.save(advance(tx.item("A"), Verb.FAIL, FAILED, actor="me"))
        assert tx.item("B").open_deps == 1
        tx.save(advance(tx.item("A"), Verb.REPLAN, PENDING, actor="me"))
        tx.save(advance(tx.item("A"), Verb.DONE, DONE, actor="me"))
        ready = [item.id for item in tx.candidates("/", limit=9)]
        assert (ready, tx.item("B").team_id) == (["B"], None)


#: Two items as the first schema kept them; B waits for A.
OLD_ITEMS = """
INSERT INTO items (id, open_deps, title, success_criteria, status, priority, rank, lane,
  fence, attempt, tries, max_attempts, losses, due_key, created_at, ranked_at, rings,
  notes, trace_id, event_seq)
VALUES
  ('A', 0, 'a', '', 'PENDING', 'P1', 1, '/', 0, 0, 0, 3, 0, 9, 1, 1, 0, '', 't', 0),
  ('B', 1, 'b', '', 'PENDING', 'P1', 1, '/', 0, 0, 0, 3, 0, 9, 1, 1, 0, '', 't', 0)
"""


def test_four_processes_may_upgrade_at_once(database_url: str) -> None:
    """One does the work, the others wait and find it done."""
    code = (
        "import sys; from openclaw_celery.store.database import open_engine;"
        "from openclaw_celery.store.schema import upgrade;"
        "engine = open_engine(sys.argv[1]); print('ready', flush=True);"
        "sys.stdin.readline(); upgrade(engine)"
    )
    processes: list[subprocess.Popen[str]] = [
        subprocess.Popen(
            [sys.executable, "-c", code, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    told: list[str] = [process.communicate(timeout=60)[1] for process in processes]

    assert [(p.returncode, err) for p, err in zip(processes, told, strict=True)] == [
        (0, "")
    ] * 4
    engine = open_engine(database_url)
    assert version_of(engine) == HEAD
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    """And said to be so in one sentence."""
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnavailable) as raised:
        upgrade(engine)

    told = str(raised.value)
    assert "its schema 9999 is not one this program knows" in told
    assert "\n" not in told
    assert version_of(engine) == "9999"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """With its path, and with nothing done to it."""
    path = tmp_path / "queue.db"
    path.write_text("# my notes, and quite a few of them\n" * 100)
    engine = open_engine(f"sqlite:///{path}")

    with pytest.raises(StoreUnavailable, match=r"queue\.db.*something else"):
        upgrade(engine)
    engine.dispose()
    assert path.read_text().startswith("# my notes")


def test_a_broken_migration_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it is written, or nothing; the next upgrade starts from the beginning."""
    whole = command.upgrade

    def breaks(*told: object) -> None:
        whole(*told)
        msg = "the machine was switched off"
        raise KeyboardInterrupt(msg)

    monkeypatch.setattr(command, "upgrade", breaks)
    with pytest.raises(KeyboardInterrupt):
        upgrade(engine)
    monkeypatch.undo()

    assert version_of(engine) is None
    assert inspect(engine).get_table_names() == []
    assert upgrade(engine)


def _open_at_once(path: str, start: Barrier, said: Queue[str]) -> None:
    engine = open_engine(f"sqlite:///{path}", pooled=False)
    with suppress(BrokenBarrierError):
        start.wait(30)
    try:
        for _ in range(3):
            with transaction(engine, writes=False) as connection:
                connection.execute(text("SELECT 1"))
    except Exception as error:  # noqa: BLE001 - it is told, whatever it is
        said.put(str(error))
    else:
        said.put("")


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    """Each wants to choose its journal, and SQLite makes none of them wait."""
    fork = get_context("fork")
    told = []
    for number in range(20):
        start, said = fork.Barrier(6), fork.Queue()
        path = str(tmp_path / f"{number}.db")
        processes = [
            fork.Process(target=_open_at_once, args=(path, start, said))
            for _ in range(6)
        ]
        for process in processes:
            process.start()
        told += [said.get(timeout=60) for _ in processes]
        for process in processes:
            process.join(30)
    assert told == [""] * 120
