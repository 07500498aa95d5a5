"""What authors read about a post fits wherever it stands: held, queued or removed."""

from __future__ import annotations

import re

import pytest

from app.core.db import transaction
from app.moderation import services as moderation
from app.safety.categories import categories
from tests.moderation.test_holding import CLEAN, HELD, edit, fresh

#: The same words stand above a held post and on the page of a removal, so they name neither.
_STATE = re.compile(r"\b(removed|remove it|held|hidden|deleted|not visible|go back|put back)\b")
BODIES = {
    "question": "What would you do in my place, has anybody had it?",
    "answer": HELD,
    "reply": HELD,
}


@pytest.mark.parametrize("code", categories())
def test_words_for_the_author_name_no_state_of_the_post(code):
    words = categories()[code].author
    assert not _STATE.search(words.lower())
    assert words.endswith(".")
    assert words[0].isupper()


def _post(make, kind, author, question, body):
    if kind == "question":
        return make.question(author, BODIES["question"], body=body)
    return getattr(make, kind)(author, question, body)


@pytest.mark.parametrize("kind", ["question", "answer", "reply"])
def test_author_reads_the_kind_of_sentence_held_rewritten_and_removed(
    sqlite_app, make, browse, kind
):
    asha, ben, mona = make.member("Asha"), make.member("Ben"), make.moderator()
    post = _post(make, kind, ben, make.question(asha), HELD)
    repair = categories()["stop_change_medicine"].author
    page = browse(ben).get(post.permalink, follow_redirects=True).text
    assert f"Your {kind} is not visible yet." in page
    assert repair in page
    edit(ben, post, f"{HELD} I mean it.", **({"title": BODIES[kind]} if kind == "question" else {}))
    page = browse(ben).get(post.permalink, follow_redirects=True).text
    assert f"Readers do not see your {kind} at the moment." in page
    assert repair in page
    with transaction():
        act = moderation.remove_post(mona, fresh(post), reason="It told people to stop.")
    page = browse(ben).get(f"/actions/{act.id}").text
    assert f"We removed your {kind}" in page


@pytest.mark.parametrize("kind", ["question", "answer", "reply"])
def test_edit_that_is_held_says_that_readers_do_not_see_it(sqlite_app, make, browse, kind):
    asha, ben = make.member("Asha"), make.member("Ben")
    post = _post(make, kind, ben, make.question(asha), CLEAN)
    edit(ben, post, HELD, **({"title": BODIES[kind]} if kind == "question" else {}))
    page = browse(ben).get(post.permalink, follow_redirects=True).text
    assert f"Readers do not see your {kind} at the moment." in page
    assert "Rewrite it" in page
