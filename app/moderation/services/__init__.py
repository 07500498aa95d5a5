"""Writes of moderation. Each takes the actor first; the door opens the transaction.

Every decision goes through `acts.write_act`, which changes the post's status, the case and its
reports and adds the row of the trail in one place, so that none can happen without the others.
"""

from app.moderation.services.appeals import decide_appeal, file_appeal
from app.moderation.services.bulk import BULK_ACTS, Bulk, decide_many
from app.moderation.services.claiming import claim_case, release_case
from app.moderation.services.deciding import hide_post, keep_post, remove_post, restore_post
from app.moderation.services.forgetting import forget_addresses, note_answered
from app.moderation.services.member_posts import remove_posts_of
from app.moderation.services.members import (
    acknowledge_warning,
    lift_suspension,
    reverse_act,
    suspend_member,
    warn_member,
    withdraw_warning,
)
from app.moderation.services.notes import note_case, note_member, remove_note
from app.moderation.services.profiles import (
    clear_profile,
    close_case_of_erased,
    close_cases_of_erased,
    hide_profile,
    keep_profile,
    purge_profiles,
    report_member,
    restore_profile,
    take_in_profile_review,
)
from app.moderation.services.recording import (
    record_article_edit,
    record_edit,
    record_role_change,
    reveal_author,
)
from app.moderation.services.red_flags import take_in_red_flag
from app.moderation.services.redacting import purge_redactions, redact_copy, redact_post
from app.moderation.services.reporting import flag_post, report_post
from app.moderation.services.reviewing import take_in_review
from app.moderation.services.signs import set_sign, undo_sign
from app.moderation.services.threads import (
    clear_remark,
    close_question,
    lock_question,
    merge_questions,
    move_post,
    reopen_question,
    retag_question,
    set_remark,
    undo_thread_act,
    unlock_question,
    unmerge_questions,
)
from app.moderation.services.undoing import undo_act
from app.moderation.services.warning_too import remove_and_warn
from app.moderation.services.withdrawing import close_withdrawn, reopen_put_back

__all__ = [
    "BULK_ACTS",
    "Bulk",
    "acknowledge_warning",
    "claim_case",
    "clear_profile",
    "clear_remark",
    "close_case_of_erased",
    "close_cases_of_erased",
    "close_question",
    "close_withdrawn",
    "decide_appeal",
    "decide_many",
    "file_appeal",
    "flag_post",
    "forget_addresses",
    "hide_post",
    "hide_profile",
    "keep_post",
    "keep_profile",
    "lift_suspension",
    "lock_question",
    "merge_questions",
    "move_post",
    "note_answered",
    "note_case",
    "note_member",
    "purge_profiles",
    "purge_redactions",
    "record_article_edit",
    "record_edit",
    "record_role_change",
    "redact_copy",
    "redact_post",
    "release_case",
    "remove_and_warn",
    "remove_note",
    "remove_post",
    "remove_posts_of",
    "reopen_put_back",
    "reopen_question",
    "report_member",
    "report_post",
    "restore_post",
    "restore_profile",
    "retag_question",
    "reveal_author",
    "reverse_act",
    "set_remark",
    "set_sign",
    "suspend_member",
    "take_in_profile_review",
    "take_in_red_flag",
    "take_in_review",
    "undo_act",
    "undo_sign",
    "undo_thread_act",
    "unlock_question",
    "unmerge_questions",
    "warn_member",
    "withdraw_warning",
]
