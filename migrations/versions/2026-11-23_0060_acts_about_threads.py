"""acts about a thread: locked, closed, merged, moved, remarks

Revision ID: 0060
Revises: 0111
Created: 2026-11-23 22:25:00+00:00

Adds columns with defaults, and the kinds of acts. The list of kinds is widened from what is there,
whatever other migrations have added; on SQLite the table of acts is copied with its own definition,
indexes and the triggers that keep it append-only. Old code runs on. Going back is refused once acts
of these kinds exist.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0111"
branch_labels = None
depends_on = None

KINDS = (
    "close_question",
    "reopen_question",
    "merge_question",
    "unmerge_question",
    "retag_question",
    "move_post",
    "set_remark",
    "clear_remark",
)
TABLE, CHECK = "moderation_actions", "ck_moderation_actions_kind"
CLOSED_AS = "closed_as IS NULL OR closed_as IN ('duplicate', 'off_topic', 'unsafe')"
CLOSED = "(closed_at IS NULL) = (closed_as IS NULL)"
DUPLICATE = (
    "duplicate_of_id IS NULL"
    " OR (closed_as IS NOT NULL AND closed_as = 'duplicate' AND duplicate_of_id <> post_id)"
)


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _time(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(_text("remark", 300))
        batch_op.add_column(sa.Column("remark_html", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(_time("moved_at"))
        batch_op.add_column(sa.Column("merged_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_posts_merged_from_id_posts"), "posts", ["merged_from_id"], ["id"]
        )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(_time("lock_until"))
        batch_op.add_column(_text("lock_reason", 500))
        batch_op.add_column(_time("closed_at"))
        batch_op.add_column(sa.Column("closed_as", sa.String(length=10), nullable=True))
        batch_op.add_column(_text("close_reason", 500))
        batch_op.add_column(sa.Column("duplicate_of_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_merged", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("thread_version", sa.Integer(), server_default="1", nullable=False)
        )
        batch_op.create_foreign_key(
            op.f("fk_questions_duplicate_of_id_posts"), "posts", ["duplicate_of_id"], ["id"]
        )
        batch_op.create_index("ix_questions_duplicate_of_id", ["duplicate_of_id"], unique=False)
        batch_op.create_check_constraint("closed_as", CLOSED_AS)
        batch_op.create_check_constraint("closed", CLOSED)
        batch_op.create_check_constraint("duplicate", DUPLICATE)
    known = _kinds()
    _allow([*known, *(kind for kind in KINDS if kind not in known)])


def downgrade() -> None:
    _allow([kind for kind in _kinds() if kind not in KINDS])
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index("ix_questions_duplicate_of_id")
        for name in ("duplicate", "closed", "closed_as"):
            batch_op.drop_constraint(name, type_="check")
        batch_op.drop_constraint(op.f("fk_questions_duplicate_of_id_posts"), type_="foreignkey")
        for name in (
            "thread_version",
            "is_merged",
            "duplicate_of_id",
            "close_reason",
            "closed_as",
            "closed_at",
            "lock_reason",
            "lock_until",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_posts_merged_from_id_posts"), type_="foreignkey")
        for name in ("merged_from_id", "moved_at", "remark_html", "remark"):
            batch_op.drop_column(name)


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
