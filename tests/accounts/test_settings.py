"""What members change about themselves."""

from __future__ import annotations

import pytest

from app.accounts import services as accounts
from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound
from tests.accounts.conftest import OTHER, PASSWORD


def _row(member):
    return db.session.get(Member, member.id, populate_existing=True)


def test_member_changes_name_and_lines_about_oneself(app, asha):
    with transaction():
        accounts.update_profile(asha, name="Asha K", about="I knit.")
    assert (_row(asha).name, _row(asha).about) == ("Asha K", "I knit.")


def test_member_may_change_the_case_of_the_own_name(app, asha):
    with transaction():
        accounts.update_profile(asha, name="ASHA", about="")
    assert _row(asha).name == "ASHA"


def test_name_of_somebody_else_stays_theirs(app, asha, make):
    make.member("Ben")
    with pytest.raises(Invalid, match="is taken"), transaction():
        accounts.update_profile(asha, name="B.e.n", about="")
    assert _row(asha).name == "Asha"


def test_given_name_can_be_kept_and_changed(app, make):
    member = make.member("member-4071")
    with transaction():
        accounts.update_profile(member, name="member-4071", about="Hello.")
    with transaction():
        accounts.update_profile(member, name="Marguerite", about="Hello.")
    assert _row(member).name == "Marguerite"


def test_changed_password_ends_other_sessions_and_keeps_this_one(sqlite_app, asha, browse, mailbox):
    here, elsewhere = browse(asha), browse(asha)
    form = {"current": PASSWORD, "password": OTHER}
    assert here.post("/settings/security", data=form).status_code == 303
    assert here.get("/settings/profile").status_code == 200
    assert elsewhere.get("/settings/profile").status_code == 303
    (told,) = mailbox.collect()
    assert told["To"] == "asha@example.org"


def test_password_is_not_changed_without_the_one_of_now(sqlite_app, asha, browse):
    form = {"current": OTHER, "password": OTHER}
    answer = browse(asha).post("/settings/security", data=form)
    assert answer.status_code == 422
    assert "This is not your current password." in answer.text
    assert accounts.matches(_row(asha).password_hash, PASSWORD)


def test_signing_out_everywhere_else_keeps_this_session(sqlite_app, asha, browse):
    here, elsewhere = browse(asha), browse(asha)
    assert here.post("/settings/security/sessions").status_code == 303
    assert here.get("/settings/profile").status_code == 200
    assert elsewhere.get("/settings/profile").status_code == 303


def test_address_changes_when_the_link_at_the_new_one_is_opened(sqlite_app, asha, browse, mailbox):
    browser = browse(asha)
    form = {"email": "new@example.org", "password": PASSWORD}
    assert browser.post("/settings/account", data=form).status_code == 303
    assert _row(asha).email == "asha@example.org"
    (mail,) = mailbox.collect()
    assert mail["To"] == "new@example.org"
    path = "/email/confirm/" + mail.get_content().split("/email/confirm/")[1].split()[0]
    assert browser.get(path).status_code == 200
    assert browser.post(path).location == "/settings/account?changed=1"
    assert _row(asha).email == "new@example.org"
    (told,) = mailbox.collect()
    assert told["To"] == "asha@example.org"
    assert "new@example.org" not in told.as_string()


def test_address_is_not_changed_without_the_password(sqlite_app, asha, browse, mailbox):
    form = {"email": "new@example.org", "password": OTHER}
    assert browse(asha).post("/settings/account", data=form).status_code == 422
    assert mailbox.collect() == []


def test_taken_address_gets_the_same_page_and_its_owner_a_mail(
    sqlite_app, asha, make, browse, mailbox
):
    make.member("Ben")
    form = {"email": "ben@example.org", "password": PASSWORD}
    answer = browse(asha).post("/settings/account", data=form)
    assert answer.location == "/settings/account?sent=1"
    (mail,) = mailbox.collect()
    assert mail["To"] == "ben@example.org"
    assert "/email/confirm/" not in mail.get_content()


