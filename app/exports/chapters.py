"""What we keep about a member: a list of rows for each kind of thing, oldest first.

Only what belongs to the member: nobody's name but theirs, not which moderator decided, not who
reported them, not what the staff noted. What was blacked out stays blacked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.accounts.models import Member
from app.core.db import db
from app.forum.models import Draft, Post, Question, Revision
from app.forum.notes import Notes
from app.moderation import queries as moderation
from app.moderation.member_models import MemberWarning, ProfileRemoval
from app.moderation.models import Case, Report
from app.notifications.models import Notice
from app.recall.models import Exposure
from app.votes.models import Vote

Row = Mapping[str, Any]


def account(member: Member) -> Sequence[Row]:
    """One row: who they are here, and what they chose."""
    return [
        {
            "name": member.name,
            "email": member.email,
            "role": member.role,
            "about": member.about,
            "about_status": member.profile_status,
            "joined": member.created_at,
            "email_confirmed": member.email_confirmed_at,
            "suspended_until": member.suspended_until,
            "suspension_reason": member.suspension_reason,
            "rights_withheld": dict(member.withheld_rights),
            "theme": member.theme,
            "single_keys": member.has_single_keys,
            "wants_mail": member.wants_mail,
            "keeps_what_was_opened": member.allows_exposure,
        }
    ]


def posts(member: Member) -> Sequence[Row]:
    """Questions with their notes, answers and replies, those among them that are out of view."""
    rows = db.session.execute(
        select(Post, Question)
        .outerjoin(Question, Question.post_id == Post.id)
        .where(Post.author_id == member.id)
        .order_by(Post.id)
    )
    return [
        {
            "kind": post.kind,
            "address": post.permalink,
            "status": post.status,
            "anonymous": post.is_anonymous,
            "title": question.title if question else None,
            "text": post.body,
            "answer_kind": post.answer_kind,
            "source": post.source_url,
            "notes": Notes.of(question).as_dict() if question else None,
            "score": post.score,
            "posted": post.created_at,
            "edited": post.edited_at,
        }
        for post, question in rows
    ]


def versions(member: Member) -> Sequence[Row]:
    """Each version of a post that the member wrote, the first and every edit."""
    rows = db.session.scalars(
        select(Revision).where(Revision.editor_id == member.id).order_by(Revision.id)
    )
    return [
        {
            "post": row.post_id,
            "version": row.number,
            "title": row.title,
            "text": row.body,
            "topics": row.tags,
            "notes": row.notes,
            "reason": row.reason,
            "written": row.created_at,
        }
        for row in rows
    ]


def drafts(member: Member) -> Sequence[Row]:
    """What was begun and not posted."""
    rows = db.session.scalars(
        select(Draft).where(Draft.member_id == member.id).order_by(Draft.created_at, Draft.id)
    )
    return [
        {
            "kind": row.kind,
            "title": row.title,
            "text": row.body,
            "topics": row.tags,
            "notes": Notes.of(row).as_dict(),
            "begun": row.created_at,
            "saved": row.updated_at,
        }
        for row in rows
    ]


def votes(member: Member) -> Sequence[Row]:
    """Which posts the member found helpful (1) or not (-1)."""
    rows = db.session.scalars(
        select(Vote).where(Vote.member_id == member.id).order_by(Vote.created_at, Vote.post_id)
    )
    return [{"post": row.post_id, "value": row.value, "voted": row.created_at} for row in rows]


def reports(member: Member) -> Sequence[Row]:
    """What the member reported, and how it ended."""
    rows = db.session.execute(
        select(Report, Case.post_id, Case.member_id)
        .join(Case, Case.id == Report.case_id)
        .where(Report.reporter_id == member.id)
        .order_by(Report.id)
    )
    return [
        {
            "post": post_id,
            "member": member_id,
            "kind": report.kind,
            "text": report.text,
            "reported": report.created_at,
            "outcome": report.outcome,
        }
        for report, post_id, member_id in rows
    ]


def decisions(member: Member) -> Sequence[Row]:
    """What moderators decided about the member and their posts, with appeals and their answers."""
    return [
        {
            "act": one.act.kind,
            "post": one.act.post_id,
            "category": one.act.category,
            "reason": one.act.reason,
            "safer_note": one.act.safer_note,
            "decided": one.act.created_at,
            "still_stands": one.stands,
            "appeal": one.appeal
            and {
                "text": one.appeal.reason,
                "sent": one.appeal.created_at,
                "outcome": one.appeal.outcome,
                "answer": one.appeal.answer,
                "decided": one.appeal.decided_at,
            },
        }
        for one in reversed(moderation.list_decisions(member, most=None))
    ]


def taken(member: Member) -> Sequence[Row]:
    """What moderators took out of the member's profile, as long as it is kept."""
    rows = db.session.scalars(
        select(ProfileRemoval)
        .where(ProfileRemoval.member_id == member.id)
        .order_by(ProfileRemoval.id)
    )
    return [
        {"part": row.part, "words": row.original or None, "taken": row.created_at} for row in rows
    ]


def warnings(member: Member) -> Sequence[Row]:
    """Warnings by moderators."""
    rows = db.session.scalars(
        select(MemberWarning).where(MemberWarning.member_id == member.id).order_by(MemberWarning.id)
    )
    return [
        {
            "text": row.text,
            "post": row.post_id,
            "sent": row.created_at,
            "read": row.acknowledged_at,
            "withdrawn": row.withdrawn_at,
        }
        for row in rows
    ]


def notices(member: Member) -> Sequence[Row]:
    """What we told the member."""
    rows = db.session.scalars(
        select(Notice).where(Notice.member_id == member.id).order_by(Notice.id)
    )
    return [
        {"kind": row.kind, "post": row.post_id, "sent": row.created_at, "read": row.read_at}
        for row in rows
    ]


def opened(member: Member) -> Sequence[Row]:
    """Which posts a page has shown to the member in the last 90 days, to warn them if need be."""
    rows = db.session.scalars(
        select(Exposure)
        .where(Exposure.member_id == member.id)
        .order_by(Exposure.first_seen_at, Exposure.post_id)
    )
    return [
        {"post": row.post_id, "first": row.first_seen_at, "last": row.last_seen_at} for row in rows
    ]


#: All chapters by the name they have in the file.
CHAPTERS = {
    "account": account,
    "posts": posts,
    "versions": versions,
    "drafts": drafts,
    "votes": votes,
    "reports": reports,
    "decisions": decisions,
    "taken": taken,
    "warnings": warnings,
    "notices": notices,
    "opened": opened,
}


def everything(member: Member) -> dict[str, Sequence[Row]]:
    """All chapters of a member. One query each, whatever there is."""
    return {name: chapter(member) for name, chapter in CHAPTERS.items()}
