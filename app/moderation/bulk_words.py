"""What the desk says about one's own last click, which may have decided many cases."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.moderation.models import ModerationAction
from app.moderation.words import done_words


def last_words(last: Any, what: str) -> str:
    """The status line after one's own last click, which may have decided many cases."""
    if last.count == 1:
        words = done_words(last.act, what)
        return f"{words} {_('Its author is warned.')}" if last.is_warning else words
    return f"{bulk_words(last.act, last.count)}."


def bulk_words(act: ModerationAction, count: int) -> str:
    """What happened to many cases at once."""
    if act.reverts_id:
        words = ngettext("Undone for %(num)s case", "Undone for %(num)s cases", count)
    elif act.kind == "keep_post":
        words = ngettext("%(num)s case kept", "%(num)s cases kept", count)
    elif act.kind == "hide_post":
        words = ngettext("%(num)s post hidden", "%(num)s posts hidden", count)
    else:
        words = ngettext("%(num)s post removed", "%(num)s posts removed", count)
    return str(words)


def left_words(sentences: list[str]) -> str:
    """How many cases of many were left alone, and why; each reason once."""
    count = len(sentences)
    words = ngettext("%(num)s left as it is", "%(num)s left as they are", count)
    return f"{words}: {' '.join(dict.fromkeys(sentences))}"
