"""The site's own rules: an act, whom it addresses, and what it is about, in one sentence.

They read a text the way the engine does: disguises folded, quoted words left out, negated acts
safe. The work grows with the length of the text, whatever the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.moderation.rule_models import SiteRule
from app.safety import Finding, speech
from app.safety.lexicon import LONGEST_PHRASE, Lexicon, Masks, lexicon
from app.safety.normalise import normalise
from app.safety.pattern import Marked, ends
from app.safety.words import Words, cut, split_phrase

#: What stands before the number of a site rule where rules are named.
PREFIX: Final = "site:"
#: A moderator needs to see where, not how often.
MATCHES_PER_RULE: Final = 4
#: Sentences that are no advice, whatever verbs they use (data/rules/speech.toml of the engine).
NO_ADVICE: Final = ("question", "warning", "regret", "authority", "defer")
#: After these a verb in -ing recommends: "try skipping the scan".
_SUGGESTED: Final = "try|consider|recommend|suggest|start|advise|<suggesting> <adverb>?"


@dataclass(frozen=True, slots=True)
class Phrases:
    """A site rule as values, ready to match; `rule` is its name in findings, such as `site:3`."""

    rule: str
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    direction: str
    action: str
    category: str
    why: str


def phrases_of(row: SiteRule) -> Phrases:
    """The values of a stored rule."""
    return Phrases(
        rule=f"{PREFIX}{row.id}",
        verbs=listed(row.verbs),
        objects=listed(row.objects),
        direction=row.direction,
        action=row.action,
        category=row.category,
        why=row.why,
    )


def listed(lines: str) -> tuple[str, ...]:
    """The words and phrases of a field, one a line, each once."""
    return tuple(dict.fromkeys(line for raw in lines.split("\n") if (line := raw.strip().lower())))


def match_rules(rules: tuple[Phrases, ...], text: str, part: str = "body") -> list[Finding]:
    """What the rules find in a text, in the order of the text; one match a rule and sentence."""
    if not rules:
        return []
    own, known = _vocabulary(rules), lexicon().words
    folded = normalise(text, lambda word: word in own.words or word in known)
    words = cut(folded, speech.quoted_ranges(text))
    marks = own.mark(words)
    if not marks:
        return []
    marked = speech.mark(words)
    advice = _Advice(marked)
    found = [
        finding
        for number, rule in enumerate(rules)
        for finding in _match(rule, number, marks, marked, advice, part)
    ]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule))


class _Advice:
    """Where a text advises: worked out once for all rules that ask."""

    def __init__(self, marked: Marked) -> None:
        kinds = speech.sentence_kinds(marked)
        anywhere = marked.words.all & ~marked.blocked
        for kind in NO_ADVICE:
            anywhere &= ~kinds.of(kind)
        self.commanded = marked.directive & anywhere
        self.suggested = ends(_SUGGESTED, marked, marked.words.all) & anywhere


def _match(
    rule: Phrases,
    number: int,
    marks: dict[str, Masks],
    marked: Marked,
    advice: _Advice,
    part: str,
) -> Iterator[Finding]:
    if rule.direction == "advice":
        verbs = _within(marks.get(f"{number} base", {}), advice.commanded)
        verbs = _joined(verbs, _within(marks.get(f"{number} form", {}), advice.suggested))
    else:
        verbs = _within(marks.get(f"{number} form", {}), marked.words.all & ~marked.blocked)
    objects = marks.get(f"{number} object", {})
    left = MATCHES_PER_RULE
    if not verbs or not objects:
        return
    for sentence in marked.words.sentence_masks:
        place = _place(_within(verbs, sentence), _within(objects, sentence), marked.words)
        if place is not None:
            yield Finding(rule.category, rule.action, *place, rule.rule, rule.why, part)
            left -= 1
            if not left:
                return


def _within(masks: Masks, allowed: int) -> Masks:
    return {length: kept for length, mask in masks.items() if (kept := mask & allowed)}


def _joined(one: Masks, other: Masks) -> Masks:
    return {length: one.get(length, 0) | other.get(length, 0) for length in one | other}


def _place(verbs: Masks, objects: Masks, words: Words) -> tuple[int, int] | None:
    """From the first verb to the object that stands nearest after it, else before it."""
    if not verbs or not objects:
        return None
    first, length = min(((mask & -mask).bit_length() - 1, size) for size, mask in verbs.items())
    after, before = -1 << (first + length), (1 << first) - 1
    later = [((m & after) & -(m & after), size) for size, m in objects.items() if m & after]
    if later:
        bit, size = min(later)
        return words.spans[first][0], words.spans[bit.bit_length() + size - 2][1]
    earlier = max(((m & before).bit_length() - 1 for m in objects.values()), default=-1)
    if earlier < 0:
        return None  # the only object is a word of the verb itself
    return words.spans[earlier][0], words.spans[first + length - 1][1]


@lru_cache(maxsize=8)
def _vocabulary(rules: tuple[Phrases, ...]) -> Lexicon:
    """The words of the rules as the engine's vocabulary would hold them, misspellings included."""
    return Lexicon(_entries(rules))


def _entries(rules: Iterable[Phrases]) -> Iterator[tuple[str, str, bool]]:
    for number, rule in enumerate(rules):
        for verb in rule.verbs:
            # "come off/came off/coming off": irregular forms are written out, the base first.
            base, *irregular = (form.strip() for form in verb.split("/"))
            yield f"{number} base", base, True
            for form in irregular or _forms(base):
                yield f"{number} form", form, False
            yield f"{number} form", base, True
        for thing in rule.objects:
            yield f"{number} object", thing, True
            for plural in _plurals(thing):
                yield f"{number} object", plural, False


def _forms(verb: str) -> Iterator[str]:
    """Regular forms of a verb; some are no words, and so are never met."""
    head, _, rest = verb.partition(" ")
    stems = [head, head.removesuffix("e"), head + head[-1]]
    if head.endswith("y"):
        stems.append(f"{head[:-1]}i")
    for stem in dict.fromkeys(stems):
        for ending in ("s", "es", "ed", "ing"):
            yield f"{stem}{ending} {rest}".strip()


def _plurals(thing: str) -> tuple[str, ...]:
    if thing.endswith("y"):
        return (f"{thing[:-1]}ies", f"{thing}s")
    return (f"{thing}s", f"{thing}es")


def can_match(phrase: str) -> bool:
    """Whether a phrase has words that texts are cut into, and not too many."""
    cut_forms = [split_phrase(form) for form in phrase.split("/")]
    return all(
        0 < len(parts) <= LONGEST_PHRASE and all(part[0].isalnum() for part in parts)
        for parts in cut_forms
    )
