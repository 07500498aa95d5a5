"""The words moderators see for recalls. Small counts could point at somebody and are not said."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.recall.limits import FEW
from app.recall.models import Recall
from app.recall.queries import Audience

URGENCY_WORDS = {
    "act_now": _l("Everyone who saw it, at once"),
    "important": _l("Everyone who saw it, at the full hour"),
    "correction": _l("The asker and those who took part"),
    "none": _l("Nobody"),
}


def count_words(count: int) -> str:
    """A count, or "fewer than 5"."""
    return str(_("fewer than %(few)s", few=FEW)) if count < FEW else str(count)


def tell_words(audience: Audience) -> str:
    """The words beside the checkbox: "Tell the 38 members who saw it"."""
    if audience.everybody < FEW:
        return str(_("Tell the members who saw it (fewer than %(few)s)", few=FEW))
    return str(
        ngettext(
            "Tell the %(num)s member who saw it",
            "Tell the %(num)s members who saw it",
            audience.everybody,
        )
    )


def state_words(recall: Recall, told: int) -> Any:
    """How far a recall has got."""
    if recall.reversed_at is not None:
        return _("Told, and told that it is back") if told else _("Called off in time")
    if recall.restored_at is not None:
        return _("Put back; those who were told hear of it") if told else _("Called off in time")
    return _("Told") if recall.sent_at is not None else _("Planned")
