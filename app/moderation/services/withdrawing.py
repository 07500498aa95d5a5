"""An author deletes a post that is held: nobody else saw it, so its case closes by itself."""

from __future__ import annotations

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.forum.models import Post
from app.moderation.limits import AUTHOR_RULE
from app.moderation.models import ModerationAction
from app.moderation.services.acts import Change, Verdict, write_act
from app.moderation.services.files import File, open_file, recount, reports_of

KIND = "withdraw_post"


def close_withdrawn(post: Post) -> ModerationAction | None:
    """Close the case of a held post that its author has deleted; its flags end as ignored.

    It stays open for a moderator when somebody may need help, or when people wait for an answer:
    they reported what was in view before. Then only the trail says what happened.
    """
    file = open_file(post.id)
    waiting = reports_of(file.case, only_waiting=True)
    if any(one.rule is None or one.kind == "urgent_care" for one in waiting):
        change = Change()
    else:
        change = Change(
            verdict=Verdict("decided", "withdrawn", decided_at=now()),
            reports=dict.fromkeys((one.id for one in waiting), "ignored"),
        )
    # The author is not named: a mask holds in the trail, too.
    return write_act(KIND, file, change, rule=AUTHOR_RULE)


def reopen_put_back(post: Post) -> ModerationAction | None:
    """The author has put the held post back: it waits again, with the flags it had."""
    file = open_file(post.id)
    deletion = _last_deletion(file)
    if deletion is None:
        return None
    act = write_act(
        KIND,
        file,
        Change(
            verdict=Verdict("open") if file.case.outcome == "withdrawn" else None,
            reports={int(one): outcome for one, outcome in deletion.before["reports"].items()},
        ),
        rule=AUTHOR_RULE,
        reverts=deletion,
    )
    recount(file.case)
    return act


def _last_deletion(file: File) -> ModerationAction | None:
    act = db.session.scalar(
        select(ModerationAction)
        .where(ModerationAction.post_id == file.post.id, ModerationAction.kind == KIND)
        .order_by(ModerationAction.id.desc())
        .limit(1)
    )
    return act if act is not None and act.reverts_id is None else None
