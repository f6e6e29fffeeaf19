"""
The tables. Instants are UTC milliseconds in BIGINT columns, aware datetimes outside.

`migrations/` builds the same schema; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)

#: Sorts items without a due date behind all others.
NO_DUE = 2**62


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> int | None:
        """Store."""
        del dialect
        return None if value is None else to_ms(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - what the driver returns
        """Load."""
        del dialect
        return None if value is None else from_ms(int(value))


class AnyText(TypeDecorator[str]):
    """Text of people and programs, which may hold what no database takes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store."""
        del dialect
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """Replace NUL, which PostgreSQL has no place for, and lone surrogates."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")


def to_ms(moment: datetime) -> int:
    """Count the milliseconds since 1970."""
    return (moment - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Make an aware datetime of milliseconds since 1970."""
    return _EPOCH + ms * _MS


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: SQLite makes only an INTEGER primary key its row id.
RowId = BigInteger().with_variant(Integer, "sqlite")

#: What a dispatcher may take. Written out, so that both planners see that the
#: partial index applies.
READY = "status = 'PENDING' AND open_deps = 0 AND not_before IS NULL"
BACKING_OFF = "status = 'PENDING' AND not_before IS NOT NULL"
IN_FLIGHT = "status = 'IN_PROGRESS'"


def _partial(name: str, where: str, *columns: str) -> Index:
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


items = Table(
    "items",
    metadata,
    # Age: items are numbered in the order in which they were added.
    Column("seq", RowId, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("title", AnyText, nullable=False),
    Column("success_criteria", AnyText, nullable=False),
    Column("status", String(16), nullable=False),
    Column("phase", String(16)),
    Column("priority", String(2), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("lane", String(130), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("owner", AnyText),
    Column("lease_expires_at", Instant),
    Column("attempt", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("losses", Integer, nullable=False),
    Column("not_before", Instant),
    Column("due_at", Instant),
    Column("due_key", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ranked_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("rung_at", Instant),
    Column("rings", Integer, nullable=False),
    Column("notes", AnyText, nullable=False),
    Column("idempotency_key", AnyText),
    Column("runtime", String(64)),
    Column("role", String(64)),
    Column("error_fingerprint", String(16)),
    Column("trace_id", String(64), nullable=False),
    Column("open_deps", Integer, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("team_id", ForeignKey("items.id")),
    Column("owner_role", AnyText),
    CheckConstraint(
        "status IN ('PENDING','IN_PROGRESS','DONE','FAILED','BLOCKED')", name="status"
    ),
    CheckConstraint(
        "(status = 'IN_PROGRESS' AND phase IN ('dispatched','running','reviewing'))"
        " OR (status <> 'IN_PROGRESS' AND phase IS NULL)",
        name="phase",
    ),
    CheckConstraint(
        "(phase = 'running') = (lease_expires_at IS NOT NULL) OR phase IS NULL",
        name="lease",
    ),
    _partial("ix_items_ready", READY, "lane", "rank", "due_key", "seq"),
    # Led by status, which each has one value of: SQLite would rather walk over all
    # that is PENDING by ix_items_status than search a range of a narrower index.
    _partial("ix_items_ageing", READY, "status", "ranked_at"),
    _partial("ix_items_backoff", BACKING_OFF, "status", "not_before"),
    _partial("ix_items_in_flight", IN_FLIGHT, "status", "phase", "lease_expires_at"),
    _partial(
        "ix_items_idempotency_key",
        "idempotency_key IS NOT NULL",
        "idempotency_key",
        "status",
    ),
    Index("ix_items_status", "status", "seq"),
    _partial("ix_items_team_id", "team_id IS NOT NULL", "team_id", "seq"),
)

dependencies = Table(
    "dependencies",
    metadata,
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("needs_id", ForeignKey("items.id"), nullable=False, index=True),
    Column("until", String(8), nullable=False, server_default="done"),
    CheckConstraint("until IN ('done','ended')", name="until"),
    PrimaryKeyConstraint("item_id", "needs_id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("slot", AnyText),
    Column("runtime", String(64)),
    Column("session", AnyText),
    Column("dispatched_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Column("outcome", String(16)),
    Column("error", AnyText),
    Column("exit_code", Integer),
    Column("report_sha256", String(64)),
    Column("usage", JSON),
    Column("verdict", String(8)),
    Column("reasons", JSON),
    Column("missing_checks", JSON),
    Column("worktree", JSON),
    Column("run", AnyText),
    PrimaryKeyConstraint("item_id", "number"),
    _partial("ix_attempts_run", "run IS NOT NULL", "run"),
)

# Of the items that have one of their own; money in millionths of a dollar.
budgets = Table(
    "budgets",
    metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("tokens", BigInteger),
    Column("microusd", BigInteger),
)

# Slots that get no work until a moment: of an account without quota, or where the
# same failure strikes one item after the other.
parks = Table(
    "parks",
    metadata,
    Column("scope", String(160), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("account", AnyText, nullable=False),
    Column("runtime", String(64), nullable=False),
    Column("until", Instant, nullable=False),
    Column("step", Integer, nullable=False),
    Column("probes", Integer, nullable=False),
    Column("probe", String(80), nullable=False),
    Column("slots", JSON, nullable=False),
    Column("note", AnyText, nullable=False),
)

# Which items a kind of failure has struck.
strikes = Table(
    "strikes",
    metadata,
    Column("scope", String(160), nullable=False),
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("at", Instant, nullable=False),
    # How many tries it has cost.
    Column("tries", Integer, nullable=False),
    # open, due (the tries are to be given back), forgiven
    Column("state", String(16), nullable=False),
    PrimaryKeyConstraint("scope", "item_id"),
)
Index("ix_strikes_state", strikes.c.state, strikes.c.scope)

# What all attempts of a day have used, added up as they go.
spending = Table(
    "spending",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("microusd", BigInteger, nullable=False),
    Column("ms", BigInteger, nullable=False),
)

# Of the items that ask for one, or for none.
repositories = Table(
    "repositories",
    metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("name", String(64), nullable=False),
)

# Beside the attempts, so that listing these does not read megabytes of text.
reports = Table(
    "reports",
    metadata,
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("text", AnyText, nullable=False),
    PrimaryKeyConstraint("item_id", "attempt"),
)

events = Table(
    "events",
    metadata,
    # The order of everything that happened.
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("item_id", ForeignKey("items.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("verb", String(16), nullable=False),
    Column("source", String(32)),
    Column("target", String(32), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("actor", AnyText, nullable=False),
    Column("note", AnyText, nullable=False),
    Column("data", JSON, nullable=False),
    Column("trace_id", String(64), nullable=False),
    UniqueConstraint("item_id", "seq"),
)

slots = Table(
    "slots",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("runtime", String(64), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("account", AnyText),
    Column("host", AnyText, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("heartbeat_at", Instant, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("note", AnyText, nullable=False),
)

# One row per number series: the next free number of ORCH-..., and its like.
counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
