"""Drafts on the server: started without an account, kept through sign-up and sign-in."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.exc import DataError, IntegrityError

from app.accounts.models import Member
from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db, lock
from app.core.errors import DomainError, NotFound
from app.core.ids import hash_token, new_token
from app.core.text import MAX_LENGTH
from app.forum.checks import missing_step
from app.forum.models import (
    ANSWER_KINDS,
    FREQUENCIES,
    SAME_MUSCLE,
    Draft,
    Post,
    Submission,
)
from app.forum.notes import Notes
from app.forum.services.posting import post_answer, post_question, post_reply
from app.forum.services.tagging import parse_tags

log = logging.getLogger(__name__)

#: A draft nobody touched for so long is deleted (docs: /privacy).
KEPT_FOR = timedelta(days=30)
#: A form that is sent again after so long was not sent by a second click.
SENT_KEPT_FOR = timedelta(days=7)
_CHOICES = {"frequency": FREQUENCIES, "same_muscle": SAME_MUSCLE, "answer_kind": ANSWER_KINDS}


def start_draft(
    actor: Member | None,
    *,
    kind: str,
    browser: str | None,
    parent_id: int | None = None,
    key: str | None = None,
) -> Draft:
    """Begin a draft of a question, answer or reply.

    browser: the random secret in the visitor's cookie; needed when there is no actor.
    key: of the form it was typed in; it becomes the draft's id, unless something has that id.
    """
    if not key or _is_used(key):
        key = new_token()
    draft = Draft(
        id=key,
        kind=kind,
        member_id=actor.id if actor else None,
        browser_hash=None if actor else hash_token(browser or ""),
        parent_id=parent_id,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def _is_used(key: str) -> bool:
    draft = exists().where(Draft.id == key)
    return bool(db.session.scalar(select(draft | exists().where(Submission.key == key))))


def save_draft(draft: Draft, *, notes: Notes | None = None, **values: object) -> Draft:
    """Keep what was typed so far; nothing is checked yet but that it fits the columns."""
    for name, value in values.items():
        if not hasattr(Draft, name):
            raise AttributeError(name)
        setattr(draft, name, _fitting(name, value))
    if notes is not None:
        for name, value in vars(notes).items():
            setattr(draft, name, _fitting(name, value or None))
    draft.updated_at = now()
    db.session.add(draft)
    db.session.flush()
    return draft


def _fitting(name: str, value: Any) -> Any:
    if name in _CHOICES and value not in _CHOICES[name]:
        return None
    if isinstance(value, str):
        return value[: getattr(Draft.__table__.c[name].type, "length", None) or MAX_LENGTH]
    return value


def discard_draft(draft: Draft) -> None:
    """Delete a draft for good."""
    db.session.execute(delete(Draft).where(Draft.id == draft.id))


def discard_sent(actor: Member, key: str) -> None:
    """Delete the draft that a form which was just posted came from, if it came from one."""
    db.session.execute(delete(Draft).where(Draft.id == key, Draft.member_id == actor.id))


def adopt_drafts(actor: Member, browser: str | None) -> None:
    """Hand the drafts of this browser to the member who has just signed up or signed in.

    Until the address is confirmed the browser keeps its hold on them: an address with a slip in it
    must not take the text away. Whoever can post presses "Post" again.
    """
    if not browser:
        return
    unproven = select(Member.id).where(Member.email_confirmed_at.is_(None))
    mine = (
        Draft.browser_hash == hash_token(browser),
        or_(Draft.member_id.is_(None), Draft.member_id.in_(unproven)),
    )
    if actor.is_confirmed:
        values = {"member_id": actor.id, "browser_hash": None, "is_posted_on_confirm": False}
    else:
        values = {"member_id": actor.id}
    db.session.execute(update(Draft).where(*mine).values(**values))


def let_wait(draft: Draft) -> None:
    """The writer pressed "Post": the draft is posted once the address is confirmed.

    Drafts for the same account from other browsers stop waiting, since whoever wrote them gave an
    address and proved nothing.
    """
    draft.is_posted_on_confirm = True
    db.session.flush()
    if draft.member_id is not None and draft.browser_hash is not None:
        db.session.execute(
            update(Draft)
            .where(
                Draft.member_id == draft.member_id,
                Draft.browser_hash.is_not(None),
                Draft.browser_hash != draft.browser_hash,
            )
            .values(is_posted_on_confirm=False)
        )


def post_draft(actor: Member, draft: Draft) -> Post:
    """Post a draft and delete it. The draft's id is the form key, so that it is posted once.

    Raises NotFound for another's draft or one that is gone, and what posting raises.
    """
    found: Draft | None = lock(db.session, Draft, draft.id)
    if found is None or found.member_id != actor.id:
        raise NotFound("We cannot find that draft. It may have been posted or deleted.")
    post = _post(actor, found)
    discard_draft(found)
    return post


def _post(actor: Member, draft: Draft) -> Post:
    if draft.kind == "question":
        return post_question(
            actor,
            title=draft.title,
            body=draft.body,
            tags=parse_tags(draft.tags),
            key=draft.id,
            is_anonymous=draft.is_anonymous,
            notes=Notes.of(draft),
            warning_signs=draft.warning_signs,
            happening=draft.happening,
            article_id=draft.article_id,
            article_section=draft.article_section,
        )
    parent = db.session.get(Post, draft.parent_id) if draft.parent_id else None
    if parent is None:
        raise NotFound
    if draft.kind == "reply":
        return post_reply(actor, parent, body=draft.body, key=draft.id)
    return post_answer(
        actor,
        parent,
        body=draft.body,
        key=draft.id,
        answer_kind=draft.answer_kind,
        source_url=draft.source_url,
    )


def post_waiting_drafts(actor: Member) -> None:
    """Post what waited for the address to be confirmed, in the order it was written.

    A draft that cannot be posted any more stays a draft and stops nothing else; so does a question
    that was changed meanwhile and now shows an emergency, which its asker has to see first.
    """
    db.session.execute(update(Draft).where(Draft.member_id == actor.id).values(browser_hash=None))
    waiting = db.session.scalars(
        select(Draft.id)
        .where(Draft.member_id == actor.id, Draft.is_posted_on_confirm.is_(True))
        .order_by(Draft.created_at, Draft.id)
    ).all()
    for draft_id in waiting:
        draft = db.session.get(Draft, draft_id)
        if draft is None:
            continue
        draft.is_posted_on_confirm = False
        db.session.flush()
        if draft.kind == "question" and missing_step(draft) is not None:
            continue
        try:
            with db.session.begin_nested():
                post_draft(actor, draft)
        except (DomainError, ValueError, DataError, IntegrityError) as error:
            log.warning("a waiting draft was not posted: %s", type(error).__name__)


@every_day("forum.drafts")
def purge_drafts() -> int:
    """Delete drafts that nobody touched for KEPT_FOR. Returns how many."""
    result = db.session.execute(delete(Draft).where(Draft.updated_at < now() - KEPT_FOR))
    return int(result.rowcount)  # type: ignore[attr-defined]


@every_day("forum.submissions")
def purge_submissions() -> int:
    """Delete the keys of forms that were sent SENT_KEPT_FOR ago. Returns how many."""
    result = db.session.execute(
        delete(Submission).where(Submission.created_at < now() - SENT_KEPT_FOR)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
