"""Words that are out of view stay there, on every address of the site.

Each text has a marker word of its own. Every GET route is asked with every number of the scene in
its braces, as a page and as the script's fragment, and what comes back is searched for markers:
body, headers, and the mails of the worker. An author finds their own words; nobody else does.
"""

from __future__ import annotations

import itertools
import re
from datetime import timedelta

import pytest

from app.accounts.models import Member
from app.core import clock
from app.core.db import db, transaction
from app.core.outbox import deliver_due
from app.forum import services as forum
from app.forum.models import Post, Question
from app.moderation import services as moderation
from app.moderation.models import Case
from app.web.review import unread
from tests.mailbox import Mailbox

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."
#: What a page may be asked beside its path.
QUERIES = {
    "pages.search": ("q=flutterby", "q=flutterby&page=2"),
    "forum.similar_questions": ("title=has+anybody+else+felt+this+flutterby",),
}
#: Texts in braces of a path, by their converter; numbers are all numbers of the scene.
WORDS = ("x", "eyelid", "muscle-twitching", "stop-medicine")


#: Above every number of the scene.
HIGHEST = 45


class Scene:
    """Asha asks and Ben writes, in every state; Rita reports; Nadia asks behind a mask."""

    def __init__(self, make):
        with transaction(), unread():
            self.asha, self.ben, self.meg = (make.member(name) for name in ("Asha", "Ben", "Meg"))
            self.rita, self.nadia = make.member("Ritareporter"), make.member("Nadiamasked")
            self.mona, self.ada = make.moderator(), make.administrator()
            self.question = make.question(self.asha)
            self.texts: dict[str, Post] = {}
            for state in ("held", "hidden", "removed", "unsafe", "withdrawn"):
                self._write(make, state)
            redacted = make.answer(self.ben, self.question, "Ask Redactedword about the flutterby.")
            masked = make.question(
                self.nadia, "A flutterby that I ask maskedtitleword about", is_anonymous=True
            )
            make.reply(self.nadia, masked, "It is maskedreplyword me again, who asked.")
        with transaction():
            for marker, post in self.texts.items():
                self._settle(marker, post)
            moderation.report_post(self.rita, self.question, kind="other", text="reportword")
            moderation.redact_post(self.mona, redacted, words=["Redactedword"])
            case = db.session.query(Case).filter_by(post_id=self.question.id).one()
            moderation.note_case(self.mona, case, text="casenoteword")
            moderation.note_member(self.mona, self.ben, text="membernoteword")

    def _write(self, make, state):
        asked = make.question(
            self.asha,
            f"Has anybody else felt this {state}titleword flutterby?",
            body=f"It flickers {state}questionword all day long, a flutterby.",
        )
        answer = make.answer(self.ben, self.question, f"Mine was {state}answerword, a flutterby.")
        reply = make.reply(self.ben, self.question, f"Yes, {state}replyword, a flutterby.")
        make.reply(
            self.asha,
            self.question,
            f"> Mine was {state}answerword, a flutterby.\n> — [Ben](/a/{answer.id})\n\nReally?",
        )
        self.texts |= {
            f"{state}titleword": asked,
            f"{state}questionword": asked,
            f"{state}answerword": answer,
            f"{state}replyword": reply,
        }

    def _settle(self, marker, post):
        post = db.session.get(Post, post.id)
        if post.status != "visible":
            return  # a question has two markers
        if marker.startswith("held"):
            forum.set_status(post, "held")
        elif marker.startswith("withdrawn"):
            forum.withdraw_post(db.session.get(Member, post.author_id), post)
        elif marker.startswith("hidden"):
            moderation.hide_post(self.mona, post)
        elif marker.startswith("removed"):
            moderation.remove_post(self.mona, post, reason="It is not about health.")
        else:
            moderation.remove_post(
                self.mona, post, reason="It told people to stop.",
                category="stop_change_medicine", safer_note=NOTE,
            )  # fmt: skip

    def forbidden(self, person) -> set[str]:
        """The markers that this person must not meet."""
        staff = person is not None and person.role != "member"
        own = person.id if person is not None else 0
        words = {"Redactedword"} if person is None or person.role != "administrator" else set()
        if not staff:
            words |= {marker for marker, post in self.texts.items() if post.author_id != own}
            words |= {"reportword", "casenoteword", "membernoteword"}
        return words


def _addresses(app) -> list[str]:
    """Every GET route with every filling of its braces."""
    assert set(QUERIES) <= {rule.endpoint for rule in app.url_map.iter_rules()}
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        values = [
            range(1, HIGHEST) if part.startswith("<int:") else WORDS
            for part in re.findall(r"<[^>]+>", rule.rule)
        ]
        if len(values) > 1:  # the words after a number are only for the eye
            values = [values[0], *(one if isinstance(one, range) else ("x",) for one in values[1:])]
        for filling in itertools.product(*values):
            parts = iter(filling)
            path = re.sub(r"<[^>]+>", lambda _, parts=parts: str(next(parts)), rule.rule)
            found.append(path)
            found.extend(f"{path}?{query}" for query in QUERIES.get(rule.endpoint, ()))
    kinds = ("question", "answer", "reply")
    found.extend(f"/report?post={kind}-{n}" for kind in kinds for n in range(1, HIGHEST))
    return found


@pytest.fixture
def app(sqlite_app):
    """Pages: the engine plays no part."""
    return sqlite_app


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", ["visitor", "meg", "asha", "ben", "mona"])
def test_no_address_shows_words_that_are_out_of_view(app, make, browse, who):
    scene = Scene(make)
    person = None if who == "visitor" else getattr(scene, who)
    browser, forbidden = browse(person), scene.forbidden(person)
    addresses = [*_addresses(app), *(row.path for row in db.session.query(Question))]
    assert db.session.query(Post).order_by(Post.id.desc()).first().id < HIGHEST
    leaks, met = set(), set()
    for path in addresses:
        for headers in ({}, {"X-Fragment": "1"}):
            answer = browser.get(path, headers=headers)
            seen = f"{answer.headers}{answer.get_data(as_text=True)}"
            met |= {word for word in scene.texts if word in seen}
            leaks |= {(path, word) for word in forbidden if word in seen}
            if ("maskedtitleword" in seen or "maskedreplyword" in seen) and "Nadiamasked" in seen:
                leaks.add((path, "the masked asker's name"))
            if who != "mona" and "Ritareporter" in seen and not path.startswith("/users"):
                leaks.add((path, "the reporter's name"))
            if answer.status_code == 404 or who not in ("visitor", "meg"):
                break  # a fragment shows a part of what its page shows to the same person
    assert leaks == set()
    # The search itself works: who may read the words has come across them.
    assert met == (set(scene.texts) if who == "mona" else met - forbidden)
    assert met or who in ("visitor", "meg")


def test_no_mail_carries_words_of_posts(app, make):
    mailbox = Mailbox(app)
    scene = Scene(make)
    markers = [*scene.texts, "Redactedword", "reportword", "noteword", "Ritareporter"]
    with clock.at(clock.now() + timedelta(hours=3)):
        while deliver_due():
            pass
        mails = [str(mail) for mail in mailbox.collect() if mail["To"] != scene.rita.email]
    assert mails
    assert [word for word in markers for mail in mails if word in mail] == []
