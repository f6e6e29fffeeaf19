"""Worktrees: which repository an item is worked on, and what an attempt changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "repositories",
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_repositories_item_id"
        ),
        sa.PrimaryKeyConstraint("item_id", name="pk_repositories"),
    )
    op.add_column("attempts", sa.Column("worktree", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("attempts", "worktree")
    op.drop_table("repositories")
