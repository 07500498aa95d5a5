"""Signing up: services on both databases, then the pages."""

from __future__ import annotations

import pytest

from app.accounts import services as accounts
from app.accounts.events import EmailConfirmed, SignedIn
from app.accounts.models import Member
from app.core import events
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound
from app.core.outbox import OutboxEntry
from tests.accounts.conftest import OTHER, PASSWORD

FORM = {"name": "Asha", "email": "asha@example.org", "password": PASSWORD}


@pytest.fixture
def heard(monkeypatch):
    """The events that were recorded."""
    found = []
    monkeypatch.setitem(events._listeners, SignedIn, [found.append])
    monkeypatch.setitem(events._listeners, EmailConfirmed, [found.append])
    return found


def _sign_up(name="Asha", email="asha@example.org", browser=None):
    with transaction():
        accounts.sign_up(name, email, accounts.hash_password(PASSWORD), browser=browser)
    return db.session.query(Member).filter_by(email_key=email.casefold()).one_or_none()


def test_newcomer_is_a_member_whose_address_is_not_confirmed(app, make, heard):
    asha = _sign_up(browser="secret of the drafts")
    assert (asha.name, asha.role, asha.is_confirmed) == ("Asha", "member", False)
    assert heard == [SignedIn(asha.id, "secret of the drafts")]


def test_newcomer_without_a_name_gets_one(app, make):
    name = _sign_up(name=None).name
    assert name.startswith("member-")
    assert name.removeprefix("member-").isdigit()


def test_name_that_looks_like_a_taken_one_is_refused(app, make):
    make.member("Asha", email="first@example.org")
    with pytest.raises(Invalid, match="is taken") as refusal:
        _sign_up(name="Αshа")  # Greek and Cyrillic
    assert refusal.value.field == "name"


def test_somebody_who_takes_the_name_at_the_same_moment_leads_to_a_sentence(app, make, monkeypatch):
    make.member("Asha", email="first@example.org")
    answers = iter([False, True])  # free when we looked, taken when we wrote
    monkeypatch.setattr(
        "app.accounts.services.signing_up._name_is_taken", lambda name: next(answers)
    )
    with pytest.raises(Invalid, match="is taken"), transaction():
        accounts.add_member("Asha", "second@example.org", None)


def test_known_address_makes_no_second_account_and_mails_its_owner(app, make, mailbox):
    make.member("Asha")
    with transaction():
        accounts.sign_up("Somebody", "ASHA@example.org", accounts.hash_password(PASSWORD))
    assert db.session.query(Member).count() == 1
    (mail,) = mailbox.collect()
    assert mail["To"] == "asha@example.org"
    assert "You have an account already" in mail.get_content()


def test_confirming_opens_the_account_once(app, make, heard, mailbox):
    asha = _sign_up()
    token = mailbox.link("/email/confirm/").rpartition("/")[2]
    with transaction():
        assert accounts.confirm_email(token).is_confirmed
    assert heard[-1] == EmailConfirmed(asha.id)
    with pytest.raises(NotFound), transaction():
        accounts.confirm_email(token)


def test_the_newest_sign_up_of_an_unconfirmed_address_counts(app, make, mailbox):
    asha = _sign_up()
    old = mailbox.link("/email/confirm/").rpartition("/")[2]
    with transaction():
        accounts.sign_up("Asha", "asha@example.org", accounts.hash_password(OTHER))
    new = mailbox.link("/email/confirm/").rpartition("/")[2]
    with pytest.raises(NotFound), transaction():
        accounts.confirm_email(old)
    with transaction():
        accounts.confirm_email(new)
    stored = db.session.get(Member, asha.id, populate_existing=True).password_hash
    assert accounts.matches(stored, OTHER)
    assert not accounts.matches(stored, PASSWORD)


def test_walk_from_the_form_to_the_first_signed_in_page(sqlite_app, make, browse, mailbox):
    browser = browse()
    answer = browser.post("/signup", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/signup?sent=1")
    page = browser.get(answer.location).text
    assert "Check your e-mail" in page
    assert "asha@example.org" in page
    link = mailbox.link("/email/confirm/")
    page = browser.get(link)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert not db.session.query(Member).one().is_confirmed, "opening the link must not confirm"
    answer = browser.post(link)
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/settings/profile").status_code == 200


def test_link_that_was_used_says_so(sqlite_app, make, browse, mailbox):
    browser = browse()
    browser.post("/signup", data=FORM)
    link = mailbox.link("/email/confirm/")
    browser.post(link)
    for answer in (browse().get(link), browse().post(link)):
        assert answer.status_code == 404
        assert "This link no longer works" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "", "Enter your e-mail address."),
        ("email", "nobody", "in the form name@example.org"),
        ("password", "", "Choose a password."),
        ("password", "short", "at least 12 characters"),
        ("name", "moderator", "kept free"),
        ("name", "x", "2 to 40 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_is_kept(
    sqlite_app, make, browse, field, value, sentence
):
    answer = browse().post("/signup", data=FORM | {field: value})
    assert answer.status_code == 422
    assert "<title>Error: Sign up" in answer.text
    assert f'href="#{field}"' in answer.text
    assert sentence in answer.text
    assert PASSWORD not in answer.text, "a password is never written into a page"
    if field != "email":
        assert 'value="asha@example.org"' in answer.text


def test_confirmation_can_be_sent_again_but_not_without_end(sqlite_app, make, browse, mailbox):
    browser = browse()
    browser.post("/signup", data=FORM)
    assert len(mailbox.collect()) == 1
    sent = []
    for _ in range(4):
        answer = browser.post("/email/resend", data={"email": "asha@example.org"})
        assert answer.location == "/signup?sent=1"
        sent += mailbox.collect()
    assert len(sent) == 2, "three mails an hour, and the first was one of them"
    assert db.session.query(OutboxEntry).filter(OutboxEntry.given_up_at.is_not(None)).count() == 0
