"""What is published of moderation: one line for each kind of act, and the categories kept back.

The public log (app/transparency) shows the acts of `LOGGED`, without names and without words of
posts; those of `COUNTED` are only counted by the month; those of `PRIVATE` are for moderators.
Each line says why, in words that the page about the log shows as they are. A new kind of act must
be entered in one of the three, or tests/guards/test_publicity.py fails.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

#: Acts that change what readers find: a row each in the log.
LOGGED = {
    "remove_post": _l("Removing a post. Readers find a note in its place."),
    "hide_post": _l("Hiding a post until it is decided. Readers see that it is being checked."),
    "restore_post": _l("Putting a post back. It stands where it stood."),
    "edit_post": _l("Editing somebody’s post. The post says so and shows its earlier versions."),
    "lock_question": _l("Locking a question, so that it takes no more answers."),
    "unlock_question": _l("Unlocking a question."),
    "close_question": _l("Closing a question to more answers. The page says why."),
    "reopen_question": _l("Opening a closed question again."),
    "merge_question": _l("Merging a question into another one. Its page says where answers went."),
    "unmerge_question": _l("Taking such a merge back."),
    "retag_question": _l("Changing the topics of a question. Its history shows both."),
    "move_post": _l("Moving a post within its thread. Its old address leads to the new place."),
    "set_remark": _l("Putting a remark above a post, for every reader to see."),
    "clear_remark": _l("Taking such a remark away."),
}
#: Acts that could point at a person: a number for each month, "fewer than 5" when it is small.
COUNTED = {
    "keep_post": _l("Keeping a post. Nothing changes for readers; most are first posts."),
    "redact_post": _l("Blacking out personal details. Saying where would lead to them."),
    "hold_post": _l("Holding a post before anybody has read it, by the safety check."),
    "release_post": _l("Releasing a held post that its author has rewritten."),
    "keep_profile": _l("Keeping what a member says of themselves. Nothing changes for readers."),
    "hide_profile": _l("Hiding what a member says of themselves. It is about one person."),
    "clear_profile": _l("Emptying what a member says of themselves. It is about one person."),
    "hold_profile": _l("Holding such a text before anybody has read it, by the safety check."),
    "release_profile": _l("Releasing such a text that its author has rewritten."),
    "warn_member": _l("Warning a member. That is between the member and the moderators."),
    "withdraw_warning": _l("Taking a warning back."),
    "suspend_member": _l("Suspending a member. It ends, and nobody is put on show."),
    "lift_suspension": _l("Ending a suspension early."),
    "reveal_author": _l("Looking who asked anonymously. Each look needs a reason."),
    "uphold_act": _l("Deciding an appeal: it stands. The log says so at the removal itself."),
    "overturn_act": _l("Deciding an appeal: taken back. The log says so at the removal itself."),
}
#: Acts that are for moderators alone, and why.
PRIVATE = {
    "withdraw_post": _l("An author’s own deletion. It is theirs alone."),
    "claim_case": _l("Taking a case. It is housekeeping among moderators."),
    "release_case": _l("Leaving a case to others. It is housekeeping among moderators."),
    "add_note": _l("A private note among moderators."),
    "remove_note": _l("Taking a private note away."),
    "set_sign": _l("Setting or ruling out a warning sign. It is about one person’s health."),
    "edit_article": _l("Editing an article. Articles have a history of their own for everybody."),
    "import_article": _l("Bringing in an article. It has a history of its own for everybody."),
    "change_role": _l("Making somebody a moderator or not. It is about one person."),
}

#: Categories whose acts stay out of the log: even the reason could lead to a person.
CONFIDENTIAL = {
    "personal_data": _l("Personal data: saying that it stood there makes people look for it."),
    "self_harm_ed": _l("Encouraging self-harm: the person concerned must not be put on show."),
}


def is_public(kind: str, category: str | None) -> bool:
    """Whether an act of this kind, for this category, has a row in the public log."""
    return kind in LOGGED and category not in CONFIDENTIAL
