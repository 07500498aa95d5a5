"""weights of reports, and when a case should be decided

Revision ID: 0030
Revises: 0050
Created: 2026-11-23

Adds only. Reports of before weigh 1 each, as everybody's do at least; cases that wait already have
no target time, so that nobody is mailed about all of them at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("weight", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("weight", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("overdue_told_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE reports SET weight = 1 WHERE reporter_email IS NULL")
    op.execute(
        "UPDATE cases SET weight = (SELECT COALESCE(SUM(reports.weight), 0) FROM reports"
        " WHERE reports.case_id = cases.id AND reports.outcome IS NULL)"
    )


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("overdue_told_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("weight")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_column("weight")
