"""When the check itself breaks: posting goes on, moderators look, and first posts wait for them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.ids import new_token
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.forum.services.reviewing import FIRST_POSTS
from app.moderation.rules import checking
from app.web import review
from tests.forum.test_asking import ready
from tests.moderation.test_holding import CLEAN, edit, flags, fresh

BODY = "It flickers all day long, mostly when I read."


@pytest.fixture
def cast(make):
    """Nina is in her first posts; Ben has posts in view. The check works until it is broken."""

    class Cast:
        asha, nina, ben = make.member("Asha"), make.member("Nina"), make.member("Ben")

    Cast.question = make.question(Cast.asha)
    for number in range(FIRST_POSTS):
        make.answer(Cast.ben, Cast.question, f"Mine went away after {number + 2} weeks.")
    return Cast


def _raise(*_args, **_values):
    raise ValueError("a rule is wrong")


@pytest.fixture(params=["the whole check", "the engine", "the rules of the site"])
def broken(request, monkeypatch):
    """Break the check at one of its places, from when it is called."""
    places = {
        "the whole check": (review, "_check"),
        "the engine": (checking, "review_text"),
        "the rules of the site": (checking, "rules_at_work"),
    }
    return lambda: monkeypatch.setattr(*places[request.param], _raise)


def outcome(post) -> tuple[str, str | None]:
    """(status, kind of the flag that the broken check raised)."""
    kinds = [kind for rule, kind, _ in flags(post) if rule == "check-failed"]
    return fresh(post).status, kinds[0] if kinds else None


HELD, QUEUED = ("held", "unsafe_advice"), ("visible", "other")


def test_answers_and_replies_and_questions(app, make, cast, broken):
    broken()
    for author, expected in ((cast.nina, HELD), (cast.ben, QUEUED)):
        posts = (
            make.answer(author, cast.question, CLEAN),
            make.reply(author, cast.question, CLEAN),
            make.question(author, "Does anybody know what this is?", body=BODY),
        )
        assert [outcome(post) for post in posts] == [expected] * 3


@pytest.mark.parametrize("kind", ["question", "answer", "reply"])
def test_edits(app, make, cast, broken, kind):
    posts = []
    for author in (cast.nina, cast.ben):
        if kind == "question":
            posts.append(make.question(author, "Does anybody know what this is?", body=BODY))
        else:
            posts.append(getattr(make, kind)(author, cast.question, CLEAN))
    broken()
    for author, post in zip((cast.nina, cast.ben), posts, strict=True):
        edit(author, post, f"{CLEAN} Really, all of it.")
    assert [outcome(post) for post in posts] == [HELD, QUEUED]


def test_notes_and_topics_alone(app, make, cast, monkeypatch):
    works = review._check

    def breaks_beside_the_text(text, *, title="", kind):
        return _raise() if kind == "tag" else works(text, title=title, kind=kind)

    monkeypatch.setattr(review, "_check", breaks_beside_the_text)
    for values in ({"tags": ["eyelid"]}, {"tags": [], "notes": Notes(places="left eyelid")}):
        asked = [
            make.question(author, "Does anybody know what this is?", body=BODY, **values)
            for author in (cast.nina, cast.ben)
        ]
        assert [outcome(post) for post in asked] == [HELD, QUEUED]


def test_asking_goes_on_in_every_step(sqlite_app, make, browse, cast, broken):
    broken()
    browser = browse(cast.nina)
    draft = ready(browser)
    assert browser.get(f"{draft}/preview").status_code == 200
    posted = browser.post(f"{draft}/preview")
    assert posted.location.endswith("?posted=1")
    asked = db.session.scalars(select(Question).order_by(Question.post_id.desc())).first()
    assert outcome(db.session.get(Post, asked.post_id)) == HELD
    page = browser.get(posted.location, follow_redirects=True).text
    assert "Your question is not visible yet." in page
    assert "A moderator will look at it." in page


def test_answering_editing_and_preview_go_on(sqlite_app, make, browse, cast, broken):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    broken()
    browser = browse(cast.ben)
    path = f"/questions/{cast.question.id}/answers"
    assert browser.post(path, data={"body": CLEAN, "preview": "1"}).status_code == 200
    sent = browser.post(path, data={"body": CLEAN, "key": new_token()})
    assert sent.status_code == 303
    edited = browser.post(
        f"/answers/{answer.id}/edit", data={"body": f"{CLEAN} Indeed.", "revision": "1"}
    )
    assert edited.status_code == 303
    assert browser.get(f"/answers/{answer.id}/edit").status_code == 200
