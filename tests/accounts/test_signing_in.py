"""Signing in and out, and what a session is worth afterwards."""

from __future__ import annotations

import pytest

from app.accounts import hashing
from app.accounts import services as accounts
from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, transaction
from tests.accounts.conftest import OTHER, PASSWORD
from tests.engines import make_app


def _sign_in(browser, login="Asha", password=PASSWORD, **more):
    return browser.post("/login", data={"login": login, "password": password, **more})


def _is_signed_in(browser):
    return browser.get("/settings/profile").status_code == 200


@pytest.mark.parametrize("login", ["Asha", "ASHA", "asha@example.org", " Asha@Example.org "])
def test_member_signs_in_by_name_or_address(sqlite_app, asha, browse, login):
    browser = browse()
    assert _sign_in(browser, login).status_code == 303
    assert _is_signed_in(browser)


def test_wrong_password_signs_nobody_in_and_keeps_the_name(sqlite_app, asha, browse):
    browser = browse()
    answer = _sign_in(browser, password=OTHER)
    assert answer.status_code == 422
    assert 'value="Asha"' in answer.text
    assert "<title>Error: Sign in" in answer.text
    assert not _is_signed_in(browser)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/questions/ask?title=x", "/questions/ask?title=x"),
        ("https://elsewhere.example", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_on_only_within_this_site(sqlite_app, asha, browse, target, place):
    assert _sign_in(browse(), next=target).location == place


def test_session_of_before_is_gone_after_signing_in(sqlite_app, asha, browse):
    browser = browse()
    with browser.session_transaction() as session:
        session["planted"] = "by somebody else"
    _sign_in(browser)
    with browser.session_transaction() as session:
        assert "planted" not in session


@pytest.mark.parametrize(("stay", "outlives"), [("y", True), (None, False)])
def test_session_outlives_the_browser_only_when_asked(sqlite_app, asha, browse, stay, outlives):
    answer = _sign_in(browse(), **({"stay": stay} if stay else {}))
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("session="))
    assert ("Expires=" in cookie) == outlives
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_ends_the_session(sqlite_app, asha, browse):
    browser = browse(asha)
    answer = browser.post("/logout")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert not _is_signed_in(browser)


def test_visitor_comes_back_to_the_page_that_asked_to_sign_in(sqlite_app, asha, browse):
    browser = browse()
    answer = browser.get("/settings/security?from=mail")
    assert answer.status_code == 303
    assert answer.location == "/login?next=/settings/security%3Ffrom%3Dmail"
    page = browser.get(answer.location).text
    assert 'name="next" value="/settings/security?from=mail"' in page


def test_raised_epoch_ends_the_session_at_its_next_request(sqlite_app, asha, browse):
    browser = browse(asha)
    assert _is_signed_in(browser)
    with transaction():
        accounts.sign_out_everywhere(asha)
    assert not _is_signed_in(browser)


def test_role_is_read_from_the_row_not_from_the_session(sqlite_app, asha, make, browse):
    browser = browse(asha)
    assert "/moderation/queue" not in browser.get("/settings/profile").text
    with transaction():
        accounts.change_role(make.administrator(), asha, "moderator")
    assert "/moderation/queue" in browser.get("/settings/profile").text
    with transaction():
        accounts.change_role(None, asha, "member")
    assert "/moderation/queue" not in browser.get("/settings/profile").text


def test_erased_member_has_no_session(sqlite_app, asha, browse):
    browser = browse(asha)
    with transaction():
        db.session.get(Member, asha.id).erased_at = now()
    assert not _is_signed_in(browser)
    assert _sign_in(browse()).status_code == 422


@pytest.mark.parametrize("cookie", ["", "1", "x.y", "1.1.1", "-1.1", "9" * 30 + ".1", "0.1"])
def test_made_up_session_ids_are_nobody(sqlite_app, asha, browse, cookie):
    browser = browse()
    with browser.session_transaction() as session:
        session["_user_id"] = cookie
    assert not _is_signed_in(browser)


def test_password_hash_of_old_costs_is_made_anew_at_sign_in(sqlite_app, asha, browse):
    before = asha.password_hash
    hashing.configure(time_cost=2, memory_cost=8, parallelism=1)
    try:
        assert _sign_in(browse()).status_code == 303
    finally:
        hashing.configure(**sqlite_app.config["ARGON2"])
    after = db.session.get(Member, asha.id).password_hash
    assert after != before
    assert "t=2" in after


def test_guessing_is_slowed_for_this_account_from_this_place_only(tmp_path):
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'limits.db'}", RATE_LIMITS=True)
    from flask_migrate import upgrade

    with app.app_context():
        upgrade()
        with transaction():
            for name in ("Asha", "Ben"):
                accounts.add_member(
                    name, f"{name}@example.org", hashing.hash_password(PASSWORD), is_confirmed=True
                )

    def sign_in(login, password, place):
        return (
            app.test_client()
            .post(
                "/login",
                data={"login": login, "password": password},
                environ_base={"REMOTE_ADDR": place},
            )
            .status_code
        )

    for _ in range(10):
        assert sign_in("Asha", OTHER, "192.0.2.1") == 422
    assert sign_in("Asha", PASSWORD, "192.0.2.1") == 429
    assert sign_in("asha@EXAMPLE.org", PASSWORD, "192.0.2.9") == 303, "the owner, elsewhere"
    assert sign_in("Ben", PASSWORD, "192.0.2.1") == 303
