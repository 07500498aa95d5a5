"""What a warning of an unsafe post says: what it claimed, why that is not safe, what to do now.

The claim, the reason and the help are fixed lines of the category (app/safety/data/categories.toml,
not yet reviewed by a clinician): never a quote, an amount or a method.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from app.notifications.queries import NoticeRow
from app.safety.categories import categories

#: With the day of the first view, and with the title of the question or without.
_READ_ON = {
    "question": _l("On %(day)s you read a question here."),
    "answer": _l("On %(day)s you read an answer under “%(title)s”."),
    "reply": _l("On %(day)s you read a reply under “%(title)s”."),
}
_READ_ON_UNNAMED = {
    "question": _l("On %(day)s you read a question here."),
    "answer": _l("On %(day)s you read an answer here."),
    "reply": _l("On %(day)s you read a reply here."),
}
_MAY_HAVE_READ = {
    "question": _l("You may have read a question here."),
    "answer": _l("You may have read an answer under “%(title)s”."),
    "reply": _l("You may have read a reply under “%(title)s”."),
}
_MAY_HAVE_READ_UNNAMED = {
    "question": _l("You may have read a question here."),
    "answer": _l("You may have read an answer here."),
    "reply": _l("You may have read a reply here."),
}
_WHY_YOU = {
    "asker": _l("You get this because you asked the question."),
    "engaged": _l("You get this because you replied to it, quoted it or found it helpful."),
    "delivered": _l("You get this because we had told you about it."),
    "viewed": _l("You get this because you opened that page while signed in."),
}


@dataclass(frozen=True)
class Warned:
    """The sentences of one warning, in the order of the page."""

    what: str
    claim: str
    why: str
    now: str
    why_you: str


def warning(row: NoticeRow) -> Warned | None:
    """The words of a warning for the member it belongs to; None if its category is gone."""
    details: dict[str, Any] = row.notice.details
    category = categories().get(details.get("category", ""))
    if category is None or row.post is None:
        return None
    return Warned(
        what=_what(row, details.get("seen_on", "")),
        claim=category.claim,
        why=category.reason,
        now=category.now,
        why_you=str(_WHY_YOU.get(details.get("ring", ""), _WHY_YOU["viewed"])),
    )


def _what(row: NoticeRow, seen_on: str) -> str:
    assert row.post is not None, "the caller looked"
    kind, title = row.post.kind, row.title if row.is_thread_visible else None
    if seen_on:
        day = date.fromisoformat(seen_on)
        # The year is said only where it would be missed.
        form = "d MMMM" if day.year == row.notice.created_at.year else "d MMMM yyyy"
        words = _READ_ON if title else _READ_ON_UNNAMED
        what = str(words[kind]) % {"day": format_date(day, form), "title": title}
    else:
        words = _MAY_HAVE_READ if title else _MAY_HAVE_READ_UNNAMED
        what = str(words[kind]) % {"title": title}
    # A title mostly ends with a question mark, and that ends the sentence.
    return what.removesuffix(".") if title and title[-1] in ".?!" and kind != "question" else what
