"""Mails of news. What is true is asked again when a mail is sent, not when it was planned.

A mail says one general line and leads to the page: no words of a post, no title, nothing about
health. It is not sent when its post has left the member's view, when the notice was read on the
site meanwhile, or when the member has stopped mails.
"""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from app.accounts.links import unsubscribe_link
from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.errors import NotFound
from app.core.outbox import Payload, handles
from app.forum.models import Question
from app.moderation import services as moderation
from app.notifications import account_words, thread_words
from app.notifications.kinds import because, headline, subject
from app.notifications.models import Notice
from app.notifications.queries import NoticeRow, get_notice
from app.notifications.services import THREAD_KINDS
from app.web.addresses import absolute
from app.web.mailing import send_mail

NOTICE = "mail.notice"
REPORT = "mail.report"


@handles(NOTICE)
def mail_notice(payload: Payload) -> None:
    """Tell a member by mail what a notice says, if it still holds."""
    notice = db.session.get(Notice, payload.get("notice_id") or 0)
    member = db.session.get(Member, notice.member_id) if notice is not None else None
    if notice is None or member is None or notice.read_at is not None or not _wants(member):
        return
    try:
        row = get_notice(member, notice.id)
    except NotFound:
        return
    if not _still_holds(row):
        return
    assert member.email is not None
    if notice.kind == "recall":
        _mail_recall(member.email, member.id, row)
        return
    leads_to_post = notice.kind in ("answer", "reply", *account_words.HEADLINES)
    send_mail(
        member.email,
        f"{subject(notice.kind)} – {current_app.config['SITE_NAME']}",
        "notifications/mail/notice.txt",
        unsubscribe_url=unsubscribe_link(member.id),
        name=member.name,
        line=headline(row),
        link=absolute((leads_to_post and row.path) or "/notifications"),
    )


def _mail_recall(email: str, member_id: int, row: NoticeRow) -> None:
    """A warning says by mail only that there is one: a mail is read on lock screens, by others."""
    send_mail(
        email,
        subject("recall"),
        "notifications/mail/recall.txt",
        unsubscribe_url=unsubscribe_link(member_id),
        link=absolute(row.path or "/notifications"),
    )


@handles(REPORT)
def mail_report(payload: Payload) -> None:
    """Tell a visitor what became of their report, if it still holds. There is no other way."""
    if not account_words.is_decided(payload.get("report_id"), payload.get("act_id")):
        return
    send_mail(
        payload["email"],
        f"{subject('report_' + payload['outcome'])} – {current_app.config['SITE_NAME']}",
        "notifications/mail/report.txt",
        line={
            "removed": _("We removed it."),
            "changed": _("We changed it."),
            "kept": because(payload["reason"]),
        }[payload["outcome"]],
    )
    with transaction():
        moderation.note_answered(payload["report_id"])


def _wants(member: Member) -> bool:
    return member.is_active and member.is_confirmed and member.wants_mail and bool(member.email)


def _still_holds(row: NoticeRow) -> bool:
    post, kind = row.post, row.notice.kind
    if kind in account_words.HEADLINES:
        return account_words.still_holds(row.notice)
    if post is None:
        return False
    if kind == "accepted":
        question = db.session.get(Question, post.question_id)
        return row.is_visible and question is not None and question.accepted_answer_id == post.id
    if kind in THREAD_KINDS:
        return row.is_visible and thread_words.still_holds(row.notice)
    if kind in ("hidden", "removed"):
        return post.status == kind
    if kind == "recall":
        return row.is_recall
    if kind == "restored":
        return post.status == "visible"
    if kind.startswith("report_"):
        details = row.notice.details
        return account_words.is_decided(details.get("report_id"), details.get("act_id"))
    return row.is_visible
