"""What acts about a thread say in trails, and to the later of two moderators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.moderation.errors import Earlier
from app.moderation.models import ModerationAction

CLOSED_AS_WORDS = {
    "duplicate": _l("asked before"),
    "off_topic": _l("does not fit here"),
    "unsafe": _l("cannot be answered safely"),
}


def thread_details(act: ModerationAction) -> str:
    """What exactly was done, and the reason."""
    said = _details(act)
    return ". ".join(part.rstrip(".") for part in (said, act.reason) if part)


def _details(act: ModerationAction) -> str:
    before, after, kind = act.before, act.after, act.kind
    if kind == "lock_question" and after.get("until"):
        until = datetime.fromisoformat(after["until"])
        return str(_("until %(day)s", day=format_date(until, "d MMMM yyyy")))
    if kind == "close_question":
        why = str(CLOSED_AS_WORDS[after["why"]])
        return why if after["of"] is None else f"{why}, {_question(after['of'])}"
    if kind == "merge_question":
        return str(_("into %(question)s", question=_question(after["into"])))
    if kind == "unmerge_question":
        return str(_("from %(question)s", question=_question(before["into"])))
    if kind == "retag_question":
        return f"{', '.join(before['topics']) or '–'} → {', '.join(after['topics']) or '–'}"
    if kind == "move_post":
        return f"{_place(before)} → {_place(after)}"
    return ""


def _question(number: int) -> str:
    return str(_("question %(number)s", number=number))


def _place(state: dict[str, Any]) -> str:
    if state["kind"] == "answer":
        return str(_("answer"))
    return str(_("reply under %(number)s", number=state["under"]))


def late_words(earlier: Earlier, time: str) -> str:
    """Who was faster: "Dele closed this 20 seconds ago"."""
    values = {"name": earlier.by, "time": time}
    if earlier.is_undo and earlier.kind in ("retag_question", "move_post", "set_remark"):
        return str(_("%(name)s took back an act here %(time)s.", **values))
    return str(
        {
            "lock_question": _("%(name)s locked this question %(time)s.", **values),
            "unlock_question": _("%(name)s unlocked this question %(time)s.", **values),
            "close_question": _("%(name)s closed this question %(time)s.", **values),
            "reopen_question": _("%(name)s opened this question again %(time)s.", **values),
            "merge_question": _("%(name)s merged this question %(time)s.", **values),
            "unmerge_question": _("%(name)s took a merge back %(time)s.", **values),
            "retag_question": _("%(name)s changed the topics %(time)s.", **values),
            "move_post": _("%(name)s moved a post here %(time)s.", **values),
            "set_remark": _("%(name)s put a remark at a post here %(time)s.", **values),
            "clear_remark": _("%(name)s took a remark away here %(time)s.", **values),
        }[earlier.kind]
    )
