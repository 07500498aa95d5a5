"""One case with everything a moderator needs to decide it, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question, Revision
from app.moderation.limits import MOST_ACTS_SHOWN, MOST_REPORTS_SHOWN, REVEAL_LASTS
from app.moderation.models import Case, ModerationAction, Report
from app.permissions import authorize


@dataclass(frozen=True)
class AuthorFile:
    """What is known of the author as a member: how much was posted, how much was removed."""

    member: Member
    post_count: int
    removed_count: int


@dataclass(frozen=True)
class CaseFile:
    """A case, its post and where it stands, who reported it and what has happened.

    `author` is None behind a mask, unless this moderator revealed it a moment ago. `reports` is
    empty for one's own post: nobody learns who reported them, not even a moderator.
    """

    case: Case
    post: Post
    question: Question
    question_post: Post
    parent: Post | None
    author: AuthorFile | None
    reports: Sequence[Report]
    acts: Sequence[ModerationAction]
    edits: Sequence[Revision]
    text_now: str
    is_own: bool
    is_revealed: bool

    @property
    def waiting(self) -> Sequence[Report]:
        """The reports that have no answer yet."""
        return [report for report in self.reports if report.outcome is None]

    @property
    def texts_then(self) -> Sequence[str]:
        """The texts as they were reported, where they differ from the one of now."""
        then = dict.fromkeys(report.text_then for report in reversed(self.reports))
        return [text for text in then if text != self.text_now]

    @property
    def is_edited_by_staff(self) -> bool:
        """Whether a moderator changed it since it was reported; keeping then says "changed"."""
        return any(
            act.kind in ("edit_post", "redact_post") and act.created_at >= self.case.opened_at
            for act in self.acts
        )


def get_case(viewer: Member | None, case_id: int) -> Case:
    """A case with its post or its member, for an act on it. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    found = (
        db.session.scalar(
            select(Case)
            .where(Case.id == case_id)
            .options(joinedload(Case.post), joinedload(Case.member))
        )
        if 0 < case_id < 2**31
        else None
    )
    if found is None:
        raise NotFound
    return found


def get_case_of_post(viewer: Member | None, case_id: int) -> tuple[Case, Post]:
    """A case with the post it is about. Raises Refused, and NotFound for one about a member too."""
    found = get_case(viewer, case_id)
    if found.post is None:
        raise NotFound
    return found, found.post


def get_case_file(viewer: Member | None, case_id: int) -> CaseFile:
    """A case with its whole context. Five queries at any size. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    assert viewer is not None
    asked, parent = aliased(Post), aliased(Post)
    row = (
        db.session.execute(
            select(Case, Post, Question, asked, parent)
            .join(Post, Post.id == Case.post_id)
            .join(Question, Question.post_id == func.coalesce(Post.question_id, Post.id))
            .join(asked, asked.id == Question.post_id)
            .outerjoin(parent, parent.id == Post.parent_id)
            .where(Case.id == case_id)
            .options(
                joinedload(Post.author),
                joinedload(Post.tombstone),
                joinedload(parent.author),
                joinedload(Case.claimed_by),
                joinedload(Case.decided_by),
            )
        ).first()
        if 0 < case_id < 2**31
        else None
    )
    if row is None:
        raise NotFound
    found, post, question, question_post, parent_post = row
    is_own = post.author_id == viewer.id
    acts = _acts(post.id)
    is_revealed = any(
        act.kind == "reveal_author"
        and act.actor_id == viewer.id
        and act.created_at + REVEAL_LASTS > now()
        for act in acts
    )
    is_masked = post.is_anonymous and not is_revealed
    return CaseFile(
        case=found,
        post=post,
        question=question,
        question_post=question_post,
        parent=parent_post,
        author=None if is_masked else author_file(post.author),
        reports=[] if is_own else _reports(found.id),
        acts=acts,
        edits=_edits(post.id),
        text_now=_text_of(post, question),
        is_own=is_own,
        is_revealed=is_revealed,
    )


def _text_of(post: Post, question: Question) -> str:
    """The words as a report keeps them, to compare."""
    return f"{question.title}\n{post.body_text}" if post.kind == "question" else post.body_text


def _reports(case_id: int) -> Sequence[Report]:
    return db.session.scalars(
        select(Report)
        .where(Report.case_id == case_id)
        .options(joinedload(Report.reporter))
        .order_by(Report.id.desc())
        .limit(MOST_REPORTS_SHOWN)
    ).all()


def _acts(post_id: int) -> Sequence[ModerationAction]:
    """The newest acts on a post, oldest of them first."""
    newest = db.session.scalars(
        select(ModerationAction)
        .where(ModerationAction.post_id == post_id)
        .options(joinedload(ModerationAction.actor))
        .order_by(ModerationAction.id.desc())
        .limit(MOST_ACTS_SHOWN)
    ).all()
    return list(reversed(newest))


def _edits(post_id: int) -> Sequence[Revision]:
    """The edits of the author; a moderator's stand among the acts. Newest fifty."""
    return db.session.scalars(
        select(Revision)
        .join(Post, Post.id == Revision.post_id)
        .where(
            Revision.post_id == post_id,
            Revision.number > 1,
            Revision.editor_id == Post.author_id,
        )
        .order_by(Revision.number.desc())
        .limit(50)
    ).all()


def author_file(member: Member) -> AuthorFile:
    """Counts over all of a member's posts, for moderators. Anonymous ones are left out, so that
    the numbers do not change with what is asked behind the mask."""
    posts, removed = db.session.execute(
        select(func.count(), func.sum(case((Post.status == "removed", 1), else_=0))).where(
            Post.author_id == member.id, Post.is_anonymous.is_(False)
        )
    ).one()
    return AuthorFile(member, posts, removed or 0)
