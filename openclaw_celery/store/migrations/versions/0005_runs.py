"""Runs that outlive their worker: what finds them again, beside their attempt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    op.add_column("attempts", sa.Column("run", sa.Text(), nullable=True))
    left = sa.text("run IS NOT NULL")
    op.create_index(
        "ix_attempts_run",
        "attempts",
        ["run"],
        sqlite_where=left,
        postgresql_where=left,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_attempts_run", table_name="attempts")
    op.drop_column("attempts", "run")
