"""A post's status: written here and nowhere else, with the counters that follow from it."""

from __future__ import annotations

from app.core.db import db, lock
from app.core.events import record
from app.forum.events import PostStatusChanged
from app.forum.models import Post, Question, Tombstone
from app.forum.services import counters, quotes


def set_status(post: Post, status: str) -> None:
    """Bring a post into view or take it away; everything that shows it follows at once.

    Counters, tags, quotes and the thread's content version change in the same transaction.
    The caller has checked who may; moderation records the act.
    """
    before = post.status
    if status == before:
        return
    post.status = status
    if before == "held" and status != "withdrawn":
        post.safety_line = None  # it said why the post was held; who deletes it may put it back
    db.session.flush()
    question = lock(db.session, Question, post.thread_id)
    if post.kind == "answer" and question.accepted_answer_id == post.id and status != "visible":
        question.accepted_answer_id = None
    counters.recount_thread(question)
    if post.kind == "question":
        counters.recount_tags(post.id)
    elif post.root_id is not None:
        counters.recount_replies(post.root_id)
    quotes.refresh_quotes_of(post)
    # What had to wait is news now; the place of a thread that only loses something stays.
    counters.touch(question, is_activity=before == "held" and status == "visible")
    record(PostStatusChanged(post.id, before, status))


def bury(
    post: Post, *, category: str | None, reason: str, safer_note: str, is_public: bool = True
) -> None:
    """Take a post away for good and put a tombstone in its place.

    category: a code of the safety taxonomy when the post was unsafe (then a safer note is needed),
    else None. is_public: whether readers find the tombstone; not when they never saw the post.
    """
    tombstone = db.session.get(Tombstone, post.id) or Tombstone(post_id=post.id)
    tombstone.category, tombstone.reason, tombstone.safer_note = category, reason, safer_note
    tombstone.is_public = is_public
    db.session.add(tombstone)
    set_status(post, "removed")


def unbury(post: Post, status: str) -> None:
    """Take the tombstone away and give the post the status it had."""
    tombstone = db.session.get(Tombstone, post.id)
    if tombstone is not None:
        db.session.delete(tombstone)
    set_status(post, status)
