"""Acts that change nothing here but belong in the trail: edits, roles, looks behind a mask."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid
from app.forum.models import Post
from app.moderation.limits import REASON_LENGTH
from app.moderation.models import Case, ModerationAction
from app.permissions import authorize


def reveal_author(actor: Member, post: Post, *, reason: str) -> ModerationAction:
    """Look behind the mask of an anonymous post. Each look is in the trail, with its reason.

    Moderators only. Raises Refused, Invalid without a reason, Conflict for a post without a mask.
    """
    authorize(actor, "case:see")
    if not post.is_anonymous:
        raise Conflict("This post shows its author.")
    reason = reason.strip()
    if not 5 <= len(reason) <= REASON_LENGTH:
        raise Invalid("reason", "Say in a few words why you need to know. It is kept.")
    return _add(kind="reveal_author", actor_id=actor.id, post_id=post.id, reason=reason)


def record_edit(editor: Member, post: Post, *, revision: int) -> None:
    """Note that a moderator edited somebody's post, and that its case has changed.

    The case is not decided by it: "Keep" then answers the reports with "We changed it".
    """
    case = db.session.scalar(select(Case).where(Case.post_id == post.id))
    if case is not None:
        case = lock(db.session, Case, case.id)
        case.version += 1
    _add(
        kind="edit_post",
        actor_id=editor.id,
        post_id=post.id,
        case_id=case.id if case else None,
        before={"revision": revision - 1},
        after={"revision": revision},
    )


def record_article_edit(article_id: int, *, editor_id: int | None, revision: int | None) -> None:
    """Note that an article was edited on the site, or came from a file (no editor)."""
    if editor_id is None:
        _add(kind="import_article", rule="import", article_id=article_id)
    else:
        _add(
            kind="edit_article",
            actor_id=editor_id,
            article_id=article_id,
            after={"revision": revision},
        )


def record_role_change(member_id: int, *, actor_id: int | None, before: str, after: str) -> None:
    """Note that a member got another role; from the command line nobody is named."""
    _add(
        kind="change_role",
        actor_id=actor_id,
        rule=None if actor_id else "command line",
        member_id=member_id,
        before={"role": before},
        after={"role": after},
    )


def _add(**values: Any) -> ModerationAction:
    act = ModerationAction(created_at=now(), **values)
    db.session.add(act)
    db.session.flush()
    return act
