"""Fields that several forms of the forum have, with the sentences shown when one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from app.forum import limits
from app.forum.notes import Notes
from app.forum.words import ANSWER_KIND_WORDS, FREQUENCY_WORDS, SAME_MUSCLE_WORDS
from app.web.forms import Between, line_filter, text_filter


def between(bounds: tuple[int, int], short: Any) -> Between:
    low, high = bounds
    too_long = _l(
        "That is longer than %(count)s characters. Shorten it and try again.", count=f"{high:,}"
    )
    return Between(low, high, short=short, long=too_long)


def line_field(label: Any, high: int) -> StringField:
    """A line that may stay empty."""
    return StringField(label, filters=[line_filter], validators=[between((0, high), "")])


class Pills(StringField):
    """One of a few values, or none; a value that was never offered counts as none.

    words: what readers see, by value; in the order of the page.
    """

    def __init__(self, label: Any, words: Mapping[str, Any], **settings: Any) -> None:
        super().__init__(label, filters=[lambda one: one if one in words else None], **settings)
        self.choices = list(words.items())


class Ticks(Field):
    """Any of a few values; those that were never offered do not count.

    words: what readers see, by value; in the order of the page.
    """

    def __init__(self, label: Any, words: Mapping[str, Any], **settings: Any) -> None:
        super().__init__(label, **settings)
        self.choices = list(words.items())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [value for value, _words in self.choices if value in valuelist]


def title_field() -> StringField:
    return StringField(
        _l("Your question"),
        filters=[line_filter],
        validators=[
            between(
                limits.TITLE,
                _l("Ask in one sentence of at least %(count)s characters.", count=limits.TITLE[0]),
            )
        ],
    )


def body_field(label: Any, bounds: tuple[int, int], short: Any) -> TextAreaField:
    return TextAreaField(label, filters=[text_filter], validators=[between(bounds, short)])


def details_field() -> TextAreaField:
    return body_field(
        _l("Details"),
        limits.QUESTION_BODY,
        _l("Tell a little more: at least %(count)s characters.", count=limits.QUESTION_BODY[0]),
    )


class NotesFields:
    """Mixin: the five questions a doctor asks. None has to be answered."""

    noticed = line_field(_l("When did you first notice it?"), limits.NOTE_LINE)
    duration = line_field(_l("How long does one episode last?"), limits.NOTE_LINE)
    frequency = Pills(_l("How often does it happen?"), FREQUENCY_WORDS)
    places = line_field(_l("Which places?"), limits.NOTE_PLACES)
    same_muscle = Pills(_l("Is it always the same muscle?"), SAME_MUSCLE_WORDS)

    @property
    def notes(self) -> Notes:
        return Notes(
            noticed=self.noticed.data or None,
            duration=self.duration.data or None,
            frequency=self.frequency.data or None,
            places=self.places.data or None,
            same_muscle=self.same_muscle.data or None,
        )


class AnswerFields:
    """Mixin: what an answer says of itself."""

    answer_kind = Pills(_l("What kind of answer is it?"), ANSWER_KIND_WORDS)
    source_url = StringField(_l("Source"), filters=[line_filter])

    def validate_source_url(self, field: Field) -> None:
        if self.answer_kind.data == "information" and not field.data:
            raise ValidationError(_("Give the address of the page that says so."))


def answer_body_field() -> TextAreaField:
    return body_field(_l("Your answer"), limits.ANSWER_BODY, _l("Write your answer first."))


def reply_body_field() -> TextAreaField:
    return body_field(_l("Your reply"), limits.REPLY_BODY, _l("Write your reply first."))
