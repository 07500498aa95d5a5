"""The database: one declarative base, UTC times, and `transaction()`, the only way to write.

Reads need nothing. A write happens inside `with transaction():`, opened by the door (a route or a
command), never by a service. On SQLite it begins with BEGIN IMMEDIATE, so that it waits for its
turn instead of failing in the middle (docs/decisions/0004).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator, event, func, select
from sqlalchemy.orm import DeclarativeBase, Session, registry, scoped_session

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC on both engines. SQLite keeps it without the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: give a zone, such as app.core.clock.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables. Constraints get names, so that migrations can drop them."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UTCDateTime()}
    )


# Rows keep their values after a commit, so that a page can still show what was just written.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


@contextmanager
def transaction() -> Iterator[Session]:
    """One act: everything inside is kept together, or none of it.

    What was read before is read again inside, so that a decision rests on what is true now.
    Raises whatever the body raises, after undoing all of it.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("transaction() inside transaction(): services never open one")
    session.rollback()
    session.expire_all()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"askwell_write": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["writing"] = False


def assert_writing() -> None:
    """Raise RuntimeError outside `transaction()`."""
    if not db.session().info.get("writing"):
        raise RuntimeError("this must be called inside transaction()")


@event.listens_for(Session, "before_flush")
def _refuse_writes_outside_a_transaction(session: Session, *_: Any) -> None:
    if not session.info.get("writing") and (session.new or session.deleted or session.dirty):
        raise RuntimeError("a change outside transaction(): the door must open one")


def lock(session: Session | scoped_session[Any], model: type[Base], key: Any) -> Any:
    """Read a row anew and, on PostgreSQL, keep other writers of the row waiting.

    On SQLite the whole database is already ours (BEGIN IMMEDIATE). Returns None if it is gone.
    """
    return session.get(model, key, with_for_update=True, populate_existing=True)


def queue_up(session: Session | scoped_session[Any], name: str) -> None:
    """Wait until nobody else is inside a transaction that queued up under this name.

    Unlike `lock` it holds no row, so it cannot meet another's locks crosswise. On SQLite nothing is
    needed: the whole database is already ours.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
