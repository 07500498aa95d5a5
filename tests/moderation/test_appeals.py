"""Appeals and second eyes: another moderator looks, once, and both sides hear."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from app.accounts.models import Member
from app.core import events
from app.core.clock import now
from app.core.db import db, transaction
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.events import AppealDecided
from app.moderation.member_models import Appeal
from tests.moderation.test_members import row, suspend, warn
from tests.moderation.test_racing import at_once

WHY = "I only told what happened to me, nothing else."


@pytest.fixture
def heard():
    found = []
    events.listens_to(AppealDecided)(found.append)
    yield found
    events._listeners[AppealDecided].remove(found.append)


def file(scene, act, who=None, reason=WHY):
    with transaction():
        return moderation.file_appeal(who or scene.ben, act.id, reason=reason)


def decide(appeal, who, outcome="overturned", answer="It tells a story and gives no advice."):
    with transaction():
        return moderation.decide_appeal(who, appeal, outcome=outcome, answer=answer)


# --------------------------------------------------------------------------------- filing


def test_the_author_appeals_once_and_is_given_a_date(app, scene):
    act = scene.remove()
    appeal = file(scene, act)
    assert appeal.due_at - appeal.created_at == timedelta(days=7)
    with pytest.raises(Conflict, match="already"):
        file(scene, act)


@pytest.mark.parametrize("who", ["meg", "mona", "dele"])
def test_for_anybody_else_there_is_nothing_to_appeal_against(app, scene, who):
    act = scene.remove()
    with pytest.raises(NotFound):
        file(scene, act, who=getattr(scene, who))
    with pytest.raises(NotFound):
        queries.get_decision(getattr(scene, who), act.id)
    with pytest.raises(NotFound):
        queries.get_decision(None, act.id)


def test_what_was_taken_back_or_is_no_decision_is_not_appealed(app, scene):
    hidden = scene.do("hide")
    with pytest.raises(NotFound):
        file(scene, hidden)
    act = scene.remove()
    scene.undo(act)
    with pytest.raises(Conflict, match="taken back"):
        file(scene, act)


def test_an_appeal_says_why(app, scene):
    with pytest.raises(Invalid):
        file(scene, scene.remove(), reason="No!")


def test_a_suspended_member_appeals(app, scene):
    assert file(scene, suspend(scene)).outcome is None


# --------------------------------------------------------------------------------- deciding


def test_overturning_a_removal_puts_the_post_back_and_tells_both_sides(app, scene, heard):
    appeal = file(scene, scene.remove())
    decide(appeal, scene.dele)
    assert scene.status() == "visible"
    (event,) = heard
    assert (event.member_id, event.acted_by_id, event.outcome) == (
        scene.ben.id, scene.mona.id, "overturned",
    )  # fmt: skip
    assert [act.kind for act in scene.acts()][-2:] == ["restore_post", "overturn_act"]


def test_upholding_changes_nothing_and_tells_both_sides(app, scene, heard):
    appeal = file(scene, scene.remove())
    decide(appeal, scene.dele, "upheld")
    assert scene.status() == "removed"
    assert heard[0].outcome == "upheld"
    assert scene.acts()[-1].kind == "uphold_act"


def test_overturning_a_warning_and_a_suspension_takes_them_back(app, scene):
    warned, suspended = file(scene, warn(scene)), file(scene, suspend(scene, right="voting"))
    decide(warned, scene.dele)
    decide(suspended, scene.dele)
    ben = row(scene.ben)
    assert (ben.unread_warning_count, ben.withheld_rights) == (0, {})


def test_neither_who_acted_nor_who_appealed_decides(app, scene, make):
    appeal = file(scene, scene.remove())
    with pytest.raises(Refused, match="Another moderator"):
        decide(appeal, scene.mona)
    own = make.answer(scene.dele, scene.question)
    with transaction():
        act = moderation.remove_post(scene.mona, own, reason="It was posted before.")
    appeal = file(scene, act, who=scene.dele)
    with pytest.raises(Refused, match="Another moderator"):
        decide(appeal, scene.dele)
    with pytest.raises(Refused, match="for moderators"):
        decide(appeal, scene.meg)
    with pytest.raises(NotFound):
        queries.get_appeal(scene.dele, appeal.id)


def test_a_moderator_demoted_while_the_page_is_open_decides_nothing(app, scene):
    appeal = file(scene, scene.remove())
    with transaction():
        scene.dele.role = "member"
    with pytest.raises(Refused):
        decide(appeal, scene.dele)
    assert scene.status() == "removed"


def test_an_appeal_of_an_erased_account_is_closed_calmly(app, scene, heard):
    appeal = file(scene, scene.remove())
    with transaction():
        row(scene.ben).erased_at = now()
    assert decide(appeal, scene.dele, outcome="", answer="").outcome == "void"
    assert heard == []
    assert scene.status() == "removed"


def test_what_was_put_back_meanwhile_is_not_put_back_twice(app, scene):
    appeal = file(scene, scene.remove())
    scene.do("restore", who=scene.dele)
    before = len(scene.acts())
    decide(appeal, scene.dele)
    assert [act.kind for act in scene.acts()][before:] == ["overturn_act"]


def test_two_moderators_deciding_at_once_make_one_decision(app, scene, make):
    appeal_id = file(scene, scene.remove()).id
    ids = [scene.dele.id, make.moderator("Noor").id]

    def job(member_id, outcome):
        return lambda: (
            moderation.decide_appeal(
                db.session.get(Member, member_id),
                db.session.get(Appeal, appeal_id),
                outcome=outcome,
                answer="Looked at it again.",
            ).outcome
        )

    results = at_once(app, job(ids[0], "overturned"), job(ids[1], "upheld"))
    late = [one for one in results if isinstance(one, Conflict)]
    assert len(late) == 1
    assert "decided this appeal already" in late[0].sentence
    kinds = [act.kind for act in scene.acts()]
    assert kinds.count("uphold_act") + kinds.count("overturn_act") == 1
    assert (scene.status() == "visible") == ("overturn_act" in kinds)


def test_two_clicks_file_one_appeal(app, scene):
    act_id, ben_id = scene.remove().id, scene.ben.id

    def job():
        return moderation.file_appeal(db.session.get(Member, ben_id), act_id, reason=WHY)

    results = at_once(app, job, job)
    assert sum(isinstance(one, Conflict) for one in results) == 1
    assert db.session.query(Appeal).count() == 1


# --------------------------------------------------------------------------------- second eyes


def test_unsafe_advice_comes_back_only_by_another_moderator_after_two_minutes(app, scene):
    act = scene.remove()
    with time_machine.travel(now() + timedelta(minutes=3)):
        with pytest.raises(Refused, match="another moderator decides"):
            scene.do("restore")
        with pytest.raises(Refused, match="another moderator decides"):
            scene.undo(act)
        assert scene.status() == "removed"
        scene.do("restore", who=scene.dele)
    assert scene.status() == "visible"


def test_the_next_act_ends_the_time_to_put_back_alone(app, scene, make):
    other = make.answer(scene.ben, scene.question)
    scene.remove()
    with transaction():
        moderation.hide_post(scene.mona, other)
    with pytest.raises(Refused, match="another moderator decides"):
        scene.do("restore")


def test_what_was_not_unsafe_its_moderator_puts_back_at_any_time(app, scene):
    scene.remove(category=None, safer_note="")
    with time_machine.travel(now() + timedelta(days=3)):
        scene.do("restore")
    assert scene.status() == "visible"
