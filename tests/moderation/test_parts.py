"""What is found beside a question's text: in its title, topics and notes, in its place."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.db import db, transaction
from app.forum.models import Draft, Question, Revision, Tag
from app.forum.notes import Notes
from app.forum.queries import tags_of
from app.moderation import services as moderation
from app.moderation.models import Case
from app.moderation.rule_models import RuleFinding
from tests.forum.test_asking import ready
from tests.moderation.test_holding import edit, fresh

TITLE = "Does anybody know what this flutter is?"
PHONE = "07700 900123"


@pytest.fixture
def cast(make):
    class Cast:
        ben, mona, ada = make.member("Ben"), make.moderator("Mona"), make.administrator()

    return Cast


def ask(make, cast, **values):
    return make.question(cast.ben, values.pop("title", TITLE), **values)


def found(post) -> list[tuple[str, str]]:
    """(part, words) of what is kept of the current version."""
    post = fresh(post)
    question = db.session.get(Question, post.id)
    texts = {
        "title": question.title,
        "body": post.body,
        "tags": "\n".join(name.replace("-", " ") for name in tags_of([post.id]).get(post.id, [])),
        "noticed": question.noticed or "",
        "duration": question.duration or "",
        "places": question.places or "",
    }
    rows = db.session.scalars(
        select(RuleFinding).where(
            RuleFinding.post_id == post.id, RuleFinding.revision == post.revision_count
        )
    )
    return sorted((row.part, texts[row.part][row.start : row.end]) for row in rows)


def desk(browse, cast, post) -> str:
    case = db.session.scalars(select(Case.id).where(Case.post_id == post.id)).one()
    return browse(cast.mona).get(f"/moderation/queue/{case}").text


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"title": f"Can you ring me on {PHONE} about this?"}, "title"),
        ({"notes": Notes(places=f"left eyelid, ring {PHONE}")}, "places"),
        ({"notes": Notes(noticed=f"ring {PHONE}")}, "noticed"),
        ({"notes": Notes(duration=f"ring {PHONE}")}, "duration"),
        ({"tags": ["eyelid", "ring-07700-900123"]}, "tags"),
    ],
)
def test_finding_keeps_its_place_and_is_marked_in_the_case(app, make, browse, cast, values, part):
    asked = ask(make, cast, **values)
    assert fresh(asked).status == "held"
    assert found(asked) == [(part, PHONE)]
    page = desk(browse, cast, asked)
    # Among what was noticed, in its place, and to be blacked out.
    assert page.count(f"<mark>{PHONE}</mark>") == 3


def test_edit_of_the_text_does_not_hold_it_for_known_notes(app, make, cast):
    asked = ask(make, cast, notes=Notes(places=f"left eyelid, ring {PHONE}"))
    with transaction():
        moderation.keep_post(cast.mona, fresh(asked))
    edit(cast.ben, asked, "It flickers all day long, and at night, too.")
    assert fresh(asked).status == "visible"
    edit(cast.ben, asked, "It flickers all day.", notes=Notes(places="ring 07700 900456"))
    assert fresh(asked).status == "held"


def test_edit_without_topics_keeps_them_in_its_history(app, make, cast):
    asked = ask(make, cast, tags=["eyelid", "sleep"])
    edit(cast.ben, asked, "It flickers all day long, and at night, too.")
    latest = db.session.scalars(
        select(Revision).where(Revision.post_id == asked.id).order_by(Revision.number.desc())
    ).first()
    assert latest.tags == "eyelid, sleep"


def test_blacking_out_reaches_notes_and_topics(app, make, browse, cast):
    asked = ask(
        make,
        cast,
        tags=["eyelid", "ring-07700-900123"],
        notes=Notes(places=f"left eyelid, ring {PHONE} now"),
    )
    with transaction():
        moderation.redact_post(cast.mona, fresh(asked), words=[PHONE])
    assert tags_of([asked.id])[asked.id] == ["eyelid"]
    assert db.session.scalar(select(Tag.id).where(Tag.name.contains("07700"))) is None
    assert db.session.get(Question, asked.id).places == "left eyelid, ring ▇▇▇ now"
    first = db.session.scalars(select(Revision).where(Revision.post_id == asked.id)).one()
    assert (first.tags, first.notes["places"]) == ("eyelid", "left eyelid, ring ▇▇▇ now")
    assert browse().get("/tags/ring-07700-900123").status_code == 404
    page = desk(browse, cast, asked)
    assert PHONE not in page
    assert "<mark>▇▇▇</mark>" in page


def test_topic_that_others_use_stays_theirs(app, make, cast):
    asked = ask(make, cast, tags=["dr-smith"])
    other = make.question(make.member("Vic"), "Another question about the same?", tags=["dr-smith"])
    with transaction():
        moderation.redact_post(cast.mona, fresh(asked), words=["Dr Smith"])
    assert asked.id not in tags_of([asked.id])
    assert tags_of([other.id])[other.id] == ["dr-smith"]


def test_last_step_of_asking_names_the_field_and_blacks_it_out(sqlite_app, make, browse, cast):
    browser = browse(cast.ben)
    draft = ready(browser, tags="eyelid, ring 07700 900123")
    browser.post(f"{draft}/notes", data={"places": f"ring {PHONE}", "signs": "none"})
    page = browser.get(f"{draft}/preview").text
    assert f'<a href="{draft}#tags">Topics</a>' in page
    assert f'<a href="{draft}/notes#places">Which places?</a>' in page
    browser.post(f"{draft}/preview", data={"redact": "1"})
    kept = db.session.query(Draft).one()
    assert "900123" not in f"{kept.tags} {kept.places}"
    assert browser.post(f"{draft}/preview").location.endswith("?posted=1")


def test_edit_names_the_field_too(sqlite_app, make, browse, cast):
    asked = ask(make, cast)
    form = {
        "title": TITLE, "body": "It flickers all day long, mostly.", "tags": "eyelid",
        "places": f"ring {PHONE}", "revision": "1",
    }  # fmt: skip
    page = browse(cast.ben).post(f"/questions/{asked.id}/edit", data=form).text
    assert '<a href="#places">Which places?</a>' in page
    page = browse(cast.ben).post(f"/questions/{asked.id}/edit", data=form | {"redact": "1"}).text
    assert 'value="ring ▇▇▇"' in page


def test_who_rewrites_reads_in_which_field_it_is_and_never_the_words(
    sqlite_app, make, browse, cast
):
    asked = ask(make, cast, notes=Notes(places="Just stop taking your sertraline at once"))
    assert fresh(asked).status == "held"
    page = browse(cast.ben).get(f"/questions/{asked.id}/edit").text
    assert "Why it is held" in page
    assert '<a href="#places">Which places?</a>: It reads as telling someone to change' in page
    assert '<a href="#body">' not in page
    assert "Why it is held" not in browse(cast.mona).get(f"/questions/{asked.id}/edit").text
