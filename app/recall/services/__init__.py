"""Writes of the recall room: views, the setting, planning a recall, telling, telling back."""

from app.recall.services.exposures import allow_exposure, purge_exposures, record_exposures
from app.recall.services.planning import SEND, TELL_BACK, leave_tombstone, plan_recall
from app.recall.services.telling import note_read, tell_back_next, tell_next

__all__ = [
    "SEND",
    "TELL_BACK",
    "allow_exposure",
    "leave_tombstone",
    "note_read",
    "plan_recall",
    "purge_exposures",
    "record_exposures",
    "tell_back_next",
    "tell_next",
]
