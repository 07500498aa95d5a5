"""The file of a member: what moderators need to know before they warn or suspend.

What a member wrote behind the mask is in none of the numbers and lists here: a file must not tell
which anonymous posts are theirs. What concerns such a post stands with its case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post
from app.moderation.limits import FILE_PAGE
from app.moderation.member_models import Appeal, MemberWarning, PrivateNote
from app.moderation.models import ModerationAction
from app.permissions import authorize


@dataclass(frozen=True)
class TrailRow:
    """An act of the file, and whether a later act took it back."""

    act: ModerationAction
    is_reversed: bool


@dataclass(frozen=True)
class MemberFile:
    """A member as the staff knows them; each list newest first."""

    member: Member
    post_count: int
    removed_count: int
    warnings: Sequence[MemberWarning]
    trail: Sequence[TrailRow]
    appeals: Sequence[Appeal]
    notes: Sequence[PrivateNote]

    @property
    def warning_count(self) -> int:
        """The warnings that count: those that nobody took back."""
        return sum(warning.withdrawn_at is None for warning in self.warnings)

    @property
    def suspensions(self) -> Sequence[TrailRow]:
        return [row for row in self.trail if row.act.kind == "suspend_member"]


def get_member_for_act(viewer: Member | None, member_id: int) -> Member:
    """A member, for an act of the staff. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    member = db.session.get(Member, member_id) if 0 < member_id < 2**63 else None
    if member is None or not member.is_active:
        raise NotFound
    authorize(viewer, "member:see-file", member)
    return member


def get_member_file(viewer: Member | None, member_id: int) -> MemberFile:
    """A member's file. Six queries at any size. Raises Refused for one's own, NotFound."""
    member = get_member_for_act(viewer, member_id)
    posts, removed = db.session.execute(
        select(func.count(), func.sum(case((Post.status == "removed", 1), else_=0))).where(
            Post.author_id == member.id, Post.is_anonymous.is_(False)
        )
    ).one()
    return MemberFile(
        member=member,
        post_count=posts,
        removed_count=removed or 0,
        warnings=_newest(MemberWarning, MemberWarning.member_id == member.id),
        trail=_trail(member),
        appeals=_appeals(member),
        notes=list_notes(member_id=member.id),
    )


def list_notes(
    *, member_id: int | None = None, case_id: int | None = None
) -> Sequence[PrivateNote]:
    """Notes about a member or a case, newest first. The caller has asked who looks."""
    about = PrivateNote.member_id == member_id if member_id else PrivateNote.case_id == case_id
    return db.session.scalars(
        select(PrivateNote)
        .where(about, PrivateNote.removed_at.is_(None))
        .options(joinedload(PrivateNote.author))
        .order_by(PrivateNote.id.desc())
        .limit(FILE_PAGE)
    ).all()


def count_warnings(member: Member) -> int:
    """How many warnings count against a member: all that were not taken back."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(MemberWarning)
            .where(MemberWarning.member_id == member.id, MemberWarning.withdrawn_at.is_(None))
        )
        or 0
    )


def get_act(viewer: Member | None, act_id: int) -> ModerationAction:
    """An act, for taking it back. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    act = db.session.get(ModerationAction, act_id) if 0 < act_id < 2**63 else None
    if act is None:
        raise NotFound
    return act


def get_warning(viewer: Member) -> MemberWarning | None:
    """The viewer's oldest warning that waits to be confirmed, if any."""
    return db.session.scalar(
        select(MemberWarning)
        .where(
            MemberWarning.member_id == viewer.id,
            MemberWarning.acknowledged_at.is_(None),
            MemberWarning.withdrawn_at.is_(None),
        )
        .options(joinedload(MemberWarning.post))
        .order_by(MemberWarning.id)
        .limit(1)
    )


def _newest(model: type[MemberWarning], where: object) -> Sequence[MemberWarning]:
    return db.session.scalars(
        select(model).where(where).order_by(model.id.desc()).limit(FILE_PAGE)  # type: ignore[arg-type]
    ).all()


def _trail(member: Member) -> Sequence[TrailRow]:
    """Acts about the member, and about what they wrote under their name."""
    reverse = aliased(ModerationAction)
    rows = db.session.execute(
        select(ModerationAction, reverse.id)
        .outerjoin(Post, Post.id == ModerationAction.post_id)
        .outerjoin(reverse, reverse.reverts_id == ModerationAction.id)
        .where(
            or_(
                ModerationAction.member_id == member.id,
                and_(
                    Post.author_id == member.id,
                    Post.is_anonymous.is_(False),
                    ModerationAction.kind.not_in(("claim_case", "release_case", "add_note")),
                ),
            )
        )
        .options(joinedload(ModerationAction.actor), joinedload(ModerationAction.post))
        .order_by(ModerationAction.id.desc())
        .limit(FILE_PAGE)
    ).all()
    return [TrailRow(act, reverse_id is not None) for act, reverse_id in rows]


def _appeals(member: Member) -> Sequence[Appeal]:
    return db.session.scalars(
        select(Appeal)
        .join(ModerationAction, ModerationAction.id == Appeal.act_id)
        .outerjoin(Post, Post.id == ModerationAction.post_id)
        .where(Appeal.member_id == member.id, or_(Post.id.is_(None), Post.is_anonymous.is_(False)))
        .options(joinedload(Appeal.act))
        .order_by(Appeal.id.desc())
        .limit(FILE_PAGE)
    ).all()
