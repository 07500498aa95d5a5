"""SQLite set up so that what the forum acknowledged survives: driver, journal, transactions.

Every SQLite from 3.7.0 to 3.51.2 can lose a committed transaction in WAL mode when two connections
write and checkpoint at the same moment; 3.51.3, 3.50.7 and 3.44.6 are mended. We take such a
library from the package registry; on an affected one we fall back to the rollback journal and say
so at the start. See docs/decisions/0004.
"""

from __future__ import annotations

import importlib
import logging
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event

log = logging.getLogger(__name__)

#: How long a writer waits for its turn, in milliseconds, before the reader sees a 503 page.
BUSY_TIMEOUT_MS = 5000


def driver() -> Any:
    """The DB-API module to use: the mended library if it is installed, else Python's own."""
    if not has_wal_reset_bug(sqlite3.sqlite_version_info):
        return sqlite3
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Whether a SQLite of this version can lose commits in WAL mode."""
    if version >= (3, 51, 3):
        return False
    return not ((3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45))


def prepare(engine: Engine) -> None:
    """Set up every connection of the engine; does nothing on other databases."""
    if engine.dialect.name != "sqlite":
        return
    version = tuple(engine.dialect.dbapi.sqlite_version_info)  # type: ignore[union-attr]
    journal = "DELETE" if has_wal_reset_bug(version) else "WAL"
    if journal == "DELETE":
        log.warning(
            "SQLite %s can lose data in WAL mode; using the slower rollback journal instead",
            ".".join(map(str, version)),
        )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        # The driver's own transactions begin too late; SQLAlchemy's "begin" event begins them.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute(f"PRAGMA journal_mode = {journal}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("askwell_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
