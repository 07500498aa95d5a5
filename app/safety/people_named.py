"""Full names of private persons and clinicians, and descriptions that leave one person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from app.safety.lexicon import DATA, read_toml

_NAME_PART: Final = (
    r"(?:(?:O'|Mc|Mac|De|D'|Van |van |Al-|El-)?[A-Z][a-zà-ÿ]{1,18}(?:[-'][A-Z][a-zà-ÿ]{1,18})?)"
)
_TITLE: Final = (
    r"(?:Dr|Doctor|Mr|Mrs|Miss|Ms|Mx|Prof|Professor|Nurse|Sister|Matron|Consultant|Midwife|Surgeon|Sir|Rev|Father|Dame|"
    r"Physio|Paramedic|Pharmacist|Neurologist|GP|dr|mr|mrs|Cardiologist|Health Visitor)\.?"
)
_TITLED: Final = re.compile(rf"\b{_TITLE} ({_NAME_PART})(?: ({_NAME_PART}))?(?: ({_NAME_PART}))?")
_PAIR: Final = re.compile(rf"(?<![\w'])({_NAME_PART})( [A-Z]\.?)? ({_NAME_PART})(?!\w)")
_CALLED: Final = re.compile(
    r"(?:\b(?:called|named|name is|name's|names|name was|it's|this is|that's|boss|ex|neighbour|neighbor|flatmate|mate|colleague|teacher|"
    r"manager|landlord|husband|wife|sister|brother|cousin|friend|surgeon|consultant|nurse|neurologist|doctor|GP|physio|lad|girl|boy|man|"
    r"woman|guy|bloke|partner|boyfriend|girlfriend|son|daughter|niece|nephew|aunt|uncle|roommate|housemate|supervisor|coach|dentist|"
    r"midwife|carer|classmate|patient|stepdad|stepmum|in-law|driver|cleaner|receptionist|counsellor|therapist|pharmacist|ex-husband|ex-wife),? $)",
    re.IGNORECASE,
)
_PRIVATE_CUE: Final = re.compile(
    r"\b(?:my|our|her name|his name|their name|works?|worked|working|lives|next door|in (?:our|my|year|class|accounts|\d)|from the|from our|from my|year \d|class|"
    r"office|told (?:me|us|my|everybody|everyone|her|him)|ward|surgery|hospital|clinic|practice|avoid|at the|down the|up the road|on our|round the corner|"
    r"neighbour|neighbor|colleague|teacher|boss|is on|are on|hasn't told|stopped (?:his|her)|village|street|school|church|who (?:runs|works|lives|teaches)|"
    r"missed (?:my|our|his|her)|lied|drunk|useless|negligent|rude|ignored|saved my life|operated|misdiagnosed|struck off|botched|"
    r"(?:has|had|got|have) (?:hiv|epilepsy|dementia|ms|mnd|cancer|bipolar|schizophrenia|herpes|depression|parkinson's|an|a )|rehab|pregnant|abortion|"
    r"affair|sectioned|suicide|overdos|breakdown|facebook|married|cheat|owes)", re.IGNORECASE
)  # fmt: skip
_PUBLIC_CUE: Final = re.compile(
    r"\b(?:book|author|wrote|novel|film|movie|actor|actress|singer|footballer|player|president|minister|character|documentary|podcast|"
    r"youtube|tv|telly|radio|series|celebrity|famous|presenter|scientist|physicist|boxer|album|song|wing|unit is named|statue|ward is named|played|on the news|"
    r"campaign|foundation|charity|fundrais|memoir|interview|bbc|netflix|rugby|named after|syndrome|disease is|sign is|test is named|discovered)\b", re.IGNORECASE
)  # fmt: skip
_NOT_SURNAMES: Final = frozenset(
    """street road avenue lane hospital surgery clinic centre center house school university college church park hill station bridge
    infirmary ward trust association society foundation council disease syndrome palsy sign test scale barre support leaflet guide day week
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    wales zealand scotland ireland england york london kingdom states africa carolina hampshire jersey mexico town city island islands coast bay
    christmas easter pharmacy medical health care practice app mail times news herald tribune post magazine uk usa nhs gp mri emg ecg sorry thanks thank
    hello hi hey love mum dad here there this that the and but so then when what why how is was are not no yes also still just my your her his our their
    i we you he she they it if or as at in on of for to from by with about after before since clinical general royal vitamin vit type question stool
    nevis chart cross red nurse doctor direct square gardens close drive court group committee parade protocol diet method therapy technique
    claus bear mouse potter christ god lord almighty bless calm zero deep heat balm oil cream spencer lewis morrisons asda tesco boots lidl aldi
    please take try go get keep ring call ask see don't dont never had has have said says told seems can could should would will might
    did does do she's he's i'm i've""".split()
)
_UNIQUE: Final = re.compile(
    r"\b(?:the only|only \w{1,12}(?:-\w{1,12})? \w{1,12} (?:at|in|on)|with (?:the|a|an|one|his|her) (?:\w{1,12} ){0,2}(?:limp|eye|leg|arm|hand|tattoo|tattoos|scooter|wheelchair|stick|"
    r"beard|scar|hair|dog|van|stammer|birthmark|hook|eyepatch|patch|ponytail|mohican|lisp|accent|stoop|car|bike|pram|hat|piercing|piercings|moustache)|one-armed|one-legged|one-eyed|"
    r"glass eye|neck tattoo|postman|postwoman|vicar|vicar's|headteacher|headmaster|headmistress|landlady|landlord of|butcher|baker|mayor|lollipop|milkman|barber|"
    r"(?:who|that) (?:runs|owns|works|teaches|drives|delivers|lives|plays|coaches)|'s (?:wife|husband|son|daughter|brother|sister)|head teacher|red-haired|tall (?:lad|woman|man|bloke|girl)|"
    r"(?:man|woman|lady|lad|girl|bloke|guy|family|couple|kid|boy) (?:at|in|from|next|opposite|outside|above|across)|on the (?:till|checkouts?|desk|deli) at|goalkeeper|captain|caretaker|receptionist|dinner lady|choirmaster|organist|pub landlord)", re.I
)  # fmt: skip
_PLACE: Final = re.compile(
    r"(?:\b(?:at|in|outside|from|near|of|opposite|behind) (?:the |our |my )?(?:[A-Z][a-z]+|St [A-Z][a-z]+)|\bour (?:village|street|office|road|estate|school|church|town|close|block|building|team|class|choir|club|gym|pub|ward)|\bthe (?:village|post office|corner shop|end house|chip shop)"
    r"|\bnext door|\bnumber \d+|\bSpar\b|\bAsda\b|\bTesco\b|\bShell\b|\bthe (?:Co-op|Crown|Swan|Red Lion|Plough|Greyhound|Kings? (?:Arms|Head)))"
)
_HEALTH: Final = re.compile(
    r"\b(?:hiv|aids|epilep\w{1,6}|ms|mnd|als|cancer|methadone|rehab|bipolar|schizophreni\w{1,3}|depress\w{1,6}|antidepressants|dementia|alzheimer'?s|parkinson'?s|herpes|"
    r"hepatitis|anorexi\w{1,3}|bulimi\w{1,3}|addict\w{0,4}|alcoholic|drink problem|sectioned|abortion|miscarriage|pregnant|overdosed?|suicid\w{1,3}|diabet\w{1,4}|breakdown|"
    r"chemo|hysterectomy|colostomy|stoma|std|sti|psychosis|medication|meds|tablets|pills|psychiatric|autis\w{1,4}|adhd|tourette'?s|drug|drugs|ill|stroke|transplant|dying|"
    r"self-harm\w{0,4}|eating disorder|ocd|ptsd|crohn'?s|lupus|detox|heroin|cirrhosis)\b", re.I
)  # fmt: skip
_POINTING: Final = re.compile(
    r"\b(?:it's|that's|he's|she's|they're|is|the|that|our|was|know)\b", re.I
)
_SENTENCE: Final = re.compile(r"[^.!?\n]{20,300}")


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    table = read_toml(DATA / "names.toml")

    def listed(group: str) -> frozenset[str]:
        return frozenset(
            " ".join(entry.split())
            for entry in table[group]["words"].replace("\n", ",").split(",")
            if entry.strip()
        )

    return listed("first_names"), listed("public_figures")


def _surrounding(text: str, start: int, end: int) -> str:
    return text[max(0, start - 130) : end + 130]


def _is_surname(word: str) -> bool:
    return word.lower() not in _NOT_SURNAMES and len(word) > 2


def _is_public(words: str) -> bool:
    plain = re.sub(r"[^a-z ]", "", words.lower())
    plain = " ".join(plain.split())
    return plain in _names()[1]


def _titled(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _TITLED.finditer(text):
        first, second, third = match.groups()
        if second and _is_surname(second) and _is_surname(first):
            full = " ".join(part for part in (first, second) if part)
            if not _is_public(full) and not _PUBLIC_CUE.search(_surrounding(text, *match.span())):
                end = match.end() if third and _is_surname(third) else match.end(2)
                yield "full_name", "titled-full-name", match.start(), end
        elif (
            _is_surname(first)
            and first.lower() not in _names()[0]
            and not first.lower().startswith("marten")
        ):
            around = _surrounding(text, *match.span())
            if re.search(
                r"\b(?:avoid|useless|negligent|missed|misdiagnosed|botched|drunk|rude|lied|saved my|struck off|report|hospital|surgery|ward)\b",
                around,
                re.I,
            ) and re.search(
                r"\bat (?:the )?[A-Z]|[A-Z]\w+ (?:Surgery|Hospital|Clinic|Practice|Infirmary|General)",
                around,
            ):
                yield "full_name", "clinician-with-place", match.start(), match.end(1)


def _pairs(text: str) -> Iterator[tuple[str, str, int, int]]:
    first_names, _ = _names()
    for match in _PAIR.finditer(text):
        first, last = match.group(1), match.group(3)
        if not (_is_surname(last) and _is_surname(first)) or _is_public(match.group()):
            continue
        known = first.lower() in first_names
        before = text[max(0, match.start() - 30) : match.start()]
        around = _surrounding(text, *match.span())
        called = bool(_CALLED.search(before))
        if _PUBLIC_CUE.search(around) and not re.search(r"\b(?:my|our) \w{1,15},? $", before, re.I):
            continue
        own = re.search(
            r"\b(?:i'm|i am|my name is|my name's|my full name is|full name is|signed),? $",
            before,
            re.I,
        )
        if own and known:
            yield "full_name", "own-full-name", match.start(), match.end()
        elif (known and (called or _PRIVATE_CUE.search(around))) or (
            called
            and re.search(r"\b(?:my|our|is called|name|named|the boy|his|her)\b", before, re.I)
        ):
            yield "full_name", "private-full-name", match.start(), match.end()


def _described(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        unique = _UNIQUE.search(sentence)
        if (
            unique
            and _PLACE.search(sentence)
            and _HEALTH.search(sentence)
            and _POINTING.search(sentence)
        ):
            if re.search(
                r"\b(?:i'm|i am|i've|i have|i was|my|mine|we|me|you|your)\b", sentence, re.I
            ):
                continue
            yield (
                "other",
                "recognisable-description",
                match.start() + unique.start(),
                match.start() + unique.end(),
            )


def find(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, rule, start and end of every name or description found."""
    yield from _titled(text)
    yield from _pairs(text)
    yield from _described(text)
