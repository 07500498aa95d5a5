"""Every route, as every kind of person; and no reading request changes anything."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from sqlalchemy import event

from app.core.db import db
from tests.guards import matrix
from tests.guards.cast import CANARY, make_cast

PEOPLE = ("visitor", "member", "author", "moderator", "administrator")
ROWS = [
    row
    for module in pkgutil.iter_modules(matrix.__path__)
    for row in importlib.import_module(f"tests.guards.matrix.{module.name}").ROWS
]
#: Served by Flask itself, without our code.
NOT_OURS = {"static"}


def test_every_route_stands_in_the_matrix(sqlite_app):
    routes = {
        (method, rule.endpoint)
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in NOT_OURS
    }
    listed = {(method, endpoint) for method, endpoint, *_ in ROWS}
    assert sorted(routes - listed) == [], "add these to tests/guards/matrix/"
    assert sorted(listed - routes) == [], "these are gone: take them out of tests/guards/matrix/"


def test_every_address_is_kebab_case_with_typed_numbers(sqlite_app):
    for rule in sqlite_app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert fixed == fixed.lower(), rule.rule
        assert "_" not in fixed or rule.endpoint in NOT_OURS, rule.rule
        for parameter in re.findall(r"<([^>]+)>", rule.rule):
            if parameter.rsplit(":", 1)[-1].endswith("_id") and "draft" not in parameter:
                assert parameter.startswith("int:"), rule.rule


def _expected(statuses, person):
    return statuses if isinstance(statuses, int) else statuses[PEOPLE.index(person)]


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_gets_what_the_matrix_says(sqlite_app, make, browse, person):
    cast = make_cast(make)
    wrong = []
    for method, endpoint, path, statuses in ROWS:
        target = path.format_map(cast.values)
        # Each row is asked in a browser of its own: signing out must not spoil the next row.
        response = browse(cast.people[person]).open(target, method=method)
        expected = _expected(statuses, person)
        if response.status_code != expected:
            wrong.append(f"{method} {target} ({endpoint}): {response.status_code}, not {expected}")
        if person in ("visitor", "member") and CANARY.encode() in response.data:
            wrong.append(f"{method} {target}: shows words of a hidden or removed post")
    assert wrong == []


@pytest.mark.parametrize("person", ["visitor", "author", "moderator"])
def test_reading_never_writes(sqlite_app, make, browse, person):
    cast = make_cast(make)
    browser = browse(cast.people[person])
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith(("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for method, _, path, _ in ROWS:
            if method == "GET":
                browser.get(path.format_map(cast.values))
                assert statements == [], path
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_every_page_carries_the_security_headers(sqlite_app, make, browse):
    cast = make_cast(make)
    browser = browse()
    for method, _, path, _ in ROWS:
        if method != "GET":
            continue
        headers = browser.get(path.format_map(cast.values)).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "Cache-Control" in headers, path
