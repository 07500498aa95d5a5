"""Permalinks and histories: they lead to the right page, and tell what may be told."""

from __future__ import annotations

import re

import pytest

from app.core.db import db, transaction
from app.core.errors import NotFound
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Question


def path_of(question):
    return db.session.get(Question, question.id).path


def text_of(response):
    return response.get_data(as_text=True)


def test_permalink_leads_to_page_and_anchor(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    reply = make.reply(asha, answer)
    path = path_of(question)
    assert browse().get(f"/q/{question.id}").location == f"{path}#{question.anchor}"
    assert browse().get(f"/a/{answer.id}").location == f"{path}#{answer.anchor}"
    assert browse().get(f"/r/{reply.id}").location == f"{path}#{reply.anchor}"
    assert browse().get(f"/a/{reply.id}").status_code == 404


def test_every_answer_stands_on_the_page_its_permalink_leads_to(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    with transaction():
        answers = [make.answer(ben, question) for _ in range(44)]
        forum.accept_answer(asha, answers[40])
        forum.set_status(answers[3], "hidden")
        forum.bury(answers[25], category=None, reason="spam", safer_note="")
    for answer in answers:
        response = browse().get(browse().get(f"/a/{answer.id}").location)
        assert f'id="{answer.anchor}"' in text_of(response), answer.id


def test_every_reply_stands_on_the_page_its_permalink_leads_to(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    with transaction():
        answers = [make.answer(ben, question) for _ in range(22)]
        replies = [make.reply(asha, answer) for answer in answers for _ in range(2)]
        replies += [make.reply(ben, replies[-1]) for _ in range(5)]
        replies.append(make.reply(asha, question))
    for reply in replies:
        response = browse().get(browse().get(f"/r/{reply.id}").location)
        assert f'id="{reply.anchor}"' in text_of(response), reply.id


def test_permalink_of_a_reply_that_left_with_its_answer_leads_to_the_tombstone(app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    reply = make.reply(asha, answer)
    with transaction():
        forum.bury(answer, category=None, reason="spam", safer_note="")
    assert browse().get(f"/r/{reply.id}").location.endswith(f"#{answer.anchor}")


def test_permalink_to_what_is_held_is_unknown_to_others(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    with transaction():
        forum.set_status(answer, "held")
    for viewer in (None, asha):
        with pytest.raises(NotFound):
            queries.place_of(viewer, answer.id, kind="answer")
    assert queries.place_of(ben, answer.id, kind="answer").anchor == answer.anchor


def test_history_shows_what_each_edit_changed_and_why(sqlite_app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha, "Has anybody felt this for days?", tags=["eyelid", "sleep"])
    with transaction():
        forum.edit_post(
            asha, question, body="It flickers on and off all night long.", reason="Clearer",
            revision=1, title="Has anybody felt this for weeks?", tags=["eyelid"],
        )  # fmt: skip
    page = re.sub(
        r'<span class="vh">[^<]*</span>',
        "",
        text_of(browse().get(f"/questions/{question.id}/history")),
    )
    assert "<del>days?</del><ins>weeks?</ins>" in page
    assert "<del> sleep</del>" in page
    assert "Reason: Clearer" in page
    assert "First version" in page


def test_history_of_an_anonymous_question_does_not_name_its_author(sqlite_app, make, browse):
    asha = make.member("Ashatella")
    question = make.question(asha, is_anonymous=True)
    for viewer in (None, make.moderator()):
        page = text_of(browse(viewer).get(f"/questions/{question.id}/history"))
        assert "Anonymous asker" in page
        assert "shatella" not in page


def test_history_of_a_removed_post_is_for_moderators_only(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    answer = make.answer(ben, make.question(asha), "The zorblex words.")
    with transaction():
        forum.bury(answer, category=None, reason="spam", safer_note="")
    for viewer in (None, asha, ben):
        assert browse(viewer).get(f"/answers/{answer.id}/history").status_code == 404
    page = text_of(browse(make.moderator()).get(f"/answers/{answer.id}/history"))
    assert "zorblex" in page


def test_history_loses_the_words_of_a_quoted_post_that_was_removed(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question, "It went on for zorblex weeks.")
    reply = make.reply(
        asha, question, f"> It went on for zorblex weeks.\n> — [Ben](/a/{answer.id})"
    )
    assert "zorblex" in text_of(browse().get(f"/replies/{reply.id}/history"))
    with transaction():
        forum.bury(answer, category=None, reason="spam", safer_note="")
    assert "zorblex" not in text_of(browse().get(f"/replies/{reply.id}/history"))
