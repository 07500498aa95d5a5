"""Reasons to remove or keep a post: those of `data/reasons.toml`, as administrators changed them.

The wording is data, so that a clinician can read and change it without reading code.
`all_reasons()` are the words in force, `shipped_reasons()` those of the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.core.db import db
from app.moderation.reason_models import ReasonText
from app.safety.categories import category

FILE = Path(__file__).parent / "data" / "reasons.toml"

#: Shorter says nothing, longer is not read by somebody who is frightened (design 3.5).
NOTE_LENGTH = (40, 600)
#: Buttons of the desk use these without asking for a reason, so they cannot be switched off.
NEEDED: Final = {("other", "spam"), ("keep", "within_rules"), ("keep", "already_mended")}
RECALLS = ("act_now", "important", "correction", "none")


@dataclass(frozen=True)
class Unsafe:
    """A category of the safety taxonomy with its prepared words."""

    code: str
    name: str
    reason: str
    note: str

    @property
    def recall(self) -> str:
        """Who is told when a post is removed for it: act_now, important, correction or none."""
        return category(self.code).recall.value


@dataclass(frozen=True)
class Canned:
    """A reason that needs no safer note."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True)
class Reasons:
    """All of them, by code, in the order of the file."""

    reviewed_by: str
    unsafe: Mapping[str, Unsafe]
    other: Mapping[str, Canned]
    keep: Mapping[str, Canned]
    profile: Mapping[str, Canned]


@cache
def shipped_reasons() -> Reasons:
    """The file, read once. A test holds it to its rules (lengths, codes, recalls)."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Reasons(
        reviewed_by=data["reviewed_by"],
        unsafe={row["code"]: Unsafe(**row) for row in data["unsafe"]},
        other={row["code"]: Canned(**row) for row in data["other"]},
        keep={row["code"]: Canned(**row) for row in data["keep"]},
        profile={row["code"]: Canned(**row) for row in data["profile"]},
    )


def all_reasons() -> Reasons:
    """The reasons that can be chosen now, in the words of now.

    One query; asking again within one transaction costs nothing.
    """
    known = db.session().info
    if _KEY not in known:
        known[_KEY] = _in_force(
            db.session.scalars(select(ReasonText).order_by(ReasonText.id)).all()
        )
    reasons: Reasons = known[_KEY]
    return reasons


_KEY = "reasons in force"


@event.listens_for(Session, "after_transaction_end")
def forget_reasons(session: Session, *_: Any) -> None:
    """Read the words anew when next asked for them: somebody may have changed them."""
    session.info.pop(_KEY, None)


def _in_force(rows: Sequence[ReasonText]) -> Reasons:
    shipped, changed = shipped_reasons(), {(row.kind, row.code): row for row in rows}
    unsafe = {}
    for code, one in shipped.unsafe.items():
        row = changed.get(("unsafe", code))
        unsafe[code] = (
            replace(one, reason=row.reason or one.reason, note=row.note or one.note) if row else one
        )
    notes_as_shipped = all(one.note == shipped.unsafe[code].note for code, one in unsafe.items())
    return replace(
        shipped,
        # Nobody has reviewed what was written here since.
        reviewed_by=shipped.reviewed_by if notes_as_shipped else "",
        unsafe=unsafe,
        other=_choices(shipped.other, [row for row in rows if row.kind == "other"]),
        keep=_choices(shipped.keep, [row for row in rows if row.kind == "keep"]),
    )


def _choices(shipped: Mapping[str, Canned], rows: Sequence[ReasonText]) -> dict[str, Canned]:
    """Those that are switched on: shipped ones in the order of the file, then added ones."""
    found = dict(shipped)
    for row in rows:
        one = found.get(row.code) or Canned(row.code, "", "")
        found[row.code] = replace(one, name=row.name or one.name, reason=row.reason or one.reason)
    off = {row.code for row in rows if row.is_off}
    return {code: one for code, one in found.items() if code not in off and one.name}
