"""What the tests of articles share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.articles import services
from app.articles.models import Article
from app.core.db import transaction

FILE = """+++
title = "Twitching eyelids"
slug = "eyelids"
summary = "Why eyelids flutter, and what may calm them down."
written = 2026-11-23
review_due = 2029-11-01
pinned = true

[[sources]]
publisher = "NHS"
title = "Twitching eyes and muscles"
+++

## What it is {#what-it-is}

A small flutter of the lid that comes and goes by itself. It is common when people are tired.

::: not-urgent See a doctor if:
- it lasts for over 2 weeks
:::
"""


def imported(text: str = FILE) -> services.Imported:
    with transaction():
        return services.import_article(text)


def draft_of(article: Article, **changes: Any) -> services.Draft:
    """The article as an editor would find it, with changes."""
    draft = services.Draft(
        title=article.title,
        summary=article.summary,
        body=article.body,
        about=article.about,
        sources=article.sources,
        review_due_on=article.review_due_on,
        reviewed_on=article.reviewed_on,
        reviewer=article.reviewer,
    )
    return replace(draft, **changes)


@pytest.fixture
def article(request: pytest.FixtureRequest) -> Article:
    """An article that came from a file."""
    request.getfixturevalue("sqlite_app" if "sqlite_app" in request.fixturenames else "app")
    return imported().article
