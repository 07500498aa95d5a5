"""acts of the safety check, and blacking out

Revision ID: 0040
Revises: 0010
Created: 2026-11-23 20:50:00+00:00

Three more kinds of acts. The list of kinds is widened from what is there, whatever other migrations
have added; on SQLite the table is copied with its own definition, indexes and the triggers that
keep it append-only. Old code runs on. Going back is refused once acts of these kinds exist.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = ("redact_post", "hold_post", "release_post")
TABLE, CHECK = "moderation_actions", "ck_moderation_actions_kind"


def upgrade() -> None:
    known = _kinds()
    _allow([*known, *(kind for kind in KINDS if kind not in known)])


def downgrade() -> None:
    _allow([kind for kind in _kinds() if kind not in KINDS])


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
