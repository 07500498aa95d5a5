"""Undo: take back one's own last act about a thread, and only what it did."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, NotFound, Refused
from app.forum import services as forum
from app.forum.models import Post
from app.moderation.models import ModerationAction
from app.moderation.services.files import outrun_by
from app.moderation.services.threads.acting import (
    last_act,
    open_thread,
    standing_act,
    write_thread_act,
)
from app.moderation.services.threads.marking import change_topics, clear_remark
from app.moderation.services.threads.merging import unmerge_questions
from app.moderation.services.threads.moving import move_back
from app.moderation.services.threads.shutting import reopen_question, unlock_question

#: Acts that stand by themselves; their reverses are acts of their own.
UNDOABLE = (
    "lock_question",
    "close_question",
    "merge_question",
    "retag_question",
    "move_post",
    "set_remark",
)


def undo_thread_act(actor: Member, act_id: int) -> ModerationAction:
    """Take back one's own last act about a thread. What others wrote since stays.

    Raises NotFound, Refused for another's act, TooLate when somebody acted on the thread since,
    Conflict when it was undone already or what it did no longer stands.
    """
    act = db.session.get(ModerationAction, act_id) if 0 < act_id < 2**31 else None
    post = db.session.get(Post, act.post_id) if act is not None and act.post_id else None
    if act is None or post is None or act.kind not in UNDOABLE or act.reverts_id:
        raise NotFound
    if act.actor_id != actor.id:
        raise Refused("Only the moderator who did this can undo it. You can act anew.")
    _check_is_last(actor, act, post)
    if act.kind == "lock_question":
        unlock_question(actor, post)
    elif act.kind == "close_question":
        reopen_question(actor, post)
    elif act.kind == "merge_question":
        unmerge_questions(actor, post)
    elif act.kind == "retag_question":
        opened = open_thread(actor, "question:retag", post, None)
        if forum.topics_of(opened.question) != act.after["topics"]:
            raise Conflict("The topics were changed again since.")
        change_topics(actor, opened, act.before["topics"], act.reason, act)
    elif act.kind == "move_post":
        opened = open_thread(actor, "post:move", post, None)
        back = act.before["kind"] == "reply"
        place = db.session.get(Post, act.before["under"]) if back else None
        move_back(actor, opened, act, place)
    else:
        _put_remark_back(actor, post, act)
    return act


def _check_is_last(actor: Member, act: ModerationAction, post: Post) -> None:
    latest = last_act(post.thread_id)
    if latest is not None and latest.reverts_id == act.id:
        raise Conflict("You have undone this already.")
    if latest is not None and latest.id != act.id:
        raise outrun_by(actor, latest)


def _put_remark_back(actor: Member, post: Post, act: ModerationAction) -> None:
    """The remark that this one had replaced stands again; without one there is none."""
    if not act.before["remark"]:
        clear_remark(actor, post)
        return
    opened = open_thread(actor, "post:remark", post, None)
    if opened.post.remark != act.after["remark"] or standing_act(post.id, "set_remark") is not act:
        raise Conflict("The remark was changed again since.")
    forum.set_remark(opened.post, opened.question, act.before["remark"])
    write_thread_act(
        "set_remark",
        actor,
        opened,
        reason=act.before["remark"],
        before={"remark": act.after["remark"]},
        after={"remark": act.before["remark"]},
        reverts=act,
    )
