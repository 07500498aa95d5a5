"""cases about members, and profiles that can be held

Revision ID: 0080
Revises: 0030
Created: 2026-11-23 22:10:00+00:00

A case or a finding may be about a member instead of a post; profile texts have a status, and what a
moderator takes from a profile is kept for a while. Rows of before stay as they are; old code runs
on as long as nobody is reported. Going back is refused while there are cases or findings about
members, or acts of the new kinds: the old tables have no place for them.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0030"
branch_labels = None
depends_on = None

KINDS = ("keep_profile", "hide_profile", "clear_profile", "hold_profile", "release_profile")
TABLE, CHECK = "moderation_actions", "ck_moderation_actions_kind"
ONE_SUBJECT = "(post_id IS NULL) <> (member_id IS NULL)"


def upgrade() -> None:
    for column in (
        "profile_status VARCHAR(10) DEFAULT 'visible' NOT NULL CONSTRAINT"
        " ck_members_profile_status CHECK (profile_status IN ('visible', 'held', 'hidden'))",
        "profile_line VARCHAR(40)",
        "profile_revision INTEGER DEFAULT 1 NOT NULL",
    ):
        op.execute(f"ALTER TABLE members ADD COLUMN {column}")
    op.add_column("reports", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    _about_members("cases")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.create_unique_constraint(op.f("uq_cases_member_id"), ["member_id"])
    _about_members("rule_findings")
    op.create_index("ix_rule_findings_member_id", "rule_findings", ["member_id", "revision"])
    op.create_table(
        "profile_removals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=5), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purge_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("part IN ('name', 'about')", name=op.f("ck_profile_removals_part")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_profile_removals_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["act_id"], [f"{TABLE}.id"], name=op.f("fk_profile_removals_act_id_moderation_actions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_removals")),
        sa.UniqueConstraint("act_id", "part", name=op.f("uq_profile_removals_act_id_part")),
    )
    op.create_index("ix_profile_removals_member_id", "profile_removals", ["member_id", "id"])
    known = _kinds()
    _allow([*known, *(kind for kind in KINDS if kind not in known)])


def downgrade() -> None:
    for table in ("cases", "rule_findings"):
        if _count(f"SELECT count(*) FROM {table} WHERE post_id IS NULL"):
            raise RuntimeError(f"{table} holds rows about members; without this they would be lost")
    _allow([kind for kind in _kinds() if kind not in KINDS])
    op.drop_table("profile_removals")
    op.drop_index("ix_rule_findings_member_id", table_name="rule_findings")
    _about_posts("rule_findings")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_constraint(op.f("uq_cases_member_id"), type_="unique")
    _about_posts("cases")
    with op.batch_alter_table("reports") as batch_op:
        batch_op.drop_column("answered_at")
    for column in ("profile_revision", "profile_line", "profile_status"):
        op.execute(f"ALTER TABLE members DROP COLUMN {column}")


def _about_members(table: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(sa.Column("member_id", sa.Integer(), nullable=True))
        batch_op.alter_column("post_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key(
            op.f(f"fk_{table}_member_id_members"), "members", ["member_id"], ["id"]
        )
        batch_op.create_check_constraint(op.f(f"ck_{table}_one_subject"), ONE_SUBJECT)


def _about_posts(table: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_one_subject"), type_="check")
        batch_op.drop_constraint(op.f(f"fk_{table}_member_id_members"), type_="foreignkey")
        batch_op.alter_column("post_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("member_id")


def _count(statement: str) -> int:
    return op.get_bind().execute(sa.text(statement)).scalar_one()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _definition() -> str:
    statement = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    return op.get_bind().execute(statement, {"name": TABLE}).scalar_one()


def _check_in(definition: str) -> str:
    pattern = rf'CONSTRAINT "?{CHECK}"? CHECK \(kind IS NULL OR kind IN \([^)]*\)\)'
    found = re.search(pattern, definition)
    if found is None:
        raise RuntimeError(f"{CHECK} is not as we know it")
    return found.group()


def _kinds() -> list[str]:
    """The kinds of acts that the database takes now."""
    if _is_sqlite():
        check = _check_in(_definition()).partition("CHECK")[2]
    else:
        check = (
            op.get_bind()
            .execute(
                sa.text(
                    "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"
                ),
                {"name": CHECK},
            )
            .scalar_one()
        )
    return re.findall(r"'(\w+)'", check)


def _allow(kinds: list[str]) -> None:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    check = f"CONSTRAINT {CHECK} CHECK (kind IS NULL OR kind IN ({names}))"
    if _is_sqlite():
        definition = _definition()
        _copy(definition.replace(_check_in(definition), check))
    else:
        op.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {CHECK}")
        op.execute(f"ALTER TABLE {TABLE} ADD {check}")


def _copy(definition: str) -> None:
    """Rebuild the table of acts from a definition, with its rows, indexes and triggers."""
    belongings = op.get_bind().execute(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
            " AND tbl_name = :name AND sql IS NOT NULL"
        ),
        {"name": TABLE},
    )
    statements = list(belongings.scalars())
    op.execute(re.sub(rf'^CREATE TABLE "?{TABLE}"?', f"CREATE TABLE {TABLE}_copy", definition))
    op.execute(f"INSERT INTO {TABLE}_copy SELECT * FROM {TABLE}")
    op.execute(f"DROP TABLE {TABLE}")
    op.execute(f"ALTER TABLE {TABLE}_copy RENAME TO {TABLE}")
    for statement in statements:
        op.execute(statement)
