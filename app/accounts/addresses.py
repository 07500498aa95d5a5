"""E-mail addresses: checked for shape only, never by asking a server; unique by lower case."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from app.core.errors import Invalid

_SENTENCE = "Enter an e-mail address in the form name@example.org."


def checked_email(email: str) -> str:
    """The address as it is kept. Raises Invalid("email", …)."""
    try:
        found = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise Invalid("email", _SENTENCE) from error
    return found.ascii_email or found.normalized


def fold_email(email: str) -> str:
    """The key of an address: addresses that differ by case only are one."""
    return email.strip().casefold()
