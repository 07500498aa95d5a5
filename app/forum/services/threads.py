"""What moderators change about a thread: lock, close, topics, a remark at a post. Each has its
reverse. The caller has checked who may, holds the question's lock, and records the act.
"""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid
from app.core.text import clean_line, render_markdown
from app.forum import limits
from app.forum.models import Post, Question, Revision
from app.forum.notes import Notes
from app.forum.queries.tags import tags_of
from app.forum.services import counters, tagging


def lock_thread(question: Question, *, until: datetime | None, reason: str) -> None:
    """Let nobody but moderators write in a thread, until a moment or until it is unlocked."""
    question.locked_at, question.lock_until, question.lock_reason = now(), until, reason
    counters.touch(question)


def unlock_thread(question: Question) -> None:
    """End a lock."""
    question.locked_at, question.lock_until, question.lock_reason = None, None, ""
    counters.touch(question)


def close_thread(
    question: Question, *, why: str, reason: str, duplicate_of_id: int | None = None
) -> None:
    """Let a question take no more answers. why: one of CLOSED_AS."""
    question.closed_at, question.closed_as, question.close_reason = now(), why, reason
    question.duplicate_of_id = duplicate_of_id
    counters.touch(question)


def reopen_thread(question: Question) -> None:
    """Let a question take answers again."""
    question.closed_at, question.closed_as, question.close_reason = None, None, ""
    question.duplicate_of_id = None
    counters.touch(question)


def retag(actor: Member, post: Post, question: Question, tags: list[str], *, reason: str) -> None:
    """Give a question other topics; its history shows them as a version of their own."""
    tagging.set_tags(question, tags)
    post.revision_count += 1
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision_count,
            editor_id=actor.id,
            title=question.title,
            body=post.body,
            tags=", ".join(tags),
            notes=Notes.of(question).as_dict() or None,
            reason=reason[: limits.REASON_LENGTH],
        )
    )
    counters.touch(question)


def topics_of(question: Question) -> list[str]:
    """The topics of a question, in order."""
    return tags_of([question.post_id]).get(question.post_id, [])


def set_remark(post: Post, question: Question, text: str) -> None:
    """Put a line by the moderators above a post, or take it away ("").

    Raises Invalid when it is longer than a line.
    """
    text = clean_line(text)
    if len(text) > limits.REMARK_LENGTH:
        raise Invalid("text", f"Use at most {limits.REMARK_LENGTH} characters for a remark.")
    post.remark = text
    post.remark_html = render_markdown(text).html if text else ""
    counters.touch(question)
