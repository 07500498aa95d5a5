"""Reads of moderation. Each takes the viewer first; all but safety notices are for moderators."""

from app.moderation.queries.appeals import (
    AppealFile,
    Decision,
    count_open_appeals,
    get_appeal,
    get_decision,
    list_appeals,
    list_decisions,
)
from app.moderation.queries.cases import CaseFile, get_case, get_case_file, get_case_of_post
from app.moderation.queries.copies import Copies, blacked_out_words, copies_of
from app.moderation.queries.files import AnyFile, get_file
from app.moderation.queries.member_posts import PostsOf, list_posts_of
from app.moderation.queries.members import (
    MemberFile,
    count_warnings,
    get_act,
    get_member_file,
    get_member_for_act,
    get_warning,
    list_notes,
)
from app.moderation.queries.notices import get_safety_notice
from app.moderation.queries.own_reports import OwnReport, list_own_reports
from app.moderation.queries.profiles import MemberCaseFile, get_member_case_file, removed_words
from app.moderation.queries.queue import (
    SHOWS,
    Queue,
    QueueRow,
    last_decided,
    list_queue,
    next_case_id,
)
from app.moderation.queries.redactions import redactions_of
from app.moderation.queries.standing import OwnStanding, own_standing
from app.moderation.queries.threads import (
    ThreadFile,
    find_question,
    get_post_for_act,
    get_thread_file,
)
from app.moderation.queries.trail import (
    list_acts,
    list_moderators,
    most_used_categories,
    undoable_act,
)

__all__ = [
    "SHOWS",
    "AnyFile",
    "AppealFile",
    "CaseFile",
    "Copies",
    "Decision",
    "MemberCaseFile",
    "MemberFile",
    "OwnReport",
    "OwnStanding",
    "PostsOf",
    "Queue",
    "QueueRow",
    "ThreadFile",
    "blacked_out_words",
    "copies_of",
    "count_open_appeals",
    "count_warnings",
    "find_question",
    "get_act",
    "get_appeal",
    "get_case",
    "get_case_file",
    "get_case_of_post",
    "get_decision",
    "get_file",
    "get_member_case_file",
    "get_member_file",
    "get_member_for_act",
    "get_post_for_act",
    "get_safety_notice",
    "get_thread_file",
    "get_warning",
    "last_decided",
    "list_acts",
    "list_appeals",
    "list_decisions",
    "list_moderators",
    "list_notes",
    "list_own_reports",
    "list_posts_of",
    "list_queue",
    "most_used_categories",
    "next_case_id",
    "own_standing",
    "redactions_of",
    "removed_words",
    "undoable_act",
]
