"""Budgets, what each day has used, and what waits for a quota or a failure's end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "budgets",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=True),
        sa.Column("microusd", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_budgets_item_id"),
        sa.PrimaryKeyConstraint("item_id", name="pk_budgets"),
    )
    op.create_table(
        "spending",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("microusd", sa.BigInteger(), nullable=False),
        sa.Column("ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_spending"),
    )

    op.create_table(
        "parks",
        sa.Column("scope", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("runtime", sa.String(64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("probes", sa.Integer(), nullable=False),
        sa.Column("probe", sa.String(80), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_parks"),
    )
    op.create_table(
        "strikes",
        sa.Column("scope", sa.String(160), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_strikes_item_id"),
        sa.PrimaryKeyConstraint("scope", "item_id", name="pk_strikes"),
    )
    op.create_index("ix_strikes_state", "strikes", ["state", "scope"])
    op.add_column("slots", sa.Column("account", sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("slots", "account")
    op.drop_table("strikes")
    op.drop_table("parks")
    op.drop_table("spending")
    op.drop_table("budgets")
