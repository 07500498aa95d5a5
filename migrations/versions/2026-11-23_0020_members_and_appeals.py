"""warnings, single rights, private notes, appeals

Revision ID: 0020
Revises: 0003
Created: 2026-11-23 20:30:00+00:00

Adds columns with defaults, three tables, and six kinds of acts. The list of kinds is widened from
what is there, so that it does not matter which other migration has widened it before. On SQLite the
table of acts is copied with its own definition: its checks, indexes and the triggers that keep it
append-only come along. Going back is refused by the database once acts of the new kinds exist.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = (
    "warn_member",
    "withdraw_warning",
    "add_note",
    "remove_note",
    "uphold_act",
    "overturn_act",
)
TABLE, CHECK = "moderation_actions", "ck_moderation_actions_kind"


def _time(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer(), nullable=False)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.add_column(
        "members",
        sa.Column("withheld_rights", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column(
        "members",
        sa.Column(
            "unread_warning_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
    )
    op.create_table(
        "warnings",
        _id(),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        _time("created_at", nullable=False),
        _time("acknowledged_at"),
        _time("withdrawn_at"),
        _key("warnings", "member_id", "members"),
        _key("warnings", "act_id", TABLE),
        _key("warnings", "post_id", "posts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warnings")),
        sa.UniqueConstraint("act_id", name=op.f("uq_warnings_act_id")),
    )
    op.create_index("ix_warnings_member_id", "warnings", ["member_id", "id"])
    op.create_table(
        "private_notes",
        _id(),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _time("created_at", nullable=False),
        _time("removed_at"),
        sa.CheckConstraint(
            "(member_id IS NULL) <> (case_id IS NULL)", name=op.f("ck_private_notes_one_subject")
        ),
        _key("private_notes", "member_id", "members"),
        _key("private_notes", "case_id", "cases"),
        _key("private_notes", "act_id", TABLE),
        _key("private_notes", "author_id", "members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_notes")),
        sa.UniqueConstraint("act_id", name=op.f("uq_private_notes_act_id")),
    )
    op.create_index("ix_private_notes_member_id", "private_notes", ["member_id", "id"])
    op.create_index("ix_private_notes_case_id", "private_notes", ["case_id", "id"])
    op.create_table(
        "appeals",
        _id(),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _time("created_at", nullable=False),
        _time("due_at", nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        _time("decided_at"),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('upheld', 'overturned', 'void')",
            name=op.f("ck_appeals_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_appeals_decided")
        ),
        _key("appeals", "act_id", TABLE),
        _key("appeals", "member_id", "members"),
        _key("appeals", "decided_by_id", "members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("act_id", name=op.f("uq_appeals_act_id")),
    )
    op.create_index("ix_appeals_open", "appeals", ["decided_at", "due_at"])
    op.create_index("ix_appeals_member_id", "appeals", ["member_id", "id"])
    known = _kinds()
    _allow([*known, *(kind for kind in KINDS if kind not in known)])


def downgrade() -> None:
    _allow([kind for kind in _kinds() if kind not in KINDS])
    op.drop_table("appeals")
    op.drop_table("private_notes")
    op.drop_table("warnings")
    op.drop_column("members", "unread_warning_count")
    op.drop_column("members", "withheld_rights")


def _kinds() -> list[str]:
    """The kinds of acts that the database takes now."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        found = _check_in(_definition())[0]
    else:
        found = connection.exec_driver_sql(
            f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{CHECK}'"
        ).scalar_one()
    return re.findall(r"'(\w+)'", found)


def _allow(kinds: list[str]) -> None:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    check = f"CONSTRAINT {CHECK} CHECK (kind IS NULL OR kind IN ({names}))"
    if op.get_bind().dialect.name == "sqlite":
        definition = _definition()
        _copy(definition.replace(_check_in(definition)[0], check))
    else:
        op.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {CHECK}")
        op.execute(f"ALTER TABLE {TABLE} ADD {check}")


def _definition() -> str:
    statement = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
    return op.get_bind().execute(statement, {"name": TABLE}).scalar_one()


def _check_in(definition: str) -> re.Match[str]:
    check = r"CHECK \(kind IS NULL OR kind IN \([^)]*\)\)"
    found = re.search(rf'CONSTRAINT "?{CHECK}"? {check}', definition)
    if found is None:
        raise RuntimeError(f"{CHECK} is not as we know it")
    return found


def _copy(definition: str) -> None:
    """Rebuild the table of acts from a definition, with its rows, indexes and triggers."""
    connection = op.get_bind()
    belongings = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        f" AND tbl_name = '{TABLE}' AND sql IS NOT NULL"
    ).scalars()
    statements = list(belongings)
    copy = re.sub(rf'^CREATE TABLE "?{TABLE}"?', f"CREATE TABLE {TABLE}_copy", definition)
    op.execute(copy)
    op.execute(f"INSERT INTO {TABLE}_copy SELECT * FROM {TABLE}")
    op.execute(f"DROP TABLE {TABLE}")
    op.execute(f"ALTER TABLE {TABLE}_copy RENAME TO {TABLE}")
    for statement in statements:
        op.execute(statement)
