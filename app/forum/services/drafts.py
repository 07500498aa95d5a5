"""Drafts on the server: started without an account, kept through sign-up and sign-in."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, update

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import NotFound
from app.core.ids import hash_token, new_token
from app.forum.models import Draft, Post
from app.forum.notes import Notes
from app.forum.services.posting import post_question
from app.forum.services.tagging import parse_tags

#: A draft nobody touched for so long is deleted (docs: /privacy).
KEPT_FOR = timedelta(days=30)


def start_draft(
    actor: Member | None, *, kind: str, browser: str | None, parent_id: int | None = None
) -> Draft:
    """Begin a draft of a question, answer or reply.

    browser: the random secret in the visitor's cookie; needed when there is no actor.
    """
    draft = Draft(
        id=new_token(),
        kind=kind,
        member_id=actor.id if actor else None,
        browser_hash=None if actor else hash_token(browser or ""),
        parent_id=parent_id,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def save_draft(draft: Draft, *, notes: Notes | None = None, **values: object) -> Draft:
    """Keep what was typed so far; nothing is checked yet but that it fits the columns."""
    for name, value in values.items():
        if not hasattr(Draft, name):
            raise AttributeError(name)
        setattr(draft, name, value)
    if notes is not None:
        notes.write_to(draft)
    draft.updated_at = now()
    db.session.add(draft)
    db.session.flush()
    return draft


def discard_draft(draft: Draft) -> None:
    """Delete a draft for good."""
    db.session.execute(delete(Draft).where(Draft.id == draft.id))


def adopt_drafts(actor: Member, browser: str | None) -> None:
    """Hand the drafts of this browser to the member who has just signed up or signed in."""
    if browser:
        db.session.execute(
            update(Draft)
            .where(Draft.browser_hash == hash_token(browser), Draft.member_id.is_(None))
            .values(member_id=actor.id, browser_hash=None)
        )


def post_draft(actor: Member, draft: Draft) -> Post:
    """Post the question of a draft and delete the draft. The draft's id is the form key.

    Raises NotFound for another's draft, and what `post_question` raises.
    """
    if draft.member_id != actor.id or draft.kind != "question":
        raise NotFound
    post = post_question(
        actor,
        title=draft.title,
        body=draft.body,
        tags=parse_tags(draft.tags),
        key=draft.id,
        is_anonymous=draft.is_anonymous,
        notes=Notes.of(draft),
        article_id=draft.article_id,
        article_section=draft.article_section,
    )
    discard_draft(draft)
    return post


def purge_drafts() -> int:
    """Delete drafts that nobody touched for KEPT_FOR. Returns how many."""
    result = db.session.execute(delete(Draft).where(Draft.updated_at < now() - KEPT_FOR))
    return int(result.rowcount)  # type: ignore[attr-defined]
