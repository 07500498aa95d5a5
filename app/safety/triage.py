"""Triage questions: which need help now, which a professional soon."""

from __future__ import annotations

from dataclasses import replace

from app.safety.model import RED_FLAGS, Finding, Triage
from app.safety.review import findings


def triage_question(title: str, body: str) -> Triage:
    """How urgent a question is, by its worst sign; the title counts as a first sentence. Raises
    nothing."""
    found = tuple(
        _placed(finding, len(title)) for finding in findings(f"{title}\n{body}", "triage")
    )
    if not found:
        return Triage("routine", "general")
    primary = max(found, key=lambda finding: RED_FLAGS.index(finding.severity))
    return Triage(primary.severity, primary.category, found)


def _placed(finding: Finding, title_length: int) -> Finding:
    """The finding with positions counted in the part where it starts."""
    if finding.start < title_length:
        return replace(finding, part="title", end=min(finding.end, title_length))
    offset = title_length + 1
    return replace(finding, start=finding.start - offset, end=finding.end - offset)
