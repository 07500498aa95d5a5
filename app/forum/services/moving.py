"""Moving a post within its thread: an answer becomes a reply, a reply an answer, or a reply goes
under another post. Its own replies go along; votes, reports, history and permalink stay with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid, NotFound
from app.forum.models import Post, Question
from app.forum.queries.posts import ancestor_ids
from app.forum.queries.visibility import GONE
from app.forum.services import counters, quotes
from app.forum.services.editing import EDITABLE


@dataclass(frozen=True)
class Moved:
    """Where a post stood, and whether it bore the asker's mark."""

    kind: str
    parent_id: int
    helped: bool
    moved_count: int


def move_post(question: Question, post: Post, parent: Post | None) -> Moved:
    """Move a post under another one of its thread, or make it an answer (None).

    The caller has checked who may, and holds the locks of question and post. An answer that becomes
    a reply loses the asker's mark. Raises NotFound for a question, Conflict for a post that is gone
    or stands there already, Invalid for a place that is gone, in another thread, or below the post.
    """
    if post.kind == "question" or post.parent_id is None:
        raise NotFound
    if post.status not in EDITABLE:
        raise Conflict("This post is no longer here.")
    _check_place(post, parent)
    below = _below(post)
    helped = question.accepted_answer_id == post.id
    before = Moved(post.kind, post.parent_id, helped, len(below))
    roots = {root for root in (post.root_id, _root_of(parent)) if root is not None}
    if helped and parent is not None:
        question.accepted_answer_id = None
    _hang(post, parent, below)
    post.moved_at = now()
    db.session.flush()
    if post.kind == "answer":
        roots.add(post.id)
    else:
        post.reply_count = 0  # counted on what it hangs under now
    for root_id in sorted(roots):
        counters.recount_replies(root_id)
    counters.recount_thread(question)
    quotes.refresh_quotes_of(post)  # a quote names its place
    counters.touch(question)
    return before


def _check_place(post: Post, parent: Post | None) -> None:
    if parent is None:
        if post.kind == "answer":
            raise Conflict("This is an answer already.")
        return
    if parent.thread_id != post.thread_id:
        raise Invalid("parent", "Choose a post of the same thread.")
    if parent.id == post.id or parent.id in {one.id for one in _below(post)}:
        raise Invalid("parent", "A post cannot stand under itself or under its own replies.")
    if not _is_in_view(parent):
        raise Invalid("parent", "Readers do not see that post, so nothing can stand under it.")
    if post.kind == "reply" and post.parent_id == parent.id:
        raise Conflict("This reply stands there already.")


def _root_of(parent: Post | None) -> int | None:
    return (parent.root_id or parent.id) if parent is not None else None


def _is_in_view(post: Post) -> bool:
    """Whether readers see it, and all that it hangs under."""
    above = db.session.scalars(select(Post.status).where(Post.id.in_(ancestor_ids(post))))
    return post.status == "visible" and not set(above) & set(GONE)


def _below(post: Post) -> list[Post]:
    """What hangs under it, at any depth, with rows locked in one order."""
    statement = select(Post).order_by(Post.id).with_for_update()
    if post.kind == "answer":
        statement = statement.where(Post.root_id == post.id)
    else:
        statement = statement.where(
            Post.root_id == post.root_id, Post.path.startswith(post.path), Post.id != post.id
        )
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))


def _hang(post: Post, parent: Post | None, below: list[Post]) -> None:
    old_path, old_depth = post.path, post.depth
    if parent is None:
        post.kind, post.parent_id, post.root_id = "answer", post.question_id, None
        post.path, post.depth = "", 0
    else:
        above = (parent.path, parent.depth) if parent.kind == "reply" else ("", 0)
        post.kind, post.parent_id = "reply", parent.id
        post.root_id = _root_of(parent)
        post.path, post.depth = f"{above[0]}{post.id:010d}", above[1] + 1
    for one in below:
        one.root_id = post.root_id or post.id
        one.path = post.path + one.path[len(old_path) :]
        one.depth = one.depth - old_depth + post.depth
