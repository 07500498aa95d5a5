"""questions out of lists until a moderator has replied

Revision ID: 0050
Revises: 0040
Created: 2026-11-23 20:45:00+00:00

A question in which somebody speaks of not wanting to live stays out of lists, feeds and search
until a moderator has replied. Adds one column; old code runs on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "questions",
        sa.Column("is_unlisted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_column("is_unlisted")
