"""Atom feeds (RFC 4287) of what everybody may read; a removed answer is told as RFC 6721 says.

The ids never change, whatever becomes of titles and addresses. Built from the same rows as the
pages, for a visitor's eyes, so that a mask holds here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from app.forum.models import Post, Question, Tombstone
from app.forum.queries import QuestionRow, Thread
from app.forum.views import AuthorView, author_view
from app.transparency.queries import LogRow
from app.transparency.words import log_words, reason_words, since_words

ATOM = "http://www.w3.org/2005/Atom"
DELETED = "http://purl.org/atompub/tombstones/1.0"
#: When a feed has no entry yet; a moving time would look like news.
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
#: The year in our tag: URIs (RFC 4151): when the name of the site was ours for sure.
TAG_YEAR = 2026

ET.register_namespace("", ATOM)
ET.register_namespace("at", DELETED)


@dataclass(frozen=True)
class Entry:
    """A post in a feed."""

    post: Post
    title: str
    path: str
    author: AuthorView


class Feed:
    """One feed document. name: what its id ends with; path: of the feed; page: what it follows."""

    def __init__(self, base_url: str, *, name: str, title: str, path: str, page: str) -> None:
        self._base = base_url
        self._host = urlsplit(base_url).hostname or ""
        self._root = ET.Element(f"{{{ATOM}}}feed")
        self._root.set("{http://www.w3.org/XML/1998/namespace}base", f"{base_url}/")
        self._add(self._root, "id", self._tag(name))
        self._add(self._root, "title", title)
        self._updated = self._add(self._root, "updated", _stamp(BEGINNING))
        self._newest = BEGINNING
        self._link(self._root, "self", path, "application/atom+xml")
        self._link(self._root, "alternate", page, "text/html")

    def add(self, entry: Entry) -> None:
        """A post that is in view."""
        post, updated = entry.post, entry.post.edited_at or entry.post.created_at
        element = ET.SubElement(self._root, f"{{{ATOM}}}entry")
        self._add(element, "id", self._tag(f"post-{post.id}"))
        self._add(element, "title", entry.title)
        self._add(element, "updated", _stamp(updated))
        self._add(element, "published", _stamp(post.created_at))
        author = ET.SubElement(element, f"{{{ATOM}}}author")
        self._add(author, "name", entry.author.name)
        if entry.author.url:
            self._add(author, "uri", f"{self._base}{entry.author.url}")
        self._link(element, "alternate", entry.path, "text/html")
        self._add(element, "content", post.body_html).set("type", "html")
        self._seen(updated)

    def announce(self, tombstone: Tombstone, title: str) -> None:
        """A safety notice: why something was removed, and the safer note."""
        element = ET.SubElement(self._root, f"{{{ATOM}}}entry")
        self._add(element, "id", self._tag(f"safety-notice-{tombstone.post_id}"))
        self._add(element, "title", title)
        self._add(element, "updated", _stamp(tombstone.removed_at))
        author = ET.SubElement(element, f"{{{ATOM}}}author")
        self._add(author, "name", self._host)
        self._link(element, "alternate", f"/safety-notices/{tombstone.post_id}", "text/html")
        self._add(element, "content", f"{tombstone.reason} {tombstone.safer_note}")
        self._seen(tombstone.removed_at)

    def tell(self, name: str, title: str, content: str, path: str, *, on: date, last: date) -> None:
        """Something the site did. name: what its id ends with; on, last: its day, its last news."""
        element = ET.SubElement(self._root, f"{{{ATOM}}}entry")
        self._add(element, "id", self._tag(name))
        self._add(element, "title", title)
        self._add(element, "updated", _stamp(_midnight(last)))
        self._add(element, "published", _stamp(_midnight(on)))
        author = ET.SubElement(element, f"{{{ATOM}}}author")
        self._add(author, "name", self._host)
        self._link(element, "alternate", path, "text/html")
        self._add(element, "content", content)
        self._seen(_midnight(last))

    def bury(self, post: Post) -> None:
        """A post that was removed: readers' programs are asked to forget it."""
        if post.tombstone is None:
            return
        element = ET.SubElement(self._root, f"{{{DELETED}}}deleted-entry")
        element.set("ref", self._tag(f"post-{post.id}"))
        element.set("when", _stamp(post.tombstone.removed_at))
        if post.tombstone.safer_note:
            ET.SubElement(element, f"{{{DELETED}}}comment").text = post.tombstone.safer_note
        self._seen(post.tombstone.removed_at)

    def to_xml(self) -> bytes:
        """The document."""
        self._updated.text = _stamp(self._newest)
        document: bytes = ET.tostring(self._root, encoding="utf-8", xml_declaration=True)
        return document

    def _seen(self, moment: datetime) -> None:
        self._newest = max(self._newest, moment)

    def _tag(self, name: str) -> str:
        return f"tag:{self._host},{TAG_YEAR}:{name}"

    def _add(self, parent: ET.Element, name: str, text: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
        element.text = text
        return element

    def _link(self, parent: ET.Element, rel: str, path: str, kind: str) -> None:
        link = ET.SubElement(parent, f"{{{ATOM}}}link")
        link.set("rel", rel)
        link.set("type", kind)
        link.set("href", f"{self._base}{path}")


def add_questions(feed: Feed, rows: Sequence[QuestionRow]) -> None:
    """Questions of a list."""
    for row in rows:
        feed.add(_question(row.post, row.question))


def add_thread(feed: Feed, thread: Thread) -> None:
    """A question and its answers; removed answers as such."""
    feed.add(_question(thread.post, thread.question))
    answers = [*([thread.helped] if thread.helped else []), *thread.answers.items]
    for answer in answers:
        if answer.status == "visible":
            author = author_view(answer)
            feed.add(Entry(answer, thread.question.title, answer.permalink, author))
        elif answer.status == "removed":
            feed.bury(answer)


def add_log(feed: Feed, rows: Sequence[LogRow], *, first_number: int) -> None:
    """Rows of the moderation log, newest first. first_number: which of its day the last row is."""
    numbers, number, day = [], first_number - 1, rows[-1].day
    for row in reversed(rows):
        number, day = (number + 1 if row.day == day else 1), row.day
        numbers.append(number)
    for row, number in zip(rows, reversed(numbers), strict=True):
        day, lines = row.day, [reason_words(row), *since_words(row)]
        feed.tell(
            f"moderation-log-{day.isoformat()}-{number}",
            log_words(row),
            " ".join(line for line in lines if line),
            f"/transparency/log?month={day:%Y-%m}",
            on=day,
            last=max(each for each in (day, row.put_back_on, row.undone_on) if each),
        )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _question(post: Post, question: Question) -> Entry:
    return Entry(post, question.title, question.path, author_view(post))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
