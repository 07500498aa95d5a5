"""The page of a whole thread, its acts as forms, and what readers and those concerned see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.outbox import deliver_due
from app.forum.models import Post, Question
from app.moderation import services as moderation
from app.moderation.models import ModerationAction
from app.notifications.models import Notice
from tests.moderation.test_threads import act, details


@pytest.fixture
def path(scene):
    return f"/moderation/questions/{scene.question.id}"


def kinds_told(member):
    return sorted(
        db.session.scalars(select(Notice.kind).where(Notice.member_id == member.id)).all()
    )


def version(scene):
    return details(scene.question).thread_version


# ------------------------------------------------------------------------------------------- pages


def test_every_post_of_the_thread_is_there_also_removed_ones(sqlite_app, make, browse, scene, path):
    make.reply(scene.meg, scene.answer, "A reply with telling words.")
    scene.remove()
    page = browse(scene.mona).get(path).text
    assert "A reply with telling words." in page
    assert "Just stop the tablets" in page
    assert "Removed" in page


def test_desk_and_question_lead_to_the_thread(sqlite_app, browse, scene):
    scene.report()
    link = f"/moderation/questions/{scene.question.id}?post={scene.answer.id}"
    desk = browse(scene.mona).get(f"/moderation/queue/{scene.case().id}").text
    assert f'href="{link}#post-{scene.answer.id}" data-key="t"' in desk
    question = details(scene.question).path
    assert link in browse(scene.mona).get(question).text
    assert "/moderation/questions/" not in browse(scene.ben).get(question).text


@pytest.mark.parametrize("name", ["lock", "close", "merge", "topics"])
def test_each_act_has_its_form(sqlite_app, browse, scene, path, name):
    page = browse(scene.mona).get(f"{path}?act={name}").text
    assert f'action="{path}/{name}"' in page
    assert f'name="version" value="{version(scene)}"' in page


@pytest.mark.parametrize("name", ["move", "remark"])
def test_each_act_about_a_post_has_its_form(sqlite_app, browse, scene, path, name):
    page = browse(scene.mona).get(f"{path}?act={name}&post={scene.answer.id}").text
    assert f'action="/moderation/posts/{scene.answer.id}/{name}"' in page


def test_own_question_offers_nothing(sqlite_app, make, browse, scene):
    own = make.question(scene.mona)
    page = browse(scene.mona).get(f"/moderation/questions/{own.id}?act=lock").text
    assert "another moderator decides" in page
    assert 'class="tools"' not in page
    response = browse(scene.mona).post(f"/moderation/questions/{own.id}/lock", data={})
    assert response.status_code == 403


def test_lock_until_a_day(sqlite_app, browse, scene, path):
    day = (now() + timedelta(days=3)).strftime("%Y-%m-%d")
    response = browse(scene.mona).post(
        f"{path}/lock", data={"choice": "heated", "until": day, "version": version(scene)}
    )
    assert (response.status_code, response.location) == (303, path)
    question = details(scene.question)
    assert question.lock_until.strftime("%Y-%m-%d") == day
    assert "heated" in question.lock_reason
    page = browse().get(question.path).text
    assert "This question is locked until" in page
    assert "heated" in page
    assert "Write an answer" not in page
    row = browse().get("/questions").text
    assert '<span class="badge">Locked</span>' in row


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"choice": "heated", "until": "2001-01-01"}, "from tomorrow on"),
        ({"choice": "heated", "until": "soon"}, "Not a valid date"),
        ({"choice": "no such", "reason": ""}, "Choose a reason"),
        ({"reason": "x" * 501}, "at most 500"),
    ],
)
def test_wrong_input_is_told_and_kept(sqlite_app, browse, scene, path, data, words):
    response = browse(scene.mona).post(f"{path}/lock", data=data)
    assert response.status_code == 422
    assert words in response.text
    assert data.get("reason", "") in response.text
    assert not details(scene.question).is_locked


def test_close_as_duplicate_by_address_number_or_choice(sqlite_app, make, browse, scene, path):
    other = make.question(scene.meg)
    target = details(other).path
    for data in (
        {"of": f"http://localhost{target}?page=2#answer-1"},
        {"of": str(other.id)},
        {"of": f"/q/{other.id}"},
        {"similar": str(other.id)},
    ):
        response = browse(scene.mona).post(f"{path}/close", data={"choice": "duplicate"} | data)
        assert response.status_code == 303, data
        assert details(scene.question).duplicate_of_id == other.id
        act("reopen_question", scene.mona, scene.question)


def test_duplicate_of_nothing_is_told(sqlite_app, browse, scene, path):
    for of in ("", "99999", "somewhere", "9" * 30):
        response = browse(scene.mona).post(f"{path}/close", data={"choice": "duplicate", "of": of})
        assert response.status_code == 422, of
        assert 'href="#of"' in response.text


def test_readers_are_led_to_the_original_and_search_engines_pass_by(
    sqlite_app, make, browse, scene
):
    other = make.question(scene.meg, "Is this not the very same flutter as theirs?")
    act("close_question", scene.mona, scene.question, why="duplicate", duplicate_of=other)
    page = browse().get(details(scene.question).path).text
    assert "it was asked before" in page
    assert details(other).path in page
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page
    assert "Write an answer" not in page
    act("hide_post", scene.mona, other)
    page = browse().get(details(scene.question).path).text
    assert "The other question is not shown any more." in page
    assert "very same flutter" not in page


def test_unsafe_question_tells_whom_to_see(sqlite_app, browse, scene):
    act("close_question", scene.mona, scene.question, why="unsafe")
    page = browse().get(details(scene.question).path).text
    assert "cannot answer it safely" in page
    assert "pharmacist" in page
    assert 'href="/emergency"' in page


@pytest.mark.parametrize("is_locked", [True, False])
def test_answer_typed_meanwhile_is_kept(sqlite_app, browse, scene, is_locked):
    if is_locked:
        act("lock_question", scene.mona, scene.question, reason="It is heated.")
    else:
        act("close_question", scene.mona, scene.question, why="off_topic")
    response = browse(scene.meg).post(
        f"/questions/{scene.question.id}/answers", data={"body": "My long and careful answer."}
    )
    assert response.status_code == 403
    assert "My long and careful answer." in response.text
    assert ("is locked" if is_locked else "is closed") in response.text


def test_edit_typed_meanwhile_is_kept(sqlite_app, browse, scene):
    act("lock_question", scene.mona, scene.question, reason="It is heated.")
    response = browse(scene.ben).post(
        f"/answers/{scene.answer.id}/edit", data={"body": "My better words.", "revision": "1"}
    )
    assert response.status_code == 403
    assert "My better words." in response.text
    assert "is locked" in response.text
    assert browse(scene.ben).get(f"/answers/{scene.answer.id}/edit").status_code == 403


def test_merge_shows_where_the_answers_went(sqlite_app, make, browse, scene, path):
    other = make.question(scene.meg, "Is this not the very same flutter as theirs?")
    response = browse(scene.mona).post(f"{path}/merge", data={"of": str(other.id)})
    assert response.status_code == 303
    page = browse().get(details(scene.question).path).text
    assert "was merged with another one" in page
    there = browse().get(details(other).path).text
    assert "Written under another question" in there
    assert f'href="/q/{scene.question.id}"' in there
    assert "Merged in" in browse(scene.mona).get(f"/moderation/questions/{other.id}").text
    response = browse(scene.mona).post(f"{path}/unmerge", data={})
    assert response.status_code == 303
    assert details(scene.question).answer_count == 2


def test_move_and_remark(sqlite_app, make, browse, scene, path):
    other = make.answer(scene.meg, scene.question)
    mona = browse(scene.mona)
    response = mona.post(
        f"/moderation/posts/{scene.answer.id}/move",
        data={"parent": str(other.id), "choice": "reply", "version": version(scene)},
    )
    assert (response.status_code, response.location) == (303, path)
    assert db.session.get(Post, scene.answer.id).kind == "reply"
    mona.post(f"/moderation/posts/{scene.answer.id}/remark", data={"choice": "one_person"})
    page = browse().get(details(scene.question).path).text
    assert "From the moderators:" in page
    assert "one person's experience" in page.replace("&#39;", "'").replace("’", "'")
    mona.post(f"/moderation/posts/{scene.answer.id}/remark", data={"value": "clear"})
    assert "From the moderators:" not in browse().get(details(scene.question).path).text


@pytest.mark.parametrize("place", ["", "nowhere", "999999", "9" * 20])
def test_place_that_is_none_is_told(sqlite_app, browse, scene, place):
    response = browse(scene.mona).post(
        f"/moderation/posts/{scene.answer.id}/move", data={"parent": place, "choice": "reply"}
    )
    assert response.status_code in (404, 422)
    assert db.session.get(Post, scene.answer.id).kind == "answer"


def test_second_moderator_sees_who_was_first_and_keeps_the_words(sqlite_app, browse, scene, path):
    seen = version(scene)
    act("close_question", scene.mona, scene.question, why="off_topic")
    response = browse(scene.dele).post(
        f"{path}/lock", data={"reason": "Far too heated.", "version": seen}
    )
    assert response.status_code == 409
    assert "Mona closed this question" in response.text
    assert "Far too heated." in response.text
    assert not details(scene.question).is_locked


def test_undo_button_takes_the_last_act_back(sqlite_app, browse, scene, path):
    done = act("lock_question", scene.mona, scene.question, reason="It is heated.")
    undo = f"/moderation/thread-acts/{done.id}/undo"
    assert undo in browse(scene.mona).get(path).text
    assert undo not in browse(scene.dele).get(path).text
    assert browse(scene.dele).post(undo).status_code == 403
    assert browse(scene.mona).post(undo).location == path
    assert not details(scene.question).is_locked
    assert browse(scene.mona).post(undo).status_code == 409


def test_trail_says_in_words_what_was_done(sqlite_app, make, browse, scene, path):
    other = make.question(scene.meg)
    act("retag_question", scene.mona, scene.question, tags="sleep", reason="It is at night.")
    act("close_question", scene.mona, scene.question, why="duplicate", duplicate_of=other)
    for page in (path, "/moderation/audit"):
        text = browse(scene.dele).get(page).text
        assert "eyelid → sleep" in text
        assert f"asked before, question {other.id}" in text


def test_page_needs_as_many_queries_with_many_posts_as_with_few(
    sqlite_app, make, browse, scene, path
):
    def count() -> int:
        seen = []
        note = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browse(scene.mona).get(f"{path}?act=move&post={scene.answer.id}").status_code
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    count()
    few = count()
    with transaction():
        for _ in range(12):
            make.reply(scene.meg, make.answer(scene.meg, scene.question))
    act("set_remark", scene.mona, scene.answer, text="One person's experience.")
    act("lock_question", scene.mona, scene.question, reason="It is heated.")
    assert count() <= few <= 14


# --------------------------------------------------------------------------------------------- news


def test_asker_hears_with_the_reason_and_an_early_undo_takes_it_back(sqlite_app, browse, scene):
    done = act("lock_question", scene.mona, scene.question, reason="It has become heated.")
    assert "locked" in kinds_told(scene.asha)
    page = browse(scene.asha).get("/notifications").text
    assert "A moderator locked your question" in page
    assert "It has become heated." in page
    with transaction():
        moderation.undo_thread_act(scene.mona, done.id)
    assert not {"locked", "unlocked"} & set(kinds_told(scene.asha))


def test_later_reverse_is_news_of_its_own(sqlite_app, scene):
    act("close_question", scene.mona, scene.question, why="off_topic")
    with at(now() + timedelta(minutes=5)):
        act("reopen_question", scene.dele, scene.question)
    assert {"closed", "reopened"} <= set(kinds_told(scene.asha))


def test_asker_of_a_marked_answer_is_told_first(sqlite_app, make, scene):
    from app.forum import services as forum

    other = make.answer(scene.meg, scene.question)
    with transaction():
        forum.accept_answer(scene.asha, db.session.get(Post, scene.answer.id))
    act("move_post", scene.mona, scene.answer, under=other, reason="It replies.")
    told = db.session.execute(
        select(Notice.member_id, Notice.kind)
        .where(Notice.kind.in_(("unmarked", "moved")))
        .order_by(Notice.id)
    ).all()
    assert [tuple(row) for row in told] == [(scene.asha.id, "unmarked"), (scene.ben.id, "moved")]


def test_both_askers_and_the_authors_hear_of_a_merge_once(sqlite_app, make, browse, scene):
    cara = make.member("Cara")
    other = make.question(cara)
    make.answer(scene.ben, scene.question)
    act("merge_questions", scene.mona, scene.question, into=other)
    assert "merged" in kinds_told(scene.asha)
    assert "merged_here" in kinds_told(cara)
    assert kinds_told(scene.ben).count("merged") == 1
    for member in (scene.asha, cara, scene.ben):
        assert browse(member).get("/notifications").status_code == 200


def test_older_news_of_a_moved_post_can_still_be_read(sqlite_app, make, browse, scene):
    reply = make.reply(scene.meg, scene.answer)
    act("move_post", scene.mona, reply, under=None, reason="It answers.")
    act("move_post", scene.mona, scene.answer, under=reply, reason="It replies.")
    for member in (scene.asha, scene.ben, scene.meg):
        assert browse(member).get("/notifications").status_code == 200


def test_no_mail_goes_out_for_what_was_undone(sqlite_app, scene):
    done = act("close_question", scene.mona, scene.question, why="off_topic")
    with transaction():
        moderation.undo_thread_act(scene.mona, done.id)
    with at(now() + timedelta(minutes=3)):
        while deliver_due():
            pass
    assert "closed" not in kinds_told(scene.asha)


def test_trail_holds_before_and_after(sqlite_app, scene):
    act("lock_question", scene.mona, scene.question, reason="It is heated.")
    act("unlock_question", scene.dele, scene.question)
    locked, unlocked = db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.kind.in_(("lock_question", "unlock_question")))
        .order_by(ModerationAction.id)
    )
    assert (locked.after["until"], unlocked.reverts_id) == (None, locked.id)
    assert db.session.get(Question, scene.question.id).thread_version == 3
