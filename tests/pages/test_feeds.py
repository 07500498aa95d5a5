"""Feeds hold what a visitor may read, and tell when something was removed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.core.db import transaction
from app.forum import services as forum
from app.moderation import services as moderation
from app.pages.feeds import ATOM, DELETED

NAMES = {"a": ATOM, "at": DELETED}


def read(browse, path):
    answer = browse().get(path)
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data)


def test_newest_feed_has_what_the_standard_asks_for(sqlite_app, make, browse):
    question = make.question(make.member("Asha"), "Has anybody felt <this> & that?")
    feed = read(browse, "/feed.atom")
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"a:{name}", namespaces=NAMES)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)}
    assert links["self"].endswith("/feed.atom")
    assert links["alternate"].endswith("/questions")
    entry = feed.find("a:entry", NAMES)
    assert entry.findtext("a:title", namespaces=NAMES) == "Has anybody felt <this> & that?"
    assert entry.findtext("a:id", namespaces=NAMES).endswith(f":post-{question.id}")
    assert entry.findtext("a:author/a:name", namespaces=NAMES) == "Asha"
    assert entry.findtext("a:content", namespaces=NAMES).startswith("<p>")


def test_feed_keeps_the_mask_and_leaves_out_what_is_not_in_view(sqlite_app, make, browse):
    asha = make.member("Asha")
    make.question(asha, "May I ask this without my name?", is_anonymous=True)
    gone = make.question(asha, "A question that was taken back again?")
    with transaction():
        forum.withdraw_post(asha, gone)
    text = browse().get("/feed.atom").text
    assert "Anonymous asker" in text
    assert "Asha" not in text
    assert "/users/" not in text
    assert "taken back again" not in text


def test_question_feed_buries_a_removed_answer_with_its_safer_note(sqlite_app, make, browse):
    question = make.question(make.member("Asha"))
    kept, unsafe = (
        make.answer(make.member(name), question, text)
        for name, text in (("Ben", "I rang the pharmacist."), ("Cleo", "Just leave them off."))
    )
    note = "Do not stop or change a prescribed medicine without asking first."
    mona = make.moderator()
    with transaction():
        moderation.remove_post(
            mona, unsafe, category="stop_change_medicine", reason="Unsafe.", safer_note=note
        )
    feed = read(browse, f"/questions/{question.id}/feed.atom")
    ids = [entry.findtext("a:id", namespaces=NAMES) for entry in feed.findall("a:entry", NAMES)]
    assert [one.rsplit("-", 1)[1] for one in ids] == [str(question.id), str(kept.id)]
    buried = feed.find("at:deleted-entry", NAMES)
    assert buried.get("ref").endswith(f":post-{unsafe.id}")
    assert buried.findtext("at:comment", namespaces=NAMES) == note
    assert "leave them off" not in ET.tostring(feed, encoding="unicode")


def test_tag_feed_holds_its_questions_alone(sqlite_app, make, browse):
    asha = make.member("Asha")
    make.question(asha, "A question about the calf?", tags=["calf"])
    make.question(asha, "A question about the eyelid?", tags=["eyelid"])
    titles = [e.text for e in read(browse, "/tags/calf/feed.atom").findall("*/a:title", NAMES)]
    assert titles == ["A question about the calf?"]
    assert browse().get("/tags/nothing/feed.atom").status_code == 404


def test_empty_feed_is_the_same_each_time(sqlite_app, browse):
    assert browse().get("/feed.atom").data == browse().get("/feed.atom").data
