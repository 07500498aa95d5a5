"""A whole thread for moderators: every post in short, what was done, where answers went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, defer, joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.forum.models import Post, Question
from app.forum.queries import tags_of
from app.moderation.limits import THREAD_ACTS_SHOWN, THREAD_POSTS
from app.moderation.models import THREAD_ACTS, Case, ModerationAction
from app.permissions import authorize


@dataclass(frozen=True)
class ThreadFile:
    """A thread with all its posts in reading order, those out of view too.

    cases: the id of the case of each post that has one. acts: newest first. merged_here: questions
    whose answers came here. is_cut: there are more posts than are shown.
    """

    post: Post
    question: Question
    tags: Sequence[str]
    posts: Sequence[Post]
    cases: dict[int, int]
    acts: Sequence[ModerationAction]
    duplicate_of: Question | None
    merged_here: Sequence[Question]
    is_cut: bool

    def find(self, post_id: int | None) -> Post | None:
        """A post of the thread by its id."""
        return next((one for one in self.posts if one.id == post_id), None)


def get_thread_file(viewer: Member | None, question_id: int) -> ThreadFile:
    """A thread for the page of its acts. Six queries at any size. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    posts = _posts(question_id) if 0 < question_id < 2**31 else []
    question = db.session.get(Question, question_id) if posts else None
    if question is None:
        raise NotFound
    shown = _in_order(question_id, posts[:THREAD_POSTS])
    related = db.session.scalars(
        select(Question)
        .where(
            or_(
                Question.post_id == question.duplicate_of_id,
                (Question.duplicate_of_id == question_id) & Question.is_merged.is_(True),
            )
        )
        .order_by(Question.post_id)
    ).all()
    original = next((one for one in related if one.post_id == question.duplicate_of_id), None)
    return ThreadFile(
        post=next(one for one in posts if one.id == question_id),
        question=question,
        tags=tags_of([question_id]).get(question_id, []),
        posts=shown,
        cases=_cases([one.id for one in shown]),
        acts=db.session.scalars(
            acts_of_thread(question_id)
            .options(joinedload(ModerationAction.actor), joinedload(ModerationAction.post))
            .limit(THREAD_ACTS_SHOWN)
        ).all(),
        duplicate_of=original,
        merged_here=[one for one in related if one.duplicate_of_id == question_id],
        is_cut=len(posts) > THREAD_POSTS,
    )


def get_post_for_act(viewer: Member | None, post_id: int) -> Post:
    """Any post, also one out of view, for an act on it. Raises Refused, NotFound."""
    authorize(viewer, "case:see")
    post = db.session.get(Post, post_id) if 0 < post_id < 2**31 else None
    if post is None:
        raise NotFound
    return post


def find_question(viewer: Member | None, question_id: int) -> Post | None:
    """A question by its number, for naming it in an act; None when there is none."""
    authorize(viewer, "case:see")
    post = db.session.get(Post, question_id) if 0 < question_id < 2**31 else None
    return post if post is not None and post.kind == "question" else None


def acts_of_thread(question_id: int) -> Select[ModerationAction]:
    """The acts about a thread, newest first, with those that merged another question into it."""
    post, merged_in = aliased(Post), aliased(Question)
    return (
        select(ModerationAction)
        .join(post, post.id == ModerationAction.post_id)
        .where(
            ModerationAction.kind.in_(THREAD_ACTS),
            or_(
                post.id == question_id,
                post.question_id == question_id,
                post.id.in_(
                    select(merged_in.post_id).where(
                        merged_in.duplicate_of_id == question_id, merged_in.is_merged.is_(True)
                    )
                ),
            ),
        )
        .order_by(ModerationAction.id.desc())
    )


def _posts(question_id: int) -> Sequence[Post]:
    return db.session.scalars(
        select(Post)
        .where(or_(Post.id == question_id, Post.question_id == question_id))
        .options(joinedload(Post.author), defer(Post.body), defer(Post.body_html))
        # The question first: answers that were merged in can be older than it.
        .order_by(Post.question_id.is_not(None), Post.id)
        .limit(THREAD_POSTS + 1)
    ).all()


def _in_order(question_id: int, posts: Sequence[Post]) -> list[Post]:
    """The question and its replies, then each answer with its replies, oldest first."""

    def place(post: Post) -> tuple[bool, int, str]:
        top = post.root_id or post.id
        return (top != question_id, top, post.path)

    return sorted(posts, key=place)


def _cases(post_ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(select(Case.post_id, Case.id).where(Case.post_id.in_(post_ids)))
    return {row.post_id: row.id for row in rows if row.post_id is not None}
