"""Triage questions: which need help now, which a professional soon."""

from __future__ import annotations

from dataclasses import replace

from app.safety import learned, speech
from app.safety.model import RED_FLAGS, Finding, Triage
from app.safety.pattern import Marked
from app.safety.review import by_rules, prepare


def triage_question(title: str, body: str) -> Triage:
    """How urgent a question is, by its worst sign; the title counts as a first sentence.

    Where the rules see no emergency the learned part may add a card or raise it. Raises nothing.
    """
    marked = prepare(f"{title}\n{body}", signs=True)
    if not marked.words.text:
        return Triage("routine", "general")
    kinds = speech.sentence_kinds(marked)
    found = list(by_rules(marked, kinds, "triage"))
    if not any(finding.severity == "emergency" for finding in found):
        found.extend(_by_wording(marked, kinds, bool(found)))
    if not found:
        return Triage("routine", "general")
    placed = tuple(_placed(finding, len(title)) for finding in found)
    primary = max(placed, key=lambda finding: RED_FLAGS.index(finding.severity))
    return Triage(primary.severity, primary.category, placed)


def _by_wording(marked: Marked, kinds: speech.SentenceKinds, has_card: bool) -> list[Finding]:
    judged = learned.judge(learned.EMERGENCY, marked, kinds)
    name, level = learned.EMERGENCY, "emergency"
    if judged is None and not has_card:
        judged = learned.judge(learned.CARD, marked, kinds)
        name, level = learned.CARD, "urgent"
    if judged is None:
        return []
    code, passage = judged
    place = learned.worst_sentence(name, marked, passage)
    return [Finding(code, level, *place, learned.RULE, learned.WHY_SIGN)]


def _placed(finding: Finding, title_length: int) -> Finding:
    """The finding with positions counted in the part where it starts."""
    if finding.start < title_length:
        return replace(finding, part="title", end=min(finding.end, title_length))
    offset = title_length + 1
    return replace(finding, start=finding.start - offset, end=finding.end - offset)
