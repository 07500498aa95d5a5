"""Reads of moderation. Each takes the viewer first; all but safety notices are for moderators."""

from app.moderation.queries.cases import CaseFile, get_case, get_case_file
from app.moderation.queries.notices import get_safety_notice
from app.moderation.queries.queue import (
    SHOWS,
    Queue,
    QueueRow,
    last_decided,
    list_queue,
    next_case_id,
)
from app.moderation.queries.trail import (
    list_acts,
    list_moderators,
    most_used_categories,
    undoable_act,
)

__all__ = [
    "SHOWS",
    "CaseFile",
    "Queue",
    "QueueRow",
    "get_case",
    "get_case_file",
    "get_safety_notice",
    "last_decided",
    "list_acts",
    "list_moderators",
    "list_queue",
    "most_used_categories",
    "next_case_id",
    "undoable_act",
]