def test_address_taken_meanwhile_is_refused(app, asha, make, mailbox):
    with transaction():
        accounts.change_email(asha, "new@example.org")
    token = mailbox.link("/email/confirm/").rpartition("/")[2]
    make.member("Ben", email="new@example.org")
    with pytest.raises(NotFound, match="has an account"), transaction():
        accounts.confirm_new_email(token)


def test_mails_can_be_switched_off_and_on(sqlite_app, asha, browse):
    browser = browse(asha)
    browser.post("/settings/notifications", data={})
    assert not _row(asha).wants_mail
    browser.post("/settings/notifications", data={"wants_mail": "y"})
    assert _row(asha).wants_mail


def test_members_colours_and_keys_are_kept_with_the_account(sqlite_app, asha, browse):
    form = {"theme": "dark", "has_single_keys": "y"}
    browse(asha).post("/settings/display", data=form)
    assert (_row(asha).theme, _row(asha).has_single_keys) == ("dark", True)
    assert 'data-theme="dark"' in browse(asha).get("/settings/display").text


def test_visitors_colours_are_kept_in_a_cookie(sqlite_app, make, browse):
    browser = browse()
    answer = browser.post("/theme", data={"theme": "dark", "next": "/settings/display"})
    assert (answer.status_code, answer.location) == (303, "/settings/display")
    page = browser.get("/settings/display").text
    assert 'data-theme="dark"' in page
    assert "single-key" not in page


def test_unknown_colours_are_refused(sqlite_app, make, browse):
    assert browse().post("/theme", data={"theme": "pink"}).status_code == 422


def test_fields_of_the_row_cannot_be_set_by_adding_them_to_a_form(sqlite_app, asha, browse):
    form = {"name": "Asha", "about": "", "role": "administrator", "email_confirmed_at": "now"}
    browse(asha).post("/settings/profile", data=form)
    assert _row(asha).role == "member"


@pytest.mark.parametrize(
    "path",
    ["/settings/profile", "/settings/account", "/settings/security", "/settings/notifications"],
)
def test_settings_are_private_and_ask_visitors_to_sign_in(sqlite_app, asha, browse, path):
    assert browse().get(path).location == f"/login?next={path}"
    answer = browse(asha).get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.text


def test_lines_that_a_post_would_be_held_for_are_kept_and_held(app, make):
    asha = make.member("Asha", about="I knit.")
    with transaction():
        accounts.update_profile(asha, name="Asha", about="Just stop taking your sertraline.")
    asha = db.session.get(Member, asha.id, populate_existing=True)
    assert (asha.about, asha.profile_status) == ("Just stop taking your sertraline.", "held")
    assert asha.readable_about == ""
    with transaction():
        accounts.update_profile(asha, name="Asha", about="Mine came down slowly. Ask first.")
    assert db.session.get(Member, asha.id, populate_existing=True).profile_status == "visible"


@pytest.mark.parametrize("name", ["Call 07700 900123", "Stop your tablets"])
def test_names_that_a_post_would_be_held_for_are_not_taken(app, make, name):
    asha = make.member("Asha")
    with pytest.raises(Invalid, match="Choose another name"), transaction():
        accounts.update_profile(asha, name=name, about="")
    with pytest.raises(Invalid, match="Choose another name"), transaction():
        accounts.sign_up(name, "new@example.org", "hash")
    assert db.session.get(Member, asha.id, populate_existing=True).name == "Asha"


def test_personal_data_in_a_profile_is_blacked_out_in_a_click(sqlite_app, make, browse):
    asha = make.member("Asha")
    client, data = browse(asha), {"name": "Asha", "about": "Ring me on 07700 900123."}
    asked = client.post("/settings/profile", data=data)
    assert asked.status_code == 422
    assert "<mark>07700 900123</mark>" in asked.text
    assert "Ring me on ▇▇▇." in client.post("/settings/profile", data=data | {"redact": "1"}).text
    anyway = client.post("/settings/profile", data=data | {"as_it_is": "1"})
    assert anyway.location == "/settings/profile#held"
    assert "Only you and the moderators see your text" in client.get("/settings/profile").text
    asha = db.session.get(Member, asha.id, populate_existing=True)
    assert (asha.profile_status, asha.profile_line) == ("held", "personal_data")
