"""acts of one click

Revision ID: 0070
Revises: 0060
Created: 2026-11-23 22:45:00+00:00

What a moderator does with one click may be several acts; they share a batch, so that one click
takes them back. Rows of before have none; old code runs on. Going back loses which acts belonged
together, not the acts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

TABLE, INDEX = "moderation_actions", "ix_moderation_actions_batch_id"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("batch_id", sa.String(length=16), nullable=True))
    op.create_index(INDEX, TABLE, ["batch_id"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name=TABLE)
    op.execute(f"ALTER TABLE {TABLE} DROP COLUMN batch_id")
