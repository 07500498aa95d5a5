"""Forms of asking, one a step."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired

from app.forum import care
from app.forum.forms.fields import NotesFields, Pills, Ticks, details_field, title_field
from app.forum.models import Draft
from app.forum.notes import Notes
from app.web.forms import Form, PostingForm, line_filter


class AskForm(PostingForm):
    """Step 1 of asking. Its key becomes the id of the draft, so that Back makes no second one."""

    title = title_field()
    details = details_field()
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


NONE_OF_THESE = "none"


class NotesForm(NotesFields, Form):
    """Step 2 of asking: the notes, of which none has to be answered, and the warning signs."""

    signs = Ticks(
        _l("Do you also have any of these?"),
        {**care.ticks(), NONE_OF_THESE: _l("None of these")},
        validators=[DataRequired(_l("Tick what you have, or “None of these”."))],
    )

    @classmethod
    def of(cls, draft: Draft) -> NotesForm:
        """The form as it was left."""
        ticked = draft.warning_signs
        signs = ticked or ([] if ticked is None else [NONE_OF_THESE])
        return cls(formdata=None, signs=signs, **Notes.of(draft).as_dict())

    @property
    def warning_signs(self) -> list[str] | None:
        """The codes ticked; [] for "None of these" alone, None when nothing was ticked."""
        ticked = self.signs.data or []
        return [one for one in ticked if one != NONE_OF_THESE] if ticked else None


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
