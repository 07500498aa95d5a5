"""Forms of the forum: what may be typed, and the sentences shown when something is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.forum import limits
from app.forum.models import Draft, Post, Question
from app.forum.notes import Notes
from app.forum.services import quotes
from app.forum.services.tagging import parse_tags
from app.forum.words import ANSWER_KIND_WORDS, FREQUENCY_WORDS, SAME_MUSCLE_WORDS
from app.web.forms import Between, Form, PostingForm, line_filter, text_filter


def _between(bounds: tuple[int, int], short: Any) -> Between:
    low, high = bounds
    too_long = _l(
        "That is longer than %(count)s characters. Shorten it and try again.", count=f"{high:,}"
    )
    return Between(low, high, short=short, long=too_long)


def _line(label: Any, high: int) -> StringField:
    """A line that may stay empty."""
    return StringField(label, filters=[line_filter], validators=[_between((0, high), "")])


class Pills(StringField):
    """One of a few values, or none; a value that was never offered counts as none.

    words: what readers see, by value; in the order of the page.
    """

    def __init__(self, label: Any, words: Mapping[str, Any], **settings: Any) -> None:
        super().__init__(label, filters=[lambda one: one if one in words else None], **settings)
        self.choices = list(words.items())


def _title() -> StringField:
    return StringField(
        _l("Your question"),
        filters=[line_filter],
        validators=[
            _between(
                limits.TITLE,
                _l("Ask in one sentence of at least %(count)s characters.", count=limits.TITLE[0]),
            )
        ],
    )


def _body(label: Any, bounds: tuple[int, int], short: Any) -> TextAreaField:
    return TextAreaField(label, filters=[text_filter], validators=[_between(bounds, short)])


def _details() -> TextAreaField:
    return _body(
        _l("Details"),
        limits.QUESTION_BODY,
        _l("Tell a little more: at least %(count)s characters.", count=limits.QUESTION_BODY[0]),
    )


class ScopedForm(PostingForm):
    """A posting form that can stand on one page with its like: `scope` makes its ids its own."""

    def scope(self, name: str) -> None:
        for field in self:
            field.id = f"{field.short_name}-{name}"


class AskForm(PostingForm):
    """Step 1 of asking. Its key becomes the id of the draft, so that Back makes no second one."""

    title = _title()
    details = _details()
    tags = StringField(_l("Topics"), filters=[line_filter])
    is_anonymous = BooleanField(_l("Show me as Anonymous"))

    @classmethod
    def of(cls, draft: Draft) -> AskForm:
        """The form as it was left."""
        return cls(
            formdata=None,
            title=draft.title,
            details=draft.body,
            tags=draft.tags,
            is_anonymous=draft.is_anonymous,
        )

    @property
    def values(self) -> dict[str, Any]:
        """What step 1 keeps in the draft."""
        return {
            "title": self.title.data or "",
            "body": self.details.data or "",
            "tags": self.tags.data or "",
            "is_anonymous": bool(self.is_anonymous.data),
        }


class NotesFields:
    """Mixin: the five questions a doctor asks. None has to be answered."""

    noticed = _line(_l("When did you first notice it?"), limits.NOTE_LINE)
    duration = _line(_l("How long does one episode last?"), limits.NOTE_LINE)
    frequency = Pills(_l("How often does it happen?"), FREQUENCY_WORDS)
    places = _line(_l("Which places?"), limits.NOTE_PLACES)
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


class NotesForm(NotesFields, Form):
    """Step 2 of asking."""


class SafetyForm(Form):
    """Step 3 of asking, when the rules found an emergency. Nothing is chosen beforehand."""

    now = Pills(
        _l("Is this happening now?"),
        dict.fromkeys(("yes", "past", "anyway"), ""),
        validators=[DataRequired(_l("Say whether this is happening now."))],
    )


class AccountForm(Form):
    """Step 4 of asking, for somebody without an account. The password is taken as typed."""

    email = StringField(
        _l("E-mail address"),
        filters=[lambda value: value.strip() if isinstance(value, str) else value],
        validators=[InputRequired(_l("Enter your e-mail address."))],
    )
    password = PasswordField(
        _l("Choose a password"), validators=[InputRequired(_l("Choose a password."))]
    )


class AnswerFields:
    """Mixin: what an answer says of itself."""

    answer_kind = Pills(_l("What kind of answer is it?"), ANSWER_KIND_WORDS)
    source_url = StringField(_l("Source"), filters=[line_filter])

    def validate_source_url(self, field: Field) -> None:
        if self.answer_kind.data == "information" and not field.data:
            raise ValidationError(_("Give the address of the page that says so."))


def _answer_body() -> TextAreaField:
    return _body(_l("Your answer"), limits.ANSWER_BODY, _l("Write your answer first."))


def _reply_body() -> TextAreaField:
    return _body(_l("Your reply"), limits.REPLY_BODY, _l("Write your reply first."))


class AnswerForm(AnswerFields, ScopedForm):
    """An answer."""

    body = _answer_body()

    @property
    def values(self) -> dict[str, Any]:
        """What `post_answer` takes and a draft keeps."""
        return {
            "body": self.body.data or "",
            "answer_kind": self.answer_kind.data or None,
            "source_url": self.source_url.data or None,
        }


class ReplyForm(ScopedForm):
    """A reply."""

    body = _reply_body()

    @property
    def values(self) -> dict[str, Any]:
        """What `post_reply` takes and a draft keeps."""
        return {"body": self.body.data or ""}


class EditForm(Form):
    """What every edit has: the reason, and the number of the version it started from."""

    reason = _line(_l("What did you change?"), limits.REASON_LENGTH)
    revision = IntegerField(widget=HiddenInput(), default=0)

    @classmethod
    def of(cls, post: Post) -> EditForm:
        """The form with the post's text in it, quotes put back as words."""
        return cls(formdata=None, body=quotes.readable(post.body), revision=post.revision_count)

    @property
    def values(self) -> dict[str, Any]:
        """What `edit_post` takes."""
        return {
            "body": self.body.data or "",
            "reason": self.reason.data or "",
            "revision": self.revision.data or 0,
        }


