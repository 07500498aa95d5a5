"""What moderation does when something happened elsewhere."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.events import MemberErased, ProfileReviewed, RoleChanged
from app.accounts.models import Member
from app.articles.events import ArticleEdited, ArticleImported
from app.core.db import db
from app.core.events import listens_to
from app.forum.events import (
    AnswerPosted,
    PostEdited,
    PostPutBack,
    PostReviewed,
    PostWithdrawn,
    QuestionPosted,
    RedFlagRaised,
    ReplyPosted,
)
from app.forum.models import Post
from app.moderation import services as moderation
from app.permissions.roles import STAFF

FIRST_POST_RULE = "first-post"


@listens_to(QuestionPosted)
def _question(event: QuestionPosted) -> None:
    _look_at_first_post(event.question_id, event.author_id)


@listens_to(AnswerPosted)
def _answer(event: AnswerPosted) -> None:
    _look_at_first_post(event.answer_id, event.author_id)


@listens_to(ReplyPosted)
def _reply(event: ReplyPosted) -> None:
    _look_at_first_post(event.reply_id, event.author_id)


def _look_at_first_post(post_id: int, author_id: int) -> None:
    """The first post of a member is visible at once, and a moderator looks at it (design 3.1)."""
    earlier = db.session.scalar(
        select(Post.id).where(Post.author_id == author_id, Post.id != post_id).limit(1)
    )
    author = db.session.get(Member, author_id)
    if earlier is None and author is not None and author.role not in STAFF:
        post = db.session.get(Post, post_id)
        assert post is not None, "it has just been posted"
        moderation.flag_post(post, rule=FIRST_POST_RULE, kind="first_post")


@listens_to(PostEdited)
def _edited(event: PostEdited) -> None:
    post = db.session.get(Post, event.post_id)
    editor = db.session.get(Member, event.editor_id)
    if post is not None and editor is not None and post.author_id != editor.id:
        moderation.record_edit(editor, post, revision=event.revision)


@listens_to(PostReviewed)
def _reviewed(event: PostReviewed) -> None:
    moderation.take_in_review(event)


@listens_to(PostWithdrawn)
def _withdrawn(event: PostWithdrawn) -> None:
    post = db.session.get(Post, event.post_id)
    if post is not None and event.before == "held":
        moderation.close_withdrawn(post)


@listens_to(PostPutBack)
def _put_back(event: PostPutBack) -> None:
    post = db.session.get(Post, event.post_id)
    if post is not None and event.after == "held":
        moderation.reopen_put_back(post)


@listens_to(RedFlagRaised)
def _red_flag(event: RedFlagRaised) -> None:
    moderation.take_in_red_flag(event)


@listens_to(ProfileReviewed)
def _profile_reviewed(event: ProfileReviewed) -> None:
    moderation.take_in_profile_review(event)


@listens_to(MemberErased)
def _erased(event: MemberErased) -> None:
    moderation.close_case_of_erased(event.member_id)


@listens_to(ArticleEdited)
def _article_edited(event: ArticleEdited) -> None:
    moderation.record_article_edit(
        event.article_id, editor_id=event.editor_id, revision=event.revision
    )


@listens_to(ArticleImported)
def _article_imported(event: ArticleImported) -> None:
    moderation.record_article_edit(event.article_id, editor_id=None, revision=None)


@listens_to(RoleChanged)
def _role_changed(event: RoleChanged) -> None:
    moderation.record_role_change(
        event.member_id, actor_id=event.actor_id, before=event.before, after=event.after
    )
