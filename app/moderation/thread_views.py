"""The page of a whole thread, made ready: a row for each post, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.core.clock import now
from app.core.text import excerpt
from app.forum.models import Post
from app.forum.views import AuthorView, author_view
from app.moderation.limits import MOST_LOCKED
from app.moderation.models import ModerationAction
from app.moderation.queries.threads import ThreadFile
from app.moderation.services.threads.undoing import UNDOABLE
from app.permissions import can

#: Letters of a post's beginning in its row.
EXCERPT = 180
#: Deeper replies stand at this level.
DEEPEST = 3
QUESTION_ACTS = ("lock", "close", "merge", "topics")
POST_ACTS = ("move", "remark")


@dataclass(frozen=True)
class Row:
    """A post in short."""

    post: Post
    author: AuthorView
    excerpt: str
    level: int
    case_id: int | None
    helped: bool
    can_move: bool
    can_remark: bool


@dataclass(frozen=True)
class Place:
    """Where a post could go: the value of the choice, and the post that it would stand under."""

    value: str
    post: Post | None
    excerpt: str


def rows(file: ThreadFile, viewer: Any) -> Sequence[Row]:
    """The posts of a thread, for one moderator."""
    return [_row(file, post, viewer) for post in file.posts]


def _row(file: ThreadFile, post: Post, viewer: Any) -> Row:
    is_here = post.status in ("visible", "held", "hidden")
    return Row(
        post=post,
        author=author_view(post),
        excerpt=excerpt(post.body_text, EXCERPT),
        level=min(post.depth, DEEPEST),
        case_id=file.cases.get(post.id),
        helped=post.id == file.question.accepted_answer_id,
        can_move=is_here and post.kind != "question" and can(viewer, "post:move", post),
        can_remark=is_here and can(viewer, "post:remark", post),
    )


def places(file: ThreadFile, post: Post) -> Sequence[Place]:
    """Where a post could go: among the answers, or under a post in view that is not below it."""
    below = _below(file, post)
    found = [Place("answers", None, "")] if post.kind == "reply" else []
    found += [
        Place(str(one.id), one, excerpt(one.body_text, 60))
        for one in file.posts
        if one.status == "visible" and one.id not in below and one.id != post.parent_id
    ]
    if post.kind == "answer" and file.post.status == "visible":
        found.insert(0, Place(str(file.post.id), file.post, excerpt(file.post.body_text, 60)))
    return list({one.value: one for one in found}.values())


def _below(file: ThreadFile, post: Post) -> set[int]:
    below = {post.id}
    for one in file.posts:  # in reading order: what stands above comes first
        if one.parent_id in below:
            below.add(one.id)
    return below


def shown_act(file: ThreadFile, viewer: Any, asked: str, post: Post | None) -> str:
    """The act whose form is open; "" for none or for one that cannot be done."""
    if asked in POST_ACTS and post is not None:
        row = _row(file, post, viewer)
        return asked if (row.can_move if asked == "move" else row.can_remark) else ""
    return asked if asked in QUESTION_ACTS and is_open_to(file, viewer).get(asked) else ""


def is_open_to(file: ThreadFile, viewer: Any) -> dict[str, bool]:
    """Which acts on the question a moderator can choose now, by name."""
    post, question = file.post, file.question
    is_mine_to_decide = can(viewer, "question:lock", post)
    is_here = is_mine_to_decide and post.status in ("visible", "held", "hidden")
    return {
        "lock": is_here and not question.is_locked,
        "unlock": is_here and question.is_locked,
        "close": is_here and not question.is_closed,
        "reopen": is_here and question.is_closed and not question.is_merged,
        "merge": is_here and post.status == "visible" and not question.is_merged,
        "unmerge": is_mine_to_decide and question.is_merged,
        "topics": is_here,
    }


def undoable(file: ThreadFile, viewer: Any) -> ModerationAction | None:
    """The thread's latest act, when the viewer did it and it can be undone."""
    last = file.acts[0] if file.acts else None
    if last is None or last.actor_id != viewer.id or last.reverts_id or last.kind not in UNDOABLE:
        return None
    return None if last.expires_at is not None and last.expires_at <= now() else last


def lock_days() -> tuple[str, str]:
    """The first and the last day on which a lock can end, for the date field."""
    first, last = now() + timedelta(days=1), now() + MOST_LOCKED - timedelta(days=1)
    return first.strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d")
