"""What templates need to show times, counts and text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import Flask
from flask_babel import format_date, format_datetime, format_timedelta, gettext
from markupsafe import Markup

from app.core.clock import now
from app.core.text import excerpt
from app.web.language import language

#: Relative words ("3 days ago") only within the first week (design, section 5).
RELATIVE_FOR = timedelta(days=7)


def ago(moment: datetime, *, only_words: bool = False) -> str | Markup:
    """When something happened: relative words in the first week, then the date.

    Returns a `<time>` element with the full date for machines and as its title, or the words alone.
    """
    # To the minute nothing changes in what is said, so the same words serve many posts and pages.
    age = max(now() - moment, timedelta(0))  # a clock set back must not show "in 5 minutes"
    minutes = int(age.total_seconds() // 60) if age < RELATIVE_FOR else None
    stamp = moment.replace(second=0, microsecond=0)
    words, element = _time(language().code, stamp, minutes, moment.year == now().year)
    return words if only_words else element


@lru_cache(maxsize=4096)
def _time(
    code: str, moment: datetime, minutes: int | None, is_this_year: bool
) -> tuple[str, Markup]:
    """The words and the `<time>` element; `code` is the language they are in."""
    if minutes is None:
        words = format_date(moment, "d MMMM" if is_this_year else "d MMMM yyyy")
    elif minutes < 1:
        words = gettext("just now")
    else:
        time = format_timedelta(timedelta(minutes=minutes), granularity="minute")
        words = gettext("%(time)s ago", time=time)
    full = format_datetime(moment, "d MMMM yyyy, HH:mm")
    element = Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.strftime("%Y-%m-%dT%H:%MZ"), full, words
    )
    return str(words), element


def day(moment: date | datetime) -> Markup:
    """A full date, such as "12 May 2026"."""
    return Markup('<time datetime="{}">{}</time>').format(
        moment.strftime("%Y-%m-%d"), format_date(moment, "d MMMM yyyy")
    )


def tint(member_id: int) -> str:
    """Which of the five tints a member's letter stands on: m1 to m5."""
    return f"m{member_id % 5 + 1}"


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(ago=ago, day=day, excerpt=excerpt, tint=tint)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
