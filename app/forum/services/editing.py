"""Editing a post, taking it back, and putting it back."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.forum import limits, newcomers
from app.forum.events import PostEdited, PostPutBack, PostWithdrawn
from app.forum.models import Post, Question, Revision
from app.forum.notes import Notes
from app.forum.queries.tags import tags_of
from app.forum.services import counters, posting, quotes, reviewing, tagging, triage
from app.forum.services.openness import check_not_locked
from app.forum.services.status import set_status
from app.permissions import authorize
from app.permissions.rights import RIGHT_OF

GONE = "This post is no longer here, so nothing was changed. We kept your text."
#: Where a post's words are still in place.
EDITABLE = ("visible", "held", "hidden")
BOUNDS = {
    "question": limits.QUESTION_BODY,
    "answer": limits.ANSWER_BODY,
    "reply": limits.REPLY_BODY,
}


def edit_post(
    actor: Member,
    post: Post,
    *,
    body: str,
    reason: str,
    revision: int,
    title: str | None = None,
    tags: list[str] | None = None,
    notes: Notes | None = None,
    is_anonymous: bool | None = None,
    answer_kind: str | None = None,
    source_url: str | None = None,
) -> Post:
    """Give a post a new revision; the old ones stay in its history.

    revision: the number the editor started from. Title, tags and notes are for questions only;
    `is_anonymous` hides or shows the asker's name in the whole thread, for the asker alone.
    The safety check may hold it, or release it from being held. Records PostEdited, PostReviewed.
    Raises Invalid, Refused (also while the thread is locked), and Conflict when somebody edited in
    between or a moderator has just removed it.
    """
    authorize(actor, "post:edit", post)
    question, post = _locked(post)
    if post.status not in EDITABLE:
        raise Conflict(GONE)
    authorize(actor, "post:edit", post)
    check_not_locked(actor, question)
    if post.revision_count != revision:
        raise Conflict("Somebody edited this post while you did. Both versions are shown below.")
    posting.check_length("body", body, BOUNDS[post.kind])
    newcomers.check_edit(actor, post, body)
    is_question = post.kind == "question"
    earlier = _reading(post, question)
    signs_before = triage.seen_before(post, question)
    quotes.write_body(post, body)
    extra: dict[str, object] = {}
    if is_question:
        extra = _edit_question(question, title=title, tags=tags, notes=notes)
    if post.kind == "answer":
        post.answer_kind = answer_kind
        post.source_url = posting.checked_source(source_url)
    if is_anonymous is not None and post.kind == "question" and post.author_id == actor.id:
        _mask_thread(post, is_anonymous=is_anonymous)
    post.revision_count += 1
    post.edited_at = now()
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision_count,
            editor_id=actor.id,
            body=post.body,
            reason=reason[: limits.REASON_LENGTH],
            **extra,
        )
    )
    quotes.refresh_quotes_of(post)
    counters.touch(question)
    record(PostEdited(post.id, actor.id, post.revision_count))
    reviewing.receive_edit(actor, post, _reading(post, question), earlier)
    triage.triage_again(post, question, asked_by=_asker_of(post), earlier=signs_before)
    return post


def _reading(post: Post, question: Question) -> reviewing.Reading:
    """The post as it stands, checked with all that belongs to it."""
    if post.kind != "question":
        return reviewing.read(post)
    tags = tags_of([post.id]).get(post.id, [])
    return reviewing.read(
        post, title=question.title, also=reviewing.beside(tags, Notes.of(question))
    )


def _locked(post: Post) -> tuple[Question, Post]:
    """The thread and the post, read anew behind their locks.

    The thread comes first, as everywhere: in another order two writers could block each other.
    """
    question: Question = lock(db.session, Question, post.thread_id)
    post = lock(db.session, Post, post.id)
    if post is not None and post.thread_id != question.post_id:  # merged while we waited
        raise Conflict(GONE)
    return question, post


def _asker_of(post: Post) -> int:
    asked = db.session.get(Post, post.thread_id)
    assert asked is not None, "a post stands in a thread"
    return asked.author_id


def _edit_question(
    question: Question, *, title: str | None, tags: list[str] | None, notes: Notes | None
) -> dict[str, object]:
    if title is not None:
        posting.check_length("title", title, limits.TITLE)
        question.title, question.slug = title, posting.make_slug(title)
    if tags is not None:
        tagging.set_tags(question, tags)
    if notes is not None:
        notes.write_to(question)
    return {
        "title": question.title,
        "tags": ", ".join(
            tags if tags is not None else tags_of([question.post_id]).get(question.post_id, [])
        ),
        "notes": Notes.of(question).as_dict() or None,
    }


def _mask_thread(post: Post, *, is_anonymous: bool) -> None:
    """Hide or show the asker on the question and on all the asker's own posts below it."""
    own = db.session.query(Post).filter(
        (Post.id == post.id) | (Post.question_id == post.id), Post.author_id == post.author_id
    )
    # What was merged in from another question keeps the mask that it was written behind.
    changed = [
        mine
        for mine in own
        if mine.is_anonymous != is_anonymous and (is_anonymous or mine.merged_from_id is None)
    ]
    for mine in changed:
        mine.is_anonymous = is_anonymous
    db.session.flush()
    for mine in changed:  # a quote names whom it quotes
        quotes.refresh_quotes_of(mine)


def withdraw_post(actor: Member, post: Post) -> Post:
    """Take back one's own post, held or in view. If others replied, a line stays in its place.

    Records PostWithdrawn. Raises Refused for anybody but the author, and Conflict for a post that
    moderators took from view.
    """
    authorize(actor, "post:withdraw", post)
    _, post = _locked(post)
    if post.status not in EDITABLE:
        raise Conflict("This post is no longer here.")
    authorize(actor, "post:withdraw", post)
    if post.status == "hidden":
        raise Conflict("A moderator is checking this post. You can delete it after the decision.")
    # What was held comes back held: deleting and putting back is no way around the check.
    post.withdrawn_from = post.status
    set_status(post, "withdrawn")
    record(PostWithdrawn(post.id, actor.id, post.withdrawn_from))
    return post


def put_back_post(actor: Member, post: Post) -> Post:
    """Undo `withdraw_post`: the post is as it was. Records PostPutBack.

    Raises NotFound when it is not the actor's own withdrawn post.
    """
    _, post = _locked(post)
    if post is None or post.author_id != actor.id or post.status != "withdrawn":
        raise NotFound
    if actor.suspension(RIGHT_OF[f"{post.kind}:post"]) is not None:
        raise Invalid("", "You cannot post while you are suspended.")
    set_status(post, post.withdrawn_from or "visible")
    post.withdrawn_from = None
    record(PostPutBack(post.id, actor.id, post.status))
    return post
