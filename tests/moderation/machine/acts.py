"""What people do at random: members, authors, two moderators, the rules and the clock.

`AnswerMachine` keeps to one answer and to what decides about it, so that rare meetings of acts
happen often enough; `ThreadMachine` does everything else too, in a whole thread.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.core.db import db, transaction
from app.core.outbox import OutboxEntry, deliver_due
from app.forum import services as forum
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.member_models import Appeal
from app.moderation.models import ModerationAction
from app.moderation.services.reporting import PERSON_KINDS
from tests.engines import Database
from tests.moderation.machine import laws
from tests.moderation.machine.world import World

NOTE = "Do not stop a prescribed medicine without asking your pharmacist or doctor first."
HARMLESS = "It went away by itself after some weeks of sleeping better."
HELD = "Just stop taking your gabapentin tonight, you do not need it."
WHICH = st.integers(0, 4)
WHO = st.integers(0, 3)
MODERATOR = st.integers(0, 1)
ENDS = st.sampled_from((None, "agreed", "disagreed", "disputed", "ignored"))
DECISIONS = ("keep", "hide", "restore", "unsafe", "other")
#: What can be decided about a post, by its status.
OFFERED = {
    "visible": ("keep", "hide", "unsafe", "other"),
    "held": ("keep", "unsafe", "other"),
    "hidden": ("keep", "restore", "unsafe", "other"),
    "removed": ("restore",),
    "withdrawn": ("keep", "unsafe", "other"),
}


class AnswerMachine(RuleBasedStateMachine):
    """One example: a new world, some steps in it, the laws after each."""

    database: Database
    #: The places in `World.posts` that are acted on.
    reach: tuple[int, ...] = (1,)

    def __init__(self) -> None:
        super().__init__()
        self.database.empty()
        self.world = World(self.database)

    def teardown(self) -> None:
        self.world.close()

    @invariant()
    def laws_hold(self) -> None:
        laws.check(self.world)

    def _post(self, which: int) -> int:
        return self.world.posts[self.reach[which % len(self.reach)]]

    @rule(which=WHICH, who=WHO, kind=st.sampled_from(PERSON_KINDS))
    def report(self, which: int, who: int, kind: str) -> None:
        w, post_id = self.world, self._post(which)
        w.try_to(
            lambda: moderation.report_post(w.member(w.people[who]), w.post(post_id), kind=kind)
        )

    @rule(which=WHICH, who=MODERATOR, act=st.integers(0, 5), ends=ENDS)
    def decide(self, which: int, who: int, act: int, ends: str | None) -> None:
        """One of the decisions that the desk offers for a post where it is now."""
        possible = OFFERED[self.world.statuses[self._post(which)]]
        self._decide(self._post(which), who, possible[act % len(possible)], ends, None)

    def _decide(self, post_id: int, who: int, act: str, ends: str | None, seen: int | None) -> None:
        w = self.world
        case, actor = w.case(post_id), w.member(w.moderators[who])
        is_old = seen is not None and case is not None and case.version != seen

        def decide() -> ModerationAction:
            post = w.post(post_id)
            if act == "keep":
                return moderation.keep_post(actor, post, reports=ends, version=seen)
            if act == "hide":
                return moderation.hide_post(actor, post, version=seen)
            if act == "restore":
                return moderation.restore_post(actor, post, version=seen)
            if act == "other":
                return moderation.remove_post(actor, post, reason="Spam.", version=seen)
            return moderation.remove_post(
                actor, post, reason="It told people to stop.", category="stop_change_medicine",
                safer_note=NOTE, version=seen,
            )  # fmt: skip

        if is_old and w.post(post_id).author_id != w.moderators[who]:
            with clock.at(w.moment), pytest.raises(TooLate), transaction():
                decide()
        else:
            w.try_to(decide)

    @rule(who=MODERATOR)
    def undo_own_last(self, who: int) -> None:
        w = self.world
        mine = [row.id for row in w.act_rows() if row.actor_id == w.moderators[who]]
        if mine:
            w.try_to(lambda: moderation.undo_act(w.member(w.moderators[who]), mine[-1]))

    @rule(which=WHICH, text=st.sampled_from((HARMLESS, HELD)))
    def edit(self, which: int, text: str) -> None:
        self._edit(self._post(which), text, None)

    def _edit(self, post_id: int, text: str, moderator: int | None) -> None:
        w = self.world

        def edit() -> None:
            editor = w.author(post_id) if moderator is None else w.member(moderator)
            post = w.post(post_id)
            forum.edit_post(editor, post, body=text, reason="", revision=post.revision_count)

        w.try_to(edit)

    @rule(which=WHICH)
    def withdraw_or_put_back(self, which: int) -> None:
        w, post_id = self.world, self._post(which)
        if w.statuses[post_id] == "withdrawn":
            assert w.try_to(lambda: forum.put_back_post(w.author(post_id), w.post(post_id)))
            w.statuses[post_id] = w.withdrawn_from[post_id]
        elif w.try_to(lambda: forum.withdraw_post(w.author(post_id), w.post(post_id))):
            assert w.statuses[post_id] in ("visible", "held")
            w.withdrawn_from[post_id] = w.statuses[post_id]
            w.statuses[post_id] = "withdrawn"

    @rule(span=st.sampled_from((timedelta(seconds=30), timedelta(minutes=3), timedelta(days=2))))
    def time_passes(self, span: timedelta) -> None:
        """And the worker does what is due meanwhile."""
        self.world.moment += span
        with clock.at(self.world.moment):
            while deliver_due():
                pass
        failed = db.session.query(OutboxEntry.last_error).filter(
            OutboxEntry.last_error.is_not(None)
        )
        assert failed.all() == []


class ThreadMachine(AnswerMachine):
    """All posts of a thread, and everybody around them."""

    reach = (0, 1, 2, 3, 4)

    @rule(which=WHICH)
    def open_the_desk(self, which: int) -> None:
        """Somebody opens the case; their page shows this version until they decide."""
        case = self.world.case(self._post(which))
        if case is not None:
            self.world.versions[case.post_id] = case.version

    @rule(which=WHICH, who=MODERATOR, act=st.sampled_from(DECISIONS), ends=ENDS)
    def decide_from_the_page(self, which: int, who: int, act: str, ends: str | None) -> None:
        post_id = self._post(which)
        self._decide(post_id, who, act, ends, self.world.versions.get(post_id))

    @rule(which=WHICH)
    def report_as_visitor(self, which: int) -> None:
        w, post_id = self.world, self._post(which)
        w.try_to(
            lambda: moderation.report_post(
                None, w.post(post_id), kind="unsafe_advice", email="vic@example.org"
            )
        )

    @rule(which=WHICH)
    def flag(self, which: int) -> None:
        w, post_id = self.world, self._post(which)
        w.try_to(
            lambda: moderation.flag_post(w.post(post_id), rule="safety-check", kind="unsafe_advice")
        )

    @rule(which=WHICH, who=MODERATOR, leave=st.booleans())
    def claim_or_release(self, which: int, who: int, leave: bool) -> None:
        w = self.world
        case = w.case(self._post(which))
        if case is not None:
            act = moderation.release_case if leave else moderation.claim_case
            w.try_to(lambda: act(w.member(w.moderators[who]), case))

    @rule(who=MODERATOR, back=st.integers(1, 6))
    def undo_any(self, who: int, back: int) -> None:
        w = self.world
        rows = w.act_rows()
        if len(rows) >= back:
            w.try_to(lambda: moderation.undo_act(w.member(w.moderators[who]), rows[-back].id))

    @rule(which=WHICH, text=st.sampled_from((HARMLESS, HELD)), who=MODERATOR)
    def edit_as_staff(self, which: int, text: str, who: int) -> None:
        self._edit(self._post(which), text, self.world.moderators[who])

    @rule(which=st.integers(0, 2))
    def accept(self, which: int) -> None:
        w = self.world
        w.try_to(lambda: forum.accept_answer(w.member(w.asker), w.post(w.answers[which])))

    @rule(back=st.integers(1, 6))
    def appeal(self, back: int) -> None:
        w = self.world
        rows = [row for row in w.act_rows() if row.post_id]
        if len(rows) >= back:
            row = rows[-back]
            w.try_to(
                lambda: moderation.file_appeal(
                    w.author(row.post_id), row.id, reason="I only told what helped me."
                )
            )

    @rule(who=MODERATOR, outcome=st.sampled_from(("upheld", "overturned")))
    def decide_appeal(self, who: int, outcome: str) -> None:
        w = self.world
        appeal = db.session.query(Appeal).filter_by(outcome=None).first()
        if appeal is not None:
            w.try_to(
                lambda: moderation.decide_appeal(
                    w.member(w.moderators[who]), appeal, outcome=outcome, answer="We looked again."
                )
            )

    @rule(which=st.integers(0, 20), gone=st.booleans())
    def tamper_with_the_trail(self, which: int, gone: bool) -> None:
        """The database itself refuses to change or delete an act."""
        rows = self.world.act_rows()
        if which < len(rows):
            mine = ModerationAction.id == rows[which].id
            statement = (
                delete(ModerationAction) if gone else update(ModerationAction).values(reason="x")
            )
            with pytest.raises(DBAPIError), transaction():
                db.session.execute(
                    statement.where(mine).execution_options(synchronize_session=False)
                )
