"""Changing the prepared words: rewording, adding, switching. For administrators.

Each change adds one row to the history, in the same transaction; a change that changes nothing
adds none. Acts of the past keep the words they had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from slugify import slugify
from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, queue_up
from app.core.errors import Invalid, NotFound
from app.core.text import clean_line
from app.moderation.reason_models import ReasonChange, ReasonText
from app.moderation.reasons import NOTE_LENGTH, forget_reasons, shipped_reasons
from app.moderation.wording.queries import ReasonRow, find_reason
from app.permissions import authorize

NAME_LENGTH: Final = (3, 60)
SENTENCE_LENGTH: Final = (10, 500)
#: More than this, nobody finds the right one.
MOST_ADDED: Final = 30
#: All changes wait for each other: they are rare, and codes must not collide.
_QUEUE: Final = "reasons"


@dataclass(frozen=True)
class Words:
    """Prepared words as somebody wants them. A category keeps its name; only it has a note."""

    name: str = ""
    reason: str = ""
    note: str = ""

    def checked(self, kind: str) -> Words:
        """The same on one line each. Raises Invalid at the field that is too short or too long."""
        found = Words(clean_line(self.name), clean_line(self.reason), clean_line(self.note))
        if kind != "unsafe":
            _check_length("name", found.name, NAME_LENGTH, "Give it a name")
        _check_length("reason", found.reason, SENTENCE_LENGTH, "Write a reason")
        if kind == "unsafe":
            _check_length("note", found.note, NOTE_LENGTH, "Write a safer note")
        return found


def reword_reason(actor: Member, kind: str, code: str, wanted: Words) -> None:
    """Change prepared words; the next act uses them. Administrators only.

    Raises Refused, NotFound, Invalid.
    """
    authorize(actor, "reason:change")
    queue_up(db.session, _QUEUE)
    was = find_reason(kind, code)
    words = wanted.checked(kind)
    if kind == "unsafe":
        words = Words(was.name, words.reason, words.note)
    else:
        words = Words(words.name, words.reason)
        _check_name(kind, words.name, code)
    if words == Words(was.name, was.reason, was.note):
        return
    row = _changed(actor, kind, code)
    row.name = words.name if kind != "unsafe" else None
    row.reason, row.note = words.reason, words.note or None
    _note(actor, was, "Changed")


def add_reason(actor: Member, kind: str, wanted: Words) -> str:
    """Add a reason to remove or to keep; moderators can choose it at once. Its code.

    Administrators only. Raises Refused, Invalid, and NotFound for a kind that takes no more.
    """
    authorize(actor, "reason:change")
    if kind not in ("other", "keep"):
        raise NotFound
    words = wanted.checked(kind)
    queue_up(db.session, _QUEUE)
    _check_name(kind, words.name, None)
    code = _new_code(words.name)
    row = _changed(actor, kind, code)
    row.name, row.reason = words.name, words.reason
    _note(actor, ReasonRow(kind, code, "", ""), "Added")
    return code


def switch_reason(actor: Member, kind: str, code: str, *, off: bool) -> None:
    """Offer a reason no more, or again. Administrators only; safe to repeat.

    Raises Refused, NotFound, and Invalid for one that the desk cannot do without.
    """
    authorize(actor, "reason:change")
    queue_up(db.session, _QUEUE)
    was = find_reason(kind, code)
    if was.is_needed:
        raise Invalid("value", "The desk needs this one. Change its words instead.")
    if was.is_off != off:
        _changed(actor, kind, code).is_off = off
        _note(actor, was, "Switched off" if off else "Switched on")


def use_shipped_words(actor: Member, kind: str, code: str) -> None:
    """Go back to the words that came with Askwell. Administrators only; safe to repeat.

    Raises Refused, and NotFound for an added reason: it has no others.
    """
    authorize(actor, "reason:change")
    queue_up(db.session, _QUEUE)
    was = find_reason(kind, code)
    if was.is_added:
        raise NotFound
    if was.is_reworded:
        row = _changed(actor, kind, code)
        row.name = row.reason = row.note = None
        _note(actor, was, "Back to the shipped words")


def _check_length(field: str, text: str, length: tuple[int, int], ask: str) -> None:
    low, high = length
    if not low <= len(text) <= high:
        raise Invalid(field, f"{ask} of {low} to {high} characters.")


def _check_name(kind: str, name: str, own_code: str | None) -> None:
    """No two choices of a form may look the same."""
    reasons = shipped_reasons()
    names = {code: one.name for code, one in getattr(reasons, kind).items()}
    for row in db.session.scalars(select(ReasonText).where(ReasonText.kind == kind)):
        names[row.code] = row.name or names.get(row.code, "")
    names.pop(own_code or "", None)
    if name.casefold() in {one.casefold() for one in names.values()}:
        raise Invalid("name", "Another reason has this name.")


def _new_code(name: str) -> str:
    """A code that no reason of any kind has: some places look one up without knowing the kind."""
    reasons = shipped_reasons()
    added = set(db.session.scalars(select(ReasonText.code)))
    if len(added) >= MOST_ADDED + len(reasons.unsafe) + len(reasons.other) + len(reasons.keep):
        raise Invalid("name", "There are too many reasons already. Change one of them instead.")
    taken = added | {*reasons.unsafe, *reasons.other, *reasons.keep, *reasons.profile, "new"}
    stem = slugify(name, separator="_", max_length=36) or "reason"
    candidates = [stem, *(f"{stem}_{number}" for number in range(2, 200))]
    return next(code for code in candidates if code not in taken)


def _changed(actor: Member, kind: str, code: str) -> ReasonText:
    row = db.session.scalar(
        select(ReasonText)
        .where(ReasonText.kind == kind, ReasonText.code == code)
        .execution_options(populate_existing=True)
    )
    if row is None:
        row = ReasonText(kind=kind, code=code, is_off=False)
        db.session.add(row)
    row.changed_by_id, row.changed_at = actor.id, now()
    return row


def _note(actor: Member, was: ReasonRow, what: str) -> None:
    """Write the change down, and let the next reader see it."""
    db.session.flush()
    forget_reasons(db.session())
    then, words = find_reason(was.kind, was.code), ("name", "reason", "note")
    changed = [one for one in words if getattr(was, one) != getattr(then, one)]
    db.session.add(
        ReasonChange(
            kind=was.kind,
            code=was.code,
            what=f"{what}: “{then.name}”",
            reason=then.reason,
            before="\n".join(getattr(was, one) for one in changed).strip(),
            after="\n".join(getattr(then, one) for one in changed).strip(),
            changed_by_id=actor.id,
            changed_at=now(),
        )
    )
    db.session.flush()
