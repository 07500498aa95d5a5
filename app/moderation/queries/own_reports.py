"""What a member reported, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.forum.models import Post, Question
from app.forum.queries.visibility import visible_to
from app.moderation.limits import FILE_PAGE, UNDO_TIME
from app.moderation.models import Case, Report
from app.permissions import authorize
from app.web.paging import Page, decode_cursor, page_of


@dataclass(frozen=True)
class OwnReport:
    """A report of the viewer's.

    `post_id` and `post_kind` name the post, `member_name` the member that it was about instead.
    `title`: of the post's question, None when the viewer may not read it. `end`: how the report
    ended, one of REPORT_OUTCOMES, None while it is checked. `outcome`: of its case, if decided.
    """

    report_id: int
    kind: str
    text: str
    created_at: datetime
    end: str | None
    outcome: str | None
    decided_at: datetime | None
    post_id: int | None
    post_kind: str | None
    is_readable: bool
    title: str | None
    member_name: str | None

    @property
    def is_checked(self) -> bool:
        """Whether the member may know how it ended.

        What was decided a moment ago can be undone, and then nobody should have heard of it.
        """
        is_settled = self.decided_at is None or self.decided_at <= now() - UNDO_TIME
        return self.end is not None and is_settled


def list_own_reports(viewer: Member | None, *, cursor: str | None = None) -> Page[OwnReport]:
    """The viewer's reports, newest first. One query.

    Raises Refused for visitors, NotFound for an unknown cursor.
    """
    authorize(viewer, "member:edit-self", viewer)
    assert viewer is not None
    question, top = aliased(Question), aliased(Post)
    thread_id = func.coalesce(Post.question_id, Post.id)
    statement = (
        select(
            Report.id.label("report_id"),
            Report.kind,
            Report.text,
            Report.created_at,
            Report.outcome.label("end"),
            Case.outcome,
            Case.decided_at,
            Post.id.label("post_id"),
            Post.kind.label("post_kind"),
            case((visible_to(viewer), True), else_=False).label("is_readable"),
            case((visible_to(viewer, top), question.title)).label("title"),
            Member.name.label("member_name"),
        )
        .join(Case, Case.id == Report.case_id)
        .outerjoin(Post, Post.id == Case.post_id)
        .outerjoin(question, question.post_id == thread_id)
        .outerjoin(top, top.id == thread_id)
        .outerjoin(Member, and_(Member.id == Case.member_id, Member.erased_at.is_(None)))
        .where(Report.reporter_id == viewer.id)
        .order_by(Report.id.desc())
        .limit(FILE_PAGE + 1)
    )
    after = decode_cursor(cursor, int)
    if after:
        statement = statement.where(Report.id < after[0])
    rows = [OwnReport(**row) for row in db.session.execute(statement).mappings()]
    return page_of(rows, FILE_PAGE, lambda row: (row.report_id,))
