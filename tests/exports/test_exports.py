"""The file in which members take everything with them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.db import db, transaction
from app.exports.chapters import CHAPTERS
from app.forum import services as forum
from app.moderation import services as moderation
from app.recall.models import Exposure
from app.votes import services as votes
from tests.guards.test_query_counts import statements

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."


@pytest.fixture
def cast(make):
    """Ben answers, votes, reports, is read about and decided about; Asha and Mona stand beside."""
    asha, ben, mona = make.member("Asha"), make.member("Ben"), make.moderator("Mona")
    question = make.question(asha, "Has anybody else felt this small flutter?")
    make.answer(ben, question, "Had exactly this.\nIt went after a month.")
    unsafe = make.answer(ben, question, "Words that had to go.")
    other = make.answer(asha, question, "Another's words altogether.")
    with transaction():
        votes.cast_vote(ben, other, 1)
        moderation.report_post(ben, other, kind="spam", text="It sells something.")
        moderation.note_member(mona, ben, text="A secret of the staff.")
        act = moderation.remove_post(
            mona, unsafe, category="stop_change_medicine", reason="It told people to stop.",
            safer_note=NOTE,
        )  # fmt: skip
        moderation.file_appeal(ben, act.id, reason="It only told what I did.")
        draft = forum.start_draft(ben, kind="question", browser=None)
        forum.save_draft(draft, title="A half question", body="Begun <b>only</b>.")
        seen = now() - timedelta(days=1)
        db.session.add(
            Exposure(member_id=ben.id, post_id=other.id, first_seen_at=seen, last_seen_at=seen)
        )
    return ben, asha, mona, other


def export(browse, who):
    answer = browse(who).post("/settings/export")
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    return answer, json.loads(files["data.json"]), files["read-me.html"]


def test_file_holds_what_is_theirs(app, cast, browse):
    ben, _, _, other = cast
    _, data, page = export(browse, ben)
    assert data["account"][0]["name"] == "Ben"
    assert [row["text"] for row in data["posts"]] == [
        "Had exactly this.\nIt went after a month.",
        "Words that had to go.",
    ]
    assert data["posts"][1]["status"] == "removed"
    assert data["votes"][0]["value"] == 1
    assert data["reports"][0]["text"] == "It sells something."
    assert data["drafts"][0]["title"] == "A half question"
    assert data["opened"][0]["post"] == other.id
    [decision] = data["decisions"]
    assert (decision["act"], decision["reason"]) == ("remove_post", "It told people to stop.")
    assert decision["appeal"]["text"] == "It only told what I did."
    assert "Had exactly this.<br>It went after a month." in page
    assert "Begun &lt;b&gt;only&lt;/b&gt;." in page


def test_file_holds_nothing_of_others(app, cast, browse):
    ben, _, _, _ = cast
    answer, data, page = export(browse, ben)
    whole = json.dumps(data) + page
    for words in ("Asha", "Mona", "Another's words", "A secret of the staff", "password", "$"):
        assert words not in whole
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].endswith('.zip"')


def test_suspended_member_gets_the_file(app, cast, browse):
    ben, _, mona, _ = cast
    with transaction():
        moderation.suspend_member(mona, ben, right="everything", days=7, reason="He shouted.")
    _, data, _ = export(browse, ben)
    assert data["account"][0]["suspension_reason"] == "He shouted."


def test_member_without_anything_gets_a_file_that_says_so(sqlite_app, make, browse):
    _, data, page = export(browse, make.member("Zoe"))
    assert data["posts"] == []
    assert "Nothing." in page


def test_page_says_what_the_file_holds(sqlite_app, make, browse):
    page = browse(make.member()).get("/settings/export").text
    assert "Every version that you wrote" in page
    assert "Download my file" in page


def test_file_costs_the_same_queries_at_any_size(app, cast, browse, make):
    ben, asha, _, _ = cast
    with statements() as few:
        export(browse, ben)
    question = make.question(asha)
    for _ in range(30):
        make.answer(ben, question)
    with statements() as many:
        export(browse, ben)
    assert len(few) == len(many) <= len(CHAPTERS) + 3
