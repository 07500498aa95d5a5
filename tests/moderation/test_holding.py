"""What the safety check holds, queues or marks; that it is seen by nobody, and what releases it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.ids import new_token
from app.forum import services as forum
from app.forum.models import Post, Question
from app.moderation import services as moderation
from app.moderation.models import Case, ModerationAction, Report
from app.moderation.rule_models import RuleFinding
from app.notifications.models import Notice
from app.web import review

HELD = "Just stop taking your sertraline, you do not need it at all."
CLEAN = "Mine came down slowly over three months. Ask the prescriber how."
QUEUED = "Baking soda cured my cancer, it will cure yours."
NOTICED = "My doctor cut my sertraline to 25 mg and the twitching went."
PRIVATE = "Ring me on 07700 900123 and I will tell you more about it."


def fresh(post):
    return db.session.get(Post, post.id, populate_existing=True)


def edit(actor, post, body, **values):
    with transaction():
        post = fresh(post)
        return forum.edit_post(
            actor, post, body=body, reason="", revision=post.revision_count, **values
        )


def flags(post):
    rows = db.session.execute(
        select(Report.rule, Report.kind, Report.outcome)
        .join(Case)
        .where(Case.post_id == post.id, Report.kind != "first_post")
        .order_by(Report.id)
    )
    return [tuple(row) for row in rows]


def acts(post):
    return list(
        db.session.scalars(
            select(ModerationAction.kind)
            .where(ModerationAction.post_id == post.id)
            .order_by(ModerationAction.id)
        )
    )


def told(member, kind):
    return len(
        db.session.scalars(
            select(Notice.id).where(Notice.member_id == member.id, Notice.kind == kind)
        ).all()
    )


@pytest.fixture
def cast(make):
    class Cast:
        asha, ben, mona = make.member("Asha"), make.member("Ben"), make.moderator()
        ada = make.administrator()

    Cast.question = make.question(Cast.asha)
    return Cast


def test_held_answer_counts_nowhere_and_tells_nobody(app, make, cast):
    before = db.session.get(Question, cast.question.id).last_activity_at
    answer = make.answer(cast.ben, cast.question, HELD)
    question = db.session.get(Question, cast.question.id, populate_existing=True)
    assert (answer.status, answer.safety_line) == ("held", "stop_change_medicine")
    assert (question.answer_count, question.last_activity_at) == (0, before)
    assert told(cast.asha, "answer") == 0
    assert flags(answer) == [("safety-check", "unsafe_advice", None)]
    assert acts(answer) == ["hold_post"]
    found = db.session.scalars(select(RuleFinding).where(RuleFinding.post_id == answer.id)).all()
    assert {"sertraline" in HELD[one.start : one.end] for one in found} == {True}


def test_held_reply_counts_nowhere_and_tells_nobody(app, make, cast):
    answer = make.answer(cast.ben, cast.question)
    reply = make.reply(cast.asha, answer, HELD)
    assert reply.status == "held"
    assert fresh(answer).reply_count == 0
    assert told(cast.ben, "reply") == 0


@pytest.mark.parametrize(
    "values",
    [
        {"body": HELD},
        {"title": "Why not just stop taking your sertraline like I did?"},
        {"tags": ["stop-taking-your-sertraline"]},
    ],
)
def test_question_is_held_for_its_text_its_title_or_its_topics(app, make, cast, values):
    question = make.question(cast.ben, **values)
    assert question.status == "held"
    assert acts(question) == ["hold_post"]


def test_queued_answer_stays_in_view_and_a_moderator_looks(app, make, cast):
    answer = make.answer(cast.ben, cast.question, QUEUED)
    assert (answer.status, answer.lacks_source) == ("visible", True)
    assert flags(answer) == [("safety-check", "unsafe_advice", None)]
    assert told(cast.asha, "answer") == 1


def test_notice_is_a_line_under_the_post_and_nobody_has_to_look(app, make, cast):
    answer = make.answer(cast.ben, cast.question, NOTICED)
    assert (answer.status, answer.safety_line) == ("visible", "stop_change_medicine")
    assert answer.lacks_source
    assert flags(answer) == []


def test_own_story_and_a_named_source_need_no_mark(app, make, cast):
    story = make.answer(cast.ben, cast.question, NOTICED, answer_kind="experience")
    page = make.answer(cast.ben, cast.question, QUEUED, source_url="https://example.org/a")
    assert not story.lacks_source
    assert not page.lacks_source


def test_rewriting_releases_at_once_and_tells_the_asker_once(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    edit(cast.ben, answer, CLEAN)
    assert (fresh(answer).status, fresh(answer).safety_line) == ("visible", None)
    assert told(cast.asha, "answer") == 1
    assert db.session.get(Question, cast.question.id, populate_existing=True).answer_count == 1
    assert flags(answer) == [
        ("safety-check", "unsafe_advice", "agreed"),
        ("rewritten", "other", None),
    ]
    assert acts(answer) == ["hold_post", "release_post"]
    edit(cast.ben, answer, HELD)
    edit(cast.ben, answer, CLEAN + " Good luck.")
    assert told(cast.asha, "answer") == 1


def test_rewriting_it_as_unsafe_as_before_keeps_it_held_with_one_flag(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    edit(cast.ben, answer, HELD + " Really.")
    assert fresh(answer).status == "held"
    assert flags(answer) == [("safety-check", "unsafe_advice", None)]
    assert acts(answer) == ["hold_post"]


def test_edit_holds_a_post_in_view_and_takes_its_counts_along(app, make, cast):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    edit(cast.ben, answer, HELD)
    assert fresh(answer).status == "held"
    assert db.session.get(Question, cast.question.id, populate_existing=True).answer_count == 0


def test_edit_of_a_kept_post_does_not_hold_it_again_for_the_same_words(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    with transaction():
        moderation.keep_post(cast.mona, fresh(answer))
    assert fresh(answer).status == "visible"
    assert told(cast.asha, "answer") == 1
    edit(cast.ben, answer, HELD + " That is what happened.")
    assert fresh(answer).status == "visible"
    assert flags(answer)[-1] == ("safety-check", "unsafe_advice", None)
    edit(cast.ben, answer, HELD + " Stop taking your insulin, too.")
    assert fresh(answer).status == "held"


def test_moderators_edit_leaves_the_status_to_the_decision(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    edit(cast.mona, answer, CLEAN)
    assert fresh(answer).status == "held"
    with transaction():
        moderation.keep_post(cast.mona, fresh(answer))
    assert fresh(answer).status == "visible"
    assert db.session.scalar(select(Case.outcome).where(Case.post_id == answer.id)) == "edited"


def test_removing_and_undoing_works_for_held_posts(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    with transaction():
        act = moderation.remove_post(cast.mona, fresh(answer), reason="It is spam.")
    with transaction():
        moderation.undo_act(cast.mona, act.id)
    assert fresh(answer).status == "held"


def test_quoting_a_held_text_does_not_hold_the_quoting_post(app, make, cast):
    with review.unread():
        answer = make.answer(cast.ben, cast.question, HELD)
    quote = f"> {HELD}\n> — [Ben](/a/{answer.id})\n\nPlease do not do that. Ask first."
    assert make.reply(cast.asha, answer, quote).status == "visible"


@pytest.fixture
def broken():
    def fail(text, *, title="", kind):
        raise ValueError("a rule with a fault")

    before = review._check
    review.use_review(fail)
    yield
    review.use_review(before)


def test_when_the_check_breaks_posting_goes_on_and_newcomers_wait(app, make, broken):
    asha, ben = make.member("Asha"), make.member("Ben")
    with review.unread():
        question = make.question(asha)
        for _ in range(3):
            make.answer(ben, question)
    known, new = make.answer(ben, question), make.answer(make.member("Vic"), question)
    assert (known.status, new.status) == ("visible", "held")
    assert flags(known) == [("check-failed", "other", None)]
    assert flags(new) == [("check-failed", "unsafe_advice", None)]


# Pages ---------------------------------------------------------------------------------------


def test_author_reads_which_kind_of_sentence_it_is_and_rewrites_first(
    sqlite_app, make, browse, cast
):
    client = browse(cast.ben)
    key = new_token()
    sent = client.post(f"/questions/{cast.question.id}/answers", data={"body": HELD, "key": key})
    assert sent.status_code == 303
    page = client.get(sent.location, follow_redirects=True).text
    waiting = page[page.index("Your answer is not visible yet.") :]
    assert "It reads as telling someone to change a prescribed medicine." in waiting
    assert waiting.index("Rewrite it") < waiting.index("moderator will look")
    assert "stop-medicine" not in page
    answer = db.session.scalar(select(Post).where(Post.kind == "answer"))
    form = client.get(f"/answers/{answer.id}/edit").text
    assert HELD in form
    client.post(f"/answers/{answer.id}/edit", data={"body": CLEAN, "revision": 1})
    assert CLEAN in browse().get(f"/questions/{cast.question.id}", follow_redirects=True).text


def test_others_find_a_held_post_nowhere(sqlite_app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    question = make.question(cast.ben, body=HELD + " Has anybody tried?")
    vic = make.member("Vic")
    for client in (browse(), browse(vic)):
        thread = client.get(f"/questions/{cast.question.id}", follow_redirects=True).text
        assert "sertraline" not in thread
        assert client.get(f"/a/{answer.id}").status_code == 404
        assert client.get(f"/questions/{question.id}").status_code == 404
        feed = f"/questions/{cast.question.id}/feed.atom"
        for path in ("/", "/questions", "/feed.atom", feed, "/sitemap.xml", "/?q=sertraline"):
            found = client.get(path, follow_redirects=True)
            assert "sertraline" not in found.text, path
    page = browse().get(f"/questions/{cast.question.id}", follow_redirects=True).text
    for block in page.split('<script type="application/ld+json">')[1:]:
        data = json.loads(block.partition("</script>")[0])
        assert "sertraline" not in json.dumps(data)


def test_line_and_missing_source_stand_under_the_post_for_readers(sqlite_app, make, browse, cast):
    make.answer(cast.ben, cast.question, NOTICED)
    page = browse().get(f"/questions/{cast.question.id}", follow_redirects=True).text
    assert "Stopping or changing some medicines suddenly can make people seriously ill." in page
    assert "No source given." in page


@pytest.mark.parametrize("kind", ["answers", "replies"])
def test_personal_data_is_shown_before_posting_and_blacked_out_in_a_click(
    sqlite_app, make, browse, cast, kind
):
    client, path = browse(cast.ben), f"/questions/{cast.question.id}/{kind}"
    data = {"body": PRIVATE, "key": new_token()}
    asked = client.post(path, data=data)
    assert asked.status_code == 422
    assert "<mark>07700 900123</mark>" in asked.text
    clean = client.post(path, data=data | {"redact": "1"})
    assert clean.status_code == 200
    assert "Ring me on ▇▇▇ and" in clean.text
    assert "900123" not in clean.text
    assert db.session.scalar(select(Post).where(Post.author_id == cast.ben.id)) is None
    client.post(path, data=data | {"as_it_is": "1"})
    post = db.session.scalar(select(Post).where(Post.author_id == cast.ben.id))
    assert (post.status, post.safety_line) == ("held", "personal_data")
    assert flags(post) == [("safety-check", "personal_data", None)]


def test_personal_data_in_a_question_is_shown_at_the_last_step(sqlite_app, make, browse, cast):
    client = browse(cast.ben)
    started = client.post(
        "/questions/ask",
        data={
            "title": "Does anybody know what this flutter is?",
            "details": PRIVATE,
            "tags": "eyelid",
            "key": new_token(),
        },
    )
    base = started.location.removesuffix("/notes")
    client.post(f"{base}/notes", data={"signs": "none"})
    page = client.get(f"{base}/preview").text
    assert "<mark>07700 900123</mark>" in page
    client.post(f"{base}/preview", data={"redact": "1"})
    page = client.get(f"{base}/preview").text
    assert "900123" not in page
    assert "▇▇▇" in page
    client.post(f"{base}/preview")
    assert db.session.scalar(select(Post).where(Post.author_id == cast.ben.id)).status == "visible"


def test_rewriting_with_personal_data_asks_too(sqlite_app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    client, path = browse(cast.ben), f"/answers/{answer.id}/edit"
    asked = client.post(path, data={"body": PRIVATE, "revision": 1})
    assert asked.status_code == 422
    assert "Black it out" in asked.text
    client.post(path, data={"body": PRIVATE, "revision": 1, "as_it_is": "1"})
    assert fresh(answer).status == "held"


def test_held_case_is_kept_with_one_click_and_its_author_hears(sqlite_app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    case = db.session.scalar(select(Case).where(Case.post_id == answer.id))
    client = browse(cast.mona)
    page = client.get(f"/moderation/queue/{case.id}").text
    assert "the safety check" in page
    client.post(
        f"/moderation/queue/{case.id}/decision", data={"act": "keep", "version": case.version}
    )
    assert fresh(answer).status == "visible"
    assert told(db.session.get(Member, cast.ben.id), "restored") == 1
