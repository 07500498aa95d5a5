"""Review answers, replies and other texts: marked text in, verdict out."""

from __future__ import annotations

from typing import Final

from app.safety import rules, speech
from app.safety.lexicon import lexicon
from app.safety.model import SEVERITIES, Finding, Review
from app.safety.normalise import normalise
from app.safety.pattern import Marked
from app.safety.personal import find_personal_data
from app.safety.words import cut

# Order of the taxonomy; of several categories with the same severity the lower number is the primary one.
CODES: Final = (
    "stop_change_medicine", "dosing", "rx_supply", "drug_seeking", "certain_diagnosis", "discourage_emergency",
    "discourage_care", "delay_tests", "dangerous_remedy", "megadose", "interaction", "pregnancy_child",
    "extreme_diet", "self_harm_ed", "unproven_cure", "scam", "personal_data", "impersonation",
)  # fmt: skip


def prepare(text: str, *, signs: bool = False) -> Marked:
    """Fold, cut and mark a text, without what it quotes; `signs` reads negation the way of triage."""
    folded = normalise(text, lambda word: word in lexicon().words)
    return speech.mark(cut(folded, speech.quoted_ranges(text)), signs=signs)


def findings(text: str, folder: str, part: str = "body") -> tuple[Finding, ...]:
    """All findings of the rules in data/rules/<folder>, in the order of the text."""
    marked = prepare(text, signs=folder == "triage")
    if not marked.words.text:
        return ()
    kinds = speech.sentence_kinds(marked)
    spans = marked.words.spans
    seen: set[tuple[str, int]] = set()
    found: list[Finding] = []
    for rule in rules.rules(folder):
        for hit in rules.match(rule, marked, kinds):
            key = (rule.name, marked.words.sentence_of[hit.first])
            if key in seen:
                continue
            seen.add(key)
            found.append(
                Finding(
                    rule.category,
                    rule.severity,
                    spans[hit.first][0],
                    spans[hit.last][1],
                    rule.name,
                    rule.why,
                    part,
                )
            )
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule)))


def review_text(text: str, *, title: str = "") -> Review:
    """Review an answer, reply, edit or profile text, with its title if it has one; the worst sentence decides."""
    found = [*findings(text, "review"), *_personal(text, "body")]
    if title:
        found += [*findings(title, "review", "title"), *_personal(title, "title")]
    return verdict(tuple(found))


def _personal(text: str, part: str) -> list[Finding]:
    return [
        Finding("personal_data", "hold", item.start, item.end, item.rule, item.why, part)
        for item in find_personal_data(text)
    ]


def rank(finding: Finding) -> tuple[int, int]:
    """Sort key of the primary finding: severest first, then the lower category number."""
    number = CODES.index(finding.category) if finding.category in CODES else len(CODES)
    return -SEVERITIES.index(finding.severity), number


def verdict(found: tuple[Finding, ...]) -> Review:
    """The review that follows from findings."""
    if not found:
        return Review("none", "benign")
    primary = min(found, key=rank)
    return Review(primary.severity, primary.category, found)
