"""Forms of what is written once more."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.widgets import HiddenInput

from app.forum import limits
from app.forum.forms.fields import (
    AnswerFields,
    NotesFields,
    answer_body_field,
    details_field,
    line_field,
    reply_body_field,
    title_field,
)
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.forum.services import quotes
from app.forum.services.tagging import parse_tags
from app.web.forms import Form, line_filter


class EditForm(Form):
    """What every edit has: the reason, and the number of the version it started from."""

    reason = line_field(_l("What did you change?"), limits.REASON_LENGTH)
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

    body = reply_body_field()


class EditAnswerForm(AnswerFields, EditForm):
    """An answer once more."""

    body = answer_body_field()

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

    title = title_field()
    body = details_field()
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
