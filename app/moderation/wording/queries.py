"""Reads about prepared words: all of them with what was changed, the history, words of the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.moderation.reason_models import REASON_KINDS, ReasonChange, ReasonText
from app.moderation.reasons import NEEDED, Canned, Unsafe, shipped_reasons
from app.permissions import authorize

CHANGES_SHOWN: Final = 20


@dataclass(frozen=True)
class ReasonRow:
    """A reason in the words in force, and what administrators did to it.

    note: the safer note of a category, else "". is_added: it did not come with Askwell.
    is_reworded: other words are shipped. is_needed: buttons use it, so it cannot be switched off.
    """

    kind: str
    code: str
    name: str
    reason: str
    note: str = ""
    is_added: bool = False
    is_reworded: bool = False
    is_off: bool = False
    is_needed: bool = False


def list_reasons(viewer: Member | None) -> Mapping[str, Sequence[ReasonRow]]:
    """All prepared words by kind, switched-off ones too, for moderators. One query.

    Raises Refused.
    """
    authorize(viewer, "reason:see")
    changed = db.session.scalars(select(ReasonText).order_by(ReasonText.id)).all()
    return {
        kind: _rows(kind, [row for row in changed if row.kind == kind]) for kind in REASON_KINDS
    }


def get_reason(viewer: Member | None, kind: str, code: str) -> ReasonRow:
    """One of them, for administrators. One query. Raises Refused, NotFound."""
    authorize(viewer, "reason:change")
    return find_reason(kind, code)


def find_reason(kind: str, code: str) -> ReasonRow:
    """One of them; who asks has been authorized. One query. Raises NotFound."""
    if kind not in REASON_KINDS:
        raise NotFound
    changed = db.session.scalars(
        select(ReasonText).where(ReasonText.kind == kind, ReasonText.code == code)
    ).all()
    found = [row for row in _rows(kind, changed) if row.code == code]
    if not found:
        raise NotFound
    return found[0]


def list_changes(viewer: Member | None) -> Sequence[ReasonChange]:
    """The last changes with who made them, newest first. One query. Raises Refused."""
    authorize(viewer, "reason:see")
    return db.session.scalars(
        select(ReasonChange)
        .options(joinedload(ReasonChange.changed_by))
        .order_by(ReasonChange.id.desc())
        .limit(CHANGES_SHOWN)
    ).all()


def prepared_sentences() -> Mapping[tuple[str | None, str], str]:
    """Each sentence that ever was a prepared reason to remove: (category or None, words) to code.

    Past acts keep their words; those that are prepared no longer are found all the same. One query.
    """
    shipped = shipped_reasons()
    found: dict[tuple[str | None, str], str] = {
        (None, one.reason): one.code for one in shipped.other.values()
    } | {(one.code, one.reason): one.code for one in shipped.unsafe.values()}
    rows = db.session.execute(
        select(ReasonChange.kind, ReasonChange.code, ReasonChange.reason)
        .where(ReasonChange.kind != "keep")
        .distinct()
    )
    for kind, code, reason in rows:
        found.setdefault((code if kind == "unsafe" else None, reason), code)
    return found


def _rows(kind: str, changed: Sequence[ReasonText]) -> list[ReasonRow]:
    shipped = _shipped(kind)
    by_code = {row.code: row for row in changed}
    rows = [_row(kind, one, by_code.get(code)) for code, one in shipped.items()]
    added = [row for row in changed if row.code not in shipped and row.name and row.reason]
    return rows + [
        ReasonRow(kind, row.code, row.name or "", row.reason or "", "", True, False, row.is_off)
        for row in added
    ]


def _row(kind: str, one: Canned | Unsafe, changed: ReasonText | None) -> ReasonRow:
    note = one.note if isinstance(one, Unsafe) else ""
    is_needed = kind == "unsafe" or (kind, one.code) in NEEDED
    if changed is None:
        return ReasonRow(kind, one.code, one.name, one.reason, note, is_needed=is_needed)
    return ReasonRow(
        kind,
        one.code,
        changed.name or one.name,
        changed.reason or one.reason,
        changed.note or note,
        is_reworded=any((changed.name, changed.reason, changed.note)),
        is_off=changed.is_off,
        is_needed=is_needed,
    )


def _shipped(kind: str) -> Mapping[str, Canned | Unsafe]:
    reasons = shipped_reasons()
    if kind == "unsafe":
        return reasons.unsafe
    return reasons.other if kind == "other" else reasons.keep
