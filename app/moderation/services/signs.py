"""A moderator sets the warning sign of a question: lowers a false card, or raises a missing one."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.forum import care
from app.forum import services as forum
from app.forum.models import Post, Question
from app.moderation.limits import REASON_LENGTH
from app.moderation.models import Case, ModerationAction
from app.permissions import authorize

KIND = "set_sign"


def set_sign(
    actor: Member, post: Post, *, code: str | None, reason: str = "", was: str | None = None
) -> ModerationAction:
    """Let a warning sign stand above a question, or none. Its card follows at once.

    code: of a card (app/forum/care.py). was: the sign as the moderator saw it, "" for none; None
    asks for no check. The asker is told nothing: an alarm that was none needs no news, and one that
    is real stands on the page.
    Moderators only, never at their own question. Raises Refused, NotFound for what is no question,
    Invalid, and Conflict when nothing would change or somebody else was faster.
    """
    authorize(actor, "case:see")
    authorize(actor, "question:set-sign", post)
    question, post = _locked(post)
    if code is not None and care.card(code) is None:
        raise Invalid("sign", "Choose a card from the list, or none.")
    if was is not None and (question.red_flag_category or "") != was:
        raise Conflict("Somebody changed the card since you opened this page. Look again.")
    if code == question.red_flag_category:
        raise Invalid("sign", "This card stands there already. Choose another, or none.")
    reason = reason.strip()
    if len(reason) > REASON_LENGTH:
        raise Invalid("reason", f"Use at most {REASON_LENGTH} characters.")
    before = forum.sign_of(question)
    forum.set_sign(post, question, code)
    return _note(actor, post, question, before, reason=reason)


def undo_sign(actor: Member, post: Post) -> ModerationAction:
    """Take back one's own last change of the sign, if nobody changed it since.

    Raises Refused, NotFound without such a change, Conflict.
    """
    authorize(actor, "question:set-sign", post)
    question, post = _locked(post)
    act = db.session.scalar(
        select(ModerationAction)
        .where(ModerationAction.post_id == post.id, ModerationAction.kind == KIND)
        .order_by(ModerationAction.id.desc())
        .limit(1)
    )
    if act is None or act.actor_id != actor.id or act.reverts_id is not None:
        raise NotFound
    if forum.sign_of(question) != act.after:
        raise Conflict("The card has changed since. Set it again instead.")
    before = forum.sign_of(question)
    forum.sign_as_it_was(post, question, act.before)
    return _note(actor, post, question, before, reverts=act)


def _locked(post: Post) -> tuple[Question, Post]:
    """The thread first, as everywhere: two writers wait for each other in one order."""
    if post.kind != "question":
        raise NotFound
    return lock(db.session, Question, post.id), lock(db.session, Post, post.id)


def _note(
    actor: Member,
    post: Post,
    question: Question,
    before: dict[str, object],
    *,
    reason: str = "",
    reverts: ModerationAction | None = None,
) -> ModerationAction:
    case = db.session.scalar(select(Case).where(Case.post_id == post.id).with_for_update())
    act = ModerationAction(
        kind=KIND,
        actor_id=actor.id,
        post_id=post.id,
        case_id=case.id if case is not None else None,
        reason=reason,
        before=before,
        after=forum.sign_of(question),
        reverts_id=reverts.id if reverts is not None else None,
        created_at=now(),
    )
    db.session.add(act)
    db.session.flush()
    return act
