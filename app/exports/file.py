"""The archive: `data.json` for machines, `read-me.html` with the same for people."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import render_template

from app.accounts.models import Member
from app.core.clock import now
from app.exports.chapters import Row, everything
from app.exports.words import CHAPTER_WORDS, field_words


def make_archive(member: Member) -> bytes:
    """A ZIP file of everything we keep about the member, as `chapters` lists it."""
    made_at, chapters = now(), everything(member)
    page = render_template(
        "exports/file.html",
        member=member,
        made_at=made_at,
        chapters=[(CHAPTER_WORDS[name], _readable(rows)) for name, rows in chapters.items()],
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _json({"made_at": made_at, **chapters}))
        archive.writestr("read-me.html", page)
    return packed.getvalue()


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an export")


def _readable(rows: Sequence[Row]) -> list[list[tuple[str, Any]]]:
    """Rows for reading: what is empty is left out, what is nested is unfolded."""
    return [list(_unfold(row)) for row in rows]


def _unfold(row: Row) -> Sequence[tuple[str, Any]]:
    lines: list[tuple[str, Any]] = []
    for name, value in row.items():
        if isinstance(value, Mapping):
            lines += [(f"{field_words(name)}: {words}", one) for words, one in _unfold(value)]
        elif value not in (None, ""):
            lines.append((field_words(name), value))
    return lines
