"""Passwords: what they must be, and argon2id, slow on purpose.

Never call `hash_password` or `matches` inside `transaction()`: they take longer than any
transaction may stay open.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from app.core.errors import Invalid
from app.core.ids import new_token

#: Twelve is what design 3.8 asks for; 200 bounds the work of hashing, and nothing is ever cut.
LENGTH = (12, 200)
#: The checker's time grows with the square of the length; it refuses more than 72 itself.
_CHECKED = 72
#: 0 too easy … 4 very strong; below 2 a password falls to a list of the most used ones.
_WEAKEST = 2


class _Hasher:
    """The argon2id in use and a hash that nobody has the password of."""

    def __init__(self, *, time_cost: int = 2, memory_cost: int = 19_456, parallelism: int = 1):
        # The second choice of OWASP and the one of ASVS 5.0 (11.4.2): 19 MiB, two passes.
        self.argon2 = PasswordHasher(
            time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism
        )
        self.nobodys = self.argon2.hash(new_token())


_hasher: _Hasher | None = None


def configure(**costs: int) -> None:
    """Choose the costs: time_cost, memory_cost (KiB), parallelism. Tests choose cheap ones."""
    global _hasher  # noqa: PLW0603 (one process, one way of hashing)
    _hasher = _Hasher(**costs)


def _in_use() -> _Hasher:
    if _hasher is None:
        configure()
    assert _hasher is not None
    return _hasher


def hash_password(password: str) -> str:
    """What the database keeps of a password. Takes tens of milliseconds."""
    return _in_use().argon2.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the one behind the stored hash.

    Without a stored hash it takes as long and says no, so that the time tells nothing.
    """
    hasher = _in_use()
    try:
        hasher.argon2.verify(stored or hasher.nobodys, _normal(password[: LENGTH[1] + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other costs than those in use now."""
    return _in_use().argon2.check_needs_rehash(stored)


def check_password(password: str, *, about: Iterable[str | None] = ()) -> None:
    """Raise Invalid("password", …) for a password that is too short, too long or well known.

    about: name and address of the person, which make a poor password.
    """
    if len(password) < LENGTH[0]:
        raise Invalid("password", f"Use at least {LENGTH[0]} characters for the password.")
    if len(password) > LENGTH[1]:
        raise Invalid("password", f"Use at most {LENGTH[1]} characters for the password.")
    known = [part for text in about if text for part in (text, *text.split("@"))]
    if zxcvbn(password[:_CHECKED], user_inputs=known)["score"] < _WEAKEST:
        raise Invalid(
            "password",
            "This password is easy to guess. Three or four words that do not belong together"
            " make a good one.",
        )


def _normal(password: str) -> str:
    # The same password typed on another keyboard can arrive composed differently.
    return unicodedata.normalize("NFKC", password)
