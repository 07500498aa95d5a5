"""Alembic's door: runs migrations on the application's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app

from app.core.db import UTCDateTime, db

target_metadata = db.metadata


def _render_item(kind: str, item: object, _context: object) -> str | bool:
    """Migrations name plain types: they must not change when our classes do."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run_migrations_online() -> None:
    with db.engine.connect() as connection:
        connection.execution_options(askwell_write=True)
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Tables are rebuilt by copying; the keys between them are checked at the end.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render_item,
            transactional_ddl=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            if not sqlite:
                # Two servers that start together: the second waits, then finds nothing to do.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4277009102)")
            context.run_migrations()
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"rows point to missing rows: {broken[:3]}")
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.rollback()


assert current_app, "run migrations through the flask command"
run_migrations_online()
