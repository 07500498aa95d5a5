"""What a service raises when it will not do something. The doors turn each into a page."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal in plain words; `sentence` is shown to the person."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(DomainError):
    """There is no such thing, or the viewer may not know of it (404)."""

    status = 404

    def __init__(self, sentence: str = "We cannot find that page.") -> None:
        super().__init__(sentence)


class Refused(DomainError):
    """The viewer may know of the thing but may not do this (403)."""

    status = 403


class Conflict(DomainError):
    """Somebody else was faster, or the thing has changed since it was read (409)."""

    status = 409


class Invalid(DomainError):
    """A value cannot be accepted (422). `field` names the form field it belongs to."""

    status = 422

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
