"""A moderator lowers a false card above a question, raises a missing one, and takes it back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.forum import services as forum
from app.forum.models import Question
from app.moderation import services as moderation
from app.moderation.models import ModerationAction, Report
from app.notifications.models import Notice
from tests.forum.test_safety_step import HARMLESS, STROKE, SUICIDAL, post
from tests.moderation.test_holding import fresh

CARD = "Call 999 now if:"


@pytest.fixture
def cast(make):
    class Cast:
        asha, mona, dele = make.member("Asha"), make.moderator("Mona"), make.moderator("Dele")

    return Cast


def question_of(asked) -> Question:
    return db.session.get(Question, asked.id, populate_existing=True)


def set_sign(moderator, asked, code, was, **values):
    with transaction():
        return moderation.set_sign(moderator, fresh(asked), code=code, was=was, **values)


def edit(author, asked, body):
    with transaction():
        found = fresh(asked)
        forum.edit_post(author, found, body=body, reason="", revision=found.revision_count)


def shown(browse, asked) -> str:
    return browse().get(f"/q/{asked.id}", follow_redirects=True).text


def test_false_card_is_taken_away_at_once_and_nobody_is_told(app, make, browse, cast):
    asked = post(make, cast.asha, STROKE)
    before = question_of(asked).content_version
    assert CARD in shown(browse, asked)
    act = set_sign(cast.mona, asked, None, "stroke", reason="It happened years ago.")
    assert CARD not in shown(browse, asked)
    assert question_of(asked).content_version > before
    assert db.session.scalars(select(Notice.id).where(Notice.member_id == cast.asha.id)).all() == []
    assert (act.before["red_flag_category"], act.after["red_flag_category"]) == ("stroke", None)
    trail = browse(cast.dele).get("/moderation/audit").text
    assert "Changed the warning sign" in trail
    assert "Emergency: Signs of a stroke → No card. It happened years ago." in trail


def test_missing_card_is_raised_and_no_flag_alarms(app, make, browse, cast):
    asked = post(make, cast.asha, HARMLESS)
    set_sign(cast.mona, asked, "chest_pain", "")
    assert CARD in shown(browse, asked)
    assert db.session.scalar(select(Report.id).where(Report.kind == "urgent_care")) is None
    set_sign(cast.mona, asked, "new_medicine", "chest_pain")
    page = shown(browse, asked)
    assert CARD not in page
    assert "Speak to a doctor or pharmacist" in page


def test_edit_of_something_else_does_not_raise_it_again_and_new_words_do(app, make, cast):
    asked = post(make, cast.asha, STROKE)
    set_sign(cast.mona, asked, None, "stroke")
    edit(cast.asha, asked, f"{STROKE} It is a Monday.")
    assert question_of(asked).red_flag is None
    make.reply(cast.asha, asked, "Now my face is drooping and my speech is slurred again.")
    assert question_of(asked).red_flag_category == "stroke"


def test_undo_puts_everything_back_and_stays_until_somebody_else_changes_it(app, make, cast):
    asked = post(make, cast.asha, STROKE, happening="past")
    set_sign(cast.mona, asked, None, "stroke")
    with pytest.raises(NotFound), transaction():
        moderation.undo_sign(cast.dele, fresh(asked))
    with transaction():
        moderation.undo_sign(cast.mona, fresh(asked))
    found = question_of(asked)
    assert (found.red_flag, found.red_flag_category, found.happening) == (
        "emergency", "stroke", "past",
    )  # fmt: skip
    assert found.ruled_out_signs is None
    with pytest.raises(NotFound), transaction():
        moderation.undo_sign(cast.mona, fresh(asked))
    set_sign(cast.mona, asked, None, "stroke")
    make.reply(cast.asha, asked, "Now my face is drooping and my speech is slurred again.")
    with pytest.raises(Conflict), transaction():
        moderation.undo_sign(cast.mona, fresh(asked))
    kinds = db.session.scalars(
        select(ModerationAction.reverts_id).where(ModerationAction.kind == "set_sign")
    ).all()
    assert len([one for one in kinds if one]) == 1


def test_false_words_of_suicide_bring_the_question_back_into_lists(app, make, browse, cast):
    asked = make.question(
        cast.asha, "What could this be, has anybody had it?", body=SUICIDAL, tags=["sleep"]
    )
    assert f"/questions/{asked.id}/" not in browse().get("/questions").text
    set_sign(cast.mona, asked, None, "suicidal")
    assert f"/questions/{asked.id}/" in browse().get("/questions").text
    assert "1 question" in browse().get("/tags").text
    with transaction():
        moderation.undo_sign(cast.mona, fresh(asked))
    assert f"/questions/{asked.id}/" not in browse().get("/questions").text


def test_only_moderators_and_never_at_their_own_question(app, make, cast):
    asked = post(make, cast.asha, STROKE)
    own = post(make, cast.mona, STROKE)
    for actor, about in ((cast.asha, asked), (make.member("Ben"), asked), (cast.mona, own)):
        with pytest.raises(Refused):
            set_sign(actor, about, None, "stroke")


def test_bad_choices_are_told_and_the_later_of_two_hears_it(app, make, cast):
    asked = post(make, cast.asha, STROKE)
    answer = make.answer(cast.dele, asked, "Please call now.")
    for code in ("stroke", "boredom"):
        with pytest.raises(Invalid):
            set_sign(cast.mona, asked, code, "stroke")
    with pytest.raises(NotFound):
        set_sign(cast.mona, answer, None, "")
    set_sign(cast.mona, asked, None, "stroke")
    with pytest.raises(Conflict, match="since you opened"):
        set_sign(cast.dele, asked, "urgent", "stroke")


def test_page_marks_the_words_and_the_status_line_takes_it_back(sqlite_app, make, browse, cast):
    asked = post(make, cast.asha, STROKE)
    desk = browse(cast.mona)
    assert f"/moderation/questions/{asked.id}/sign" in desk.get(
        f"/q/{asked.id}", follow_redirects=True
    ).text  # fmt: skip
    path = f"/moderation/questions/{asked.id}/sign"
    page = desk.get(path).text
    assert "<mark>" in page
    assert '<option value="stroke" selected>' in page
    wrong = desk.post(path, data={"sign": "stroke", "was": "stroke", "reason": "kept text"})
    assert wrong.status_code == 422
    assert "kept text" in wrong.text
    assert desk.post(path, data={"sign": "", "was": "urgent"}).status_code == 409
    response = desk.post(path, data={"sign": "", "was": "stroke"}, follow_redirects=True)
    assert "The card is changed. The person who asked is not told." in response.text
    assert f'action="{path}"' in response.text
    desk.post(path, data={"undo": "1"})
    assert CARD in shown(browse, asked)
    case = db.session.scalars(select(Report.case_id)).first()
    assert f"{path}?next=/moderation/queue/{case}" in desk.get(f"/moderation/queue/{case}").text
