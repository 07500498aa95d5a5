"""Whether a post was ever in view, or only its author and moderators know it.

What nobody saw leaves no public trace when it is removed: no tombstone, no safety notice, and
nobody to warn.
"""

from __future__ import annotations

from sqlalchemy import select

from app.core.db import db
from app.forum.models import Post
from app.moderation.models import ModerationAction


def was_in_view(post: Post, status: str | None = None) -> bool:
    """Follows from the trail: held from the start, and no act has brought it into view since.

    status: the one it had until the act that is asked about; else the one it has.
    """
    status = status or post.status
    if status in ("visible", "hidden"):
        return True
    acts = db.session.execute(
        select(ModerationAction.kind, ModerationAction.before, ModerationAction.after).where(
            ModerationAction.post_id == post.id
        )
    ).all()
    if any("visible" in (old.get("status"), new.get("status")) for _, old, new in acts):
        return True
    began_held = any(kind == "hold_post" and old.get("status") is None for kind, old, _ in acts)
    return not began_held and status != "held"
