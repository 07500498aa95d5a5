"""A question that shows an emergency goes to the top of the queue, so that somebody looks soon."""

from __future__ import annotations

from app.core.db import db
from app.forum.events import RedFlagRaised
from app.forum.models import Post
from app.moderation.limits import RED_FLAG_RULE
from app.moderation.services.reporting import flag_post
from app.safety.categories import signs

#: What the asker said when the emergency interrupted.
_SAID = {
    "now": "The asker: it is happening now, or not sure.",
    "past": "The asker: it was in the past or has been checked.",
}


def take_in_red_flag(event: RedFlagRaised) -> None:
    """Flag the question, or the asker's reply in which the words stand. Urgent signs need no look.

    The post stays as visible as it is; the choice of the asker is kept with the flag.
    """
    if event.red_flag != "emergency":
        return
    post = db.session.get(Post, event.post_id)
    assert post is not None, "it has just been written"
    said = _SAID.get(event.happening or "", "")
    sign = signs().get(event.category)
    text = f"{sign.name if sign else 'Sounds like an emergency'}. {said}".strip()
    flag_post(post, rule=RED_FLAG_RULE, kind="urgent_care", text=text)
