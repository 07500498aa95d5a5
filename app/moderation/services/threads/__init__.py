"""Acts about a whole thread or the place of a post in it. Each has its reverse, and an undo."""

from app.moderation.services.threads.marking import (
    clear_remark,
    retag_question,
    set_remark,
)
from app.moderation.services.threads.merging import merge_questions, unmerge_questions
from app.moderation.services.threads.moving import move_post
from app.moderation.services.threads.shutting import (
    close_question,
    lock_question,
    reopen_question,
    unlock_question,
)
from app.moderation.services.threads.undoing import undo_thread_act

__all__ = [
    "clear_remark",
    "close_question",
    "lock_question",
    "merge_questions",
    "move_post",
    "reopen_question",
    "retag_question",
    "set_remark",
    "undo_thread_act",
    "unlock_question",
    "unmerge_questions",
]
