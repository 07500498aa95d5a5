"""Models and migrations say the same, on both engines."""

from __future__ import annotations

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.core.db import db

VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def test_models_match_migrations(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_is_named_by_date_and_can_go_back():
    files = sorted(VERSIONS.glob("*.py"))
    assert files
    for file in files:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d_[0-9a-z]+_[a-z0-9_]+\.py", file.name)
        body = file.read_text().partition("def downgrade")[2]
        assert "op." in body, f"{file.name} cannot be undone"


def test_every_constraint_has_a_name(sqlite_app):
    unnamed = [
        (table.name, constraint)
        for table in db.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
