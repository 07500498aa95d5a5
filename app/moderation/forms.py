"""Forms of moderation: reporting, deciding, revealing."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional

from app.moderation.limits import REASON_LENGTH, TEXT_LENGTH
from app.moderation.reasons import NOTE_LENGTH
from app.web.forms import Between, Form, line_filter, text_filter


class ReportForm(Form):
    """What is wrong with a post, and, from a visitor, where to send the answer."""

    kind = StringField(
        _l("What is wrong with it?"),
        validators=[InputRequired(_l("Choose what is wrong with it."))],
    )
    text = TextAreaField(
        _l("What should the moderator know?"),
        filters=[text_filter],
        validators=[
            Between(
                0,
                TEXT_LENGTH,
                short="",
                long=_l("That is longer than 500 characters. Shorten it and try again."),
            )
        ],
    )
    email = StringField(_l("Your e-mail address"), filters=[line_filter])


class DecisionForm(Form):
    """One act on a case. `version` is the case as the moderator saw it."""

    act = HiddenField(validators=[InputRequired()])
    version = IntegerField(validators=[Optional()])
    category = StringField()
    choice = StringField()
    #: An empty checkbox is not sent, so the form says beside it that it had one.
    tell = BooleanField()
    had_tell = HiddenField()
    #: The second box of a removal: warn the author too. `earlier`: warnings the moderator saw.
    warn = BooleanField()
    warning = TextAreaField(_l("What the member reads"), filters=[text_filter])
    earlier = IntegerField(validators=[Optional()])
    reports = StringField()
    reason = TextAreaField(
        filters=[text_filter],
        validators=[
            Between(
                0, REASON_LENGTH, short="", long=_l("Use at most 500 characters for the reason.")
            )
        ],
    )
    safer_note = TextAreaField(
        _l("Safer note"),
        filters=[text_filter],
        validators=[
            Between(
                0,
                NOTE_LENGTH[1],
                short="",
                long=_l("Use at most 600 characters for the safer note."),
            )
        ],
    )

    @property
    def tells(self) -> bool:
        """Whether those who saw the post are told; yes unless the moderator took the tick away."""
        return bool(self.tell.data) or not self.had_tell.data


class ProfileDecisionForm(Form):
    """One act on a case about a member. `version` is the case as the moderator saw it."""

    act = HiddenField(validators=[InputRequired()])
    version = IntegerField(validators=[Optional()])
    choice = StringField()
    reports = StringField()
    about = BooleanField(_l("The profile text"))
    name = BooleanField(_l("The name"))
    reason = TextAreaField(
        filters=[text_filter],
        validators=[
            Between(
                0, REASON_LENGTH, short="", long=_l("Use at most 500 characters for the reason.")
            )
        ],
    )

    @property
    def parts(self) -> list[str]:
        """What is to be taken away."""
        return [part for part in ("about", "name") if self[part].data]


class RedactForm(Form):
    """Words to black out: typed, one piece a line. What the rules found is chosen as `found`."""

    version = IntegerField(validators=[Optional()])
    words = TextAreaField(_l("Exact words"), filters=[text_filter])


class SignForm(Form):
    """The warning sign of a question. `was` is the one that the moderator saw."""

    sign = StringField(_l("Card above the question"), filters=[line_filter])
    was = HiddenField()
    reason = StringField(_l("Why"), filters=[line_filter])


class RevealForm(Form):
    """Why a moderator needs to know who asked."""

    reason = StringField(_l("Why do you need to know?"), filters=[line_filter])


class SiteRuleForm(Form):
    """A rule of this site: an act, whom it addresses, and what it is about. Checked by the service.

    `version` is the rule as the administrator saw it.
    """

    name = StringField(_l("Name"), filters=[line_filter])
    verbs = TextAreaField(_l("What is done"), filters=[text_filter])
    objects = TextAreaField(_l("With or about what"), filters=[text_filter])
    direction = StringField(_l("Whom the words address"))
    action = StringField(_l("What happens to a post"))
    category = StringField(_l("Kind of advice"))
    why = TextAreaField(_l("Why, for moderators"), filters=[line_filter])
    version = IntegerField(validators=[Optional()])


class ReasonForm(Form):
    """Prepared words: a category has no name to change, other reasons no note. See the service."""

    name = StringField(_l("Name"), filters=[line_filter])
    reason = TextAreaField(_l("Reason"), filters=[line_filter])
    note = TextAreaField(_l("Safer note"), filters=[line_filter])
