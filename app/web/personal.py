"""Personal data found in a form before it is sent on: shown to the writer, blacked out in a click.

The buttons are `redact` and `as_it_is` (macros/personal.html); both work without script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import request

from app.safety import Finding
from app.web.forms import Form
from app.web.review import BLACK, review

CATEGORY = "personal_data"
#: Characters shown on each side of what was found, and how much is listed; all is blacked out.
_AROUND = 40
_MOST_SHOWN = 8


@dataclass(frozen=True)
class Piece:
    """Words that identify a person, with what stands around them, why, and in which field.

    field: where a link leads to it, "" where there is one alone; label: what it is called there.
    """

    before: str
    words: str
    after: str
    why: str
    field: str = ""
    label: str = ""


@dataclass(frozen=True)
class Personal:
    """What the writer is shown. `is_blacked_out`: the form holds the text without it now."""

    pieces: Sequence[Piece] = field(default_factory=list)
    is_blacked_out: bool = False


def look_for_personal(form: Form, *names: str, kind: str) -> Personal | None:
    """What a form that was sent has to ask its writer; None when it can go on.

    names: the fields to read. With `redact` pressed the fields are blacked out; with `as_it_is` it
    goes on, and the post is held (app/forum/services/reviewing.py).
    """
    if "as_it_is" in request.form:
        return None
    pieces: list[Piece] = []
    for name in names:
        text = form[name].data or ""
        found = personal_in(readable(name, text), kind=kind)
        where = (f"#{name}", str(form[name].label.text)) if len(names) > 1 else ("", "")
        pieces += pieces_of(text, found, where)
        if "redact" in request.form:
            form[name].data = blacked_out(text, found)
    if "redact" in request.form:
        return Personal(is_blacked_out=True)
    return Personal(pieces[:_MOST_SHOWN]) if pieces else None


def asks(personal: Personal | None) -> bool:
    """Whether the writer has to choose before it is sent."""
    return personal is not None and not personal.is_blacked_out


def personal_in(text: str, *, kind: str) -> list[Finding]:
    """Where a text has details that identify a person, in the order of the text."""
    found = review(text, kind=kind).findings if text else ()
    return sorted((one for one in found if one.category == CATEGORY), key=lambda one: one.start)


def readable(name: str, text: str) -> str:
    """A field's text as the rules read it: topics are words with hyphens between them."""
    return text.replace("-", " ") if name == "tags" else text


def pieces_of(
    text: str, found: Iterable[Finding], where: tuple[str, str] = ("", "")
) -> list[Piece]:
    """The found words as the writer is shown them. where: link and label of the field."""
    return [
        Piece(
            _tail(text[max(0, one.start - _AROUND) : one.start], is_cut=one.start > _AROUND),
            text[one.start : one.end],
            _head(text[one.end : one.end + _AROUND], is_cut=one.end + _AROUND < len(text)),
            one.why,
            *where,
        )
        for one in found
    ]


def blacked_out(text: str, found: Iterable[Finding]) -> str:
    """The text without the found words."""
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + BLACK + text[one.end :]
    return text


def _tail(text: str, *, is_cut: bool) -> str:
    return "…" + text.partition(" ")[2] if is_cut else text


def _head(text: str, *, is_cut: bool) -> str:
    return text.rpartition(" ")[0] + "…" if is_cut else text
