"""Members' pages show what is public, and nothing that was asked anonymously."""

from __future__ import annotations

from app.core.clock import now
from app.core.db import transaction
from app.forum import services as forum
from app.pages import queries

ASKED = "Has anybody else felt this flutter?"
MASKED = "May I ask this without my name, please?"


def test_profile_lists_public_posts(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben", about="I run.\nI worry.")
    make.answer(ben, make.question(asha, ASKED))
    page = browse().get(f"/users/{ben.id}/ben").text
    assert "I run." in page
    assert ASKED in page
    assert "Answered" in page
    assert "noindex" not in page
    assert '"@type": "ProfilePage"' in page


def test_profile_never_lists_anonymous_posts_even_to_their_author(sqlite_app, make, browse):
    asha = make.member("Asha")
    make.question(asha, MASKED, is_anonymous=True)
    for person in (None, asha, make.moderator()):
        page = browse(person).get(f"/users/{asha.id}/asha").text
        assert MASKED not in page
        assert "Nothing in public yet." in page


def test_profile_without_a_visible_post_is_not_for_search_engines(sqlite_app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha)
    with transaction():
        forum.withdraw_post(asha, question)
    assert 'content="noindex"' in browse().get(f"/users/{asha.id}/asha").text


def test_wrong_or_missing_name_leads_to_the_right_address(sqlite_app, make, browse):
    asha = make.member("Asha Ó Briain")
    right = f"/users/{asha.id}/asha-o-briain"
    for wrong in (f"/users/{asha.id}", f"/users/{asha.id}/somebody-else"):
        answer = browse().get(wrong)
        assert (answer.status_code, answer.location) == (301, right)
    assert browse().get(right).status_code == 200


def test_erased_or_unknown_members_are_not_found(sqlite_app, make, browse):
    gone = make.member("Asha", erased_at=now())
    for member_id in (gone.id, 999, 2**70):
        assert browse().get(f"/users/{member_id}/asha").status_code == 404


def test_members_page_lists_only_who_writes_under_their_name(app, make):
    asha, ben, cleo = make.member("Asha"), make.member("Ben"), make.member("Cleo")
    make.member("Noise")
    question = make.question(asha, is_anonymous=True)
    make.answer(ben, question)
    reply = make.question(cleo)
    with transaction():
        forum.withdraw_post(cleo, reply)
    assert [member.name for member in queries.members_who_write(None).items] == ["Ben"]


def test_members_page_goes_on_where_it_stopped(app, make, monkeypatch):
    monkeypatch.setattr(queries, "MEMBERS_PAGE", 2)
    with transaction():
        for name in ("Asha", "Ben", "Cleo"):
            make.question(make.member(name))
    first = queries.members_who_write(None)
    second = queries.members_who_write(None, cursor=first.next_cursor)
    assert [member.name for member in (*first.items, *second.items)] == ["Cleo", "Ben", "Asha"]
    assert second.next_cursor is None
