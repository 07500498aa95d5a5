"""Drafts, found by their random id for their owner only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.core.ids import hash_token
from app.forum.models import Draft, Post, Question, Submission

#: More unfinished questions than this nobody wants to read above a form.
MOST_OPEN = 3
#: A post younger than this is the one that a confirmed address has just set free.
JUST_NOW = timedelta(minutes=1)
GONE = "We cannot find that draft. It may have been posted or deleted."


def _owned(viewer: Member | None, browser: str | None) -> ColumnElement[bool]:
    owners = [Draft.member_id == viewer.id] if viewer is not None else []
    if browser:
        owners.append(Draft.browser_hash == hash_token(browser))
    return or_(False, *owners)


def get_draft(
    viewer: Member | None, draft_id: str, *, browser: str | None, kind: str | None = None
) -> Draft:
    """The viewer's draft, or one of this browser.

    browser: the secret in the visitor's cookie. Raises NotFound for anybody else's.
    """
    draft = None
    if re.fullmatch(r"[\w-]{1,40}", draft_id, re.ASCII):
        draft = db.session.scalar(
            select(Draft).where(Draft.id == draft_id, _owned(viewer, browser))
        )
    if draft is None or (kind is not None and draft.kind != kind):
        raise NotFound(GONE)
    return draft


def open_drafts(viewer: Member | None, *, browser: str | None) -> Sequence[Draft]:
    """The unfinished questions of the viewer, or of this browser, newest first."""
    if viewer is None and not browser:
        return []
    return db.session.scalars(
        select(Draft)
        .where(Draft.kind == "question", _owned(viewer, browser))
        .order_by(Draft.updated_at.desc(), Draft.id)
        .limit(MOST_OPEN)
    ).all()


def waiting_drafts(member_id: int | None) -> Sequence[Draft]:
    """What will be posted in a member's name once the address is confirmed, oldest first."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.member_id == member_id, Draft.is_posted_on_confirm.is_(True))
        .order_by(Draft.created_at, Draft.id)
    ).all()


def posted_from(viewer: Member | None, draft_id: str) -> Post | None:
    """The post that the viewer's draft became, if it was posted: the form was sent twice."""
    if viewer is None or not re.fullmatch(r"[\w-]{1,40}", draft_id, re.ASCII):
        return None
    return db.session.scalar(
        select(Post)
        .join(Submission, Submission.post_id == Post.id)
        .where(Submission.key == draft_id, Submission.member_id == viewer.id)
    )


def kept_draft_of(viewer: Member) -> str | None:
    """The path of the last step of the question a member has begun last; None without one."""
    draft = next(iter(open_drafts(viewer, browser=None)), None)
    return f"/questions/ask/{draft.id}/preview" if draft is not None else None


def latest_question_of(viewer: Member) -> str | None:
    """The path of what the viewer has posted within the last minute, the newest; None if nothing.

    A question comes before answers: it is what somebody new waited to see.
    """
    row = db.session.execute(
        select(Post, Question)
        .outerjoin(Question, Question.post_id == Post.id)
        .where(
            Post.author_id == viewer.id,
            Post.created_at > now() - JUST_NOW,
            Post.status.in_(("visible", "held")),
        )
        .order_by(Question.post_id.is_(None), Post.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    post, question = row
    return question.path if question is not None else post.permalink
