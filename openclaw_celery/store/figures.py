"""The figures of the queue's work, computed where the rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, case, func, or_, select, text, type_coerce

from openclaw_celery.domain.item import Status
from openclaw_celery.domain.kpi import Span, Work, rank
from openclaw_celery.domain.transitions import Verb
from openclaw_celery.store.tables import (
    IN_FLIGHT,
    attempts,
    dependencies,
    events,
    items,
)

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Connection, Select

#: These block an item at an operator's wish: no failure of the work.
_BY_HAND = (Verb.ADD, Verb.CANCEL, Verb.REPLAN)
#: Attempts that end like this have come to their own end: `done` are a session's.
_RAN = ("reported", "failed", "done")


def measure(
    connection: Connection, now: datetime, *, since: datetime | None, stale: timedelta
) -> Work:
    """Measure what ended after *since*, and what is stale *now*."""
    ended = _ended(since)
    over: ColumnElement[bool] = attempts.c.ended_at.is_not(None)
    if since is not None:
        over = over & (attempts.c.ended_at >= since)
    done, failed = connection.execute(
        select(
            func.count(case((items.c.status == Status.DONE, 1))),
            func.count(case((items.c.status != Status.DONE, 1))),
        ).where(ended)
    ).one()
    return Work(
        done=done,
        failed=failed,
        retries=_count(connection, _retried(over)),
        # Outside sessions have no runtime.
        losses=_count(connection, _lost(over).where(attempts.c.runtime.is_not(None))),
        lapses=_count(connection, _lost(over).where(attempts.c.runtime.is_(None))),
        stale=_count(connection, _stale(now, now - stale)),
        queueing=_span(connection, _queueing(since)),
        run=_span(
            connection,
            select(_ms(attempts.c.started_at, attempts.c.ended_at)).where(
                over,
                attempts.c.started_at.is_not(None),
                attempts.c.outcome.in_(_RAN),
            ),
        ),
        end_to_end=_span(
            connection,
            select(_ms(items.c.created_at, items.c.ended_at)).where(ended),
        ),
    )


def _ended(since: datetime | None) -> ColumnElement[bool]:
    """Choose the items that came to an end by the work on them."""
    blocked_by_work = select(events.c.id).where(
        events.c.item_id == items.c.id,
        # Its text may have been edited since.
        events.c.at == items.c.ended_at,
        events.c.target == Status.BLOCKED,
        events.c.verb.not_in(_BY_HAND),
    )
    ended = and_(
        items.c.ended_at.is_not(None),
        or_(
            items.c.status.in_([Status.DONE, Status.FAILED]),
            and_(items.c.status == Status.BLOCKED, blocked_by_work.exists()),
        ),
    )
    return ended if since is None else ended & (items.c.ended_at >= since)


def _retried(over: ColumnElement[bool]) -> Select[Any]:
    return (
        select(func.count())
        .select_from(attempts.join(items, items.c.id == attempts.c.item_id))
        .where(
            over,
            attempts.c.number < items.c.attempt,
            or_(
                attempts.c.outcome == "failed",
                attempts.c.verdict.in_(["RETRY", "BLOCK"]),
            ),
        )
    )


def _lost(over: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).where(
        over, attempts.c.outcome == "lost", attempts.c.started_at.is_not(None)
    )


def _stale(now: datetime, before: datetime) -> Select[Any]:
    """Count what nobody has held a lease on since *before*."""
    current = and_(
        attempts.c.item_id == items.c.id, attempts.c.number == items.c.attempt
    )
    begun = func.coalesce(
        attempts.c.dispatched_at, items.c.started_at, items.c.created_at
    )
    return (
        select(func.count())
        .select_from(items.outerjoin(attempts, current))
        .where(
            text(f"items.{IN_FLIGHT}"),
            or_(items.c.lease_expires_at.is_(None), items.c.lease_expires_at < now),
            begun < before,
        )
    )


def _queueing(since: datetime | None) -> Select[Any]:
    """Choose how long first attempts waited since they could have been run."""
    needed = items.alias("needed")
    freed = (
        select(
            dependencies.c.item_id,
            func.max(type_coerce(needed.c.ended_at, BigInteger)).label("at"),
        )
        .join(needed, needed.c.id == dependencies.c.needs_id)
        .group_by(dependencies.c.item_id)
        .subquery("freed")
    )
    created = type_coerce(items.c.created_at, BigInteger)
    ready = case((freed.c.at > created, freed.c.at), else_=created)
    started = type_coerce(attempts.c.started_at, BigInteger)
    first = (
        attempts.join(items, items.c.id == attempts.c.item_id)
        .outerjoin(freed, freed.c.item_id == items.c.id)
    )  # fmt: skip
    waited = started - ready
    query = (
        select(case((waited > 0, waited), else_=0).label("ms"))
        .select_from(first)
        .where(attempts.c.number == 1, attempts.c.started_at.is_not(None))
    )
    return query if since is None else query.where(attempts.c.started_at >= since)


def _ms(begin: ColumnElement[Any], end: ColumnElement[Any]) -> ColumnElement[int]:
    took = type_coerce(end, BigInteger) - type_coerce(begin, BigInteger)
    return took.label("ms")


def _span(connection: Connection, query: Select[Any]) -> Span:
    measured = query.subquery("measured")
    count, average = connection.execute(
        select(func.count(), func.avg(measured.c.ms))
    ).one()
    if not count:
        return Span()

    def at(share: float) -> int:
        ordered = select(measured.c.ms).order_by(measured.c.ms)
        row = ordered.limit(1).offset(rank(count, share) - 1)
        return int(connection.scalar(row) or 0)

    return Span(count, at(0.5), at(0.95), round(average))


def _count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.scalar(query) or 0)
