"""The database: transactions, times, SQLite's journal, the schema on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from app.accounts.models import Member
from app.core import sqlite
from app.core.db import UTCDateTime, assert_writing, db, transaction
from tests.engines import make_app


def test_change_outside_a_transaction_is_refused(app, make):
    member = make.member("Asha")
    member.about = "changed in a reading request"
    with pytest.raises(RuntimeError, match="outside transaction"):
        db.session.flush()
    db.session.rollback()


def test_failed_act_leaves_nothing_behind(app, make):
    with pytest.raises(ZeroDivisionError), transaction():
        make.member("Asha")
        _ = 1 / 0
    assert db.session.query(Member).count() == 0


def test_transaction_inside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError, match="inside"), transaction(), transaction():
        pass


def test_service_called_outside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError):
        assert_writing()


def test_two_writers_wait_for_each_other_instead_of_failing(app, make):
    member = make.member("Asha")
    errors: list[Exception] = []

    def add_one() -> None:
        with app.app_context():
            try:
                for _ in range(10):
                    with transaction() as session:
                        row = session.get(Member, member.id, with_for_update=True)
                        row.unread_notice_count += 1
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    db.session.expire_all()
    assert errors == []
    assert db.session.get(Member, member.id).unread_notice_count == 40


def test_times_come_back_aware_and_in_utc(app, make):
    noon_in_delhi = datetime(2026, 5, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    member = make.member("Asha", created_at=noon_in_delhi)
    db.session.expire_all()
    read = db.session.get(Member, member.id).created_at
    assert read == noon_in_delhi
    assert read.tzinfo is UTC


def test_naive_time_is_refused():
    naive = datetime(2026, 5, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="naive"):
        UTCDateTime().process_bind_param(naive, sa.create_engine("sqlite://").dialect)


@pytest.mark.parametrize(
    ("version", "is_affected"),
    [
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_sqlite_with_the_wal_reset_bug_is_recognised(version, is_affected):
    assert sqlite.has_wal_reset_bug(version) is is_affected


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    # An application of its own: the databases of other tests do not wait for the disk.
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    with app.app_context(), db.engine.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        version = connection.dialect.dbapi.sqlite_version_info
    with app.app_context():
        db.engine.dispose()
    expected = "delete" if sqlite.has_wal_reset_bug(version) else "wal"
    assert pragma == {
        "journal_mode": expected, "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip


def test_affected_sqlite_falls_back_to_the_rollback_journal_and_says_so(
    tmp_path, monkeypatch, caplog
):
    monkeypatch.setattr(sqlite, "has_wal_reset_bug", lambda version: True)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    sqlite.prepare(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    engine.dispose()
    assert "rollback journal" in caplog.text


def test_migrations_go_down_to_nothing_and_up_again(database):
    with database.app.app_context():
        db.session.remove()
        downgrade(revision="base")
        left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
        upgrade()
        made = set(sa.inspect(db.engine).get_table_names())
        db.engine.dispose()
    assert left == set()
    assert {"posts", "votes", "moderation_actions"} <= made
