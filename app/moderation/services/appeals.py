"""Appeals: the person concerned asks once, another moderator than the one who acted decides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock, queue_up
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.forum.models import Post
from app.moderation.events import AppealDecided
from app.moderation.limits import APPEAL_DUE, APPEAL_LENGTH, REASON_LENGTH
from app.moderation.member_models import APPEALABLE, Appeal
from app.moderation.models import ModerationAction
from app.moderation.second_eyes import last_removal
from app.moderation.services import members
from app.moderation.services.deciding import restore_post
from app.moderation.services.profiles import restore_profile
from app.permissions import authorize

#: What the trail calls the two decisions.
KINDS = {"upheld": "uphold_act", "overturned": "overturn_act"}


@dataclass(frozen=True)
class Concern:
    """Whom an act concerns and who did it: what the policy asks about."""

    concerned_id: int
    acted_by_id: int | None


def concern_of(act: ModerationAction) -> Concern:
    """The author of the post that an act was about, or the member it was about."""
    if act.post_id is not None:
        post = db.session.get(Post, act.post_id)
        assert post is not None, "posts of acts are never deleted"
        return Concern(post.author_id, act.actor_id)
    return Concern(act.member_id or 0, act.actor_id)


def file_appeal(actor: Member, act_id: int, *, reason: str) -> Appeal:
    """Ask that another moderator looks at an act again. Once for each act.

    Whoever the act concerns, suspended or not; anybody else is told that there is no such page.
    Raises NotFound, Invalid, Conflict when it was asked before or the act is taken back already.
    """
    act = db.session.get(ModerationAction, act_id) if 0 < act_id < 2**63 else None
    if act is None or act.kind not in APPEALABLE or act.reverts_id is not None:
        raise NotFound
    if concern_of(act).concerned_id != actor.id:
        raise NotFound
    authorize(actor, "act:appeal", concern_of(act))
    reason = reason.strip()
    low, high = APPEAL_LENGTH
    if not low <= len(reason) <= high:
        raise Invalid("reason", f"Tell us why in {low} to {high} characters.")
    queue_up(db.session, f"appeal:{act.id}")
    if db.session.scalar(select(Appeal.id).where(Appeal.act_id == act.id)) is not None:
        raise Conflict("You have appealed against this already. We will tell you what is decided.")
    if not stands(act):
        raise Conflict("This was taken back already, so there is nothing to appeal against.")
    moment = now()
    appeal = Appeal(
        act_id=act.id,
        member_id=actor.id,
        reason=reason,
        created_at=moment,
        due_at=moment + APPEAL_DUE,
    )
    db.session.add(appeal)
    db.session.flush()
    return appeal


def decide_appeal(actor: Member, appeal: Appeal, *, outcome: str, answer: str) -> Appeal:
    """Let an act stand ("upheld"), or take it back by its reverse ("overturned").

    Another moderator than the one who acted, never the person concerned. Both hear the outcome and
    the answer. When the account was erased meanwhile the appeal ends as "void" and nobody is told.
    Raises Refused, Invalid, NotFound, and Conflict when somebody else was faster.
    """
    authorize(actor, "appeal:see")
    appeal = lock(db.session, Appeal, appeal.id)
    if appeal is None:
        raise NotFound
    act = db.session.get(ModerationAction, appeal.act_id)
    assert act is not None, "acts are never deleted"
    authorize(actor, "appeal:decide", concern_of(act))
    if appeal.outcome is not None:
        raise Conflict(_outrun(actor, appeal))
    member = db.session.get(Member, appeal.member_id)
    if member is None or not member.is_active:
        return _end(actor, appeal, "void", "")
    if outcome not in KINDS:
        raise Invalid("outcome", "Choose whether the decision stands.")
    answer = answer.strip()
    if not 5 <= len(answer) <= REASON_LENGTH:
        raise Invalid("answer", "Say why, in 5 to 500 characters. The author reads it.")
    if outcome == "overturned":
        _take_back(actor, act, answer)
    db.session.add(
        ModerationAction(
            kind=KINDS[outcome],
            actor_id=actor.id,
            post_id=act.post_id,
            member_id=act.member_id,
            case_id=act.case_id,
            reason=answer,
            before={"appealed": act.id},
            after={"outcome": outcome},
            created_at=now(),
        )
    )
    _end(actor, appeal, outcome, answer)
    record(
        AppealDecided(
            appeal.id, act.id, appeal.member_id, act.post_id, act.actor_id, outcome, answer
        )
    )
    return appeal


def stands(act: ModerationAction) -> bool:
    """Whether what an act did is still so: not taken back, not overtaken, not over."""
    if members.reverse_of(act.id) is not None:
        return False
    if act.kind == "remove_post":
        assert act.post_id is not None
        post, latest = db.session.get(Post, act.post_id), last_removal(act.post_id)
        return post is not None and post.status == "removed" and latest == act
    return True


def _take_back(actor: Member, act: ModerationAction, answer: str) -> None:
    """The reverse of the act, if it still stands; what others did since stays."""
    if not stands(act):
        return
    if act.kind == "remove_post":
        post = db.session.get(Post, act.post_id)
        assert post is not None
        restore_post(actor, post, reason=answer)
    elif act.kind == "clear_profile":
        restore_profile(actor, act, reason=answer)
    elif act.kind == "warn_member":
        members.withdraw_warning(actor, act, reason=answer)
    elif members.is_running(act):
        members.lift_suspension(actor, act, reason=answer)


def _end(actor: Member, appeal: Appeal, outcome: str, answer: str) -> Appeal:
    appeal.outcome, appeal.answer = outcome, answer
    appeal.decided_at, appeal.decided_by_id = now(), actor.id
    db.session.flush()
    return appeal


def _outrun(actor: Member, appeal: Appeal) -> str:
    doer = db.session.get(Member, appeal.decided_by_id) if appeal.decided_by_id else None
    name = "You" if appeal.decided_by_id == actor.id else doer.name if doer else "Somebody"
    return f"{name} decided this appeal already. Nothing was done by you."
