"""findings in notes and topics

Revision ID: 0111
Revises: 0090
Created: 2026-11-23 23:00:00+00:00

What the rules found in a question's notes and topics is kept with its place, as in title and text.
Widens a column and its list of values; old code runs on. Going back is refused once there are such
rows: the old column has no place for them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0090"
branch_labels = None
depends_on = None

NEW = ("tags", "noticed", "duration", "places")


def upgrade() -> None:
    _allow(10, 5, ("title", *NEW, "body"))


def downgrade() -> None:
    _allow(5, 10, ("title", "body"))


def _allow(length: int, before: int, parts: tuple[str, ...]) -> None:
    names = ", ".join(f"'{part}'" for part in parts)
    with op.batch_alter_table("rule_findings") as batch_op:
        batch_op.drop_constraint(op.f("ck_rule_findings_part"), type_="check")
        batch_op.alter_column(
            "part",
            existing_type=sa.String(length=before),
            type_=sa.String(length=length),
            existing_nullable=False,
        )
        batch_op.create_check_constraint(op.f("ck_rule_findings_part"), f"part IN ({names})")
