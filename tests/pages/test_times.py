"""How times are said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.core.clock import now
from app.web.filters import ago


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-30), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1, seconds=1), "1 minute ago"),
        (timedelta(hours=3, minutes=2), "3 hours ago"),
        (timedelta(days=5), "5 days ago"),
    ],
)
def test_the_first_week_is_told_in_relative_words(
    sqlite_app: Flask, age: timedelta, words: str
) -> None:
    assert ago(now() - age, only_words=True) == words


def test_after_a_week_the_date_is_told(sqlite_app: Flask) -> None:
    moment = now().replace(year=2024, month=5, day=12)

    assert ago(moment, only_words=True) == "12 May 2024"


def test_the_same_moment_is_told_differently_as_time_goes_on(sqlite_app: Flask) -> None:
    moment = now() - timedelta(minutes=1, seconds=1)

    assert ago(moment, only_words=True) == "1 minute ago"
    assert ago(moment - timedelta(minutes=1), only_words=True) == "2 minutes ago"


def test_a_time_element_carries_the_full_date(sqlite_app: Flask) -> None:
    moment = now().replace(year=2024, month=5, day=12, hour=9, minute=5)

    assert str(ago(moment)) == (
        '<time datetime="2024-05-12T09:05Z" title="12 May 2024, 09:05">12 May 2024</time>'
    )
