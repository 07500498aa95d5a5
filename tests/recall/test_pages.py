"""What members and moderators see of recalls."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from app.core import clock
from app.core.db import db
from app.moderation.models import Case
from app.notifications.models import Notice
from app.recall.models import RecallNotice
from app.recall.words import count_words
from app.safety.categories import categories


def _told(scene, **values):
    cara = scene.make.member("Cara")
    scene.look(cara)
    scene.remove(**values)
    scene.after(minutes=3)
    return cara


def test_warning_stands_first_until_read_and_says_what_to_do(sqlite_app, scene):
    cara = _told(scene)
    words = categories()["stop_change_medicine"]
    browser = scene.browse(cara)
    page = browser.get("/notifications").text
    assert 'class="note recall"' in page[page.index('<ul role="list">\n<li class="note') :][:60]
    for expected in (
        "you read an answer under “Has anybody else felt this small flutter?”",
        words.claim,
        words.reason,
        words.now,
        "because you opened that page while signed in",
    ):
        assert expected in page
    assert "I had it too" not in page
    (number,) = set(re.findall(r"/notifications/(\d+)/read", page))
    answer = browser.post(f"/notifications/{number}/read")
    assert answer.location == f"/safety-notices/{scene.answer.id}"
    assert "note recall" not in browser.get("/notifications").text
    assert db.session.query(RecallNotice).filter_by(member_id=cara.id).one().read_at is not None


def test_day_of_reading_is_the_first_one(sqlite_app, scene):
    cara = scene.make.member("Cara")
    with clock.at(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        scene.recorder.note(cara, [scene.answer])
        scene.recorder.flush()
    scene.remove()
    scene.after(minutes=3)
    assert "On 20 November you read" in scene.browse(cara).get("/notifications").text

    notice = db.session.query(Notice).filter_by(member_id=cara.id, kind="recall").one()
    assert set(notice.details) == {"category", "ring", "seen_on"}


def test_marking_all_as_read_counts_the_warning_as_read(sqlite_app, scene):
    cara = _told(scene)
    browser = scene.browse(cara)
    page = browser.get("/notifications").text
    up_to = re.search(r'name="up_to" value="(\d+)"', page).group(1)
    browser.post("/notifications/read", data={"up_to": up_to})
    assert db.session.query(RecallNotice).filter_by(member_id=cara.id).one().read_at is not None


def test_warning_of_an_older_date_stands_before_newer_news(sqlite_app, scene):
    _told(scene)
    with scene.later(hours=1):
        scene.make.answer(scene.ben, scene.question)
    page = scene.browse(scene.asha).get("/notifications").text
    assert page.index("note recall") < page.index("Ben answered your question")
    newest = re.search(r'name="up_to" value="(\d+)"', page).group(1)
    scene.browse(scene.asha).post("/notifications/read", data={"up_to": newest})
    assert "data-unread" not in scene.browse(scene.asha).get("/notifications").text


def test_mail_says_nothing_but_where_to_read(sqlite_app, scene, mailbox):
    cara = scene.make.member("Cara")
    scene.look(cara)
    mailbox.collect()
    scene.remove()
    with scene.later(minutes=3):
        scene.deliver()
        mails = [mail for mail in mailbox.collect() if mail["To"] == cara.email]
    (mail,) = mails
    assert mail["Subject"] == "Please read: a safety notice"
    link = f"{sqlite_app.config['BASE_URL']}/safety-notices/{scene.answer.id}"
    words = "Please read a safety notice about a page you opened:"
    assert mail.get_content().split() == [*words.split(), link]
    assert mail["List-Unsubscribe"]


def test_member_without_mails_is_told_on_the_site_only(sqlite_app, scene, mailbox):
    cara = scene.make.member("Cara", wants_mail=False)
    scene.look(cara)
    scene.remove()
    with scene.later(minutes=3):
        scene.deliver()
        assert cara.email not in [mail["To"] for mail in mailbox.collect()]
    assert [one for one in scene.notices(cara) if one.warning]


def test_warning_that_was_read_on_the_site_is_not_mailed(sqlite_app, scene, mailbox):
    from app.recall import sending
    from app.recall.models import Recall

    scene.remove()
    mailbox.collect()
    with scene.later(minutes=3):
        sending.send({"recall_id": db.session.query(Recall.id).scalar()})
        notice = db.session.query(RecallNotice).one().notice_id
        scene.browse(scene.asha).post(f"/notifications/{notice}/read")
        scene.deliver()
        assert scene.asha.email not in [mail["To"] for mail in mailbox.collect()]


def test_public_page_shows_a_member_what_they_were_told_and_others_only_the_notice(
    sqlite_app, scene
):
    cara = _told(scene)
    path = f"/safety-notices/{scene.answer.id}"
    assert "What we told you" in scene.browse(cara).get(path).text
    for other in (None, scene.make.member("Noa")):
        page = scene.browse(other).get(path)
        assert page.status_code == 200
        assert "What we told you" not in page.text
        assert "Has anybody else felt" not in page.text


def test_title_of_a_removed_question_is_not_in_its_warning(sqlite_app, scene):
    cara = _told(scene, post=scene.question)
    page = scene.browse(cara).get("/notifications").text
    assert "note recall" in page
    assert "Has anybody else felt" not in page


@pytest.mark.parametrize("code", list(categories()))
def test_every_category_has_a_claim_that_reads_on_after_the_first_sentence(code):
    words = categories()[code]
    assert words.claim.startswith("It ")
    for sentence in (words.claim, words.reason, words.now):
        assert sentence.endswith(".")
        assert not re.search(r"\d", sentence)


def test_moderators_see_counts_and_never_names(sqlite_app, scene):
    for number in range(5):
        scene.look(scene.make.member(f"Reader {number}"))
    scene.remove()
    page = scene.browse(scene.mona).get("/moderation/recalls").text
    assert "Planned" in page
    scene.after(minutes=3)
    page = scene.browse(scene.mona).get("/moderation/recalls").text
    assert re.search(r"<td>6</td><td>fewer than 5</td>", page)
    assert "Reader 1" not in page
    assert "Asha" not in page


def test_small_counts_are_not_said():
    assert [count_words(count) for count in (0, 4, 5)] == ["fewer than 5", "fewer than 5", "5"]


def _case(scene):
    from app.core.db import transaction
    from app.moderation import services as moderation

    with transaction():
        moderation.report_post(scene.asha, scene.answer, kind="unsafe_advice", text="")
    return db.session.query(Case).filter_by(post_id=scene.answer.id).one()


def test_desk_offers_to_tell_those_who_saw_it(sqlite_app, scene):
    for number in range(5):
        scene.look(scene.make.member(f"Reader {number}"))
    case = _case(scene)
    page = scene.browse(scene.mona).get(f"/moderation/queue/{case.id}?act=unsafe").text
    assert "Tell the 6 members who saw it" in page
    assert re.search(r'name="tell"[^>]* checked', page)


@pytest.mark.parametrize(
    ("ticked", "told"), [({"tell": "y"}, {"Asha": "asker"}), ({}, {})], ids=["on", "off"]
)
def test_tick_at_the_desk_decides_whether_they_are_told(sqlite_app, scene, ticked, told):
    case = _case(scene)
    form = {
        "act": "unsafe",
        "category": "dosing",
        "version": case.version,
        "had_tell": "1",
        **ticked,
    }
    answer = scene.browse(scene.mona).post(f"/moderation/queue/{case.id}/decision", data=form)
    assert answer.status_code == 303
    scene.after(minutes=3)
    assert scene.told() == told


def test_feed_of_safety_notices_never_holds_the_words(sqlite_app, scene):
    scene.remove()
    answer = scene.browse().get("/safety-notices/feed.atom")
    root = ET.fromstring(answer.data)
    ns = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = root.findall("a:entry", ns)
    assert entry.find("a:id", ns).text.endswith(f"safety-notice-{scene.answer.id}")
    assert "It told people to stop." in entry.find("a:content", ns).text
    assert "I had it too" not in answer.text
    assert "Ben" not in answer.text
    scene.restore()
    assert "<entry" not in scene.browse().get("/safety-notices/feed.atom").text
