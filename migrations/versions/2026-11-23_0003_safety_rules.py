"""safety rules

Revision ID: 0003
Revises: 0002
Created: 2026-11-23 20:08:56.300739+00:00

What the safety check says of a question and its draft, the fixed line under a post, the tables of
rules: findings, switches, the rules of a site, changes, redactions. Adds only; old code runs on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


RED_FLAG = "red_flag IS NULL OR red_flag IN ('emergency', 'urgent')"
HAPPENING = "happening IS NULL OR happening IN ('now', 'past')"


def _add_checks(batch_op) -> None:
    batch_op.create_check_constraint("red_flag", RED_FLAG)
    batch_op.create_check_constraint("happening", HAPPENING)


def _drop_checks(batch_op) -> None:
    batch_op.drop_constraint("happening", type_="check")
    batch_op.drop_constraint("red_flag", type_="check")


def upgrade() -> None:
    op.create_table(
        "rule_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["members.id"], name=op.f("fk_rule_changes_changed_by_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_changes")),
    )
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.create_index("ix_rule_changes_changed_at", ["changed_at", "id"], unique=False)

    op.create_table(
        "rule_switches",
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["members.id"], name=op.f("fk_rule_switches_changed_by_id_members")
        ),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_rule_switches")),
    )
    op.create_table(
        "site_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("verbs", sa.Text(), nullable=False),
        sa.Column("objects", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IS NULL OR action IN ('hold', 'queue', 'notice')",
            name=op.f("ck_site_rules_action"),
        ),
        sa.CheckConstraint(
            "direction IS NULL OR direction IN ('advice', 'anything')",
            name=op.f("ck_site_rules_direction"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["members.id"], name=op.f("fk_site_rules_made_by_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_site_rules_name")),
    )
    op.create_table(
        "rule_findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=5), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part IN ('title', 'body')", name=op.f("ck_rule_findings_part")),
        sa.CheckConstraint(
            "severity IS NULL OR severity IN"
            " ('emergency', 'urgent', 'personal', 'hold', 'queue', 'notice')",
            name=op.f("ck_rule_findings_severity"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_rule_findings_post_id_posts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_findings")),
    )
    with op.batch_alter_table("rule_findings", schema=None) as batch_op:
        batch_op.create_index("ix_rule_findings_post_id", ["post_id", "revision"], unique=False)
        batch_op.create_index("ix_rule_findings_rule", ["rule", "created_at"], unique=False)

    op.create_table(
        "redactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purge_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["moderation_actions.id"],
            name=op.f("fk_redactions_act_id_moderation_actions"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_redactions_post_id_posts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redactions")),
    )
    with op.batch_alter_table("redactions", schema=None) as batch_op:
        batch_op.create_index("ix_redactions_post_id", ["post_id"], unique=False)

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("red_flag", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("red_flag_category", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("happening", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("warning_signs", sa.JSON(), nullable=True))
        _add_checks(batch_op)

    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("safety_line", sa.String(length=40), nullable=True))
        batch_op.add_column(
            sa.Column("lacks_source", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("red_flag", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("red_flag_category", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("happening", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("warning_signs", sa.JSON(), nullable=True))
        _add_checks(batch_op)


def downgrade() -> None:
    with op.batch_alter_table("questions", schema=None) as batch_op:
        _drop_checks(batch_op)
        batch_op.drop_column("warning_signs")
        batch_op.drop_column("happening")
        batch_op.drop_column("red_flag_category")
        batch_op.drop_column("red_flag")

    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("lacks_source")
        batch_op.drop_column("safety_line")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        _drop_checks(batch_op)
        batch_op.drop_column("warning_signs")
        batch_op.drop_column("happening")
        batch_op.drop_column("red_flag_category")
        batch_op.drop_column("red_flag")

    with op.batch_alter_table("redactions", schema=None) as batch_op:
        batch_op.drop_index("ix_redactions_post_id")

    op.drop_table("redactions")
    with op.batch_alter_table("rule_findings", schema=None) as batch_op:
        batch_op.drop_index("ix_rule_findings_rule")
        batch_op.drop_index("ix_rule_findings_post_id")

    op.drop_table("rule_findings")
    op.drop_table("site_rules")
    op.drop_table("rule_switches")
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_rule_changes_changed_at")

    op.drop_table("rule_changes")
