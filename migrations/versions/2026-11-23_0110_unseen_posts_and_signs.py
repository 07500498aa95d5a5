"""posts that nobody saw, and warning signs that moderators set

Revision ID: 0110
Revises: 0080
Created: 2026-11-23 22:30:00+00:00

A removed post that was never in view has a tombstone that readers do not find; a post remembers the
status from which its author took it back; a case can end because its author deleted the post; a
question remembers the warning signs that a moderator has ruled out. Rows of before keep what they
show; old code runs on. Going back is refused once there are outcomes or acts of the new kinds.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0080"
branch_labels = None
depends_on = None

OUTCOMES = ("kept", "edited", "removed_unsafe", "removed_other", "restored")
KINDS = ("withdraw_post", "set_sign")
TABLE, CHECK = "moderation_actions", "ck_moderation_actions_kind"


def upgrade() -> None:
    op.add_column(
        "tombstones",
        sa.Column("is_public", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.add_column("posts", sa.Column("withdrawn_from", sa.String(length=10), nullable=True))
    op.add_column("questions", sa.Column("ruled_out_signs", sa.JSON(), nullable=True))
    _outcomes([*OUTCOMES, "withdrawn"])
    known = _kinds()
    _allow([*known, *(kind for kind in KINDS if kind not in known)])


def downgrade() -> None:
    _allow([kind for kind in _kinds() if kind != "set_sign"])
    _outcomes([*OUTCOMES])
    for table, column in (
        ("questions", "ruled_out_signs"),
        ("posts", "withdrawn_from"),
        ("tombstones", "is_public"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _outcomes(outcomes: list[str]) -> None:
    names = ", ".join(f"'{one}'" for one in outcomes)
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_constraint(op.f("ck_cases_outcome"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_cases_outcome"), f"outcome IS NULL OR outcome IN ({names})"
        )


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
