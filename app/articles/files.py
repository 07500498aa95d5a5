"""Article files: Markdown under a head of facts in TOML between `+++` lines.

    +++
    title = "Muscle twitching"
    slug = "muscle-twitching"
    summary = "What it is, what may help and which signs need care fast."
    written = 2026-11-23
    review_due = 2029-11-01
    +++

    ## What a twitch is {#what-it-is}

May have, too: `about` (the symptom or condition), `language`, `pinned`, `sources` (a list of
tables with `publisher` and `title`), and `reviewer` with `reviewed` once a qualified person
has checked the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.core.text import clean_line, clean_text

NEEDED = ("title", "slug", "summary", "written", "review_due")
KNOWN = (*NEEDED, "about", "language", "pinned", "sources", "reviewer", "reviewed")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class FileError(Exception):
    """The file cannot be taken; the message says what to mend, for the person who wrote it."""


@dataclass(frozen=True)
class ArticleFile:
    """What an article file says."""

    title: str
    slug: str
    summary: str
    written: date
    review_due: date
    body: str
    about: str = ""
    language: str = "en"
    pinned: bool = False
    sources: list[dict[str, str]] = field(default_factory=list)
    reviewer: str = ""
    reviewed: date | None = None


def read_article(text: str) -> ArticleFile:
    """The facts and the body of an article file. Raises FileError."""
    text = clean_text(text)
    parts = re.split(r"^\+\+\+[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise FileError("Begin the file with its facts between two lines of “+++”.")
    try:
        facts = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise FileError(f"The facts between “+++” are not valid TOML: {error}.") from error
    missing = [key for key in NEEDED if key not in facts]
    if missing:
        raise FileError(f"The facts lack: {', '.join(missing)}.")
    unknown = [key for key in facts if key not in KNOWN]
    if unknown:
        raise FileError(f"Unknown facts: {', '.join(unknown)}. Known are {', '.join(KNOWN)}.")
    return ArticleFile(
        title=_line(facts, "title"),
        slug=_slug(facts),
        summary=_line(facts, "summary"),
        written=_date(facts, "written"),
        review_due=_date(facts, "review_due"),
        body=parts[2].strip() + "\n",
        about=_line(facts, "about"),
        language=_line(facts, "language") or "en",
        pinned=_truth(facts, "pinned"),
        sources=_sources(facts),
        reviewer=_line(facts, "reviewer"),
        reviewed=_date(facts, "reviewed") if "reviewed" in facts else None,
    )


def _line(facts: dict[str, Any], key: str) -> str:
    value = facts.get(key, "")
    if not isinstance(value, str):
        raise FileError(f"{key}: write it in quotation marks.")
    return clean_line(value)


def _slug(facts: dict[str, Any]) -> str:
    slug = _line(facts, "slug")
    if not SLUG.fullmatch(slug) or len(slug) > 100:
        raise FileError(
            f"slug: “{slug}” cannot be an address. Use a to z, digits and single hyphens, "
            "at most 100."
        )
    return slug


def _date(facts: dict[str, Any], key: str) -> date:
    value = facts[key]
    if isinstance(value, datetime) or not isinstance(value, date):
        raise FileError(f"{key}: give a date such as 2026-11-23, without quotation marks.")
    return value


def _truth(facts: dict[str, Any], key: str) -> bool:
    value = facts.get(key, False)
    if not isinstance(value, bool):
        raise FileError(f"{key}: use true or false, without quotation marks.")
    return value


def _sources(facts: dict[str, Any]) -> list[dict[str, str]]:
    given = facts.get("sources", [])
    if not isinstance(given, list) or not all(isinstance(source, dict) for source in given):
        raise FileError("sources: write each as a [[sources]] table.")
    sources = []
    for number, source in enumerate(given, start=1):
        found = {key: clean_line(str(source.get(key, ""))) for key in ("publisher", "title")}
        if not all(found.values()):
            raise FileError(f"sources: number {number} needs a publisher and a title.")
        sources.append(found)
    return sources
