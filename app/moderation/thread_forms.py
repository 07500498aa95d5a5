"""Forms of acts about a thread. `version` is the thread as the moderator saw it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from app.moderation.prepared import prepared
from app.web.forms import Form, line_filter, text_filter


class ThreadForm(Form):
    """What every act on a thread carries."""

    version = IntegerField(validators=[Optional()])


class ReasonForm(ThreadForm):
    """An act with a prepared reason, or one in the moderator's own words."""

    act = ""
    choice = StringField()
    reason = TextAreaField(_l("In your own words"), filters=[text_filter])

    @property
    def words(self) -> str:
        """The moderator's own words, else the prepared ones."""
        chosen = prepared(self.act).get(self.choice.data or "") if self.act else None
        return self.reason.data or (chosen.words if chosen else "")


class LockForm(ReasonForm):
    """Why, and until which day; without one until somebody unlocks it."""

    act = "lock"
    until = DateField(_l("Until"), validators=[Optional()])

    @property
    def moment(self) -> datetime | None:
        """The beginning of that day, when members may write again."""
        day = self.until.data
        return datetime.combine(day, time(), tzinfo=UTC) if day else None


class OtherQuestion(ReasonForm):
    """Names another question: chosen from the similar ones, or by its address or number."""

    of = StringField(_l("The other question"), filters=[line_filter])
    similar = StringField()

    @property
    def other_id(self) -> int:
        """Its number; 0 for none."""
        given = self.of.data or self.similar.data or ""
        found = re.search(r"(?:/q(?:uestions)?/)(\d{1,9})", given) or re.fullmatch(
            r"\D{0,12}(\d{1,9})", given
        )
        return int(found[1]) if found else 0


class CloseForm(OtherQuestion):
    """Why a question takes no more answers; a duplicate names the other one."""

    act = "close"
    #: The choice is the reason's code; the sentence goes with it.


class MergeForm(OtherQuestion):
    """Where the answers go."""


class TopicsForm(ReasonForm):
    """The topics as they shall be."""

    tags = StringField(_l("Topics"), filters=[line_filter])


class MoveForm(ReasonForm):
    """Where a post goes: "answers", or the number of the post it shall stand under."""

    act = "move"
    parent = StringField(_l("Where to"))


class RemarkForm(ThreadForm):
    """A line above a post, prepared or written."""

    choice = StringField()
    text = TextAreaField(_l("In your own words"), filters=[line_filter])

    @property
    def words(self) -> str:
        """The moderator's own words, else the prepared ones."""
        chosen = prepared("remark").get(self.choice.data or "")
        return self.text.data or (chosen.words if chosen else "")
