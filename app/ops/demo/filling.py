"""Lets the acts of the demonstration happen."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from app.accounts.models import Member
from app.articles.models import Article
from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.outbox import OutboxEntry
from app.forum import services as forum
from app.forum.models import Post
from app.forum.notes import Notes
from app.notifications.models import Notice
from app.ops.demo import content
from app.ops.demo.acts import Act
from app.ops.demo.moderating import Moderating
from app.votes import services as votes
from app.votes.models import Vote
from app.web.review import unread

#: One password for the three accounts that are printed; the demonstration holds nobody's data.
PASSWORD = "a calm demonstration"  # noqa: S105
SHOWN = (("member", "Marguerite"), ("moderator", "Mona H"), ("administrator", "Helene"))
#: How many of the newest first posts still wait for a look.
FIRST_POSTS_WAITING = 3
#: How many acts go into one transaction.
BATCH = 250

Say = Callable[[str], Any]


def fill_if_empty(say: Say) -> None:
    """Fill a database without members; does nothing on any other."""
    with transaction():
        if db.session.scalar(select(func.count()).select_from(Member)):
            return
    say("Filling the demonstration ...")
    _Filling().run()


def say_accounts(say: Say) -> None:
    """Print whom to sign in as."""
    say("  Sign in with one of these:")
    for role, name in SHOWN:
        say(f"    {role:<14} {name:<12} password: {PASSWORD}")
    say("")


class _Filling(Moderating):
    def __init__(self) -> None:
        self.today = now()
        self.dice = random.Random(7)  # noqa: S311 (variety, not secrecy)
        self.members: dict[str, int] = {}
        self.posts: dict[str, int] = {}
        self.looked_at: list[str] = []

    def run(self) -> None:
        from app.accounts import services as accounts

        password_hash = accounts.hash_password(PASSWORD)
        with transaction():
            self._members(password_hash)
        acts = content.acts(self.today)
        self.looked_at = _first_posts(acts)[:-FIRST_POSTS_WAITING]
        for start in range(0, len(acts), BATCH):
            with transaction(), unread():
                for act in acts[start : start + BATCH]:
                    with at(act.at):
                        getattr(self, f"_{act.kind}")(act)
        with transaction():
            self._settle()
            self._count_months()

    def _members(self, password_hash: str) -> None:
        from app.accounts import services as accounts

        shown = {name for _, name in SHOWN}
        for entry in content.members():
            joined = self.today - timedelta(days=float(entry["joined_days_ago"]))
            address = f"{entry['name'].replace(' ', '.').lower()}@example.org"
            member = Member(
                name=entry["name"],
                name_key=accounts.fold_name(entry["name"]),
                email=address,
                email_key=address,
                about=entry.get("about", ""),
                role=entry["role"],
                created_at=joined,
                email_confirmed_at=joined,
                password_hash=password_hash if entry["name"] in shown else None,
            )
            db.session.add(member)
            db.session.flush()
            self.members[member.name] = member.id

    def _question(self, act: Act) -> None:
        data = act.data
        article = None
        if "from_article" in data:
            article = db.session.scalar(select(Article.id).where(Article.is_pinned))
        post = forum.post_question(
            self._actor(act),
            title=data["title"],
            body=data.get("before", data["details"]).strip(),
            tags=data["tags"],
            key=f"demo {act.key}",
            is_anonymous=data.get("anonymous", False),
            notes=Notes(**data.get("notes", {})),
            article_id=article,
            article_section=data.get("from_article") if article else None,
        )
        self._made(act, post, data.get("votes", 0))

    def _answer(self, act: Act) -> None:
        data = act.data
        post = forum.post_answer(
            self._actor(act),
            self._post_at(act.on),
            body=data.get("before", data["text"]).strip(),
            key=f"demo {act.key}",
            answer_kind=data.get("kind"),
        )
        self._made(act, post, data.get("votes", 0))

    def _reply(self, act: Act) -> None:
        parent = self._post_at(act.on)
        post = forum.post_reply(
            self._actor(act), parent, body=act.data["text"].strip(), key=f"demo {act.key}"
        )
        self._made(act, post, act.data.get("votes", 0))

    def _made(self, act: Act, post: Post, score: int) -> None:
        self.posts[act.key] = post.id
        self._votes(post, score)
        if act.key in self.looked_at:
            self._look_at(post)

    def _votes(self, post: Post, score: int) -> None:
        """Let other members vote until the post has the wished score."""
        others = [number for number in self.members.values() if number != post.author_id]
        value = 1 if score >= 0 else -1
        against = 1 if abs(score) > 6 and post.kind != "reply" else 0
        for place, number in enumerate(self.dice.sample(others, abs(score) + 2 * against)):
            choice = -value if place < against else value
            db.session.add(Vote(post_id=post.id, member_id=number, value=choice, created_at=now()))
        votes.recount_votes(post)

    def _edit(self, act: Act) -> None:
        post = self._post_at(act.on)
        forum.edit_post(
            self._actor(act),
            post,
            body=act.data.get("details", act.data.get("text", "")).strip(),
            reason=act.data["edited"],
            revision=post.revision_count,
            tags=act.data.get("tags"),
            answer_kind=act.data.get("kind"),
        )

    def _acceptance(self, act: Act) -> None:
        forum.accept_answer(self._actor(act), self._post_at(act.on))

    def _settle(self) -> None:
        """Old news has been read, and nobody in the demonstration has a mailbox."""
        week_ago = self.today - timedelta(days=7)
        db.session.execute(delete(OutboxEntry))
        db.session.execute(
            update(Notice).where(Notice.created_at < week_ago).values(read_at=self.today)
        )
        unread = (
            select(func.count())
            .where(Notice.member_id == Member.id, Notice.read_at.is_(None))
            .scalar_subquery()
        )
        db.session.execute(update(Member).values(unread_notice_count=unread))


def _first_posts(acts: list[Act]) -> list[str]:
    """The key of each author's first post, oldest first."""
    first: dict[str, str] = {}
    for act in acts:
        if act.kind in ("question", "answer", "reply"):
            first.setdefault(act.by, act.key)
    return list(first.values())
