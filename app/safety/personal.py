"""Find personal data: contact details, identifiers, names of private persons, and who they are.

Everything here works on the text as written (capitals count) with bounded expressions. What is not
personal data by the taxonomy (public helplines, lab values, order numbers, public figures) is left
alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from app.safety import digits, expressions, people_named
from app.safety.digits import Run
from app.safety.expressions import cue as _cue
from app.safety.model import Finding

_WHY: Final = {
    "phone": "It contains a telephone number.",
    "email": "It contains an email address.",
    "address": "It contains a postal address or postcode.",
    "id_number": "It contains an official identity number.",
    "hospital_number": "It contains a hospital or patient number.",
    "full_name": "It names a private person or a clinician in full.",
    "dob": "It contains a date of birth.",
    "social_handle": "It contains the name of an account on another site.",
    "financial": "It contains bank, card or access details.",
    "other": "It describes a person so closely that they can be recognised.",
}
MAX_CHARACTERS: Final = 20_000

# Of a text that is nothing but numbers or names the first ones are enough to show and to hold it.
MAX_CANDIDATES: Final = 40
_FREE_PREFIX: Final = tuple(
    "0800 0808 0300 0303 0330 0333 0345 0344 0844 0845 0870 1800 1888 1877 1866 1855 1844 1833 "
    "800222 1300 116 131114 18001 800273 888 877 112 0900".split()
)


def _finding(kind: str, rule: str, start: int, end: int) -> Finding:
    return Finding(kind, "hold", start, end, rule, _WHY[kind])


def _sentence(text: str, start: int, end: int) -> str:
    before = max(text.rfind(mark, 0, start) for mark in "!?\n")
    stops = [position for mark in "!?\n" if (position := text.find(mark, end)) >= 0]
    return text[max(before + 1, start - 160) : min([*stops, end + 160, len(text)])]


def _is_phone(run: Run, text: str) -> bool:
    number, raw = run.digits, run.raw
    before = text[max(0, run.start - 40) : run.start]
    if number.startswith(_FREE_PREFIX) or _cue("not_a_person").search(before):
        return False
    if _cue("organisation").search(_sentence(text, run.start, run.end)) and not re.search(
        r"\b(?:my|his|her|our)\b", before, re.I
    ):
        return False
    if re.fullmatch(r"\d{1,4}([/.\-])\d{1,2}\1\d{1,4}", raw.strip()):
        return False  # a date
    count = len(number)
    if raw.lstrip("(").startswith("+") and 9 <= count <= 15:
        return True
    if number.startswith("0") and 9 <= count <= 11:
        return run.spoken or not re.fullmatch(r"0\d{7}", number)
    if count == 10 and re.fullmatch(r"\(?\d{3}\)?[ .\-]{1,2}\d{3}[ .\-]\d{4}", raw.strip()):
        return True
    if (
        count == 11
        and number[0] == "1"
        and re.fullmatch(r"1[ .\-]\(?\d{3}\)?[ .\-]{1,2}\d{3}[ .\-]\d{4}", raw.strip())
    ):
        return True
    if count in (11, 12, 13) and number.startswith(("44", "353", "91", "61", "64")):
        return True
    near = text[max(0, run.start - 50) : run.start] + " " + text[run.end : run.end + 25]
    return (
        7 <= count <= 13
        and bool(_cue("call").search(near))
        and not re.search(r"order|policy|account|ref", before, re.I)
    )


def _phones(text: str) -> Iterator[Finding]:
    runs = (*digits.figures(text)[:MAX_CANDIDATES], *digits.spoken(text)[:MAX_CANDIDATES])
    for run in runs:
        if run.spoken and re.search(
            r"nhs|insurance|passport|hospital", text[max(0, run.start - 40) : run.start], re.I
        ):
            yield _finding("id_number", "written-out-identity-number", run.start, run.end)
        elif _is_phone(run, text):
            yield _finding(
                "phone",
                "written-out-number" if run.spoken else "telephone-number",
                run.start,
                run.end,
            )


def _allowed(kind: str, rule: str, text: str, start: int, end: int) -> bool:
    words = text[start:end]
    before = text[max(0, start - 40) : start]
    if rule == "email-address":
        return not _cue("public_box").match(words)
    if rule == "email-written-out":
        return bool(re.search(r"dot|\[|\(|\{|<", words, re.I)) and bool(
            re.search(r"\[|\(|\{|<| dot ", words, re.I)
        )
    if kind in ("social_handle", "address") and _cue("organisation").search(
        _sentence(text, start, end)
    ):
        return bool(re.search(r"\b(?:my|i'm|i live|we're at|her house|his house)\b", before, re.I))
    if rule in (
        "card-number",
        "us-social-security",
        "account-number",
        "patient-number",
        "iban",
        "amex-number",
    ):
        return not _cue("not_a_person").search(before)
    if rule in ("eircode", "canada-postcode"):
        return bool(
            re.search(
                r"\b(?:live|eircode|postcode|address|house|road|street)\b",
                _sentence(text, start, end),
                re.I,
            )
        ) and any(c.isdigit() for c in words[3:])
    if rule == "uk-postcode":
        return not re.search(r"\bvitamin|code\b", before, re.I) or "postcode" in before.lower()
    if rule == "house-and-street":
        return not re.search(
            r"\b(?:clinic|hospital|surgery|pharmacy|charity|office|boots|shop)\b", before, re.I
        )
    if rule == "access-code":
        return not re.search(
            r"\b(?:scan|discount|error|promo|voucher|dress|area|zip|post)\b", words + before, re.I
        )
    if rule == "national-insurance":
        return words[:2].lower() not in (
            "at",
            "to",
            "in",
            "on",
            "of",
            "by",
            "is",
            "or",
            "am",
            "pm",
            "no",
            "so",
        )
    return True


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Personal data in `text`, each with its kind and place, in the order of the text. Quoted text
    counts too."""
    text = text[:MAX_CHARACTERS]
    found: list[Finding] = []
    for rule, kind, pattern in expressions.identifiers():
        for match in islice(pattern.finditer(text), MAX_CANDIDATES):
            if _allowed(kind, rule, text, match.start(), match.end()):
                found.append(_finding(kind, rule, match.start(), match.end()))
    found.extend(_phones(text))
    found.extend(
        _finding(kind, rule, start, end) for kind, rule, start, end in people_named.find(text)
    )
    return _without_overlaps(found)


def _without_overlaps(found: list[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings keep the first found rule (identifiers come before telephone
    numbers)."""
    kept: list[Finding] = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))
