"""What each kind of notice says: on the page and in its mail.

Full sentences for each kind of post, so that translators can turn them. What a warning of an unsafe
post says is in `recall_words.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.forum.views import author_view
from app.notifications import account_words, thread_words
from app.notifications.models import Notice
from app.notifications.queries import NoticeRow
from app.notifications.recall_words import Warned, warning

ICONS = {
    "answer": "reply",
    "reply": "reply",
    "accepted": "ok",
    "edited": "edit",
    "hidden": "clock",
    "removed": "stop",
    "restored": "ok",
    "report_removed": "flag",
    "report_changed": "flag",
    "report_kept": "flag",
    "recall": "stop",
    "recall_back": "ok",
    **thread_words.ICONS,
    **account_words.ICONS,
}

#: (kind, kind of post) -> the headline. `%(name)s` is the author as far as the member may know.
_HEADLINES = {
    ("answer", "answer"): _l("%(name)s answered your question"),
    ("reply", "reply"): _l("%(name)s replied to you"),
    ("accepted", "answer"): _l("Your answer helped the asker"),
    ("edited", "question"): _l("A moderator edited your question"),
    ("edited", "answer"): _l("A moderator edited your answer"),
    ("edited", "reply"): _l("A moderator edited your reply"),
    ("hidden", "question"): _l("A moderator is checking your question"),
    ("hidden", "answer"): _l("A moderator is checking your answer"),
    ("hidden", "reply"): _l("A moderator is checking your reply"),
    ("removed", "question"): _l("We removed your question"),
    ("removed", "answer"): _l("We removed your answer"),
    ("removed", "reply"): _l("We removed your reply"),
    ("restored", "question"): _l("We put your question back"),
    ("restored", "answer"): _l("We put your answer back"),
    ("restored", "reply"): _l("We put your reply back"),
    ("report_removed", "question"): _l("We removed the question that you reported"),
    ("report_removed", "answer"): _l("We removed the answer that you reported"),
    ("report_removed", "reply"): _l("We removed the reply that you reported"),
    ("report_changed", "question"): _l("We changed the question that you reported"),
    ("report_changed", "answer"): _l("We changed the answer that you reported"),
    ("report_changed", "reply"): _l("We changed the reply that you reported"),
    ("report_kept", "question"): _l("We kept the question that you reported"),
    ("report_kept", "answer"): _l("We kept the answer that you reported"),
    ("report_kept", "reply"): _l("We kept the reply that you reported"),
    ("recall", "question"): _l("Please read: a question was removed because it was unsafe"),
    ("recall", "answer"): _l("Please read: an answer was removed because it was unsafe"),
    ("recall", "reply"): _l("Please read: a reply was removed because it was unsafe"),
    ("recall_back", "question"): _l("We put it back: a question that we had warned you about"),
    ("recall_back", "answer"): _l("We put it back: an answer that we had warned you about"),
    ("recall_back", "reply"): _l("We put it back: a reply that we had warned you about"),
    **thread_words.HEADLINES,
}
#: The same for what had waited and was never in view: nothing comes "back".
_VISIBLE_NOW = {
    "question": _l("Your question is visible now"),
    "answer": _l("Your answer is visible now"),
    "reply": _l("Your reply is visible now"),
}
#: When what the notice is about has left the member's view.
_GONE = {
    "answer": _l("An answer to your question is no longer shown"),
    "reply": _l("A reply to you is no longer shown"),
}
_EXPLANATIONS = {
    "hidden": _l("Until then only you and the moderators see it."),
    "removed": _l("Readers see a note in its place."),
    "restored": _l("Everybody can read it again."),
    "recall_back": _l("A moderator looked at it again and decided that it can stay."),
    **thread_words.EXPLANATIONS,
}
_UNSEEN = _l("Nobody but you and the moderators has seen it. Nothing stands in its place.")
_FIRST_SEEN = _l("A moderator looked at it. Everybody can read it.")
#: A page that says more.
_READ_MORE = {
    "hidden": "/help/unsafe-advice",
    "removed": "/help/unsafe-advice",
    "report_kept": "/help/unsafe-advice",
    "recall_back": "/help/unsafe-advice",
    **thread_words.READ_MORE,
}

#: Subjects say nothing about anybody's health, nor who wrote.
_SUBJECTS = {
    "answer": _l("You have an answer"),
    "reply": _l("You have a reply"),
    "accepted": _l("Your answer helped"),
    "edited": _l("A moderator edited a post of yours"),
    "hidden": _l("News about a post of yours"),
    "removed": _l("News about a post of yours"),
    "restored": _l("News about a post of yours"),
    "report_removed": _l("News about your report"),
    "report_changed": _l("News about your report"),
    "report_kept": _l("News about your report"),
    "recall": _l("Please read: a safety notice"),
    "recall_back": _l("News about a safety notice"),
    **thread_words.SUBJECTS,
    **account_words.SUBJECTS,
}


@dataclass(frozen=True)
class NoticeView:
    """One notice as its member reads it.

    title: of the question it is about; None when that is not for the member. path: where it leads.
    reason: a moderator's words. warning: what a warning of an unsafe post says. appeal: the page
    from which one can appeal.
    """

    id: int
    icon: str
    headline: str
    explanation: str
    reason: str
    title: str | None
    path: str | None
    more: str | None
    created_at: Any
    is_unread: bool
    warning: Warned | None = None
    appeal: str | None = None


def notice_view(row: NoticeRow) -> NoticeView:
    """The words of a notice, for the member it belongs to."""
    notice, kind = row.notice, row.notice.kind
    return NoticeView(
        id=notice.id,
        icon=ICONS[kind],
        headline=headline(row),
        explanation=_explanation(notice),
        reason=_reason(notice),
        title=row.title if row.is_thread_visible else None,
        path=row.path,
        more=_READ_MORE.get(kind),
        created_at=notice.created_at,
        is_unread=notice.read_at is None,
        warning=warning(row) if row.is_recall else None,
        appeal=account_words.appeal_path(notice),
    )


def headline(row: NoticeRow) -> str:
    """What happened, in one line. A masked author stays masked."""
    kind = row.notice.kind
    if kind in account_words.HEADLINES:
        return str(account_words.HEADLINES[kind])
    if row.post is None:
        return str(_("This is no longer here"))
    if kind == "recall" and not row.is_recall:
        return str(_("We had warned you about this, and looked at it again"))
    if not row.is_visible and kind in _GONE:
        return str(_GONE[kind])
    if kind == "restored" and row.notice.details.get("first"):
        return str(_VISIBLE_NOW[row.post.kind])
    name = author_view(row.post).name
    return str(_HEADLINES[kind, row.post.kind]) % {"name": name}


def because(reason: str) -> str:
    """Why a report changed nothing, in the words of design 3.4."""
    return str(_("We kept it, because %(reason)s.", reason=reason.rstrip(".")))


def _explanation(notice: Notice) -> str:
    if notice.details.get("unseen"):
        return str(_UNSEEN)
    if notice.details.get("first"):
        return str(_FIRST_SEEN)
    return str(_EXPLANATIONS.get(notice.kind, ""))


def _reason(notice: Notice) -> str:
    given: str = notice.details.get("reason", "")
    is_kept = notice.kind in ("report_kept", "profile_report_kept")
    return because(given) if given and is_kept else given


def subject(kind: str) -> str:
    """The subject of its mail."""
    return str(_SUBJECTS[kind])
