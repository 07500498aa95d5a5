"""who saw which post, recalls, daily work

Revision ID: 0010
Revises: 0020
Created: 2026-11-23 20:45:00+00:00

Adds only, with a default for members who are there; old code runs on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0020"
branch_labels = None
depends_on = None


def _time(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, target: str, **values: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, **values)


def upgrade() -> None:
    op.add_column(
        "members",
        sa.Column("allows_exposure", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.create_table(
        "daily_jobs",
        sa.Column("name", sa.String(length=60), nullable=False),
        _time("last_run_at"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_daily_jobs")),
    )
    op.create_table(
        "exposures",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        _time("first_seen_at"),
        _time("last_seen_at"),
        _key("exposures", "member_id", "members", ondelete="CASCADE"),
        _key("exposures", "post_id", "posts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "post_id", name=op.f("pk_exposures")),
    )
    op.create_index("ix_exposures_post_id", "exposures", ["post_id", "first_seen_at"])
    op.create_index("ix_exposures_last_seen_at", "exposures", ["last_seen_at"])
    op.create_table(
        "recalls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        _time("removed_at"),
        _time("due_at"),
        _time("sent_at", nullable=True),
        _time("restored_at", nullable=True),
        _time("reversed_at", nullable=True),
        sa.CheckConstraint(
            "urgency IS NULL OR urgency IN ('act_now', 'important', 'correction')",
            name=op.f("ck_recalls_urgency"),
        ),
        _key("recalls", "post_id", "posts"),
        _key("recalls", "act_id", "moderation_actions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalls")),
        sa.UniqueConstraint("act_id", name=op.f("uq_recalls_act_id")),
    )
    op.create_index("ix_recalls_post_id", "recalls", ["post_id", "id"])
    op.create_table(
        "recall_notices",
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("ring", sa.String(length=10), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        _time("read_at", nullable=True),
        sa.Column("back_notice_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ring IS NULL OR ring IN ('asker', 'engaged', 'delivered', 'viewed')",
            name=op.f("ck_recall_notices_ring"),
        ),
        _key("recall_notices", "recall_id", "recalls"),
        _key("recall_notices", "member_id", "members", ondelete="CASCADE"),
        _key("recall_notices", "notice_id", "notices", ondelete="SET NULL"),
        _key("recall_notices", "back_notice_id", "notices", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("recall_id", "member_id", name=op.f("pk_recall_notices")),
    )
    op.create_index("ix_recall_notices_member_id", "recall_notices", ["member_id"])
    op.create_index("ix_recall_notices_notice_id", "recall_notices", ["notice_id"])


def downgrade() -> None:
    op.drop_table("recall_notices")
    op.drop_table("recalls")
    op.drop_table("exposures")
    op.drop_table("daily_jobs")
    op.drop_column("members", "allows_exposure")
