"""Moving posts and merging questions: what goes along, what stays, what comes back."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, Refused
from app.forum import queries
from app.forum import services as forum
from app.forum.models import Post, Question
from app.forum.queries.counters import wrong_question_counts, wrong_reply_counts, wrong_tag_counts
from app.forum.services.counters import recount_tags
from app.moderation.models import ModerationAction
from app.votes import services as votes
from tests.moderation.test_threads import act, details, undo


def fresh(post) -> Post:
    return db.session.get(Post, post.id, populate_existing=True)


def move(scene, post, under, who=None, **values):
    place = db.session.get(Post, under.id) if under is not None else None
    return act(
        "move_post", who or scene.mona, post, under=place, **{"reason": "It replies."} | values
    )


def merge(scene, source, target, who=None, **values):
    return act(
        "merge_questions", who or scene.mona, source, into=db.session.get(Post, target.id), **values
    )


@pytest.fixture(autouse=True)
def _counts_are_right(app):
    yield
    assert wrong_question_counts() == wrong_reply_counts() == wrong_tag_counts() == []


@pytest.fixture
def tree(app, make, scene):
    """Ben's answer with Asha's reply and Meg's below it; an answer of Meg's."""

    class Tree:
        answer = scene.answer
        other = make.answer(scene.meg, scene.question)
        reply = make.reply(scene.asha, scene.answer)
        deeper = make.reply(scene.meg, reply)

    return Tree


# -------------------------------------------------------------------------------------------- move


def test_answer_becomes_a_reply_and_its_replies_go_along(scene, tree):
    move(scene, tree.answer, tree.other)
    moved, reply, deeper = fresh(tree.answer), fresh(tree.reply), fresh(tree.deeper)
    assert (moved.kind, moved.parent_id, moved.root_id) == ("reply", tree.other.id, tree.other.id)
    assert (moved.depth, reply.depth, deeper.depth) == (1, 2, 3)
    branch = queries.get_thread(None, scene.question.id).replies[tree.other.id]
    assert [one.id for one in branch] == [tree.answer.id, tree.reply.id, tree.deeper.id]


def test_answer_becomes_a_reply_under_the_question(scene, tree):
    move(scene, tree.answer, scene.question)
    assert fresh(tree.answer).root_id == scene.question.id
    assert fresh(scene.question).reply_count == 3


def test_reply_becomes_an_answer_and_back_again(scene, tree):
    done = move(scene, tree.reply, None)
    moved, deeper = fresh(tree.reply), fresh(tree.deeper)
    assert (moved.kind, moved.root_id, moved.depth, moved.path) == ("answer", None, 0, "")
    assert (deeper.root_id, deeper.depth, deeper.path) == (moved.id, 1, f"{deeper.id:010d}")
    assert moved.reply_count == 1
    undo(scene.mona, done)
    assert (fresh(tree.reply).kind, fresh(tree.reply).parent_id) == ("reply", tree.answer.id)
    assert (fresh(tree.deeper).depth, fresh(tree.deeper).root_id) == (2, tree.answer.id)


def test_permalinks_follow(scene, tree, browse):
    move(scene, tree.answer, tree.other)
    path = details(scene.question).path
    for address in (f"/a/{tree.answer.id}", f"/r/{tree.answer.id}"):
        assert browse().get(address).location == f"{path}#reply-{tree.answer.id}"
    assert browse().get(f"/a/{tree.deeper.id}").status_code == 404


def test_votes_reports_and_history_stay_with_the_post(scene, tree):
    with transaction():
        votes.cast_vote(scene.meg, fresh(tree.answer), 1)
    scene.report(scene.dele)
    move(scene, tree.answer, tree.other)
    moved = fresh(tree.answer)
    assert (moved.score, moved.up_count, moved.revision_count) == (1, 1, 1)
    assert scene.case().post_id == moved.id
    scene.remove()
    assert fresh(tree.answer).status == "removed"


@pytest.mark.parametrize("place", ["answer", "reply", "deeper"])
def test_nothing_stands_under_itself_or_its_own_replies(scene, tree, place):
    with pytest.raises(Invalid) as refusal:
        move(scene, tree.answer, getattr(tree, place))
    assert refusal.value.field == "parent"


def test_place_must_be_in_view_and_in_the_same_thread(make, scene, tree):
    elsewhere = make.question(scene.ben)
    with pytest.raises(Invalid, match="same thread"):
        move(scene, tree.answer, elsewhere)
    act("hide_post", scene.mona, tree.answer)
    for gone in (tree.answer, tree.reply):
        with pytest.raises(Invalid, match="do not see"):
            move(scene, tree.other, gone)


def test_reply_under_a_removed_answer_can_be_saved(scene, tree):
    scene.remove()
    move(scene, tree.reply, None)
    thread = queries.get_thread(None, scene.question.id)
    assert tree.reply.id in thread.shown_ids
    assert tree.deeper.id in thread.shown_ids


def test_post_that_is_gone_is_not_moved(scene, tree):
    scene.remove()
    with pytest.raises(Conflict, match="no longer here"):
        move(scene, tree.answer, tree.other)


def test_own_post_and_question_are_not_moved(make, scene, tree):
    own = make.answer(scene.mona, scene.question)
    with pytest.raises(Refused):
        move(scene, own, tree.other)
    with pytest.raises(Exception, match="cannot find"):
        move(scene, scene.question, tree.other)


def test_mark_of_the_asker_goes_with_the_move_and_comes_back_with_the_undo(scene, tree):
    with transaction():
        forum.accept_answer(scene.asha, fresh(tree.answer))
    done = move(scene, tree.answer, tree.other)
    assert details(scene.question).accepted_answer_id is None
    undo(scene.mona, done)
    assert details(scene.question).accepted_answer_id == tree.answer.id


def test_reply_written_meanwhile_comes_back_with_the_undo(make, scene, tree):
    done = move(scene, tree.answer, tree.other)
    later = make.reply(scene.asha, fresh(tree.answer))
    undo(scene.mona, done)
    assert (fresh(later).root_id, fresh(later).depth) == (tree.answer.id, 1)


def test_undo_does_not_bring_a_reply_under_a_removed_post(scene, tree):
    done = move(scene, tree.reply, None)
    scene.remove()
    with pytest.raises(Conflict, match="by hand"):
        undo(scene.mona, done)
    assert fresh(tree.reply).kind == "answer"


# ------------------------------------------------------------------------------------------- merge


@pytest.fixture
def target(make, scene):
    return make.question(scene.meg, "Does anybody know this very flutter too?")


def test_answers_and_their_replies_go_to_the_other_question(make, scene, tree, target):
    merge(scene, scene.question, target)
    assert {fresh(one).question_id for one in (tree.answer, tree.reply, tree.deeper)} == {target.id}
    assert details(target).answer_count == 3
    source = details(scene.question)
    assert (source.answer_count, source.duplicate_of_id, source.is_merged) == (0, target.id, True)
    assert queries.place_of(None, tree.answer.id, kind="answer").path == details(target).path
    with pytest.raises(Refused, match="is closed"):
        make.answer(scene.ben, scene.question)


def test_unmerging_brings_them_back_and_leaves_what_was_answered_since(make, scene, tree, target):
    with transaction():
        forum.accept_answer(scene.asha, fresh(tree.answer))
    done = merge(scene, scene.question, target)
    late_reply = make.reply(scene.ben, fresh(tree.other))
    late_answer = make.answer(scene.ben, target)
    with transaction():
        forum.accept_answer(scene.meg, fresh(tree.answer))
    undo(scene.mona, done)
    source = details(scene.question)
    assert (source.answer_count, source.closed_as, source.is_merged) == (3, None, False)
    assert source.accepted_answer_id == tree.answer.id
    assert fresh(late_reply).question_id == scene.question.id
    assert fresh(late_answer).question_id == target.id
    assert details(target).accepted_answer_id is None
    assert fresh(tree.answer).merged_from_id is None


def test_question_closed_before_is_closed_again_after_unmerging(scene, target):
    act("close_question", scene.mona, scene.question, why="off_topic", reason="A car.")
    merge(scene, scene.question, target)
    act("unmerge_questions", scene.dele, scene.question)
    source = details(scene.question)
    assert (source.closed_as, source.close_reason) == ("off_topic", "A car.")


def test_merging_both_ways_is_refused(scene, target):
    merge(scene, scene.question, target)
    with pytest.raises(Invalid, match="itself a duplicate"):
        merge(scene, target, scene.question)
    with pytest.raises(Conflict, match="merged already"):
        merge(scene, scene.question, target)


def test_second_moderator_who_merges_the_other_way_hears_who_was_first(scene, target):
    seen = details(target).thread_version
    merge(scene, scene.question, target)
    with pytest.raises(Conflict) as refusal:
        merge(scene, target, scene.question, scene.dele, version=seen)
    assert refusal.value.earlier.by == "Mona"


@pytest.mark.parametrize("state", ["removed", "hidden", "unlisted"])
def test_target_must_be_in_view(scene, target, state):
    if state == "unlisted":
        with transaction():
            db.session.get(Question, target.id).is_unlisted = True
            recount_tags(target.id)
    elif state == "hidden":
        act("hide_post", scene.mona, target)
    else:
        act("remove_post", scene.mona, target, reason="Spam.")
    with pytest.raises(Invalid, match="cannot find"):
        merge(scene, scene.question, target)


def test_neither_question_may_be_the_moderators_own(make, scene, target):
    own = make.question(scene.mona)
    for one, other in ((own, target), (target, own)):
        with pytest.raises(Refused):
            merge(scene, one, other)


def test_answers_merged_on_come_back_step_by_step(make, scene, tree, target):
    third = make.question(scene.ben, "And has anybody felt this one here too?")
    first = merge(scene, scene.question, target)
    second = merge(scene, target, third)
    assert fresh(tree.answer).question_id == third.id
    with pytest.raises(Conflict, match="third question"):
        act("unmerge_questions", scene.mona, scene.question)
    undo(scene.mona, second)
    assert fresh(tree.answer).merged_from_id == scene.question.id
    act("unmerge_questions", scene.dele, scene.question)
    assert fresh(tree.answer).question_id == scene.question.id
    assert db.session.query(ModerationAction).filter_by(reverts_id=first.id).count() == 1


def test_mask_holds_in_both_directions(make, scene, browse):
    """A post from elsewhere never says that its author is the one who asked behind a mask."""
    masked = make.question(scene.asha, is_anonymous=True)
    open_one = make.question(scene.ben, "Does somebody else have such a flutter?")
    own_words = make.answer(scene.asha, open_one, "Here under my own name, a long time ago.")
    behind = make.reply(scene.asha, make.answer(scene.meg, masked), "And here behind the mask.")
    merge(scene, open_one, masked)
    page = browse().get(details(masked).path).text
    assert "Here under my own name" in page
    by = page[page.index(f'id="by-{own_words.id}"') :].partition("</p>")[0]
    assert "Asha" in by
    assert "Asker" not in by
    asker = page[page.index(f'id="by-{behind.id}"') :].partition("</p>")[0]
    assert "Anonymous asker" in asker
