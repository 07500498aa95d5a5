"""The words of the log and of figures: acts, reasons, spans of time, small numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.lists import format_list
from babel.units import format_unit
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.moderation.reasons import all_reasons
from app.recall.limits import FEW
from app.transparency.definitions import SECONDS, Figure
from app.transparency.limits import LEAST_FOR_SHARE
from app.transparency.periods import Month
from app.transparency.queries import LogRow

#: (kind of act, kind of post) -> what the log says. Full sentences, so that they can be translated.
_DONE = {
    ("remove_post", "question"): _l("Removed a question"),
    ("remove_post", "answer"): _l("Removed an answer"),
    ("remove_post", "reply"): _l("Removed a reply"),
    ("hide_post", "question"): _l("Hid a question until a decision"),
    ("hide_post", "answer"): _l("Hid an answer until a decision"),
    ("hide_post", "reply"): _l("Hid a reply until a decision"),
    ("restore_post", "question"): _l("Put a question back"),
    ("restore_post", "answer"): _l("Put an answer back"),
    ("restore_post", "reply"): _l("Put a reply back"),
    ("edit_post", "question"): _l("Edited a question"),
    ("edit_post", "answer"): _l("Edited an answer"),
    ("edit_post", "reply"): _l("Edited a reply"),
    ("lock_question", "question"): _l("Locked a question"),
    ("unlock_question", "question"): _l("Unlocked a question"),
    ("close_question", "question"): _l("Closed a question"),
    ("reopen_question", "question"): _l("Opened a question again"),
    ("merge_question", "question"): _l("Merged a question into another one"),
    ("unmerge_question", "question"): _l("Took a merge of a question back"),
    ("retag_question", "question"): _l("Changed the topics of a question"),
    ("move_post", "question"): _l("Moved a post within its thread"),
    ("move_post", "answer"): _l("Moved a post within its thread, among the answers"),
    ("move_post", "reply"): _l("Moved a post within its thread, among the replies"),
    ("set_remark", "question"): _l("Put a remark above a question"),
    ("set_remark", "answer"): _l("Put a remark above an answer"),
    ("set_remark", "reply"): _l("Put a remark above a reply"),
    ("clear_remark", "question"): _l("Took a remark above a question away"),
    ("clear_remark", "answer"): _l("Took a remark above an answer away"),
    ("clear_remark", "reply"): _l("Took a remark above a reply away"),
}
_UNSAFE = {
    "question": _l("Removed a question as unsafe"),
    "answer": _l("Removed an answer as unsafe"),
    "reply": _l("Removed a reply as unsafe"),
}
#: What the filter of the log offers.
KINDS = {
    "remove_post": _l("Removed"),
    "hide_post": _l("Hidden until a decision"),
    "restore_post": _l("Put back"),
    "edit_post": _l("Edited"),
    "lock_question": _l("Locked"),
    "unlock_question": _l("Unlocked"),
    "close_question": _l("Closed"),
    "reopen_question": _l("Opened again"),
    "merge_question": _l("Merged"),
    "unmerge_question": _l("Merge taken back"),
    "retag_question": _l("Topics changed"),
    "move_post": _l("Moved"),
    "set_remark": _l("Remark put"),
    "clear_remark": _l("Remark taken away"),
}


def log_words(row: LogRow) -> str:
    """What was done, in one line."""
    return str(_UNSAFE[row.post_kind] if row.is_unsafe else _DONE[row.kind, row.post_kind])


def reason_words(row: LogRow) -> str:
    """Why, in prepared words only; "" where the log gives no reason."""
    if row.kind == "remove_post":
        if row.sentence is not None:
            return row.sentence
        found = all_reasons().unsafe.get(row.reason or "")
        return found.reason if found else str(_("For a reason of its own, told to its author."))
    if row.kind == "hide_post" and row.by_rule:
        return str(_("Reports of members weighed enough."))
    return ""


def since_words(row: LogRow) -> list[str]:
    """What became of it."""
    lines = []
    if row.appeal == "upheld":
        lines.append(_("Its author appealed. Another moderator decided that it stands."))
    if row.put_back_on is not None:
        day = format_date(row.put_back_on, "d MMMM yyyy")
        lines.append(
            _("Put back on %(day)s, after an appeal.", day=day)
            if row.appeal == "overturned"
            else _("Put back on %(day)s.", day=day)
        )
    elif row.appeal == "overturned":
        lines.append(_("Taken back after an appeal."))
    if row.undone_on is not None:
        lines.append(_("Undone on %(day)s.", day=format_date(row.undone_on, "d MMMM yyyy")))
    return [str(line) for line in lines]


def day_words(day: date) -> str:
    """A day whose month is said above: "23 Nov"."""
    return str(format_date(day, "d MMM"))


def month_words(month: Month) -> str:
    """A month as people write it: "November 2026"."""
    return str(format_date(month.start, "MMMM yyyy"))


def is_few(figure: Figure, value: float | None) -> bool:
    """Whether a number could point at somebody, and is not said."""
    return figure.about_people and value is not None and value < FEW


def figure_words(figure: Figure, value: float | None) -> str:
    """A number as pages show it."""
    if value is None:
        return "–"
    if is_few(figure, value):
        return str(_("fewer than %(few)s", few=FEW))
    return span_words(value) if figure.unit == SECONDS else str(int(value))


def span_words(seconds: float | None) -> str:
    """A span of time by its two largest parts, such as "1 hr, 20 min"; "–" for none."""
    if seconds is None:
        return "–"
    locale = get_locale()
    minutes = round(seconds / 60)
    if minutes < 1:
        return str(_("under a minute") if seconds >= 1 else _("at once"))
    hours, days = minutes // 60, minutes // 1440
    if days >= 10:
        parts = [(days, "day")]
    elif days:
        parts = [(days, "day"), (hours % 24, "hour")]
    elif hours:
        parts = [(hours, "hour"), (minutes % 60, "minute")]
    else:
        parts = [(minutes, "minute")]
    words = [
        format_unit(number, f"duration-{unit}", length="short", locale=locale)
        for number, unit in parts
        if number
    ]
    return format_list(words, style="unit-short", locale=locale)


def share_words(part: float | None, whole: float | None) -> str:
    """A share in whole percent; "–" where there are too few to say."""
    if part is None or whole is None or whole < LEAST_FOR_SHARE:
        return "–"
    return str(_("%(num)s %%", num=round(100 * part / whole)))


def outcome_share(counts: Any) -> str:
    """The share of judged reports that were right: agreed of agreed and disagreed."""
    judged = counts.get("agreed", 0) + counts.get("disagreed", 0)
    return share_words(counts.get("agreed", 0), judged)
