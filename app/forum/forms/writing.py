"""Forms of answers and replies."""

from __future__ import annotations

from typing import Any

from app.forum.forms.fields import AnswerFields, answer_body_field, reply_body_field
from app.web.forms import PostingForm


class ScopedForm(PostingForm):
    """A posting form that can stand on one page with its like: `scope` makes its ids its own."""

    def scope(self, name: str) -> None:
        for field in self:
            field.id = f"{field.short_name}-{name}"


class AnswerForm(AnswerFields, ScopedForm):
    """An answer."""

    body = answer_body_field()

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

    body = reply_body_field()

    @property
    def values(self) -> dict[str, Any]:
        """What `post_reply` takes and a draft keeps."""
        return {"body": self.body.data or ""}
