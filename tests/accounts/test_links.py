"""One-time links: single use, newest only, short-lived, for the address they were sent to."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.accounts import services as accounts
from app.accounts.models import AccountToken, Member
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import NotFound
from app.core.ids import hash_token
from tests.accounts.conftest import OTHER, PASSWORD


def _ask_reset(mailbox, email="asha@example.org"):
    with transaction():
        accounts.request_reset(email)
    return mailbox.link("/password/reset/").rpartition("/")[2]


def _reset(token):
    with transaction():
        return accounts.reset_password(token, accounts.hash_password(OTHER))


def test_reset_link_sets_the_password_and_ends_all_sessions(app, asha, mailbox):
    epoch = asha.session_epoch
    member = _reset(_ask_reset(mailbox))
    assert accounts.matches(member.password_hash, OTHER)
    assert member.session_epoch == epoch + 1


def test_reset_link_works_once(app, asha, mailbox):
    token = _ask_reset(mailbox)
    _reset(token)
    with pytest.raises(NotFound):
        _reset(token)


def test_only_the_newest_reset_link_works(app, asha, mailbox):
    old, new = _ask_reset(mailbox), _ask_reset(mailbox)
    with pytest.raises(NotFound):
        _reset(old)
    assert _reset(new).id == asha.id


def test_reset_link_is_too_old_after_an_hour(app, asha, mailbox):
    token = _ask_reset(mailbox)
    with time_machine.travel(now() + timedelta(minutes=61)), pytest.raises(NotFound):
        _reset(token)


def test_reset_link_to_an_address_of_before_is_refused(app, asha, mailbox):
    token = _ask_reset(mailbox)
    with transaction():
        member = db.session.get(Member, asha.id)
        member.email = member.email_key = "new@example.org"
    with pytest.raises(NotFound):
        _reset(token)


def test_link_for_one_purpose_opens_nothing_else(app, asha, mailbox):
    token = _ask_reset(mailbox)
    with pytest.raises(NotFound), transaction():
        accounts.confirm_email(token)


def test_reset_link_confirms_the_address_that_it_was_sent_to(app, make, mailbox):
    make.member("Vic", confirmed=False)
    assert _reset(_ask_reset(mailbox, "vic@example.org")).is_confirmed


def test_tokens_are_kept_hashed_only(app, asha, mailbox):
    token = _ask_reset(mailbox)
    kept = db.session.query(AccountToken).one()
    assert kept.token_hash == hash_token(token)
    assert token not in repr(vars(kept))


def test_no_more_than_three_mails_an_hour_to_one_address(app, asha, mailbox):
    for _ in range(5):
        with transaction():
            accounts.request_reset("Asha@example.org")
    assert len(mailbox.collect()) == 3
    with time_machine.travel(now() + timedelta(minutes=61)):
        with transaction():
            accounts.request_reset("asha@example.org")
        assert len(mailbox.collect()) == 1


def test_links_come_from_configuration_whatever_the_host_header_says(
    sqlite_app, asha, browse, mailbox
):
    browse().post(
        "/password/forgot",
        data={"email": "asha@example.org"},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    (mail,) = mailbox.collect()
    assert "evil" not in mail.as_string()
    assert sqlite_app.config["BASE_URL"] in mail.get_content()


def test_reset_page_signs_in_and_ends_other_sessions(sqlite_app, asha, browse, mailbox):
    elsewhere, here = browse(asha), browse()
    here.post("/password/forgot", data={"email": "asha@example.org"})
    link = mailbox.link("/password/reset/")
    page = here.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert here.post(link, data={"password": "short"}).status_code == 422
    assert here.post(link, data={"password": OTHER}).status_code == 303
    assert here.get("/settings/profile").status_code == 200
    assert elsewhere.get("/settings/profile").status_code == 303
    assert here.get(link).status_code == 404
    (told,) = mailbox.collect()
    assert "was changed" in told.get_content()
    signed_in = browse().post("/login", data={"login": "Asha", "password": PASSWORD})
    assert signed_in.status_code == 422


def test_unsubscribing_takes_one_click_and_no_sign_in(sqlite_app, asha, browse):
    from app.accounts.links import unsubscribe_link

    path = unsubscribe_link(asha.id).removeprefix(sqlite_app.config["BASE_URL"])
    page = browse().get(path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert db.session.get(Member, asha.id).wants_mail, "opening the link must not unsubscribe"
    answer = browse().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not db.session.get(Member, asha.id).wants_mail


def test_unsubscribing_needs_no_csrf_token_but_a_signature(tmp_path):
    from flask_migrate import upgrade

    from tests.engines import make_app

    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'csrf.db'}", WTF_CSRF_ENABLED=True)
    with app.app_context():
        upgrade()
        with transaction():
            member = accounts.add_member("Asha", "asha@example.org", None)
    from app.accounts.links import unsubscribe_link

    with app.app_context():
        path = unsubscribe_link(member.id).removeprefix(app.config["BASE_URL"])
    client = app.test_client()
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(path[:-2], data={"List-Unsubscribe": "One-Click"}).status_code == 404
    assert client.post("/login", data={"login": "x", "password": "y"}).status_code == 400
