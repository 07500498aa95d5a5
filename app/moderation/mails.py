"""Mails of moderation: to moderators, when a case waits longer than it should."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _

from app.accounts.links import unsubscribe_link
from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.outbox import Payload, handles
from app.moderation.queries.queue import count_overdue
from app.moderation.services import timing
from app.permissions import can
from app.web.addresses import absolute
from app.web.mailing import send_mail


@handles(timing.LOOK)
def look(payload: Payload) -> None:
    """The target time of a case has passed: if it still waits, the moderators are mailed."""
    with transaction():
        timing.tell_of_overdue(payload.get("case_id") or 0)


@handles(timing.MAIL)
def mail_overdue(payload: Payload) -> None:
    """Ask one moderator for help, unless all is decided by now. Says nothing about any case."""
    member = db.session.get(Member, payload.get("member_id") or 0)
    if member is None or not can(member, "case:see") or not (member.wants_mail and member.email):
        return
    count = count_overdue(member)
    if not count:
        return
    send_mail(
        member.email,
        f"{_('The review queue needs you')} – {current_app.config['SITE_NAME']}",
        "moderation/mail/overdue.txt",
        unsubscribe_url=unsubscribe_link(member.id),
        name=member.name,
        count=count,
        link=absolute("/moderation/queue"),
    )
