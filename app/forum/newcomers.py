"""Limits for new members: how often they post, with how many links and names.

Who is new is not ours to know: the room of moderation computes it from what became of a member's
posts and reports, and registers the answer with `use_newness`. Until then nobody is new.

The numbers are close to Discourse's for its new users: they stop what scripts do and hardly ever
meet a person. Somebody who does meet them reads which limit it was, and
keeps the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Invalid
from app.core.text import render_markdown
from app.forum.limits import NEW_LINKS, NEW_MENTIONS, NEW_POSTS
from app.forum.models import Post

#: In which NEW_POSTS are counted; it rolls, so that midnight gives nothing.
WINDOW = timedelta(hours=24)
_LINK = re.compile(r'<a [^>]*href="https?://', re.IGNORECASE)
#: "@Ben", but no e-mail address.
_MENTION = re.compile(r"(?<![\w@.+-])@\w")

Newness = Callable[[Member], bool]


def _nobody(member: Member) -> bool:
    return False


_is_new: Newness = _nobody


def use_newness(is_new: Newness) -> None:
    """Let this function say who is new. The last one registered counts."""
    global _is_new  # noqa: PLW0603 (one place that a room above fills when it sets itself up)
    _is_new = is_new


def check_new_post(actor: Member, body: str) -> None:
    """Raise Invalid at the text when a new member goes over a limit with another post."""
    if not _is_new(actor):
        return
    posted = db.session.scalar(
        select(func.count()).where(Post.author_id == actor.id, Post.created_at > now() - WINDOW)
    )
    if (posted or 0) >= NEW_POSTS:
        raise Invalid(
            "body",
            f"New members can post {NEW_POSTS} times in 24 hours. Your text is kept for later.",
        )
    _check_text(body, links=NEW_LINKS, mentions=NEW_MENTIONS)


def check_edit(actor: Member, post: Post, body: str) -> None:
    """The same for an edit of one's own post; what stands in it already may stay."""
    if post.author_id != actor.id or not _is_new(actor):
        return
    links, mentions = _count(post.body_html, post.body_text)
    _check_text(body, links=max(links, NEW_LINKS), mentions=max(mentions, NEW_MENTIONS))


def _check_text(body: str, *, links: int, mentions: int) -> None:
    rendered = render_markdown(body)
    has_links, has_mentions = _count(rendered.html, rendered.text)
    if has_links > links:
        raise Invalid(
            "body",
            f"New members can put {links} links into a post, and this one has {has_links}."
            " Say the others in words.",
        )
    if has_mentions > mentions:
        raise Invalid(
            "body",
            f"New members can name {mentions} people with @ in a post, and this one names"
            f" {has_mentions}.",
        )


def _count(html: str, text: str) -> tuple[int, int]:
    return len(_LINK.findall(html)), len(_MENTION.findall(text))
