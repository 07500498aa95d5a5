"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.articles import services as articles
from app.articles.models import Article
from app.core.db import db, transaction


@pytest.fixture
def pinned(sqlite_app) -> Article:
    """The reference article that comes with the software."""
    with transaction():
        return articles.seed_articles()[0].article


@pytest.fixture
def counted() -> Callable[[], object]:
    """`with counted() as statements:` collects the SELECTs that the pages inside need."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting
