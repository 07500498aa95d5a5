"""The public log: what stands in it, when, and what never does."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from app.core import clock
from app.core.clock import now
from app.core.errors import NotFound
from app.moderation import services as moderation
from app.transparency import queries
from app.transparency.words import log_words, reason_words, since_words
from tests.transparency.conftest import LATER, OCTOBER, SOON, on

ATOM = "{http://www.w3.org/2005/Atom}"


def rows(**filters):
    with clock.at(LATER):
        return list(queries.list_log(None, **filters).items)


def lines():
    return [(row.kind, row.day.day) for row in rows()]


def test_it_says_what_was_done_to_which_kind_of_post_and_why(app, scene):
    scene.remove(on(6), scene.answer(on(5)))
    (row,) = rows()
    assert (row.kind, row.post_kind, row.reason, row.by_rule) == (
        "remove_post", "answer", "dosing", False,
    )  # fmt: skip
    assert log_words(row) == "Removed an answer as unsafe"
    assert reason_words(row) == "It gave an amount of a medicine to take."
    assert since_words(row) == []


def test_act_appears_after_two_minutes(app, scene):
    scene.remove(on(6), scene.answer(on(5)))
    with clock.at(on(6) + SOON):
        assert not queries.list_log(None).items
    with clock.at(on(6) + 2 * SOON):
        assert len(queries.list_log(None).items) == 1


def test_act_that_is_undone_early_never_appears_nor_does_its_undoing(app, scene):
    scene.undo(on(6) + SOON, scene.remove(on(6), scene.answer(on(5))))
    assert rows() == []


def test_act_that_is_undone_later_stays_and_says_so(app, scene):
    scene.undo(on(7), scene.do("hide", on(6), scene.answer(on(5))))
    (row,) = rows()
    assert row.undone_on == on(7).date()
    assert since_words(row) == ["Undone on 7 October 2026."]


def test_removal_says_that_it_was_overturned(app, scene):
    scene.appeal(on(7), on(9), scene.remove(on(6), scene.answer(on(5))), "overturned")
    put_back, removal = rows()
    assert put_back.kind == "restore_post"
    assert since_words(removal) == ["Put back on 9 October 2026, after an appeal."]
    assert removal.notice_id is None


def test_removal_says_that_it_was_upheld(app, scene):
    post = scene.answer(on(5))
    scene.appeal(on(7), on(9), scene.remove(on(6), post), "upheld")
    (removal,) = rows()
    assert since_words(removal) == [
        "Its author appealed. Another moderator decided that it stands."
    ]
    assert removal.notice_id == post.id


@pytest.mark.parametrize("category", ["personal_data", "self_harm_ed"])
def test_confidential_categories_never_appear(app, scene, category):
    scene.remove(on(6), scene.answer(on(5)), category=category)
    assert rows() == []


def test_post_that_nobody_saw_leaves_no_row(app, scene):
    post = scene.answer(on(5))
    with scene.at(on(5)):
        from app.forum import services as forum

        forum.set_status(post, "held")
        from app.moderation.models import ModerationAction

        held = ModerationAction(
            kind="hold_post", rule="safety-check", post_id=post.id,
            before={"status": None}, after={"status": "held"}, created_at=on(5),
        )  # fmt: skip
        from app.core.db import db

        db.session.add(held)
    scene.remove(on(6), post)
    assert rows() == []
    figures = scene.count()
    assert (figures["unsafe.removed"], figures["unsafe.unseen"]) == (0, 1)


def test_words_that_a_moderator_wrote_are_not_repeated(app, scene):
    scene.remove(on(6), scene.answer(on(5)), category=None, reason="Ben is at it again, see 12.")
    (row,) = rows()
    assert row.reason is None
    assert reason_words(row) == "For a reason of its own, told to its author."


def test_acts_about_members_and_desk_work_never_appear(app, scene):
    post = scene.answer(on(5))
    with scene.at(on(6)):
        moderation.warn_member(scene.mona, scene.ben, text="Please leave amounts out of answers.")
        moderation.suspend_member(scene.mona, scene.meg, reason="It goes on.", days=3)
        moderation.note_member(scene.mona, scene.ben, text="Looks tired of it all.")
        moderation.flag_post(post, rule="safety-check", kind="other")
    scene.do("keep", on(7), post)
    assert rows() == []


def test_filters_by_kind_and_month(app, scene):
    scene.do("hide", on(30, month=9), scene.answer(on(29, month=9)))
    scene.remove(on(1, 0, 0), scene.answer(on(30, month=9)))
    scene.do("hide", on(31, 23, 59), scene.answer(on(5)))
    scene.do("hide", on(1, 0, 0, month=11), scene.answer(on(5)))
    assert lines() == [("hide_post", 1), ("hide_post", 31), ("remove_post", 1), ("hide_post", 30)]
    assert len(rows(month=OCTOBER)) == 2
    assert len(rows(kind="hide_post")) == 3
    assert len(rows(kind="hide_post", month=OCTOBER)) == 1
    with pytest.raises(NotFound):
        rows(kind="warn_member")


def test_pages_follow_each_other_without_gaps(app, scene):
    for minute in (1, 2, 2, 3, 3):
        scene.do("hide", on(6, 12, minute), scene.answer(on(5)))
    seen, cursor = [], None
    with clock.at(LATER):
        while True:
            page = queries.list_log(None, cursor=cursor, size=2)
            seen += [row.act_id for row in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == [row.act_id for row in queries.list_log(None).items]
    assert len(seen) == len(set(seen)) == 5


# -------------------------------------------------------------------------------------- the feed


def entries(browse):
    response = browse().get("/transparency/log/feed.atom")
    assert response.mimetype == "application/atom+xml"
    root = ET.fromstring(response.data)
    for name in ("id", "title", "updated"):
        assert root.findtext(f"{ATOM}{name}")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    return root.findall(f"{ATOM}entry")


def test_feed_is_valid_and_names_rows_without_the_ids_of_acts(sqlite_app, scene, browse):
    for minute in range(3):
        scene.do("hide", on(6, 12, minute), scene.answer(on(5)))
    scene.remove(on(7), scene.answer(on(5)))
    found = entries(browse)
    names = [one.findtext(f"{ATOM}id").rpartition(":")[2] for one in found]
    assert names == [
        "moderation-log-2026-10-07-1",
        "moderation-log-2026-10-06-3",
        "moderation-log-2026-10-06-2",
        "moderation-log-2026-10-06-1",
    ]
    for one in found:
        for name in ("title", "updated", "published", "content", "author"):
            assert one.find(f"{ATOM}{name}") is not None
    assert found[0].findtext(f"{ATOM}updated") == "2026-10-07T00:00:00Z"


def test_entry_of_the_feed_changes_when_its_act_is_undone(sqlite_app, scene, browse):
    act = scene.do("hide", on(6), scene.answer(on(5)))
    scene.undo(on(9), act)
    (entry,) = entries(browse)
    assert entry.findtext(f"{ATOM}updated") == "2026-10-09T00:00:00Z"
    assert entry.findtext(f"{ATOM}published") == "2026-10-06T00:00:00Z"
    assert "Undone on 9 October 2026." in entry.findtext(f"{ATOM}content")


def test_empty_feed_is_a_feed(sqlite_app, browse):
    assert entries(browse) == []


# ---------------------------------------------------------------------------------- nothing leaks

#: What stands in names, posts, reports, notes and reasons of this test, and must not get out.
CANARY = "quokka"


def test_nothing_confidential_is_on_any_public_page(sqlite_app, make, browse):
    """Everything a moderator can do, with a canary in every field that people fill in."""
    from app.accounts.models import Member
    from app.core.db import db, transaction
    from app.forum.models import Question
    from app.transparency import services as transparency
    from app.transparency.periods import Month
    from tests.transparency.conftest import Scene

    scene = Scene(make, browse)
    posts = [scene.answer(on(5), body=f"Mine went away, said the {CANARY}.") for _ in range(8)]
    first, second, third, fourth, fifth, sixth, seventh, eighth = posts
    for post in posts[:4]:
        scene.report(on(6), post, kind="abuse", text=f"A {CANARY} wrote it.")
    scene.appeal(on(8), on(9), scene.remove(on(7), first), "overturned")
    scene.remove(on(7), second, category=None, reason=f"It named a {CANARY}.")
    scene.remove(on(7), third, category="personal_data")
    scene.do("hide", on(7), fourth, reason=f"A {CANARY} again.")
    scene.do("keep", on(8), fifth, reason=f"it is about a {CANARY}")
    scene.undo(on(9), scene.do("hide", on(8), sixth, reason=f"{CANARY}s"))
    scene.remove(on(7), seventh, category="self_harm_ed")
    with scene.at(on(10)):
        act = moderation.warn_member(scene.mona, scene.ben, text=f"No more {CANARY}s, please.")
        moderation.withdraw_warning(scene.mona, act, reason=f"It was no {CANARY}.")
        moderation.suspend_member(scene.mona, scene.meg, reason=f"Too many {CANARY}s.", days=3)
        moderation.note_member(scene.mona, scene.vera, text=f"Knows the {CANARY}.")
        moderation.redact_post(scene.mona, eighth, words=[CANARY], reason=f"The {CANARY} lives.")
        for member in db.session.query(Member):
            member.name = f"{member.name} {CANARY}"
        for question in db.session.query(Question):
            question.title = f"{CANARY}? {question.title}"
    with transaction():
        for month in (OCTOBER, Month.of(now())):
            transparency.store_month(month)
    paths = [
        "/transparency",
        "/transparency/2026-10",
        "/transparency/2026-10/figures.json",
        "/transparency/2026-10/figures.csv",
        "/transparency/log",
        "/transparency/log?act=remove_post&month=2026-10",
        "/transparency/log/feed.atom",
    ]
    for path in paths:
        for member in (None, scene.asha):
            text = browse(member).get(path).text
            main = text.partition("<main")[2] or text  # the head holds the reader's own name
            assert CANARY not in main.lower(), path


def test_small_numbers_about_people_are_not_said_anywhere(sqlite_app, scene, browse):
    from app.core.db import transaction
    from app.transparency import services as transparency

    post = scene.answer(on(5))
    scene.see(on(5, 13), post, scene.meg, scene.vera)
    scene.remove(on(6), post)
    with clock.at(LATER), transaction():
        row = transparency.store_month(OCTOBER)
    assert row.figures["readers.total"] == 2
    body = browse().get("/transparency/2026-10/figures.json").json
    entry = next(one for one in body["figures"] if one["name"] == "readers.total")
    assert (entry["value"], entry["fewer_than"]) == (None, 5)
    table = browse().get("/transparency/2026-10/figures.csv").text
    assert "2026-10,readers.total,,5,count," in table
    page = browse().get("/transparency/2026-10").text
    assert page.count("fewer than 5") > 4


def test_many_are_said(sqlite_app, scene, browse):
    from app.core.db import transaction
    from app.transparency import services as transparency

    post = scene.answer(on(5))
    scene.see(on(5, 13), post, *(scene.make.member() for _ in range(7)))
    scene.remove(on(6), post)
    with clock.at(on(6) + timedelta(days=60)), transaction():
        transparency.store_month(OCTOBER)
    body = browse().get("/transparency/2026-10/figures.json").json
    values = {one["name"]: one["value"] for one in body["figures"]}
    assert values["readers.total"] == 7
    assert body["is_final"] is True
