"""The queue: items, dependencies, attempts, reports, events, slots, pauses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "items",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("success_criteria", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=True),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(length=130), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_expires_at", sa.BigInteger(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("due_key", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ranked_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("rung_at", sa.BigInteger(), nullable=True),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("runtime", sa.String(length=64), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("error_fingerprint", sa.String(length=16), nullable=True),
        sa.Column("trace_id", sa.String(length=64), nullable=False),
        sa.Column("open_deps", sa.Integer(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(phase = 'running') = (lease_expires_at IS NOT NULL) OR phase IS NULL",
            name=op.f("ck_items_lease"),
        ),
        sa.CheckConstraint(
            "(status = 'IN_PROGRESS' AND phase IN ('dispatched','running','reviewing'))"
            " OR (status <> 'IN_PROGRESS' AND phase IS NULL)",
            name=op.f("ck_items_phase"),
        ),
        sa.CheckConstraint(
            "status IN ('PENDING','IN_PROGRESS','DONE','FAILED','BLOCKED')",
            name=op.f("ck_items_status"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_items")),
        sa.UniqueConstraint("id", name=op.f("uq_items_id")),
    )
    op.create_index(
        "ix_items_ageing",
        "items",
        ["status", "ranked_at"],
        unique=False,
        sqlite_where=sa.text(
            "status = 'PENDING' AND open_deps = 0 AND not_before IS NULL"
        ),
        postgresql_where=sa.text(
            "status = 'PENDING' AND open_deps = 0 AND not_before IS NULL"
        ),
    )
    op.create_index(
        "ix_items_backoff",
        "items",
        ["status", "not_before"],
        unique=False,
        sqlite_where=sa.text("status = 'PENDING' AND not_before IS NOT NULL"),
        postgresql_where=sa.text("status = 'PENDING' AND not_before IS NOT NULL"),
    )
    op.create_index(
        "ix_items_idempotency_key",
        "items",
        ["idempotency_key", "status"],
        unique=False,
        sqlite_where=sa.text("idempotency_key IS NOT NULL"),
        postgresql_where=sa.text("idempotency_key IS NOT NULL"),
    )
    op.create_index(
        "ix_items_in_flight",
        "items",
        ["status", "phase", "lease_expires_at"],
        unique=False,
        sqlite_where=sa.text("status = 'IN_PROGRESS'"),
        postgresql_where=sa.text("status = 'IN_PROGRESS'"),
    )
    op.create_index(
        "ix_items_ready",
        "items",
        ["lane", "rank", "due_key", "seq"],
        unique=False,
        sqlite_where=sa.text(
            "status = 'PENDING' AND open_deps = 0 AND not_before IS NULL"
        ),
        postgresql_where=sa.text(
            "status = 'PENDING' AND open_deps = 0 AND not_before IS NULL"
        ),
    )
    op.create_index("ix_items_status", "items", ["status", "seq"], unique=False)
    op.create_table(
        "pauses",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_pauses")),
    )
    op.create_table(
        "slots",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("runtime", sa.String(length=64), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("heartbeat_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_slots")),
    )
    op.create_table(
        "attempts",
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=True),
        sa.Column("runtime", sa.String(length=64), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("dispatched_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("report_sha256", sa.String(length=64), nullable=True),
        sa.Column("usage", sa.JSON(), nullable=True),
        sa.Column("verdict", sa.String(length=8), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=True),
        sa.Column("missing_checks", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_attempts_item_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "number", name=op.f("pk_attempts")),
    )
    op.create_table(
        "dependencies",
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("needs_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_dependencies_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["needs_id"], ["items.id"], name=op.f("fk_dependencies_needs_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "needs_id", name=op.f("pk_dependencies")),
    )
    op.create_index(
        op.f("ix_dependencies_needs_id"), "dependencies", ["needs_id"], unique=False
    )
    op.create_table(
        "events",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("trace_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_events_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("item_id", "seq", name=op.f("uq_events_item_id_seq")),
    )
    op.create_table(
        "reports",
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name=op.f("fk_reports_item_id")
        ),
        sa.PrimaryKeyConstraint("item_id", "attempt", name=op.f("pk_reports")),
    )


def downgrade() -> None:
    """Undo."""
    for table in (
        "reports",
        "events",
        "dependencies",
        "attempts",
        "slots",
        "pauses",
        "items",
        "counters",
    ):
        op.drop_table(table)
