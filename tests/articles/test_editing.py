"""Moderators edit articles on the site; every version is kept."""

from __future__ import annotations

from datetime import date

import pytest

from app.articles import queries, services
from app.articles.events import ArticleEdited
from app.core import events
from app.core.db import transaction
from app.core.errors import Conflict, Invalid, Refused
from tests.articles.conftest import draft_of

BETTER = "Twitching eyelids, explained"


def edit(actor, article, *, revision=1, reason="A clearer title.", **changes):
    with transaction():
        return services.edit_article(
            actor, article, draft_of(article, **changes), reason=reason, revision=revision
        )


def test_moderator_edits_an_article_and_the_old_text_stays_in_its_history(app, make, article):
    mona = make.moderator()
    edit(mona, article, title=BETTER)
    assert queries.get_article(None, "eyelids").title == BETTER
    newest, first = queries.revisions(None, article)
    assert (newest.title, newest.editor.name, newest.reason) == (BETTER, "Mona", "A clearer title.")
    assert first.title == "Twitching eyelids"


def test_member_cannot_edit_an_article(app, make, article):
    with pytest.raises(Refused):
        edit(make.member("Ben"), article, title=BETTER)
    assert queries.get_article(None, "eyelids").title == "Twitching eyelids"


def test_second_of_two_editors_is_told_and_overwrites_nothing(app, make, article):
    mona, ada = make.moderator(), make.administrator()
    edit(mona, article, title=BETTER)
    with pytest.raises(Conflict, match="while you were editing"):
        edit(ada, article, title="Something else", revision=1)
    assert queries.get_article(None, "eyelids").title == BETTER


def test_edit_is_recorded_for_other_rooms(app, make, article, monkeypatch):
    heard: list[ArticleEdited] = []
    monkeypatch.setitem(events._listeners, ArticleEdited, [heard.append])
    mona = make.moderator()
    edit(mona, article, title=BETTER)
    assert heard == [ArticleEdited(article.id, mona.id, 2)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "No"}, "title"),
        ({"summary": "Short."}, "summary"),
        ({"body": "Nothing."}, "body"),
        ({"body": "::: warning Stop\n- x\n:::\n" + "Words. " * 30}, "body"),
        ({"reviewer": "Dr Who"}, "reviewer"),
        ({"reviewed_on": date(2026, 11, 23)}, "reviewer"),
        ({"reason": ""}, "reason"),
    ],
)
def test_edit_that_cannot_be_kept_names_its_field(app, make, article, changes, field):
    with pytest.raises(Invalid) as refusal:
        edit(make.moderator(), article, **changes)
    assert refusal.value.field == field
