"""Forms about members: warnings, suspensions, private notes, appeals. Checked by the services."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional

from app.permissions.rights import EVERYTHING
from app.web.forms import Form, line_filter, text_filter

RIGHT_WORDS = {
    EVERYTHING: _l("Everything: they can only read"),
    "asking": _l("Asking questions"),
    "answering": _l("Answering and replying"),
    "voting": _l("Voting"),
    "reporting": _l("Reporting"),
}
LENGTHS = {"days": _l("For some days"), "lifted": _l("Until somebody lifts it")}
OUTCOMES = {
    "upheld": _l("It stands"),
    "overturned": _l("Take it back"),
}


class WarningForm(Form):
    """A message to confirm. `earlier` is how many warnings the moderator saw."""

    earlier = IntegerField(validators=[Optional()])
    case = HiddenField()
    preset = HiddenField()
    text = TextAreaField(_l("What the member reads"), filters=[text_filter])


class SuspensionForm(Form):
    """What is taken, for how long, and why."""

    case = HiddenField()
    right = StringField(_l("What they cannot do"), default=EVERYTHING)
    length = StringField(_l("How long"), default="days")
    days = IntegerField(_l("Days"), default=7, validators=[Optional()])
    reason = TextAreaField(_l("You cannot post until then, because …"), filters=[line_filter])


class RemovalForm(Form):
    """Why everything of a member's that is ticked goes."""

    choice = StringField(_l("Why"))


class NoteForm(Form):
    """What other moderators need to know."""

    case = HiddenField()
    text = TextAreaField(_l("Private note"), filters=[text_filter])


class ReadForm(Form):
    """The tick below a warning."""

    read = BooleanField(_l("I have read this"))


class AppealForm(Form):
    """Why somebody else is to look again."""

    reason = TextAreaField(_l("Why should another moderator look again?"), filters=[text_filter])


class AppealDecisionForm(Form):
    """Whether a decision stands, and why."""

    outcome = StringField(_l("What becomes of it"))
    answer = TextAreaField(_l("Why"), filters=[text_filter])
