"""SQLite finds what it needs by an index that holds nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from openclaw_celery.domain.item import NewItem, Priority
from openclaw_celery.settings import load
from openclaw_celery.store import sql, view
from openclaw_celery.store.database import open_engine
from openclaw_celery.store.prepared import Prepared
from openclaw_celery.store.schema import upgrade
from openclaw_celery.wiring import build
from tests.support.statements import asked, plan

if TYPE_CHECKING:
    from pathlib import Path

#: Indexes whose ranges grow with what waits, or with what was ever done.
BROAD = ("ix_items_status", "SCAN items", "SCAN attempts", "SCAN events")


def test_no_verb_walks_over_what_it_does_not_want(tmp_path: Path) -> None:
    """Adding, picking, a tick and a watchdog's round, with hundreds waiting."""
    settings = load(tmp_path, environ={})
    database = open_engine(settings.database)
    upgrade(database)
    engine = build(settings)
    some = [NewItem(title="x", priority=list(Priority)[n % 3]) for n in range(300)]
    engine.intake.add(some, actor="test")

    with asked(engine.store.engine) as heard:  # type: ignore[attr-defined]
        engine.intake.add([NewItem(title="y")], actor="test")
        engine.puller.pick(owner="test", lease=timedelta(minutes=1))
        engine.dispatcher.tick()
        engine.watchdog.tick()

    sent = [said for said in heard if said.startswith(("SELECT", "UPDATE"))]
    plans = {statement: plan(database, statement) for statement in sent}
    assert len(sent) > 10
    assert {
        statement: found
        for statement, found in plans.items()
        if any(index in found for index in BROAD)
    } == {}


def test_no_statement_of_the_busy_path_is_planned_anew_each_time(
    tmp_path: Path,
) -> None:
    """As SQLite does where the value of a `?` may change how it looks."""
    database = open_engine(f"sqlite:///{tmp_path / 'queue.db'}")
    prepared = [
        statement._prepare(database.dialect).sql
        for module in (view, sql)
        for statement in vars(module).values()
        if isinstance(statement, Prepared)
    ]

    assert len(prepared) > 10
    assert [said for said in prepared if "LIMIT ?" in said] == []
