"""A case about a member, with everything a moderator needs to decide it, on one screen.

What the member wrote behind the mask is in none of it, as in their file (queries/members.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.moderation.limits import MOST_ACTS_SHOWN, MOST_REPORTS_SHOWN
from app.moderation.member_models import ProfileRemoval
from app.moderation.models import Case, ModerationAction, Report
from app.moderation.queries.cases import AuthorFile, author_file
from app.permissions import authorize

#: Other cases of the member: enough to see a habit.
OTHER_CASES = 10


@dataclass(frozen=True)
class OtherCase:
    """A case about something that the member wrote under their name."""

    case: Case
    title: str


@dataclass(frozen=True)
class MemberCaseFile:
    """A case about a member: who they are, what was reported, and what has happened.

    `reports` is empty in a case about oneself: nobody learns who reported them. `removed` is what
    was taken away last, by part.
    """

    case: Case
    member: Member
    author: AuthorFile
    warning_count: int
    suspension_count: int
    reports: Sequence[Report]
    acts: Sequence[ModerationAction]
    others: Sequence[OtherCase]
    removed: Mapping[str, str]
    is_own: bool

    @property
    def waiting(self) -> Sequence[Report]:
        """The reports that have no answer yet."""
        return [report for report in self.reports if report.outcome is None]

    @property
    def text_now(self) -> str:
        """Name and lines as a report keeps them, to compare."""
        return f"{self.member.name}\n{self.member.about}"

    @property
    def texts_then(self) -> Sequence[str]:
        """The texts as they were reported, where they differ from the one of now."""
        then = dict.fromkeys(report.text_then for report in reversed(self.reports))
        return [text for text in then if text and text != self.text_now]

    @property
    def is_acted_on(self) -> bool:
        """Whether the member was warned or suspended since it was reported."""
        taken_back = {act.reverts_id for act in self.acts}
        return any(
            act.kind in ("warn_member", "suspend_member")
            and act.created_at >= self.case.opened_at
            and act.id not in taken_back
            for act in self.acts
        )


def get_member_case_file(viewer: Member | None, case_id: int) -> MemberCaseFile:
    """A case about a member with its context. Six queries at any size. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    assert viewer is not None
    found = db.session.scalar(
        select(Case)
        .where(Case.id == case_id)
        .options(joinedload(Case.member), joinedload(Case.claimed_by), joinedload(Case.decided_by))
    )
    if found is None or found.member is None:
        raise NotFound
    member = found.member
    is_own = member.id == viewer.id
    acts = _acts(member)
    return MemberCaseFile(
        case=found,
        member=member,
        author=author_file(member),
        warning_count=_standing(acts, "warn_member"),
        suspension_count=_standing(acts, "suspend_member"),
        reports=[] if is_own else _reports(found),
        acts=acts,
        others=_others(member),
        removed=_words(ProfileRemoval.member_id == member.id),
        is_own=is_own,
    )


def _standing(acts: Sequence[ModerationAction], kind: str) -> int:
    taken_back = {act.reverts_id for act in acts}
    return sum(act.kind == kind and act.id not in taken_back for act in acts)


def _reports(case: Case) -> Sequence[Report]:
    return db.session.scalars(
        select(Report)
        .where(Report.case_id == case.id)
        .options(joinedload(Report.reporter))
        .order_by(Report.id.desc())
        .limit(MOST_REPORTS_SHOWN)
    ).all()


def _acts(member: Member) -> Sequence[ModerationAction]:
    """The newest acts about the member, oldest of them first."""
    newest = db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.member_id == member.id)
        .options(joinedload(ModerationAction.actor))
        .order_by(ModerationAction.id.desc())
        .limit(MOST_ACTS_SHOWN)
    ).all()
    return list(reversed(newest))


def _others(member: Member) -> Sequence[OtherCase]:
    """The newest cases about posts under the member's name; first posts that stayed say nothing."""
    asked = aliased(Question)
    was_reported = (
        select(Report.id).where(Report.case_id == Case.id, Report.kind != "first_post").exists()
    )
    rows = db.session.execute(
        select(Case, asked.title)
        .join(Post, Post.id == Case.post_id)
        .join(asked, asked.post_id == func.coalesce(Post.question_id, Post.id))
        .where(
            Post.author_id == member.id,
            Post.is_anonymous.is_(False),
            or_(was_reported, Post.status == "removed"),
        )
        .options(joinedload(Case.post))
        .order_by(Case.id.desc())
        .limit(OTHER_CASES)
    ).all()
    return [OtherCase(found, title) for found, title in rows]


def removed_words(viewer: Member | None, act: ModerationAction) -> Mapping[str, str]:
    """What an act took out of a profile, by part, as long as it is kept: for whom it concerned, and
    for moderators. No query for any other act. Raises Refused.
    """
    if act.kind != "clear_profile":
        return {}
    authorize(viewer, "profile:see-removed", db.session.get(Member, act.member_id))
    return _words(ProfileRemoval.act_id == act.id)


def _words(where: ColumnElement[bool]) -> Mapping[str, str]:
    rows = db.session.scalars(
        select(ProfileRemoval)
        .where(where, ProfileRemoval.purged_at.is_(None))
        .order_by(ProfileRemoval.id)
    )
    return {row.part: row.original for row in rows}
