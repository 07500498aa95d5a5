"""Editing with a reason, deleting, and putting back."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Post, Question, Revision

NEW = "Now with what the doctor said."


@pytest.fixture
def cast(make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    return asha, ben, question, make.answer(ben, question, "It went on for five weeks.")


def edited(post, **values):
    return {"body": NEW, "reason": "added the visit", "revision": post.revision_count} | values


def question_form(question, **values):
    return edited(question) | {"title": "Has anybody else felt this flutter too?"} | values


def test_author_edits_with_a_reason(app, browse, cast):
    _, ben, _, answer = cast
    response = browse(ben).post(f"/answers/{answer.id}/edit", data=edited(answer))
    assert (response.status_code, response.location) == (303, f"/a/{answer.id}")
    newest = db.session.query(Revision).filter_by(post_id=answer.id, number=2).one()
    assert (newest.body, newest.reason, newest.editor_id) == (NEW, "added the visit", ben.id)
    assert db.session.get(Post, answer.id).body == NEW


def test_somebody_else_may_not_edit(app, make, browse, cast):
    asha, _, _, answer = cast
    assert browse(asha).get(f"/answers/{answer.id}/edit").status_code == 403
    assert browse(asha).post(f"/answers/{answer.id}/edit", data=edited(answer)).status_code == 403
    assert db.session.get(Post, answer.id).revision_count == 1


def test_edit_form_shows_quotes_as_words(app, make, browse, cast):
    asha, _, question, answer = cast
    reply = make.reply(
        asha, question, f"> It went on for five weeks.\n> — [Ben](/a/{answer.id})\n\nThank you."
    )
    assert "[[quote:" in reply.body
    page = browse(asha).get(f"/replies/{reply.id}/edit").text
    assert "&gt; It went on for five weeks." in page
    assert "[[quote:" not in page


def test_edit_that_crossed_another_shows_both_and_can_be_sent_again(app, make, browse, cast):
    _, ben, _, answer = cast
    mona = make.moderator()
    browse(mona).post(f"/answers/{answer.id}/edit", data=edited(answer, body="Mona's version."))
    late = browse(ben).post(f"/answers/{answer.id}/edit", data=edited(answer, revision=1))
    assert late.status_code == 409
    assert "<title>Error: " in late.text
    assert f"{NEW}</textarea>" in late.text
    assert "Mona&#39;s version.</textarea>" in late.text
    assert 'name="revision" value="2"' in late.text
    again = browse(ben).post(f"/answers/{answer.id}/edit", data=edited(answer, revision=2))
    assert again.status_code == 303
    assert db.session.get(Post, answer.id).body == NEW


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_version_number_that_was_tampered_with_changes_nothing(app, browse, cast, revision):
    _, ben, _, answer = cast
    response = browse(ben).post(
        f"/answers/{answer.id}/edit", data=edited(answer, revision=revision)
    )
    assert response.status_code in (409, 422)
    assert db.session.get(Post, answer.id).revision_count == 1


def test_asker_changes_everything_about_a_question(app, browse, cast):
    asha, _, question, answer = cast
    response = browse(asha).post(
        f"/questions/{question.id}/edit",
        data=question_form(
            question, tags="calf; cramps", places="left calf", same_muscle="yes", is_anonymous="y"
        ),
    )
    assert response.status_code == 303
    details = db.session.get(Question, question.id)
    assert details.title == "Has anybody else felt this flutter too?"
    assert details.slug == "has-anybody-else-felt-this-flutter-too"
    assert (details.places, details.same_muscle, details.noticed) == ("left calf", "yes", None)
    assert queries.tags_of([question.id])[question.id] == ["calf", "cramps"]
    assert db.session.get(Post, question.id).is_anonymous
    assert not db.session.get(Post, answer.id).is_anonymous


def test_moderator_cannot_lift_the_mask_by_editing(app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha, is_anonymous=True)
    mona = browse(make.moderator())
    page = mona.get(f"/questions/{question.id}/edit").text
    assert "Show me as Anonymous" not in page
    assert "Asha" not in page
    mona.post(f"/questions/{question.id}/edit", data=question_form(question))
    assert db.session.get(Post, question.id).is_anonymous


def test_mask_put_on_later_says_what_it_cannot_do(sqlite_app, browse, cast):
    asha, _, question, _ = cast
    page = browse(asha).get(f"/questions/{question.id}/edit").text
    assert "e-mails already sent still show it" in page


def test_edit_with_too_many_topics_keeps_every_word(sqlite_app, browse, cast):
    asha, _, question, _ = cast
    response = browse(asha).post(
        f"/questions/{question.id}/edit", data=question_form(question, tags="a1,b2,c3,d4,e5,f6")
    )
    assert response.status_code == 422
    assert "Choose at most 5 topics." in response.text
    assert NEW in response.text


def test_edit_after_the_session_ended_is_offered_again(sqlite_app, browse, cast):
    *_, answer = cast
    response = browse().post(f"/answers/{answer.id}/edit", data=edited(answer))
    assert response.status_code == 400
    assert NEW in response.text
    assert f'action="/answers/{answer.id}/edit"' in response.text


def test_preview_of_an_edit_changes_nothing(sqlite_app, browse, cast):
    _, ben, _, answer = cast
    response = browse(ben).post(
        f"/answers/{answer.id}/edit", data=edited(answer, body="Now **bold**.", preview="1")
    )
    assert "<strong>bold</strong>" in response.text
    assert db.session.get(Post, answer.id).revision_count == 1


def test_delete_happens_at_once_and_can_be_undone(app, browse, cast):
    _, ben, question, answer = cast
    browser = browse(ben)
    response = browser.post(f"/answers/{answer.id}/withdrawal")
    assert response.status_code == 303
    assert db.session.get(Post, answer.id).status == "withdrawn"
    page = browser.get(f"/questions/{question.id}", follow_redirects=True).text
    assert "Your answer is deleted." in page
    assert f'action="/answers/{answer.id}/withdrawal"' in page
    assert "Undo" in page
    response = browser.post(f"/answers/{answer.id}/withdrawal", data={"undo": "1"})
    assert response.location == f"/a/{answer.id}"
    assert db.session.get(Post, answer.id).status == "visible"


def test_deleted_answer_leaves_a_line_when_others_replied(app, make, browse, cast):
    asha, ben, question, answer = cast
    make.reply(asha, answer, "How long was that?")
    browse(ben).post(f"/answers/{answer.id}/withdrawal")
    page = browse().get(f"/questions/{question.id}", follow_redirects=True).text
    assert "five weeks" not in page
    assert "How long was that?" in page


def test_deleted_question_without_answers_leads_to_the_list(app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha)
    response = browse(asha).post(f"/questions/{question.id}/withdrawal")
    assert response.location == "/questions"
    assert browse().get(f"/questions/{question.id}").status_code == 404


def test_nobody_else_deletes_or_puts_back(app, make, browse, cast):
    asha, ben, _, answer = cast
    for member in (asha, make.moderator()):
        assert browse(member).post(f"/answers/{answer.id}/withdrawal").status_code == 403
    with transaction():
        forum.withdraw_post(ben, answer)
    for member in (asha, make.administrator()):
        response = browse(member).post(f"/answers/{answer.id}/withdrawal", data={"undo": "1"})
        assert response.status_code == 404
    assert db.session.get(Post, answer.id).status == "withdrawn"


def test_post_that_waits_for_a_moderator_cannot_slip_out_by_delete_and_undo(app, browse, cast):
    _, ben, _, answer = cast
    with transaction():
        forum.set_status(answer, "hidden")
    assert browse(ben).post(f"/answers/{answer.id}/withdrawal").status_code == 409
    assert db.session.get(Post, answer.id).status == "hidden"
    with transaction():
        forum.set_status(answer, "held")
    assert browse(ben).post(f"/answers/{answer.id}/withdrawal").status_code == 303
    browse(ben).post(f"/answers/{answer.id}/withdrawal", data={"undo": "1"})
    assert db.session.get(Post, answer.id, populate_existing=True).status == "held"
