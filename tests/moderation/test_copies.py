"""Words that were blacked out of one post and typed by hand into others of its thread."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.core.errors import Invalid, NotFound, Refused
from app.forum import services as forum
from app.forum.models import Question, Revision
from app.forum.notes import Notes
from app.moderation import services as moderation
from app.moderation.models import Case
from app.moderation.queries import copies_of
from app.moderation.services import purge_redactions
from app.web.review import unread
from tests.moderation.test_holding import edit, fresh

NAME = "Dr Rowena Plum"


@pytest.fixture(autouse=True)
def _unread(app):
    """The check would hold most of these: they name a person."""
    with unread():
        yield


@pytest.fixture
def cast(make):
    """Asha's question with Ben's answer, both naming a person; the answer is blacked out."""

    class Cast:
        asha, ben, mona, dele = (
            make.member("Asha"), make.member("Ben"), make.moderator("Mona"), make.moderator("Dele"),
        )  # fmt: skip
        question = make.question(asha, notes=Notes(places="left, says dr  rowena plum"))
        answer = make.answer(ben, question, f"I was seen by {NAME} in the end.")

        @staticmethod
        def black_out():
            with transaction():
                moderation.redact_post(Cast.mona, fresh(Cast.answer), words=[NAME])

    return Cast


def test_copies_in_texts_notes_and_earlier_versions_are_found(app, make, cast):
    typed = make.reply(cast.asha, cast.answer, "Oh, DR ROWENA PLUM saw me, too.")
    earlier = make.reply(cast.ben, cast.question, f"It was {NAME}, I think.")
    edit(cast.ben, earlier, "It was somebody else, I think.")
    make.reply(cast.ben, cast.question, "Rowena is a name, and a plum is a fruit.")
    other = make.question(
        cast.ben, "Who has been there, and was it good?", body=f"By {NAME} there."
    )
    cast.black_out()
    rows = copies_of(cast.mona, fresh(cast.answer)).rows
    assert [(row.post.id, row.is_earlier) for row in rows] == [
        (cast.question.id, False), (typed.id, False), (earlier.id, True),
    ]  # fmt: skip
    assert other.id not in {row.post.id for row in rows}
    assert rows[1].match.words == "DR ROWENA PLUM"


def test_percent_signs_and_underscores_are_only_letters(app, make, cast):
    make.reply(cast.asha, cast.answer, "Fifty or a hundred of them, and a_b of it.")
    with transaction():
        forum.edit_post(
            cast.ben, fresh(cast.answer), body="Take 50% a%b.", reason="", revision=1
        )  # fmt: skip
    with transaction():
        moderation.redact_post(cast.mona, fresh(cast.answer), words=["a%b"])
    assert copies_of(cast.mona, fresh(cast.answer)).rows == []


def test_one_click_blacks_them_out_there_and_leaves_nothing_waiting(app, make, browse, cast):
    typed = make.reply(cast.asha, cast.answer, f"Oh, {NAME} saw me, too.")
    cast.black_out()
    case = db.session.scalars(select(Case).where(Case.post_id == cast.answer.id)).one()
    desk = browse(cast.mona)
    page = desk.get(f"/moderation/queue/{case.id}").text
    assert "The same words stand elsewhere in this thread" in page
    path = f"/moderation/queue/{case.id}/redaction/{typed.id}"
    assert f'action="{path}"' in page
    assert desk.post(path).status_code == 303
    assert fresh(typed).body == "Oh, ▇▇▇ saw me, too."
    versions = db.session.scalars(select(Revision.body).where(Revision.post_id == typed.id)).all()
    assert not [one for one in versions if NAME in one]
    own = db.session.scalars(select(Case).where(Case.post_id == typed.id)).one()
    assert (own.state, own.outcome) == ("decided", "edited")
    desk.post(f"/moderation/queue/{case.id}/redaction/{cast.question.id}")
    assert db.session.get(Question, cast.question.id).places == "left, says ▇▇▇"
    assert "elsewhere in this thread" not in desk.get(f"/moderation/queue/{case.id}").text
    assert desk.post(path).status_code == 409


def test_case_that_waits_for_something_else_goes_on_waiting(app, make, cast):
    typed = make.reply(cast.asha, cast.answer, f"Oh, {NAME} saw me, too.")
    with transaction():
        moderation.report_post(cast.ben, fresh(typed), kind="abuse", text="")
    cast.black_out()
    with transaction():
        moderation.redact_copy(cast.mona, fresh(cast.answer), fresh(typed))
    case = db.session.scalars(select(Case).where(Case.post_id == typed.id)).one()
    assert (case.state, case.report_count) == ("open", 1)


def test_own_posts_members_and_other_threads_are_refused(app, make, cast):
    own = make.reply(cast.mona, cast.answer, f"Please do not name {NAME} here.")
    elsewhere = make.reply(cast.ben, make.question(cast.asha), f"It was {NAME}.")
    cast.black_out()
    answer = fresh(cast.answer)
    assert {row.post.id: row.can_redact for row in copies_of(cast.mona, answer).rows}[own.id] is (
        False
    )
    with pytest.raises(Refused), transaction():
        moderation.redact_copy(cast.mona, fresh(cast.answer), fresh(own))
    with pytest.raises(Refused):
        copies_of(cast.ben, answer)
    with pytest.raises(NotFound), transaction():
        moderation.redact_copy(cast.mona, fresh(cast.answer), fresh(elsewhere))


def test_drafts_are_counted_and_never_shown(app, make, browse, cast):
    with transaction():
        draft = forum.start_draft(
            cast.asha, kind="reply", browser=None, parent_id=cast.answer.id
        )  # fmt: skip
        forum.save_draft(draft, body=f"A secret thought about {NAME} and me.")
    cast.black_out()
    found = copies_of(cast.dele, fresh(cast.answer))
    assert found.draft_count == 1
    case = db.session.scalars(select(Case.id).where(Case.post_id == cast.answer.id)).one()
    page = browse(cast.dele).get(f"/moderation/queue/{case}").text
    assert "1 draft that only its writer can read holds them too." in page
    assert "secret thought" not in page


def test_nothing_is_found_once_the_originals_are_purged(app, make, cast, monkeypatch):
    from app.core import clock

    make.reply(cast.asha, cast.answer, f"Oh, {NAME} saw me, too.")
    cast.black_out()
    later = clock.now().replace(year=clock.now().year + 1)
    monkeypatch.setattr("app.moderation.services.redacting.now", lambda: later)
    with transaction():
        assert purge_redactions() > 0
    assert copies_of(cast.mona, fresh(cast.answer)).rows == []
    with pytest.raises(Invalid), transaction():
        moderation.redact_copy(cast.mona, fresh(cast.answer), fresh(cast.question))
