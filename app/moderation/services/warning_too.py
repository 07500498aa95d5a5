"""The second box of a removal: its author is warned in the same moment, or nothing happens."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Invalid, NotFound
from app.forum.models import Post
from app.moderation.models import ModerationAction
from app.moderation.services.batches import new_batch
from app.moderation.services.deciding import remove_post
from app.moderation.services.members import warn_member


def remove_and_warn(
    actor: Member, post: Post, *, warning: str, earlier: int | None = None, **removal: Any
) -> ModerationAction:
    """Remove a post and warn its author. Returns the removal; undoing it takes back both.

    warning and earlier: as `warn_member` takes them; removal: as `remove_post` does. Never for a
    post behind a mask, since the warning stands in the file under the name, nor for an account
    that is gone. Raises what the two raise; an error in the words names the field "warning".
    """
    author = db.session.get(Member, post.author_id)
    if post.is_anonymous or author is None or not author.is_active:
        raise Invalid("warning", "The author of this post cannot be warned from here.")
    batch = new_batch()
    act = remove_post(actor, post, batch=batch, **removal)
    try:
        warn_member(actor, author, text=warning, post=post, earlier=earlier, batch=batch)
    except Invalid as error:
        raise Invalid("warning", error.sentence) from error
    except NotFound as error:
        raise Invalid("warning", "The author of this post cannot be warned from here.") from error
    return act
