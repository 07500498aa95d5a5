"""Unguessable ids and tokens. Only `secrets` makes them (threat model, section 4, 11.5.1)."""

from __future__ import annotations

import hashlib
import secrets

#: 24 random bytes are 192 bits, above the 128 that ASVS 5.0 (11.5.1) asks for.
TOKEN_BYTES = 24


def new_token() -> str:
    """A fresh random token of 32 URL-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hex, so that a stolen copy opens nothing.

    A plain hash is enough because tokens, unlike passwords, cannot be guessed.
    """
    return hashlib.sha256(token.encode()).hexdigest()
