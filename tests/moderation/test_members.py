"""Warn, suspend, note: who may, what a member can do meanwhile, the reverse of each act."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.accounts.models import UNTIL_LIFTED, Member
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.ids import new_token
from app.forum import services as forum
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.member_models import MemberWarning, PrivateNote
from app.moderation.models import ModerationAction
from app.permissions.rights import EVERYTHING, RIGHTS
from app.votes.models import Vote
from app.votes.services import cast_vote

WARNING = "Please tell what happened to you, and leave out what others are to take."


def row(member):
    return db.session.get(Member, member.id, populate_existing=True)


def warn(scene, who=None, member=None, **values):
    with transaction():
        return moderation.warn_member(
            who or scene.mona, member or scene.ben, **({"text": WARNING} | values)
        )


def suspend(scene, who=None, member=None, **values):
    values = {"reason": "three warnings in a week", "days": 3} | values
    with transaction():
        return moderation.suspend_member(who or scene.mona, member or scene.ben, **values)


def reverse(scene, act, who=None):
    with transaction():
        return moderation.reverse_act(who or scene.mona, act)


def facts(member):
    """All that acts about a member can change for them."""
    member = row(member)
    return {
        "suspended": (member.suspended_until, member.suspension_reason),
        "withheld": member.withheld_rights,
        "waiting": member.unread_warning_count,
        "warnings": queries.count_warnings(member),
        "notes": db.session.query(PrivateNote)
        .filter(PrivateNote.member_id == member.id, PrivateNote.removed_at.is_(None))
        .count(),
    }


# ------------------------------------------------------------------------------- in pairs


@pytest.mark.parametrize("act", ["warn", "note", EVERYTHING, *RIGHTS])
def test_each_act_about_a_member_has_its_reverse_in_the_trail(app, scene, act):
    suspend(scene, right="voting" if act != "voting" else "asking", days=30)
    before = facts(scene.ben)
    if act == "warn":
        done = warn(scene)
    elif act == "note":
        with transaction():
            note = moderation.note_member(scene.mona, scene.ben, text="Seems to mean well.")
        done = db.session.get(ModerationAction, note.act_id)
    else:
        done = suspend(scene, right=act)
    assert facts(scene.ben) != before
    undone = reverse(scene, done, who=scene.dele)
    assert facts(scene.ben) == before
    assert (undone.reverts_id, undone.member_id) == (done.id, scene.ben.id)
    with pytest.raises(Conflict):
        reverse(scene, done)


def test_an_act_about_a_post_is_not_reversed_here(app, scene):
    with pytest.raises(NotFound):
        reverse(scene, scene.remove())


# ------------------------------------------------------------------------------- suspensions


def attempts(scene):
    """What each right lets a member do; Ben does it."""
    return {
        "asking": lambda ben: forum.post_question(
            ben, title="Has anybody felt this at night?", body="It comes and goes every night.",
            tags=["eyelid"], key=new_token(),
        ),
        "answering": lambda ben: forum.post_answer(
            ben, scene.question, body="Mine went away by itself.", key=new_token()
        ),
        "voting": lambda ben: cast_vote(ben, scene.question, 1),
        "reporting": lambda ben: moderation.report_post(
            ben, scene.question, kind="spam"
        ),
    }  # fmt: skip


@pytest.mark.parametrize("right", RIGHTS)
def test_a_single_right_is_refused_at_the_next_act_and_the_others_stay(app, scene, right):
    suspend(scene, right=right)
    for name, attempt in attempts(scene).items():
        if name == right:
            why = "You cannot .* until .* because three warnings"
            with pytest.raises(Refused, match=why), transaction():
                attempt(row(scene.ben))
        else:
            with transaction():
                attempt(row(scene.ben))


def test_a_whole_suspension_takes_every_right_and_says_that_one_can_appeal(app, scene):
    suspend(scene)
    for attempt in attempts(scene).values():
        with pytest.raises(Refused, match=r"You can appeal\.$"), transaction():
            attempt(row(scene.ben))


def test_rights_come_back_by_themselves_when_the_time_is_over(app, scene):
    suspend(scene, right="voting", days=2)
    with time_machine.travel(now() + timedelta(days=3)), transaction():
        attempts(scene)["voting"](row(scene.ben))
    assert db.session.query(Vote).filter_by(member_id=scene.ben.id).count() == 1


def test_until_lifted_says_so_and_ends_by_lifting(app, scene):
    act = suspend(scene, days=None)
    assert row(scene.ben).suspended_until == UNTIL_LIFTED
    assert act.expires_at is None
    with pytest.raises(Refused, match="until a moderator lifts this"), transaction():
        attempts(scene)["asking"](row(scene.ben))
    reverse(scene, act)
    with transaction():
        attempts(scene)["asking"](row(scene.ben))


@pytest.mark.parametrize(
    ("values", "field"),
    [({"days": 0}, "days"), ({"days": 366}, "days"), ({"reason": "no"}, "reason"),
     ({"right": "breathing"}, "right")],
)  # fmt: skip
def test_suspension_out_of_bounds_is_refused(app, scene, values, field):
    with pytest.raises(Invalid) as refusal:
        suspend(scene, **values)
    assert refusal.value.field == field
    assert row(scene.ben).suspension(EVERYTHING) is None


def test_what_is_taken_already_is_not_taken_twice(app, scene):
    suspend(scene, right="voting")
    with pytest.raises(Conflict, match="taken from the member already"):
        suspend(scene, who=scene.dele, right="voting", days=9)


def test_nobody_suspends_or_warns_themselves_or_their_own_rank(app, scene, make):
    ada = make.administrator()
    for member in (scene.mona, scene.dele, ada):
        with pytest.raises(Refused):
            suspend(scene, member=member)
        with pytest.raises(Refused):
            warn(scene, member=member)
    with pytest.raises(Refused, match="of your own rank|for moderators"):
        suspend(scene, who=scene.meg)
    suspend(scene, who=ada, member=scene.mona)
    with pytest.raises(Refused):
        warn(scene)


def test_a_suspended_moderator_acts_no_more(app, scene, make):
    suspend(scene, who=make.administrator(), member=scene.mona)
    with pytest.raises(Refused):
        scene.remove(who=row(scene.mona))


def test_a_suspended_member_keeps_the_open_draft(app, scene):
    with transaction():
        draft = forum.start_draft(scene.ben, kind="question", browser=None)
        forum.save_draft(draft, title="Has anybody felt this at night?", body="It comes and goes.")
    suspend(scene, right="asking")
    with transaction():
        forum.save_draft(draft, title="Has anybody felt this at night?", body="It still does.")
    assert draft.body == "It still does."


# ------------------------------------------------------------------------------- warnings


def test_warnings_are_counted_and_those_taken_back_are_not(app, scene):
    first = warn(scene)
    assert first.after == {"number": 1}
    assert warn(scene).after == {"number": 2}
    reverse(scene, first)
    assert warn(scene).after == {"number": 2}
    assert row(scene.ben).unread_warning_count == 2


def test_two_moderators_do_not_warn_for_the_same_thing(app, scene):
    warn(scene, earlier=0)
    with pytest.raises(Conflict, match="in the meantime"):
        warn(scene, who=scene.dele, earlier=0)


def test_only_the_member_confirms_a_warning(app, scene):
    warn(scene)
    warning = db.session.query(MemberWarning).one()
    with pytest.raises(Refused), transaction():
        moderation.acknowledge_warning(scene.meg, warning)
    with transaction():
        moderation.acknowledge_warning(scene.ben, warning)
    assert warning.acknowledged_at is not None
    assert row(scene.ben).unread_warning_count == 0


def test_a_warning_names_a_post_only_to_its_author(app, scene):
    warn(scene, post=scene.question)
    assert db.session.query(MemberWarning).one().post_id is None
    act = warn(scene, post=scene.answer)
    assert db.session.query(MemberWarning).filter_by(act_id=act.id).one().post_id
    assert (act.post_id, act.case_id) == (None, None)


# ------------------------------------------------------------------------------- notes and file


def test_nobody_writes_or_reads_in_their_own_file(app, scene, make):
    own = make.answer(scene.mona, scene.question)
    scene.report(post=own)
    with pytest.raises(Refused), transaction():
        moderation.note_member(scene.mona, scene.mona, text="All well.")
    with pytest.raises(Refused), transaction():
        moderation.note_case(scene.mona, scene.case(own), text="All well.")
    with pytest.raises(Refused):
        queries.get_member_file(scene.mona, scene.mona.id)


def test_words_of_a_note_leave_with_it_and_are_not_in_the_trail(app, scene):
    with transaction():
        note = moderation.note_member(scene.mona, scene.ben, text="A private matter.")
    act = db.session.get(ModerationAction, note.act_id)
    reverse(scene, act)
    assert note.text == ""
    assert act.reason == ""


def test_a_file_does_not_tell_which_anonymous_posts_are_theirs(app, scene, make):
    secret = make.question(scene.ben, is_anonymous=True)
    before = queries.get_member_file(scene.mona, scene.ben.id)
    with transaction():
        act = moderation.remove_post(scene.mona, secret, reason="It was posted before.")
        moderation.file_appeal(scene.ben, act.id, reason="The other copy is gone by now.")
    after = queries.get_member_file(scene.dele, scene.ben.id)
    assert (after.post_count, after.removed_count) == (before.post_count, before.removed_count)
    assert len(after.trail) == len(before.trail)
    assert after.appeals == []


def test_who_may_not_answer_does_not_bring_a_deleted_answer_back(app, scene):
    with transaction():
        forum.withdraw_post(scene.ben, scene.answer)
        moderation.suspend_member(
            scene.mona, scene.ben, reason="It frightened people.", days=7, right="answering"
        )
    with pytest.raises(Invalid), transaction():
        forum.put_back_post(scene.ben, scene.answer)
    assert scene.status() == "withdrawn"
