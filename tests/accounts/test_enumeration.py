"""Nobody learns from outside who has an account (threat model 5.2, case 23)."""

from __future__ import annotations

import re

import pytest

from app.accounts import hashing
from app.core.db import db
from app.core.outbox import OutboxEntry
from tests.accounts.conftest import OTHER, PASSWORD

pytestmark = pytest.mark.usefixtures("asha")


def _same(browse, path, known, unknown):
    """Send both forms from fresh browsers; return both answers with what was typed taken out."""
    found = []
    for form in (known, unknown):
        browser = browse()
        answer = browser.post(path, data=form)
        assert answer.status_code == 303
        text = browser.get(answer.location).text
        for value in form.values():
            text = text.replace(value, "…")
        text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
        found.append((answer.location, sorted(answer.headers.keys()), text))
    return found


def test_signing_up_with_a_known_address_looks_like_a_new_one(sqlite_app, browse):
    known, unknown = _same(
        browse,
        "/signup",
        {"email": "asha@example.org", "password": OTHER},
        {"email": "nobody@example.org", "password": OTHER},
    )
    assert known == unknown


def test_forgotten_password_says_the_same_of_every_address(sqlite_app, browse, mailbox):
    known, unknown = _same(
        browse, "/password/forgot", {"email": "asha@example.org"}, {"email": "no@example.org"}
    )
    assert known == unknown
    assert "If that address has an account, we have sent a link." in known[2]
    assert [mail["To"] for mail in mailbox.collect()] == ["asha@example.org"]


def test_sending_the_confirmation_again_says_the_same_of_every_address(sqlite_app, browse):
    known, unknown = _same(
        browse, "/email/resend", {"email": "asha@example.org"}, {"email": "no@example.org"}
    )
    assert known == unknown


@pytest.mark.parametrize("login", ["asha@example.org", "Asha", "nobody@example.org", "Nobody"])
def test_failed_sign_in_never_says_what_was_wrong(sqlite_app, browse, login):
    answer = browse().post("/login", data={"login": login, "password": OTHER})
    assert answer.status_code == 422
    assert "E-mail or password does not match." in answer.text


def test_known_and_unknown_accounts_cost_one_hashing_each(sqlite_app, browse, monkeypatch):
    done = []
    monkeypatch.setattr(hashing, "matches", lambda *_: done.append("verify") and False)
    monkeypatch.setattr(hashing, "hash_password", lambda _: done.append("hash") or "$hash")
    for login in ("Asha", "Nobody"):
        browse().post("/login", data={"login": login, "password": PASSWORD})
    for address in ("asha@example.org", "new@example.org"):
        browse().post("/signup", data={"email": address, "password": OTHER})
    assert done == ["verify", "verify", "hash", "hash"]


def test_known_and_unknown_addresses_write_the_same_work(sqlite_app, browse):
    for address in ("asha@example.org", "nobody@example.org"):
        browse().post("/password/forgot", data={"email": address})
    assert [entry.kind for entry in db.session.query(OutboxEntry)] == ["mail.reset", "mail.reset"]
