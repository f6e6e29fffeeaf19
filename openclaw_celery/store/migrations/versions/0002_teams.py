"""Teams: whose team an item is in, and what it waits for until it has ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    # Written out: Alembic would build a SQLite table anew for a new constraint.
    op.execute(
        "ALTER TABLE items ADD COLUMN team_id VARCHAR(64)"
        " CONSTRAINT fk_items_team_id REFERENCES items (id)"
    )
    op.add_column("items", sa.Column("owner_role", sa.Text(), nullable=True))
    op.create_index(
        "ix_items_team_id",
        "items",
        ["team_id", "seq"],
        unique=False,
        sqlite_where=sa.text("team_id IS NOT NULL"),
        postgresql_where=sa.text("team_id IS NOT NULL"),
    )
    op.execute(
        "ALTER TABLE dependencies ADD COLUMN until VARCHAR(8) NOT NULL DEFAULT 'done'"
        " CONSTRAINT ck_dependencies_until CHECK (until IN ('done','ended'))"
    )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("dependencies") as table:
        table.drop_constraint("ck_dependencies_until", type_="check")
        table.drop_column("until")
    op.drop_index("ix_items_team_id", "items")
    with op.batch_alter_table("items") as table:
        table.drop_constraint("fk_items_team_id", type_="foreignkey")
        table.drop_column("team_id")
        table.drop_column("owner_role")
