"""prepared words

Revision ID: 0130
Revises: 0070
Created: 2026-11-23 23:58:00+00:00

Administrators change the prepared reasons and safer notes on the site. New tables only, so that old
code runs on. Going back brings the shipped words back and loses the changed ones; acts keep theirs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.core.db

revision = "0130"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reason_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("note", sa.String(length=600), nullable=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", app.core.db.UTCDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('other', 'keep', 'unsafe')",
            name=op.f("ck_reason_texts_kind"),
        ),
        sa.CheckConstraint(
            "kind <> 'unsafe' OR is_off = false", name=op.f("ck_reason_texts_unsafe_is_on")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["members.id"], name=op.f("fk_reason_texts_changed_by_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_texts")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_reason_texts_kind_code")),
    )
    op.create_table(
        "reason_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", app.core.db.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["members.id"], name=op.f("fk_reason_changes_changed_by_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason_changes")),
    )
    op.create_index("ix_reason_changes_kind", "reason_changes", ["kind", "code"])


def downgrade() -> None:
    op.drop_index("ix_reason_changes_kind", table_name="reason_changes")
    op.drop_table("reason_changes")
    op.drop_table("reason_texts")
