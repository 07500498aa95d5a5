"""Roles, the first administrator, and the commands of the machine's owner."""

from __future__ import annotations

import re

import pytest

from app.accounts import services as accounts
from app.accounts.events import RoleChanged
from app.accounts.models import Member
from app.core import events
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound, Refused
from tests.accounts.conftest import OTHER, PASSWORD

FORM = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}


def _link():
    with transaction():
        return accounts.setup_link()


def _path():
    return re.sub(r"^http://[^/]+", "", _link())


def test_administrator_changes_a_role_and_it_is_recorded(app, make, monkeypatch):
    heard = []
    monkeypatch.setitem(events._listeners, RoleChanged, [heard.append])
    ada, asha = make.administrator(), make.member("Asha")
    with transaction():
        accounts.change_role(ada, asha, "moderator")
    with transaction():
        accounts.change_role(ada, asha, "moderator")
    assert heard == [RoleChanged(asha.id, ada.id, "member", "moderator")]


def test_moderator_cannot_change_roles(app, make):
    mona, asha = make.moderator(), make.member("Asha")
    with pytest.raises(Refused), transaction():
        accounts.change_role(mona, asha, "moderator")


def test_administrator_cannot_change_the_own_role(app, make):
    ada = make.administrator()
    with pytest.raises(Refused), transaction():
        accounts.change_role(ada, ada, "member")


def test_unknown_role_is_refused(app, make):
    with pytest.raises(Invalid), transaction():
        accounts.change_role(None, make.member("Asha"), "king")


def test_machines_owner_becomes_administrator_with_the_printed_link(sqlite_app, make, browse):
    browser, path = browse(), _path()
    assert browser.get(path).headers["Referrer-Policy"] == "no-referrer"
    assert browser.post(path, data=FORM).status_code == 303
    ada = db.session.query(Member).one()
    assert (ada.role, ada.is_confirmed) == ("administrator", True)
    assert browser.get("/settings/profile").status_code == 200
    assert _link() is None


def test_setup_link_works_once_and_only_the_newest(sqlite_app, make, browse):
    old, new = _path(), _path()
    assert browse().get(old).status_code == 404
    browse().post(new, data=FORM)
    second = browse().post(new, data=FORM | {"name": "Eve", "email": "eve@example.org"})
    assert second.status_code == 404
    assert db.session.query(Member).count() == 1


def test_setup_link_is_refused_once_there_is_an_administrator(app, make):
    with transaction():
        token = accounts.create_setup_token()
    make.administrator()
    with pytest.raises(NotFound), transaction():
        accounts.use_setup_token(token, "Eve", "eve@example.org", "hash")


def test_setup_form_says_what_is_wrong_and_can_be_sent_again(sqlite_app, make, browse):
    path = _path()
    assert browse().post(path, data=FORM | {"password": "short"}).status_code == 422
    assert browse().post(path, data=FORM).status_code == 303


def _run(app, *arguments, **options):
    return app.test_cli_runner().invoke(args=["users", *arguments], **options)


def test_command_creates_a_member_with_a_link_to_set_the_password(sqlite_app, make, browse):
    result = _run(sqlite_app, "create", "Mona", "mona@example.org", "--role", "moderator")
    assert result.exit_code == 0, result.output
    path = re.search(r"(/password/reset/\S+)", result.output).group(1)
    assert browse().post(path, data={"password": OTHER}).status_code == 303
    mona = db.session.query(Member).one()
    assert (mona.role, mona.is_confirmed) == ("moderator", True)


def test_command_asks_for_a_password(sqlite_app, make, browse):
    result = _run(
        sqlite_app,
        "create",
        "Asha",
        "asha@example.org",
        "--password",
        input=f"{PASSWORD}\n{PASSWORD}\n",
    )
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    form = {"login": "Asha", "password": PASSWORD}
    assert browse().post("/login", data=form).status_code == 303


def test_command_refuses_with_one_sentence(sqlite_app, make):
    make.member("Asha")
    for arguments in (
        ("create", "Asha", "other@example.org"),
        ("create", "Other", "asha@example.org"),
        ("promote", "Nobody", "moderator"),
    ):
        result = _run(sqlite_app, *arguments)
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")


def test_command_promotes_and_lists(sqlite_app, make):
    make.member("Asha")
    make.member("Ben")
    assert _run(sqlite_app, "promote", "asha", "moderator").output == "Asha is a moderator.\n"
    listed = _run(sqlite_app, "list", "--role", "moderator").output
    assert "Asha" in listed
    assert "Ben" not in listed
