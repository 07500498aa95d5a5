"""The list of notices: what it shows, and that only buttons change anything."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from app.accounts.models import Member
from app.core.db import db, transaction
from app.forum import services as forum
from app.moderation import services as moderation
from app.notifications.models import Notice


def _notices(member):
    return db.session.query(Notice).filter_by(member_id=member.id).order_by(Notice.id).all()


def test_empty_list_says_so(sqlite_app, cast, browse):
    assert "Nothing new." in browse(cast.asha).get("/notifications").text


def test_visitor_is_asked_to_sign_in(sqlite_app, make, browse):
    assert browse().get("/notifications").location == "/login?next=/notifications"


def test_new_answer_stands_in_the_list_and_beside_the_account(sqlite_app, make, cast, browse):
    make.answer(cast.ben, make.question(cast.asha, "Has anybody felt this small flutter?"))
    page = browse(cast.asha).get("/notifications").text
    assert "Ben answered your question" in page
    assert "Has anybody felt this small flutter?" in page
    assert "Notifications (1)" in page


def test_looking_changes_nothing(sqlite_app, make, cast, browse):
    make.answer(cast.ben, make.question(cast.asha))
    browse(cast.asha).get("/notifications")
    assert [notice.read_at for notice in _notices(cast.asha)] == [None]


def test_opening_a_notice_marks_it_as_read_and_leads_to_the_post(sqlite_app, make, cast, browse):
    answer = make.answer(cast.ben, make.question(cast.asha))
    (notice,) = _notices(cast.asha)
    response = browse(cast.asha).post(f"/notifications/{notice.id}/read")
    assert (response.status_code, response.location) == (303, f"/a/{answer.id}")
    assert _notices(cast.asha)[0].read_at is not None
    assert db.session.get(Member, cast.asha.id).unread_notice_count == 0
    assert f'href="/a/{answer.id}"' in browse(cast.asha).get("/notifications").text


def test_notice_of_a_removed_answer_leads_to_its_place(sqlite_app, make, cast, browse):
    question = make.question(cast.asha)
    answer = make.answer(cast.ben, question)
    with transaction():
        moderation.remove_post(cast.mona, answer, reason="It is an advertisement.")
    (notice,) = _notices(cast.ben)
    place = browse(cast.ben).post(f"/notifications/{notice.id}/read").location
    assert place.startswith(f"/questions/{question.id}/")
    assert place.endswith(f"#answer-{answer.id}")


def test_marking_all_as_read_spares_what_came_meanwhile(sqlite_app, make, cast, browse):
    question = make.question(cast.asha)
    make.answer(cast.ben, question)
    shown = _notices(cast.asha)[-1].id
    make.answer(cast.ben, question)
    response = browse(cast.asha).post("/notifications/read", data={"up_to": shown})
    assert response.status_code == 303
    assert [notice.read_at is None for notice in _notices(cast.asha)] == [False, True]
    assert db.session.get(Member, cast.asha.id).unread_notice_count == 1


def test_marking_all_as_read_gives_the_script_the_list_alone(sqlite_app, make, cast, browse):
    make.answer(cast.ben, make.question(cast.asha))
    (notice,) = _notices(cast.asha)
    response = browse(cast.asha).fragment("POST", "/notifications/read", data={"up_to": notice.id})
    assert response.status_code == 200
    assert response.text.strip().startswith('<div id="notices"')
    assert "data-unread" not in response.text


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 40])
def test_odd_numbers_break_nothing(sqlite_app, make, cast, browse, up_to):
    make.answer(cast.ben, make.question(cast.asha))
    response = browse(cast.asha).post("/notifications/read", data={"up_to": up_to})
    assert response.status_code == 303


def test_notices_of_others_are_not_there(sqlite_app, make, cast, browse):
    make.answer(cast.ben, make.question(cast.asha))
    (notice,) = _notices(cast.asha)
    for other in (cast.ben, cast.mona):
        assert browse(other).post(f"/notifications/{notice.id}/read").status_code == 404
        assert "answered your question" not in browse(other).get("/notifications").text
    assert _notices(cast.asha)[0].read_at is None


def test_title_and_name_go_when_the_post_leaves_view(sqlite_app, make, cast, browse):
    question = make.question(cast.asha, "Has anybody felt this small flutter?")
    answer = make.answer(cast.ben, question)
    make.reply(cast.asha, answer)
    with transaction():
        forum.set_status(question, "removed")
    page = browse(cast.ben).get("/notifications").text
    assert "A reply to you is no longer shown" in page
    assert "flutter" not in page
    assert "Asha" not in page


def test_name_of_a_reply_under_a_hidden_one_goes_too(sqlite_app, make, cast, browse):
    answer = make.answer(cast.ben, make.question(cast.asha))
    reply = make.reply(cast.ben, answer)
    make.reply(cast.asha, reply)
    with transaction():
        forum.set_status(reply, "hidden")
    assert "A reply to you is no longer shown" in browse(cast.ben).get("/notifications").text


def test_older_notices_are_on_further_pages(sqlite_app, make, cast, browse):
    question = make.question(cast.asha)
    for _ in range(25):
        make.answer(cast.ben, question)
    browser = browse(cast.asha)
    first = browser.get("/notifications").text
    assert first.count('class="note"') == 20
    link = first.split('href="/notifications?page=')[1].split('"')[0]
    second = browser.get(f"/notifications?page={link}").text
    assert second.count('class="note"') == 5
    assert browser.get("/notifications?page=nonsense").status_code == 404


def test_number_of_queries_does_not_grow_with_the_list(sqlite_app, make, cast, browse):
    def count():
        statements = []
        listener = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        try:
            assert browse(cast.asha).get("/notifications").status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", listener)
        return len([one for one in statements if one.startswith("SELECT")])

    question = make.question(cast.asha)
    make.answer(cast.ben, question)
    few = count()
    for number in range(15):
        make.answer(make.member(f"Helper {number}x"), question)
    assert count() == few
