"""Decisions as the person concerned sees them, and appeals as moderators do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.moderation.limits import FILE_PAGE
from app.moderation.member_models import APPEALABLE, Appeal
from app.moderation.models import ModerationAction
from app.permissions import authorize


@dataclass(frozen=True)
class Decision:
    """An act that concerns a member, with the post it was about and what became of it."""

    act: ModerationAction
    post: Post | None
    title: str | None
    appeal: Appeal | None
    is_reversed: bool
    concerned_id: int

    @property
    def acted_by_id(self) -> int | None:
        return self.act.actor_id

    @property
    def stands(self) -> bool:
        """Whether it is still so: not taken back, and the post not put back by a later act."""
        return not self.is_reversed and (self.post is None or self.post.status == "removed")

    @property
    def can_be_appealed(self) -> bool:
        return self.appeal is None and self.stands


@dataclass(frozen=True)
class AppealFile:
    """An appeal with the decision it is about."""

    appeal: Appeal
    decision: Decision

    @property
    def is_overdue(self) -> bool:
        return self.appeal.outcome is None and self.appeal.due_at < now()


def list_decisions(viewer: Member, *, most: int | None = FILE_PAGE) -> Sequence[Decision]:
    """What was decided about the viewer and the viewer's posts, newest first. One query.

    most: how many, None for all.
    """
    rows = db.session.execute(
        _decisions().where(_concerns(viewer)).order_by(ModerationAction.id.desc()).limit(most)
    ).all()
    return [_decision(*row) for row in rows]


def get_decision(viewer: Member | None, act_id: int) -> Decision:
    """A decision, for the person concerned alone. One query. Raises NotFound for anybody else."""
    if viewer is None or not 0 < act_id < 2**63:
        raise NotFound
    row = db.session.execute(
        _decisions().where(_concerns(viewer), ModerationAction.id == act_id)
    ).first()
    if row is None:
        raise NotFound
    return _decision(*row)


def list_appeals(viewer: Member | None, *, is_open: bool = True) -> Sequence[AppealFile]:
    """Appeals for moderators: open ones by their due date, decided ones newest first. One query.

    Those of the viewer's own posts are left out.
    """
    authorize(viewer, "appeal:see")
    assert viewer is not None
    order = (Appeal.due_at, Appeal.id) if is_open else (Appeal.decided_at.desc(), Appeal.id.desc())
    decided = Appeal.outcome.is_(None) if is_open else Appeal.outcome.is_not(None)
    rows = db.session.execute(
        _decisions().where(decided, Appeal.member_id != viewer.id).order_by(*order).limit(FILE_PAGE)
    ).all()
    return [AppealFile(row[3], _decision(*row)) for row in rows]


def count_open_appeals(viewer: Member | None) -> int:
    """How many appeals wait for somebody like the viewer: not about them, not about their acts."""
    authorize(viewer, "appeal:see")
    assert viewer is not None
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Appeal)
            .join(ModerationAction, ModerationAction.id == Appeal.act_id)
            .where(
                Appeal.outcome.is_(None),
                Appeal.member_id != viewer.id,
                or_(ModerationAction.actor_id.is_(None), ModerationAction.actor_id != viewer.id),
            )
        )
        or 0
    )


def get_appeal(viewer: Member | None, appeal_id: int) -> AppealFile:
    """One appeal, for moderators; nobody reads the appeal about themselves here.

    Raises Refused, NotFound.
    """
    authorize(viewer, "appeal:see")
    assert viewer is not None
    row = (
        db.session.execute(
            _decisions().where(Appeal.id == appeal_id, Appeal.member_id != viewer.id)
        ).first()
        if 0 < appeal_id < 2**63
        else None
    )
    if row is None:
        raise NotFound
    return AppealFile(row[3], _decision(*row))


def _decisions() -> Select[ModerationAction, Post, str, Appeal, int]:
    reverse = aliased(ModerationAction)
    return (
        select(ModerationAction, Post, Question.title, Appeal, reverse.id)
        .outerjoin(Post, Post.id == ModerationAction.post_id)
        .outerjoin(Question, Question.post_id == func.coalesce(Post.question_id, Post.id))
        .outerjoin(Appeal, Appeal.act_id == ModerationAction.id)
        .outerjoin(reverse, reverse.reverts_id == ModerationAction.id)
        .options(
            joinedload(ModerationAction.actor),
            joinedload(Post.author),
            joinedload(Post.tombstone),
            joinedload(Appeal.member),
            joinedload(Appeal.decided_by),
        )
    )


def _concerns(viewer: Member) -> ColumnElement[bool]:
    return and_(
        ModerationAction.kind.in_(APPEALABLE),
        ModerationAction.reverts_id.is_(None),
        or_(ModerationAction.member_id == viewer.id, Post.author_id == viewer.id),
    )


def _decision(
    act: ModerationAction,
    post: Post | None,
    title: str | None,
    appeal: Appeal | None,
    reverse_id: int | None,
) -> Decision:
    concerned = post.author_id if post is not None else act.member_id
    return Decision(act, post, title, appeal, reverse_id is not None, concerned or 0)
