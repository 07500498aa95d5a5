"""Review answers, replies and other texts: marked text in, verdict out."""

from __future__ import annotations

from typing import Final

from app.safety import learned, rules, speech
from app.safety.lexicon import lexicon
from app.safety.model import SEVERITIES, Finding, Review
from app.safety.normalise import normalise
from app.safety.pattern import Marked
from app.safety.personal import find_personal_data
from app.safety.words import cut

# Order of the taxonomy: of categories with the same severity the lower number is the primary one.
CODES: Final = (
    "stop_change_medicine",
    "dosing",
    "rx_supply",
    "drug_seeking",
    "certain_diagnosis",
    "discourage_emergency",
    "discourage_care",
    "delay_tests",
    "dangerous_remedy",
    "megadose",
    "interaction",
    "pregnancy_child",
    "extreme_diet",
    "self_harm_ed",
    "unproven_cure",
    "scam",
    "personal_data",
    "impersonation",
)


def prepare(text: str, *, signs: bool = False) -> Marked:
    """Fold, cut and mark a text, without what it quotes; `signs` reads negation the way of
    triage."""
    folded = normalise(text, lambda word: word in lexicon().words)
    return speech.mark(cut(folded, speech.quoted_ranges(text)), signs=signs)


def by_rules(
    marked: Marked, kinds: speech.SentenceKinds, folder: str, part: str = "body"
) -> tuple[Finding, ...]:
    """All findings of the rules in data/rules/<folder>, in the order of the text."""
    spans = marked.words.spans
    seen: set[tuple[str, int]] = set()
    found: list[Finding] = []
    for rule in rules.rules(folder):
        for hit in rules.match(rule, marked, kinds):
            key = (rule.name, marked.words.sentence_of[hit.first])
            if key in seen:
                continue
            seen.add(key)
            severity = _severity(rule, marked, kinds, hit.first)
            if severity is None:
                continue
            start, end = spans[hit.first][0], spans[hit.last][1]
            found.append(Finding(rule.category, severity, start, end, rule.name, rule.why, part))
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule)))


def _severity(
    rule: rules.Rule, marked: Marked, kinds: speech.SentenceKinds, position: int
) -> str | None:
    """The severity of a match after a second opinion on the wording around it; None if the match
    is dismissed.

    A hold becomes a queue where the wording resembles harmless answers: a wrong hold silences a
    helpful member, and a moderator looks all the same. A queue is dismissed where it resembles
    them very much, but for claims of a role, which are calm by nature. An emergency becomes urgent,
    but never where somebody may want to die.
    """
    if rule.severity in ("hold", "queue"):
        opinion = learned.second_opinion(learned.ANSWERS, marked, kinds, position)
        if rule.severity == "hold":
            return "queue" if opinion < learned.NO_HOLD else "hold"
        dismissed = opinion < learned.NO_QUEUE and rule.category != "impersonation"
        return None if dismissed else "queue"
    if rule.severity == "emergency" and rule.category != "suicidal":
        opinion = learned.second_opinion(learned.CARD, marked, kinds, position)
        return "urgent" if opinion < learned.NO_EMERGENCY else "emergency"
    return rule.severity


def _by_wording(marked: Marked, kinds: speech.SentenceKinds, part: str) -> list[Finding]:
    """What the learned part says where no rule speaks: at most one finding, to queue."""
    judged = learned.judge(learned.ANSWERS, marked, kinds)
    if judged is None:
        return []
    code, passage = judged
    place = learned.worst_sentence(learned.ANSWERS, marked, passage)
    return [Finding(code, "queue", *place, learned.RULE, learned.WHY, part)]


def _review_part(text: str, part: str) -> list[Finding]:
    marked = prepare(text)
    found = _personal(text, part)
    if marked.words.text:
        kinds = speech.sentence_kinds(marked)
        found.extend(by_rules(marked, kinds, "review", part))
        if not any(finding.severity in ("hold", "queue") for finding in found):
            found.extend(_by_wording(marked, kinds, part))
    return found


def review_text(text: str, *, title: str = "") -> Review:
    """Review an answer, reply, edit or profile text, with its title if it has one; the worst
    sentence decides."""
    found = _review_part(text, "body")
    if title:
        found += _review_part(title, "title")
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
