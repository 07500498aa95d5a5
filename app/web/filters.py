"""What templates need to show times, counts and text."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask
from flask_babel import format_date, format_datetime, format_timedelta, gettext
from markupsafe import Markup

from app.core.clock import now
from app.core.text import excerpt

#: Relative words ("3 days ago") only within the first week (design, section 5).
RELATIVE_FOR = timedelta(days=7)


def ago(moment: datetime, *, only_words: bool = False) -> str | Markup:
    """When something happened: relative words in the first week, then the date.

    Returns a `<time>` element with the full date for machines and as its title, or the words alone.
    """
    age = max(now() - moment, timedelta(0))  # a clock set back must not show "in 5 minutes"
    if age < timedelta(minutes=1):
        words = gettext("just now")
    elif age < RELATIVE_FOR:
        words = gettext("%(time)s ago", time=format_timedelta(age, granularity="minute"))
    else:
        words = format_date(moment, "d MMMM yyyy" if moment.year != now().year else "d MMMM")
    if only_words:
        return str(words)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.strftime("%Y-%m-%dT%H:%MZ"), format_datetime(moment, "d MMMM yyyy, HH:mm"), words
    )


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
