"""The page that removes what a member wrote lately, in a browser without JavaScript."""

from __future__ import annotations

import html

import pytest

from app.core.db import db
from app.forum.models import Post


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


def page(response):
    return html.unescape(response.get_data(as_text=True))


def path(scene, member=None):
    return f"/moderation/users/{(member or scene.ben).id}/removal"


def of_ben(scene):
    return db.session.query(Post).filter_by(author_id=scene.ben.id).all()


def test_the_file_leads_to_a_list_of_what_would_go(app, scene, browse):
    browser = browse(scene.mona)
    assert path(scene) in page(browser.get(f"/moderation/users/{scene.ben.id}"))
    text = page(browser.get(f"{path(scene)}?since=168"))
    assert "2 posts in the last 7 days" in text
    assert "Just stop the tablets" in text
    assert text.count('name="posts"') == 2
    assert "Anonymous questions are not among them" in text


def test_a_list_without_posts_says_so(app, scene, browse):
    text = page(browse(scene.mona).get(path(scene, scene.meg)))
    assert "Nothing to remove" in text
    assert 'name="posts"' not in text


def test_unknown_span_is_a_day(app, scene, browse):
    assert "in the last 24 hours" in page(browse(scene.mona).get(f"{path(scene)}?since=-1"))


def test_without_a_reason_nothing_goes_and_the_ticks_are_kept(app, scene, browse):
    data = {"posts": [scene.answer.id], "since": "720"}
    response = browse(scene.mona).post(path(scene), data=data)
    text = page(response)
    assert response.status_code == 422
    assert "<title>Error:" in text
    assert "Choose a reason." in text
    assert "in the last 30 days" in text
    assert f'value="{scene.answer.id}" checked' in text
    assert text.count('name="posts"') == 2
    assert text.count(" checked") == 1
    assert {post.status for post in of_ben(scene)} == {"visible"}


@pytest.mark.parametrize("posts", [[], ["x"], ["9" * 30]])
def test_nothing_ticked_is_said(app, scene, browse, posts):
    response = browse(scene.mona).post(path(scene), data={"choice": "spam", "posts": posts})
    assert response.status_code == 422
    assert "Tick the posts first." in page(response)


def test_posts_that_are_gone_are_said_to_be(app, scene, browse):
    response = browse(scene.mona).post(path(scene), data={"choice": "spam", "posts": ["999999"]})
    assert response.status_code == 409
    assert "gone already" in page(response)


def test_ticked_posts_go_and_undo_brings_them_back(app, scene, browse):
    browser, posts = browse(scene.mona), [post.id for post in of_ben(scene)]
    sent = browser.post(path(scene), data={"choice": "spam", "posts": posts})
    assert sent.location == f"/moderation/users/{scene.ben.id}"
    text = page(browser.get(sent.location))
    assert "2 posts removed." in text
    assert {post.status for post in of_ben(scene)} == {"removed"}
    undo = text.split('action="/moderation/actions/')[1].split('"')[0]
    undone = browser.post(f"/moderation/actions/{undo}", data={"undo": "1"})
    assert undone.location == "/moderation/queue"
    db.session.expire_all()
    assert {post.status for post in of_ben(scene)} == {"visible"}


def test_ones_own_rank_has_no_such_link_and_no_such_page(app, scene, browse):
    browser = browse(scene.mona)
    assert path(scene, scene.dele) not in page(browser.get(f"/moderation/users/{scene.dele.id}"))
    assert browser.get(path(scene, scene.dele)).status_code == 403
