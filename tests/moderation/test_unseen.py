"""What only its author and moderators have seen: removed, deleted, put back, without a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Conflict
from app.forum import services as forum
from app.forum.models import Tombstone
from app.moderation import services as moderation
from app.moderation.models import Case, ModerationAction
from app.moderation.rules.queries import count_wrong_holds
from app.notifications.models import Notice
from app.recall.models import Recall
from tests.moderation.conftest import NOTE
from tests.moderation.test_holding import CLEAN, HELD, edit, flags, fresh

QUESTION = "Should I stop?"


@pytest.fixture
def cast(make):
    class Cast:
        asha, ben = make.member("Asha"), make.member("Ben")
        mona, dele, vic = make.moderator("Mona"), make.moderator("Dele"), make.member("Vic")

    Cast.question = make.question(Cast.asha)
    return Cast


def remove(moderator, post, category: str | None = "stop_change_medicine"):
    with transaction():
        return moderation.remove_post(
            moderator,
            fresh(post),
            category=category,
            reason="It told people to stop a medicine.",
            safer_note=NOTE if category else "",
        )


def withdraw(author, post):
    with transaction():
        forum.withdraw_post(author, fresh(post))


def put_back(author, post):
    with transaction():
        forum.put_back_post(author, fresh(post))


def age_notices() -> None:
    """What is undone within two minutes is no news; these are older."""
    with transaction() as session:
        session.query(Notice).update({"created_at": now() - timedelta(minutes=3)})


def case_of(post) -> Case:
    return db.session.scalars(
        select(Case).where(Case.post_id == post.id).execution_options(populate_existing=True)
    ).one()


# ------------------------------------------------------------------------------------- removed


def test_removed_post_that_nobody_saw_leaves_nothing_for_readers(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    act = remove(cast.mona, answer)
    assert (fresh(answer).status, act.is_public) == ("removed", False)
    for reader in (browse(), browse(cast.asha), browse(cast.vic)):
        page = reader.get(f"/q/{cast.question.id}", follow_redirects=True).text
        assert "We removed" not in page
        assert reader.get(f"/a/{answer.id}").status_code == 404
        assert reader.get(f"/safety-notices/{answer.id}").status_code == 404
        assert f"/safety-notices/{answer.id}" not in reader.get("/safety-notices").text
    for feed in (f"/questions/{cast.question.id}/feed.atom", "/safety-notices/feed.atom"):
        assert "deleted-entry" not in browse().get(feed).text
        assert NOTE not in browse().get(feed).text
    assert db.session.scalar(select(Recall.id)) is None


def test_removed_question_that_nobody_saw_is_not_found(app, make, browse, cast):
    asked = make.question(cast.ben, QUESTION + " It is only a title.", body=HELD)
    assert fresh(asked).status == "held"
    remove(cast.mona, asked)
    assert browse().get(f"/questions/{asked.id}").status_code == 404
    assert browse(cast.ben).get(f"/questions/{asked.id}").status_code == 410


def test_its_author_hears_why_with_text_repair_and_appeal(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    act = remove(cast.mona, answer)
    page = browse(cast.ben).get("/notifications").text
    assert "We removed your answer" in page
    assert "Nobody but you and the moderators has seen it." in page
    assert "Readers see a note in its place." not in page
    decision = browse(cast.ben).get(f"/actions/{act.id}").text
    assert "It told people to stop a medicine." in decision
    assert "stop taking your sertraline" in decision
    assert "Send the appeal" in decision
    assert "We removed your answer before anybody else saw it." in browse(cast.ben).get(
        f"/a/{answer.id}", follow_redirects=True
    ).text  # fmt: skip


def test_moderators_find_the_line_in_its_place(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    remove(cast.mona, answer)
    page = browse(cast.dele).get(f"/q/{cast.question.id}", follow_redirects=True).text
    assert "Removed before readers saw it" in page


def test_undo_brings_the_hold_back_with_its_reason(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    act = remove(cast.mona, answer)
    with transaction():
        moderation.undo_act(cast.mona, act.id)
    post = fresh(answer)
    assert (post.status, post.safety_line) == ("held", "stop_change_medicine")
    assert db.session.get(Tombstone, answer.id) is None
    page = browse(cast.ben).get(f"/q/{cast.question.id}", follow_redirects=True).text
    assert "It reads as telling someone to change" in page
    again = remove(cast.dele, answer)
    assert again.after["tombstone"]["is_public"] is False


def test_appeal_that_is_granted_puts_it_in_view_for_the_first_time(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    act = remove(cast.mona, answer)
    age_notices()
    with transaction():
        appeal = moderation.file_appeal(cast.ben, act.id, reason="It was about my own plan.")
        moderation.decide_appeal(cast.dele, appeal, outcome="overturned", answer="Quite right.")
    post = fresh(answer)
    assert (post.status, post.safety_line) == ("visible", None)
    assert "Your answer is visible now" in browse(cast.ben).get("/notifications").text


def test_what_readers_saw_before_it_was_held_leaves_a_tombstone(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    edit(cast.ben, answer, HELD)
    assert fresh(answer).status == "held"
    remove(cast.mona, answer)
    assert db.session.get(Tombstone, answer.id).is_public
    page = browse().get(f"/q/{cast.question.id}", follow_redirects=True).text
    assert "We removed an answer here because it was unsafe" in page
    assert browse().get(f"/safety-notices/{answer.id}").status_code == 200


def test_what_was_kept_and_then_removed_was_seen(app, make, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    with transaction():
        moderation.keep_post(cast.mona, fresh(answer))
    remove(cast.dele, answer)
    assert db.session.get(Tombstone, answer.id).is_public


# --------------------------------------------------------------------------------- "put back"


def test_kept_hold_is_called_visible_and_a_hidden_post_is_put_back(app, make, browse, cast):
    held = make.answer(cast.ben, cast.question, HELD)
    with transaction():
        moderation.keep_post(cast.mona, fresh(held))
    page = browse(cast.ben).get("/notifications").text
    assert "Your answer is visible now" in page
    assert "We put your answer back" not in page
    shown = make.answer(cast.vic, cast.question, CLEAN)
    with transaction():
        moderation.hide_post(cast.mona, fresh(shown))
    age_notices()
    with transaction():
        moderation.keep_post(cast.mona, fresh(shown))
    page = browse(cast.vic).get("/notifications").text
    assert "We put your answer back" in page
    assert "Everybody can read it again." in page


# ------------------------------------------------------------------------- deleted by its author


def test_author_deletes_a_held_answer_and_its_case_closes_by_itself(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    page = browse(cast.ben).get(f"/q/{cast.question.id}", follow_redirects=True).text
    assert f'formaction="/answers/{answer.id}/withdrawal"' in page
    response = browse(cast.ben).post(f"/answers/{answer.id}/withdrawal")
    assert response.status_code == 303
    assert fresh(answer).status == "withdrawn"
    case = case_of(answer)
    assert (case.state, case.outcome, case.decided_by_id) == ("decided", "withdrawn", None)
    assert flags(answer) == [("safety-check", "unsafe_advice", "ignored")]
    desk = browse(cast.mona).get(f"/moderation/queue/{case.id}").text
    assert "Deleted before it was decided" in desk
    assert "Closed: its author deleted it" in desk
    assert count_wrong_holds() == (1, 0)
    page = browse().get(f"/q/{cast.question.id}", follow_redirects=True).text
    assert "deleted this answer" not in page


def test_put_back_it_waits_again_for_the_same_reason(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    withdraw(cast.ben, answer)
    put_back(cast.ben, answer)
    post = fresh(answer)
    assert (post.status, post.safety_line) == ("held", "stop_change_medicine")
    assert flags(answer) == [("safety-check", "unsafe_advice", None)]
    case = case_of(answer)
    assert (case.state, case.outcome, case.report_count) == ("open", None, 2)
    assert browse().get(f"/a/{answer.id}").status_code == 404
    withdraw(cast.ben, answer)
    assert case_of(answer).outcome == "withdrawn"


def test_case_stays_open_while_people_wait_for_an_answer(app, make, cast):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    with transaction():
        moderation.report_post(cast.vic, fresh(answer), kind="unsafe_advice", text="")
    edit(cast.ben, answer, HELD)
    withdraw(cast.ben, answer)
    assert case_of(answer).state == "open"
    kinds = db.session.scalars(select(ModerationAction.kind).order_by(ModerationAction.id)).all()
    assert kinds[-1] == "withdraw_post"


def test_case_of_somebody_who_may_need_help_stays_open(app, make, cast):
    body = f"{HELD} My face is drooping on the left side and my speech is slurred since today."
    asked = make.question(cast.ben, "What could this be, has anybody had it?", body=body)
    assert fresh(asked).status == "held"
    withdraw(cast.ben, asked)
    assert case_of(asked).state == "open"


def test_deleted_while_held_and_then_removed_was_never_seen(app, make, browse, cast):
    answer = make.answer(cast.ben, cast.question, HELD)
    withdraw(cast.ben, answer)
    remove(cast.mona, answer)
    assert not db.session.get(Tombstone, answer.id).is_public
    with transaction():
        moderation.restore_post(cast.dele, fresh(answer))
    assert fresh(answer).status == "withdrawn"
    put_back(cast.ben, answer)
    assert fresh(answer).status == "held"


def test_what_a_moderator_hid_is_not_deleted_meanwhile(app, make, cast):
    answer = make.answer(cast.ben, cast.question, CLEAN)
    with transaction():
        moderation.hide_post(cast.mona, fresh(answer))
    with pytest.raises(Conflict, match="after the decision"):
        withdraw(cast.ben, answer)


def test_mask_holds_in_the_trail_of_a_deletion(app, make, browse, cast):
    asked = make.question(
        cast.ben, "What would you do with these pills?", body=HELD, is_anonymous=True
    )
    withdraw(cast.ben, asked)
    act = db.session.scalars(
        select(ModerationAction).where(ModerationAction.rule == "author")
    ).one()
    assert act.actor_id is None
    desk = browse(cast.mona).get(f"/moderation/queue/{case_of(asked).id}").text
    assert "its author" in desk
    assert "Ben" not in desk.partition("<main")[2]
    assert act.created_at <= now()
