"""The base of all forms: cleaned text, our words for errors, a key against double posting."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import StopValidation

from app.core.errors import Invalid
from app.core.ids import new_token
from app.core.text import clean_line, clean_text


class Form(FlaskForm):
    """A form of the site. Field errors are sentences; `add_error` places one from a service."""

    def add_error(self, error: Invalid) -> None:
        """Show a service's refusal at the field it belongs to, or above the form."""
        field = self._fields.get(error.field)
        if field is None:
            self.form_errors.append(error.sentence)
        else:
            field.errors = [*field.errors, error.sentence]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field id, sentence) of every error, in the order of the fields; "" for the form."""
        found = [
            (field.id, str(message))
            for field in self
            for message in field.errors
            if isinstance(message, str) or hasattr(message, "__str__")
        ]
        return found + [("", str(message)) for message in self.form_errors]


def _checked_key(value: Any) -> str:
    """The key as a form of ours would send it, else a fresh one."""
    given = isinstance(value, str) and re.fullmatch(r"[\w-]{16,40}", value, re.ASCII)
    return value if given else new_token()


class PostingForm(Form):
    """A form that makes a post. Its key is random; sending it twice posts once."""

    key = HiddenField(default=new_token, filters=[_checked_key])


def text_filter(value: Any) -> Any:
    """Field filter: several lines, cleaned, without blank ends."""
    return clean_text(value).strip() if isinstance(value, str) else value


def line_filter(value: Any) -> Any:
    """Field filter: one line, cleaned."""
    return clean_line(value) if isinstance(value, str) else value


class Between:
    """Validator: a text of so many characters, with our sentences for too short and too long."""

    def __init__(self, low: int, high: int, *, short: str, long: str) -> None:
        self.low, self.high, self.short, self.long = low, high, short, long

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length < self.low:
            raise StopValidation(self.short)
        if length > self.high:
            raise StopValidation(self.long)
