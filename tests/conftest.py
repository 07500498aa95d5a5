"""What every test shares: applications on both databases, a browser without a window, a cast."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.db import db, transaction
from tests.engines import ENGINES, Database, make_app, postgresql_url
from tests.factories import Make


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("sqlite")
    return Database(make_app(folder, f"sqlite:///{folder / 'test.db'}"))


@pytest.fixture(scope="session")
def postgresql_database(
    tmp_path_factory: pytest.TempPathFactory, shared_folder: Path, worker_id: str
) -> Iterator[Database]:
    url = postgresql_url(shared_folder, f"askwell_{worker_id}")
    database = Database(make_app(tmp_path_factory.mktemp("postgresql"), url))
    yield database
    with database.app.app_context():
        db.engine.dispose()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database, once on each engine."""
    chosen: Database = request.getfixturevalue(f"{request.param}_database")
    yield chosen
    chosen.empty()


@pytest.fixture
def app(database: Database) -> Iterator[Flask]:
    """The application on an empty database, with a context for services and queries."""
    with database.app.app_context():
        yield database.app
        db.session.remove()


@pytest.fixture
def sqlite_app(sqlite_database: Database) -> Iterator[Flask]:
    """The application on SQLite alone, for tests in which the engine plays no part."""
    with sqlite_database.app.app_context():
        yield sqlite_database.app
        db.session.remove()
    sqlite_database.empty()


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Make:
    """Factories of the cast and what they write; use inside `with transaction():` or alone."""
    request.getfixturevalue("sqlite_app" if "sqlite_app" in request.fixturenames else "app")
    return Make()


class Browser(FlaskClient):
    """A client that keeps cookies. Its requests never share a context with the test."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if not has_app_context():  # a redirect that is followed: already in its own context
            return super().open(*args, **kwargs)
        db.session.rollback()
        try:
            return contextvars.Context().run(super().open, *args, **kwargs)
        finally:
            db.session.rollback()
            db.session.expire_all()  # what the request changed is read anew by the test

    def fragment(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        """A request of the page's script, which asks for the changed part only."""
        return self.open(path, method=method, headers={"X-Fragment": "1"}, **kwargs)


@pytest.fixture
def browse(request: pytest.FixtureRequest) -> Any:
    """`browse(member)` is a browser in which the member is signed in; `browse()` a visitor's."""
    name = "sqlite_app" if "sqlite_app" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)
    app.test_client_class = Browser

    def open_browser(member: Any = None) -> FlaskClient:
        client = app.test_client()
        if member is not None:
            with client.session_transaction() as session:
                session["_user_id"] = member.get_id()
                session["_fresh"] = True
        return client

    return open_browser


__all__ = ["transaction"]
