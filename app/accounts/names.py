"""Members' names: what they may be made of, and the folded form that must be unique.

Folding keeps people from passing for somebody else (threat model 5.2, case 35): two names that
look alike at a glance have one key. It is a drawing, not a spelling: letters of other scripts
become the Latin letter they look like, not the one they sound like.
"""

from __future__ import annotations

import re
import unicodedata

from app.core.errors import Invalid

LENGTH = (2, 40)
#: Beside letters, marks and digits. No `@`: who signs in with one means an address.
_PUNCTUATION = " .-_'’"
#: More marks on one letter than any writing system needs climb over the lines around.
_PILED_MARKS = re.compile(r"[\u0300-\u036f]{3}")
#: Cyrillic, Greek and other small letters that look like Latin ones (the common ones of
#: Unicode TS 39).
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгьпбзэ" + "αβγεικνορτυχωηρς" + "ıłøđħŧɡɑſ",
    "aeopcyxijshdqwbkmhtrbn63e" + "abyeiknoptuxwnpc" + "ilodhtgaf",
)
#: Strokes that fonts draw alike, once letters are small: I, l, 1 and |; O and 0; and so on.
_STROKES = str.maketrans("i1|0358", "lllo" + "esb")
_PAIRS = (("rn", "m"), ("vv", "w"))

#: Names that would speak for the site or claim a profession. Whole words of a name.
_RESERVED_WORDS = (
    "admin administrator moderator mod mods staff team official system root webmaster postmaster "
    "support helpdesk security askwell doctor doctors dr doc physician nurse paramedic pharmacist "
    "surgeon psychiatrist therapist professor prof gp emergency ambulance"
).split()
#: Whole names only: they are fine as a part.
_RESERVED_NAMES = (
    "anonymous anon anonymousasker asker deleted deletedmember formermember member members user "
    "guest visitor nobody everybody everyone someone you me null none undefined unknown help info "
    "contact noreply"
).split()
#: Long enough to be refused anywhere in a name.
_RESERVED_PARTS = ("moderator", "administrator", "askwell")
#: The names we give: "member-1234".
_GIVEN = re.compile(r"members?\d+")


def fold_name(name: str) -> str:
    """The key of a name: equal for names that differ by case, marks, separators or look-alikes."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = "".join(
        character
        for character in unicodedata.normalize("NFD", text)
        if unicodedata.category(character)[0] in "LN" or character == "|"
    )
    text = text.translate(_LOOK_ALIKES).translate(_STROKES)
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


def checked_name(name: str) -> str:
    """The name as it is kept.

    Raises Invalid("name", …) for lengths, characters and names that are not open to members.
    """
    name = " ".join(unicodedata.normalize("NFKC", name).split(" ")).strip()
    if not LENGTH[0] <= len(name) <= LENGTH[1]:
        raise Invalid("name", f"Use {LENGTH[0]} to {LENGTH[1]} characters for the name.")
    if not all(_is_allowed(character) for character in name) or _PILED_MARKS.search(
        unicodedata.normalize("NFD", name)
    ):
        raise Invalid("name", "Use letters, digits, spaces, dots and hyphens for the name.")
    if not any(unicodedata.category(character).startswith("L") for character in name):
        raise Invalid("name", "Use at least one letter in the name.")
    if is_reserved(name):
        raise Invalid("name", "This name is kept free, so that nobody is misled. Choose another.")
    return name


def is_reserved(name: str) -> bool:
    """Whether the name, or a word in it, would speak for the site or claim a profession."""
    key = fold_name(name)
    words = {fold_name(word) for word in re.split(r"[\s.\-_'’]+", name)}
    plain = unicodedata.normalize("NFKC", name).casefold()
    return bool(
        key in _keys_of(_RESERVED_NAMES)
        or key in _reserved_words
        or words & _reserved_words
        or any(fold_name(part) in key for part in _RESERVED_PARTS)
        or _GIVEN.fullmatch(re.sub(r"[\W_]", "", plain))
    )


def reserve(site_name: str) -> None:
    """Keep the site's own name free."""
    _reserved_words.add(fold_name(site_name))


def _keys_of(names: list[str]) -> set[str]:
    return {fold_name(name) for name in names}


def _is_allowed(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _PUNCTUATION


_reserved_words = _keys_of(_RESERVED_WORDS)
