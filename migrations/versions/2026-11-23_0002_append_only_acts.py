"""refuse changes to acts of moderation in the database itself

Revision ID: 0002
Revises: 0001
Created: 2026-11-23

The trail of acts is only ever added to; a mistake in our code must not be able to rewrite it.
Triggers refuse UPDATE and DELETE on both engines.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MESSAGE = "acts of moderation are only ever added to"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER moderation_actions_no_{verb.lower()}"
                f" BEFORE {verb} ON moderation_actions"
                f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER moderation_actions_append_only BEFORE UPDATE OR DELETE"
        " ON moderation_actions FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER moderation_actions_no_{verb}")
        return
    op.execute("DROP TRIGGER moderation_actions_append_only ON moderation_actions")
    op.execute("DROP FUNCTION refuse_change()")
