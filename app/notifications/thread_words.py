"""What notices say that are about an act on a thread: to its asker, and to authors concerned."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.core.db import db
from app.moderation.models import ModerationAction
from app.notifications.models import Notice
from app.notifications.services import THREAD_KINDS

#: (kind, kind of post) -> the headline. The first three are for posts that were moved since.
HEADLINES = {
    ("answer", "reply"): _l("%(name)s answered your question"),
    ("reply", "answer"): _l("%(name)s replied to you"),
    ("accepted", "reply"): _l("Your answer helped the asker"),
    ("locked", "question"): _l("A moderator locked your question"),
    ("unlocked", "question"): _l("A moderator unlocked your question"),
    ("closed", "question"): _l("A moderator closed your question"),
    ("reopened", "question"): _l("A moderator opened your question again"),
    ("merged", "question"): _l("A moderator merged your question with another one"),
    ("merged", "answer"): _l("A moderator moved your answer to another question"),
    ("merged", "reply"): _l("A moderator moved your answer to another question"),
    ("merged_here", "question"): _l("Your question has the answers of another one now"),
    ("unmerged", "question"): _l("A moderator took the merge of your question back"),
    ("unmerged", "answer"): _l("A moderator moved your answer back to its first question"),
    ("unmerged", "reply"): _l("A moderator moved your answer back to its first question"),
    ("retagged", "question"): _l("A moderator changed the topics of your question"),
    ("unmarked", "answer"): _l("The answer that helped you stands elsewhere now"),
    ("unmarked", "reply"): _l("The answer that helped you is a reply now, without your mark"),
    ("moved", "answer"): _l("A moderator moved your post among the answers"),
    ("moved", "reply"): _l("A moderator moved your post among the replies"),
    ("remarked", "question"): _l("The moderators put a remark above your question"),
    ("remarked", "answer"): _l("The moderators put a remark above your answer"),
    ("remarked", "reply"): _l("The moderators put a remark above your reply"),
}
EXPLANATIONS = {
    "locked": _l("Nobody but moderators can write there meanwhile. Reading and voting go on."),
    "closed": _l("It takes no more answers. You can still reply, and say there what is different."),
    "merged": _l("Your words, the votes and the replies went along."),
    "moved": _l("Its replies and votes went along, and its address still leads to it."),
}
ICONS = dict.fromkeys(THREAD_KINDS, "edit") | {
    "locked": "clock",
    "closed": "clock",
    "unlocked": "ok",
    "reopened": "ok",
}
#: Subjects say nothing about what it was.
SUBJECTS = {kind: _l("News about a post of yours") for kind in THREAD_KINDS}
#: Whom to ask, for every one of them.
READ_MORE = dict.fromkeys(THREAD_KINDS, "/contact")


def still_holds(notice: Notice) -> bool:
    """Whether the act was not taken back meanwhile."""
    undone = select(ModerationAction.id).where(
        ModerationAction.reverts_id == (notice.details.get("act_id") or 0)
    )
    return db.session.scalar(undone) is None
