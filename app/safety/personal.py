"""Find personal data: contact details, identifiers, names of private persons, and who they are.

Everything here works on the text as written (capitals count) with bounded expressions. What is not personal
data by the taxonomy (public helplines, lab values, order numbers, public figures) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.safety import digits, people_named
from app.safety.digits import Run
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

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)?[ \-/.,]{1,2}(?:\d{1,2}|"
    + _MONTH
    + r")[ \-/.,]{1,2}(?:19|20)?\d{2}"
    r"|"
    + _MONTH
    + r"\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2}|(?:19|20)\d{2}[\-/.]\d{1,2}[\-/.]\d{1,2})\b"
)
_SIMPLE: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = tuple(
    (kind, rule, re.compile(pattern, flags))
    for kind, rule, pattern, flags in (
        ("dob", "birth-date", r"\b(?:d\.o\.b\.?|(?:dob|date of birth|birth ?date|birthday|born)\b)[^\n\d.?!]{0,25}" + _DATE, re.I),
        ("id_number", "us-social-security", r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])", 0),
        ("id_number", "national-insurance", r"\b[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]\b", 0),
        ("id_number", "named-identity-number",
         r"\b(?:nhs|chi|national insurance|n\.?i\.?|ssn|social(?: security)?|passport|driv(?:ing|er'?s?) licen[cs]e|licen[cs]e|medicare|"
         r"medicaid|health card|health insurance|insurance|aadha+r|pan|pps|ppsn|tax file|tfn|ihi|nhi|ohip|member|policy|visa|ehic|ghic"
         r"|student|national id|id card|utr|tax|residence permit)\b(?: (?:number|no|num|id|card|reference|ref|code|on))*[.:# ]{0,3}"
         r"(?:is|was|it's|=|reads|ends|on the \w{1,12}|on my \w{1,12})?[: ]{0,2}"
         r"(?=[A-Za-z\d \-]{0,6}(?:\d[ \-]?[A-Za-z]{0,2}[ \-]?){5})[A-Za-z]{0,8}[\d][A-Za-z\d \-]{4,22}", re.I),
        ("hospital_number", "patient-number",
         r"\b(?:hospital|hosp|mrn|patient|unit|medical record|record|case|chart|clinic|wristband|nhi|crn|admission|rxr|district)\b\.?"
         r"(?: (?:number|no|num|id|ref|reference|record|code))*[.:# ]{0,3}(?:is|was|it's|=)?[: ]{0,2}"
         r"(?=[A-Za-z]{0,4}[ \-/]?\d[\d \-/]{3,11})[A-Za-z]{0,4}[ \-/]?\d[\d\-/]{3,11}[A-Za-z]?", re.I),
        ("email", "email-address", r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,60}(?:\.[\w\-]{1,20}){1,4}", 0),
        ("email", "email-written-out",
         r"\b[\w.+\-]{2,40}(?: (?:dot|underscore|dash) [\w]{1,30}){0,3} ?(?:\[at\]|\(at\)|\{at\}|<at>| at | AT |\[@\]) ?"
         r"[\w\-]{2,40}(?: ?(?:\[dot\]|\(dot\)| dot | DOT |\.) ?[a-z]{2,10}){1,3}\b", re.I),
        ("social_handle", "at-handle", r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}", 0),
        ("social_handle", "reddit-user", r"(?<![\w/])/?u/[A-Za-z][\w\-]{2,30}", 0),
        ("social_handle", "discord-tag", r"\b[A-Za-z_][\w.]{2,30}#\d{4}\b", 0),
        ("social_handle", "named-account",
         r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|telegram|discord|twitter|facebook|fb|kik|signal|reddit|wechat|skype|"
         r"messenger|youtube|threads|bluesky|linkedin|xbox|psn|steam|onlyfans|whatsapp|x)\b"
         r"(?: (?:is|as|under|name|tag|handle|user|username|id|account|me|at|on|called|there|by|it's|i'm))*[: ]{1,3}"
         r"(?:[A-Za-z]+[_.\d][\w.]{1,30}|[A-Z][a-z]+ (?:[A-Z][a-z]+ )?[A-Z][a-z]+)", 0),
        ("social_handle", "named-account-capital",
         r"\b(?:Insta(?:gram)?|IG|Snap(?:chat)?|Tik ?[Tt]ok|Telegram|Discord|Twitter|Facebook|FB|Kik|Signal|Reddit|Skype|YouTube|LinkedIn)\b"
         r"(?: (?:is|as|under|name|tag|handle|user|username|id|account|me|at|called|by))*[: ]{1,3}"
         r"(?:[A-Za-z]+[_.\d][\w.]{1,30}|[A-Z][a-z]+ (?:[A-Z][a-z]+ )?[A-Z][a-z]+)", 0),
        ("social_handle", "username-is",
         r"\b(?:username|user name|handle|gamertag|screen name|add me|find me|follow me|snap me|dm me)\b(?: \w{1,9}){0,3}?[: ]{1,3}@?"
         r"(?:[A-Za-z]+_[\w.]{1,30}|[A-Za-z]{2,}\d[\w.]{0,30}|[A-Za-z]+\.[\w.]{2,30})", re.I),
        ("financial", "card-number", r"(?<![\d-])\d{4}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{1,7}(?![\d-])", 0),
        ("financial", "amex-number", r"(?<!\d)3[47]\d{2}[ \-]?\d{6}[ \-]?\d{5}(?!\d)", 0),
        ("financial", "sort-code", r"\bsort(?: ?code)?\b[^\n\d]{0,12}\d{2}[ \-]?\d{2}[ \-]?\d{2}\b", re.I),
        ("financial", "account-number",
         r"\b(?:account|acc|acct|a/c|bank|routing|bsb|ifsc)\b(?: (?:number|no|num|code|is|details))*[.:# ]{1,3}[A-Z\d][\d\- ]{5,14}\d", re.I),
        ("financial", "iban", r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?(?:\d ?){10,18}|\b[A-Z]{2}\d{2} ?(?:\d ?){12,24}", 0),
        ("financial", "access-code",
         r"\b(?:pin|(?:door|gate|key ?safe|alarm|lock ?box|entry|safe|access|building|key ?pad|house|flat|garage|card|security|cvv|cvc) ?(?:code|number|pin)?|"
         r"code (?:for|to) (?:the|her|his|my|our|mum's|dad's) (?:door|gate|key ?safe|flat|house|alarm)|password)\b"
         r"[^\n\d.?!]{0,22}\b\d{3,8}#?(?![\d:.])", re.I),
        ("financial", "crypto-wallet", r"\b(?:0x[a-fA-F\d]{30,42}|bc1[a-z\d]{25,60}|[13][a-km-zA-HJ-NP-Z1-9]{25,34})\b", 0),
        ("address", "uk-postcode", r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b(?<!\bB12 )", 0),
        ("address", "us-zip", r"\b(?:A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|DC) \d{5}(?:-\d{4})?\b", 0),
        ("address", "canada-postcode", r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", 0),
        ("address", "eircode", r"\b[A-Z]\d[\dW] ?[A-Z\d]{4}\b(?=.{0,40})", 0),
        ("address", "house-and-street",
         r"\b(?:no\.? ?|number )?\d{1,5}[a-zA-Z]?,? (?:(?:[NSEW]|North|South|East|West) )?(?:[A-Z\d][\w'.]{1,20} ){1,3}?"
         r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Close|Drive|Dr|Way|Court|Ct|Row|Terrace|Crescent|Cres|Place|Pl|Gardens|Grove|Hill|Park|Square|Sq|"
         r"Mews|Walk|Rise|View|Boulevard|Blvd|Circle|Parade|Green|Villas|Quay|Wynd|Brae|Croft|Mount|Vale|Cottages|House|Nagar|Marg|Strasse|Estate|End|Fields|Meadow|Meadows|Parkway|Pkwy|Highway|Trail|Esplanade|Buildings|Yard)\b", 0),
        ("address", "house-and-street-lower",
         r"\b(?:live|living|lives|at|to|address is|house is|come to|round to)(?: at| number| no\.?)? \d{1,5}[a-z]? (?:[a-z']{2,20} ){1,3}?"
         r"(?:road|rd|street|avenue|ave|lane|close|drive|court|row|terrace|crescent|gardens|grove|square|mews)\b", re.I),
        ("address", "flat", r"\b(?:flat|apartment|apt|unit) \d{1,4}[a-z]?,? \d{1,4}\b|\b(?:Flat|Apartment|Apt) \d{1,4}[A-Za-z]?, [A-Z]\w+ (?:House|Court|Street|Road|Tower|Point|Lodge)", re.I),
        ("address", "house-number", r"\b(?:house|flat|cottage|bungalow) (?:is|at)? ?(?:number|no\.?) ?\d{1,4}\b", re.I),
        ("other", "number-plate",
         r"\b(?:reg(?:istration)?|plates?|number ?plates?|licen[cs]e plates?|car|van|drives)\b[^\n.?!]{0,40}?\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?|\d{1,3}-[A-Z]{1,2}-\d{1,6}|[A-Z]{3}[ -]?\d{3,4})\b", 0),
    )
)  # fmt: skip

_PUBLIC_BOX: Final = re.compile(
    r"^(?:info|contact|hello|help|helpline|support|enquir(?:y|ies)|office|admin|reception|feedback|donations?|membership|press|"
    r"services?|customer\.?services?|pals|complaints|team|news|noreply|no-reply|mail|webmaster|volunteer(?:ing)?)@", re.I
)  # fmt: skip
_ORGANISATION: Final = re.compile(
    r"\b(?:helpline|hotline|charity|charities|association|society|switchboard|samaritans|childline|shout|lifeline|poisons?|nhs ?111|surgery's|"
    r"hospital's|reception|crisis line|crisis text|citizens|council|foundation|trust|out of hours|official|head office|publisher)\b", re.I
)  # fmt: skip
_NOT_A_PERSON: Final = re.compile(
    r"\b(?:order|isbn|issn|batch|lot|version|model|serial|invoice|tracking|parcel|trial|nct|doi|pmid|study|part|item|product|sku|steps|"
    r"expiry|build|error|ticket number|case of|episode|page|pages|reference range|barcode|catalogue|recall|licence pl|pl)\b[^\n.?!]{0,18}$", re.I
)  # fmt: skip
_FREE_PREFIX: Final = (
    "0800", "0808", "0300", "0303", "0330", "0333", "0345", "0344", "0844", "0845", "0870", "1800", "1888", "1877",
    "1866", "1855", "1844", "1833", "800222", "1300", "116", "131114", "18001", "800273", "888", "877", "112", "0900",
)  # fmt: skip
_CALL: Final = re.compile(
    r"\b(?:call|text|ring|phone|tel|telephone|mobile|mob|cell|number|whats ?app|landline|reach|dial|bell|voicemail|sms|message|contact|line|ext|num)\b", re.I
)  # fmt: skip


def _finding(kind: str, rule: str, start: int, end: int) -> Finding:
    return Finding(kind, "hold", start, end, rule, _WHY[kind])


def _sentence(text: str, start: int, end: int) -> str:
    before = max(text.rfind(mark, 0, start) for mark in "!?\n")
    stops = [position for mark in "!?\n" if (position := text.find(mark, end)) >= 0]
    return text[max(before + 1, start - 160) : min([*stops, end + 160, len(text)])]


def _is_phone(run: Run, text: str) -> bool:
    number, raw = run.digits, run.raw
    before = text[max(0, run.start - 40) : run.start]
    if number.startswith(_FREE_PREFIX) or _NOT_A_PERSON.search(before):
        return False
    if _ORGANISATION.search(_sentence(text, run.start, run.end)) and not re.search(
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
        and bool(_CALL.search(near))
        and not re.search(r"order|policy|account|ref", before, re.I)
    )


def _phones(text: str) -> Iterator[Finding]:
    for run in (*digits.figures(text), *digits.spoken(text)):
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
        return not _PUBLIC_BOX.match(words)
    if rule == "email-written-out":
        return bool(re.search(r"dot|\[|\(|\{|<", words, re.I)) and bool(
            re.search(r"\[|\(|\{|<| dot ", words, re.I)
        )
    if kind in ("social_handle", "address") and _ORGANISATION.search(_sentence(text, start, end)):
        return bool(re.search(r"\b(?:my|i'm|i live|we're at|her house|his house)\b", before, re.I))
    if rule in (
        "card-number",
        "us-social-security",
        "account-number",
        "patient-number",
        "iban",
        "amex-number",
    ):
        return not _NOT_A_PERSON.search(before)
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
    """Personal data in `text`, each with its kind and place, in the order of the text. Quoted text counts too."""
    text = text[:MAX_CHARACTERS]
    found: list[Finding] = []
    for kind, rule, pattern in _SIMPLE:
        for match in pattern.finditer(text):
            if _allowed(kind, rule, text, match.start(), match.end()):
                found.append(_finding(kind, rule, match.start(), match.end()))
    found.extend(_phones(text))
    found.extend(
        _finding(kind, rule, start, end) for kind, rule, start, end in people_named.find(text)
    )
    return _without_overlaps(found)


def _without_overlaps(found: list[Finding]) -> tuple[Finding, ...]:
    """Of overlapping findings keep the first found rule (identifiers come before telephone numbers)."""
    kept: list[Finding] = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))
