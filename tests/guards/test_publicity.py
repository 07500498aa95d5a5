"""Every kind of act is published or kept back on purpose, and every figure has its meaning."""

from __future__ import annotations

from app.forum.models.posts import KINDS as POST_KINDS
from app.moderation.models import ACT_KINDS
from app.moderation.publicity import CONFIDENTIAL, COUNTED, LOGGED, PRIVATE
from app.safety.categories import categories
from app.transparency.counting.acts import KINDS as COUNTED_KINDS
from app.transparency.definitions import ACT_LABELS
from app.transparency.words import _DONE, KINDS


def test_every_kind_of_act_is_logged_counted_or_private():
    listed = [*LOGGED, *COUNTED, *PRIVATE]
    assert sorted(listed) == sorted(ACT_KINDS), "add new kinds to app/moderation/publicity.py"


def test_every_line_of_the_policy_has_its_sentence():
    for sentence in [*LOGGED.values(), *COUNTED.values(), *PRIVATE.values()]:
        assert str(sentence).endswith(".")


def test_personal_data_and_self_harm_stay_out_of_the_log():
    assert {"personal_data", "self_harm_ed"} <= set(CONFIDENTIAL) <= set(categories())


def test_every_published_kind_has_words_for_the_log_and_for_figures():
    assert set(KINDS) == set(LOGGED)
    assert set(ACT_LABELS) == set(COUNTED_KINDS)
    for kind in LOGGED:
        posts = ("question",) if kind.endswith("_question") else POST_KINDS
        assert {(kind, post) for post in posts} <= set(_DONE)


def test_nothing_about_single_members_is_logged():
    assert not [kind for kind in LOGGED if "member" in kind or "profile" in kind]
