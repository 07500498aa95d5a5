"""monthly figures, and indexes for counting by time

Revision ID: 0090
Revises: 0110
Created: 2026-11-23

Adds only.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "monthly_figures",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("definitions", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_monthly_figures")),
    )
    op.create_index("ix_moderation_actions_case_id", "moderation_actions", ["case_id", "id"])
    op.create_index("ix_moderation_actions_created_at", "moderation_actions", ["created_at", "id"])
    op.create_index("ix_reports_created_at", "reports", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_reports_created_at", table_name="reports")
    op.drop_index("ix_moderation_actions_created_at", table_name="moderation_actions")
    op.drop_index("ix_moderation_actions_case_id", table_name="moderation_actions")
    op.drop_table("monthly_figures")
