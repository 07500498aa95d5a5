"""Content in bulk: varied words, skewed numbers, written row by row past the services.

Paragraphs are rendered once and put together, which gives the same HTML as rendering each post.
Counters are made from the same numbers as the rows; `flask forum check` proves that they agree.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from slugify import slugify
from sqlalchemy import Insert, func, insert, select, text

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import Base, db, transaction
from app.core.text import RENDERER, Rendered, render_markdown
from app.forum.models import Post, Question, QuestionTag, Revision, Tag
from app.ops import phrases
from app.votes.models import Vote

#: Rows a statement; more gains nothing and holds more memory.
CHUNK = 2_000
#: The bulk forum is so many days old.
DAYS = 700

Progress = Callable[[int], Any]


@dataclass(frozen=True)
class Size:
    """How many of each to write."""

    questions: int
    answers: int
    replies: int
    members: int

    @property
    def total(self) -> int:
        """All rows that the progress counts."""
        return self.questions + self.answers + self.replies + self.members


def generate(size: Size, *, seed: int, progress: Progress = lambda _: None) -> None:
    """Write so much content. The same seed gives the same words and numbers."""
    with transaction():
        _Writer(size, seed, progress).write()


class _Writer:
    def __init__(self, size: Size, seed: int, progress: Progress) -> None:
        self.size, self.progress = size, progress
        self.dice = random.Random(seed)  # noqa: S311 (variety, not secrecy)
        self.now = now()
        self.paragraphs = [(p, render_markdown(p)) for p in phrases.paragraphs(self.dice, 600)]
        self.remarks = [(p, render_markdown(p)) for p in phrases.remarks(self.dice, 300)]
        self.next_post = _newest(Post.id) + 1
        self.next_member = _newest(Member.id) + 1

    def write(self) -> None:
        self.members = range(self.next_member, self.next_member + self.size.members)
        self._insert(Member, self._member_rows())
        self.tags = self._tags()
        first = self.next_post
        self.questions = range(first, first + self.size.questions)
        # A few questions have very many answers, a quarter have none: like real forums.
        self.answers_of = self._share(self.size.answers, self.questions)
        self.answers = range(self.questions.stop, self.questions.stop + self.size.answers)
        self.question_of = dict(zip(self.answers, self.answers_of.elements(), strict=True))
        self.replies = range(self.answers.stop, self.answers.stop + self.size.replies)
        roots = [*self.questions[:: max(1, len(self.questions) // 50 or 1)], *self.answers]
        self.replies_of = self._share(self.size.replies, roots or self.questions)
        self.root_of = dict(zip(self.replies, self.replies_of.elements(), strict=True))
        self.votes = self._vote_counts()
        self._insert(Post, self._post_rows())
        self._insert(Question, self._question_rows())
        self._insert(QuestionTag, self._question_tag_rows(), counted=False)
        self._insert(Revision, self._revision_rows(), counted=False)
        self._insert(Vote, self._vote_rows(), counted=False)
        self._count_tags()
        self._move_sequences()

    def _share(self, amount: int, among: Sequence[int]) -> Counter[int]:
        """Deal `amount` out unevenly: weights fall off, a quarter get nothing."""
        if not among or not amount:
            return Counter()
        takers = [one for one in among if self.dice.random() > 0.25] or list(among)
        weights = [1 / (1 + place) ** 0.6 for place in range(len(takers))]
        self.dice.shuffle(takers)
        return Counter(self.dice.choices(takers, weights, k=amount))

    def _member_rows(self) -> Iterator[dict[str, Any]]:
        for number in self.members:
            name = f"{phrases.name(self.dice)} {number}"
            address = f"member{number}@example.org"
            yield {
                "id": number, "name": name, "name_key": name.casefold().replace(" ", ""),
                "email": address, "email_key": address, "role": "member", "about": "",
                "created_at": self.now - timedelta(days=DAYS + 1), "session_epoch": 1,
                "email_confirmed_at": self.now - timedelta(days=DAYS), "suspension_reason": "",
                "theme": "auto", "has_single_keys": False, "wants_mail": True,
                "unread_notice_count": 0,
            }  # fmt: skip

    def _tags(self) -> list[int]:
        known = {tag.name: tag.id for tag in db.session.scalars(select(Tag))}
        for name in phrases.TAGS:
            if name not in known:
                tag = Tag(name=name)
                db.session.add(tag)
                db.session.flush()
                known[name] = tag.id
        return [known[name] for name in phrases.TAGS]

    def _moment(self, number: int) -> datetime:
        """Posts are as old as their ids: the newest were written just now."""
        total = max(1, self.size.questions + self.size.answers + self.size.replies)
        age = DAYS * (1 - (number - self.questions.start) / total)
        return self.now - timedelta(days=age, seconds=self.dice.random())

    def _post_rows(self) -> Iterator[dict[str, Any]]:
        paths: dict[int, tuple[str, int, int]] = {}
        for number in self.questions:
            yield self._post(number, "question", self._words(2, 5))
        for number, question in self.question_of.items():
            yield self._post(
                number, "answer", self._words(1, 4), question_id=question, parent_id=question,
                answer_kind=self.dice.choice(("experience", "information", "care", None)),
            )  # fmt: skip
        previous: int | None = None
        for number, root in self.root_of.items():
            parent, path, depth = root, "", 0
            if previous is not None and self.root_of[previous] == root and self.dice.random() < 0.5:
                path, depth, _ = paths[previous]
                parent = previous
            paths[number] = (f"{path}{number:010d}", depth + 1, root)
            previous = number
            yield self._post(
                number, "reply", self.dice.choice(self.remarks),
                question_id=self.question_of.get(root, root), parent_id=parent, root_id=root,
                path=paths[number][0], depth=depth + 1,
            )  # fmt: skip

    def _words(self, low: int, high: int) -> tuple[str, Rendered]:
        chosen = self.dice.choices(self.paragraphs, k=self.dice.randint(low, high))
        html = "\n".join(rendered.html for _, rendered in chosen)
        plain = "\n".join(rendered.text for _, rendered in chosen)
        return "\n\n".join(source for source, _ in chosen), Rendered(html, plain)

    def _post(
        self, number: int, kind: str, words: tuple[str, Rendered], **values: Any
    ) -> dict[str, Any]:
        up, down = self.votes.get(number, (0, 0))
        return {
            "id": number, "kind": kind, "author_id": self.dice.choice(self.members),
            "is_anonymous": False, "question_id": None, "parent_id": None, "root_id": None,
            "depth": 0, "path": "", "status": "visible", "body": words[0],
            "body_html": words[1].html, "body_text": words[1].text, "renderer": RENDERER,
            "answer_kind": None, "source_url": None, "score": up - down, "up_count": up,
            "down_count": down, "reply_count": self.replies_of.get(number, 0),
            "revision_count": 1, "created_at": self._moment(number), **values,
        }  # fmt: skip

    def _question_rows(self) -> Iterator[dict[str, Any]]:
        comments = Counter(self.question_of.get(root, root) for root in self.root_of.values())
        last: dict[int, int] = {}
        for number, question in self.question_of.items():
            last[question] = number
        for number in self.questions:
            title = phrases.title(self.dice)
            notes = self.dice.random() < 0.6
            yield {
                "post_id": number, "title": title, "slug": slugify(title, max_length=80),
                "accepted_answer_id": last.get(number) if self.dice.random() < 0.4 else None,
                "answer_count": self.answers_of.get(number, 0),
                "comment_count": comments.get(number, 0), "content_version": 1,
                "last_activity_at": self._moment(last.get(number, number)),
                "noticed": self.dice.choice(phrases.NOTICED) if notes else None,
                "duration": self.dice.choice(phrases.DURATIONS) if notes else None,
                "frequency": "many_a_day" if notes else None, "places": None,
                "same_muscle": self.dice.choice(("yes", "no", "not_sure")) if notes else None,
            }  # fmt: skip

    def _question_tag_rows(self) -> Iterator[dict[str, Any]]:
        weights = [1 / (1 + place) for place in range(len(self.tags))]
        for number in self.questions:
            chosen = dict.fromkeys(self.dice.choices(self.tags, weights, k=self.dice.randint(1, 3)))
            for position, tag in enumerate(chosen):
                yield {"question_id": number, "tag_id": tag, "position": position}

    def _revision_rows(self) -> Iterator[dict[str, Any]]:
        """The first revision of each post, so that every history begins."""
        posts = db.session.execute(
            select(Post.id, Post.author_id, Post.body, Post.created_at, Question.title)
            .outerjoin(Question, Question.post_id == Post.id)
            .where(Post.id >= self.questions.start)
            .execution_options(yield_per=CHUNK)
        )
        for post in posts:
            yield {
                "post_id": post.id, "number": 1, "editor_id": post.author_id, "title": post.title,
                "body": post.body, "reason": "", "created_at": post.created_at,
            }  # fmt: skip

    def _vote_counts(self) -> dict[int, tuple[int, int]]:
        most = max(0, min(40, len(self.members) - 1))
        counts: dict[int, tuple[int, int]] = {}
        for number in (*self.questions, *self.answers):
            if self.dice.random() < 0.35:
                up = min(most, int(self.dice.paretovariate(1.2)))
                down = min(most - up, 1 if self.dice.random() < 0.2 else 0)
                counts[number] = (up, down)
        return counts

    def _vote_rows(self) -> Iterator[dict[str, Any]]:
        authors = dict(
            db.session.execute(
                select(Post.id, Post.author_id).where(Post.id >= self.questions.start)
            ).all()
        )
        for number, (up, down) in self.votes.items():
            voters = self.dice.sample(self.members, up + down + 1)
            voters = [voter for voter in voters if voter != authors[number]][: up + down]
            for place, voter in enumerate(voters):
                yield {
                    "post_id": number, "member_id": voter, "value": 1 if place < up else -1,
                    "created_at": self.now,
                }  # fmt: skip

    def _insert(
        self, table: type[Base], rows: Iterator[dict[str, Any]], *, counted: bool = True
    ) -> None:
        statement: Insert = insert(table)
        rows = iter(rows)
        while chunk := list(islice(rows, CHUNK)):
            db.session.connection().execute(statement, chunk)
            if counted and table is not Question:
                self.progress(len(chunk))

    def _count_tags(self) -> None:
        from app.forum.services.counters import recount_these_tags

        recount_these_tags(self.tags)

    def _move_sequences(self) -> None:
        """PostgreSQL gives out ids by itself; tell it which are taken."""
        if db.engine.dialect.name != "postgresql":
            return
        for table in ("members", "posts"):
            db.session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608
                    f" (SELECT max(id) FROM {table}))"
                )
            )


def _newest(column: Any) -> int:
    return db.session.scalar(select(func.coalesce(func.max(column), 0))) or 0
