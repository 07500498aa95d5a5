"""What the forum does when something happened to an account."""

from __future__ import annotations

from app.accounts.events import EmailConfirmed, SignedIn
from app.accounts.models import Member
from app.core.db import db
from app.core.events import listens_to
from app.forum import services as forum


@listens_to(SignedIn)
def hand_over_drafts(event: SignedIn) -> None:
    """What was written in this browser before belongs to the member now."""
    member = db.session.get(Member, event.member_id)
    if member is not None:
        forum.adopt_drafts(member, event.browser)


@listens_to(EmailConfirmed)
def post_what_waited(event: EmailConfirmed) -> None:
    """Questions, answers and replies that waited for the address are posted at once."""
    member = db.session.get(Member, event.member_id)
    if member is not None:
        forum.post_waiting_drafts(member)
