"""What moderators, reporters and readers do in the demonstration."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import at, now
from app.core.db import db
from app.forum.models import Post
from app.moderation import services as moderation
from app.moderation.member_models import Appeal
from app.moderation.prepared import prepared
from app.moderation.second_eyes import last_removal
from app.ops.demo.acts import Act
from app.permissions.roles import MEMBER
from app.recall import services as recall
from app.recall.models import Recall, RecallNotice
from app.transparency import services as transparency
from app.transparency.limits import COUNTED_UNTIL

#: Who looks at first posts.
LOOKING = ("Mona H", "Idris")


class Moderating:
    """The acts of `_Filling` that are about reports, decisions and recalls."""

    today: datetime
    dice: random.Random
    members: dict[str, int]
    posts: dict[str, int]

    def _actor(self, act: Act) -> Member:
        member = db.session.get(Member, self.members[act.by])
        assert member is not None
        return member

    def _post_at(self, key: str) -> Post:
        post = db.session.get(Post, self.posts[key])
        assert post is not None
        return post

    def _look_at(self, post: Post) -> None:
        """A moderator has read a member's first post, and kept it."""
        author = db.session.get(Member, post.author_id)
        moderator = db.session.get(Member, self.members[self.dice.choice(LOOKING)])
        assert author is not None
        assert moderator is not None
        if author.role == MEMBER:
            with at(now() + timedelta(minutes=20)):
                moderation.keep_post(moderator, post)

    def _report(self, act: Act) -> None:
        post = self._post_at(act.on)
        if post.status == "visible":
            moderation.report_post(
                self._actor(act),
                post,
                kind=act.data["kind"],
                text=act.data.get("text", "").strip(),
            )

    def _hiding(self, act: Act) -> None:
        post = self._post_at(act.on)
        if post.status == "visible":  # the reports may have been enough
            moderation.hide_post(self._actor(act), post)

    def _keeping(self, act: Act) -> None:
        moderation.keep_post(self._actor(act), self._post_at(act.on))

    def _profile_report(self, act: Act) -> None:
        member = db.session.get(Member, self.members[act.on])
        assert member is not None
        moderation.report_member(
            self._actor(act), member, kind=act.data["kind"], text=act.data["text"]
        )

    def _locking(self, act: Act) -> None:
        reason = prepared("lock")[act.data["words"]].words
        moderation.lock_question(self._actor(act), self._post_at(act.on), reason=reason)

    def _remark(self, act: Act) -> None:
        text = prepared("remark")[act.data["words"]].words
        moderation.set_remark(self._actor(act), self._post_at(act.on), text=text)

    def _removal(self, act: Act) -> None:
        moderation.remove_post(
            self._actor(act),
            self._post_at(act.on),
            category=act.data.get("category"),
            reason=act.data["reason"],
            safer_note=act.data.get("safer_note", "").strip(),
        )

    def _showing(self, act: Act) -> None:
        """Some members read the post in the minutes that follow."""
        others = [number for name, number in self.members.items() if name != act.by]
        post_id = self.posts[act.on]
        recall.record_exposures(
            {
                (number, post_id): (act.at, act.at)
                for number in self.dice.sample(others, act.data["to"])
            }
        )

    def _telling(self, act: Act) -> None:
        """The worker has told everybody, and some have read it."""
        found = db.session.scalars(select(Recall).where(Recall.post_id == self.posts[act.on])).all()
        for one in found:
            with at(one.due_at + timedelta(seconds=self.dice.randint(5, 90))):
                while recall.tell_next(one.id):
                    pass
            told = db.session.scalars(
                select(RecallNotice).where(RecallNotice.recall_id == one.id)
            ).all()
            for notice in self.dice.sample(told, len(told) * 3 // 4):
                with at(one.due_at + timedelta(hours=self.dice.randint(1, 40))):
                    recall.note_read(notice.member_id, [notice.notice_id or 0])

    def _appeal(self, act: Act) -> None:
        removal = self._removal_of(act.on)
        moderation.file_appeal(
            self._actor(act), removal, reason="I only told what happened to me, I think."
        )

    def _answer_to_appeal(self, act: Act) -> None:
        appeal = db.session.scalars(
            select(Appeal).where(Appeal.act_id == self._removal_of(act.on))
        ).one()
        moderation.decide_appeal(
            self._actor(act), appeal, outcome=act.data["outcome"], answer=act.data["answer"]
        )

    def _count_months(self) -> None:
        """Each month was counted until a while after its end, as the worker would have done."""
        month = transparency.first_month()
        while month is not None and month.start <= self.today:
            with at(min(month.end + COUNTED_UNTIL, self.today)):
                transparency.store_month(month)
            month = month.next

    def _removal_of(self, key: str) -> int:
        removal = last_removal(self.posts[key])
        assert removal is not None, "it was removed before"
        return removal.id
