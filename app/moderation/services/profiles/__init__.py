"""Cases about members: what they say of themselves, and how they behave.

The pairs are those of posts: hide and keep, clear and restore; `undo_profile_act` takes any of them
back. A moderator who warned or suspended the member ends the case by keeping the profile: its
reports were right then.
"""

from app.moderation.services.profiles.deciding import (
    clear_profile,
    hide_profile,
    keep_profile,
    restore_profile,
    undo_profile_act,
)
from app.moderation.services.profiles.ending import (
    close_case_of_erased,
    close_cases_of_erased,
    purge_profiles,
)
from app.moderation.services.profiles.reporting import PROFILE_KINDS, report_member
from app.moderation.services.profiles.reviewing import take_in_profile_review

__all__ = [
    "PROFILE_KINDS",
    "clear_profile",
    "close_case_of_erased",
    "close_cases_of_erased",
    "hide_profile",
    "keep_profile",
    "purge_profiles",
    "report_member",
    "restore_profile",
    "take_in_profile_review",
    "undo_profile_act",
]