class EditReplyForm(EditForm):
    """A reply once more."""

    body = _reply_body()


class EditAnswerForm(AnswerFields, EditForm):
    """An answer once more."""

    body = _answer_body()

    @classmethod
    def of(cls, post: Post) -> EditForm:
        return cls(
            formdata=None,
            body=quotes.readable(post.body),
            revision=post.revision_count,
            answer_kind=post.answer_kind,
            source_url=post.source_url,
        )

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {
            "answer_kind": self.answer_kind.data or None,
            "source_url": self.source_url.data or None,
        }


class EditQuestionForm(NotesFields, EditForm):
    """A question once more, with everything the asker said of it."""

    title = _title()
    body = _details()
    tags = StringField(_l("Topics"), filters=[line_filter])
    is_anonymous = BooleanField(_l("Show me as Anonymous"))

    @classmethod
    def of_question(cls, post: Post, question: Question, tags: list[str]) -> EditQuestionForm:
        """The form with the question in it. Tags are given: they take a query of their own."""
        return cls(
            formdata=None,
            title=question.title,
            body=quotes.readable(post.body),
            tags=", ".join(tags),
            is_anonymous=post.is_anonymous,
            revision=post.revision_count,
            **Notes.of(question).as_dict(),
        )

    @property
    def values(self) -> dict[str, Any]:
        """What `edit_post` takes. Raises Invalid for tags that cannot be used."""
        return super().values | {
            "title": self.title.data or "",
            "tags": parse_tags(self.tags.data or ""),
            "notes": self.notes,
            "is_anonymous": bool(self.is_anonymous.data),
        }
