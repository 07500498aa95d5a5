"""The safety check of whatever members write, asked through one function.

The rules of `app.safety` answer, unless a room above registers a check that knows more (moderation:
which rules are switched off, and those of this site). What follows is up to whoever asks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from app.safety import Finding, review_text, triage_question

log = logging.getLogger(__name__)

#: What stands in place of words that were blacked out.
BLACK = "▇▇▇"


class Verdict(Protocol):
    """What the check says: all findings, the worst severity with its category, or that it broke."""

    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def severity(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def failed(self) -> bool: ...


class Check(Protocol):
    """Reads a text; kind: question, answer, reply, tag or profile."""

    def __call__(self, text: str, *, title: str = "", kind: str) -> Verdict: ...


@dataclass(frozen=True)
class Plain:
    """A verdict as the rules alone give it."""

    findings: Sequence[Finding] = ()
    severity: str = "none"
    category: str = "benign"
    failed: bool = False


def _rules_alone(text: str, *, title: str = "", kind: str) -> Verdict:
    found = review_text(text, title=title)
    signs = triage_question(title, text).findings if kind == "question" else ()
    return Plain(found.findings + signs, found.severity, found.category)


_check: Check = _rules_alone


def use_review(check: Check) -> None:
    """Let this function read what members write. The last one registered counts."""
    global _check  # noqa: PLW0603 (one place that a room above fills when it sets itself up)
    _check = check


@contextmanager
def unread() -> Iterator[None]:
    """What is posted inside is not read: texts that people have looked at, such as a demonstration,
    or posts as they were before there were rules."""
    before = _check
    use_review(lambda text, *, title="", kind: Plain())
    try:
        yield
    finally:
        use_review(before)


def review(text: str, *, title: str = "", kind: str) -> Verdict:
    """What the check says of a text; positions count in it, or in the title.

    Never raises: a check that breaks is logged without the text and gives a verdict that says so.
    """
    try:
        return _check(text, title=title, kind=kind)
    except Exception as error:  # any fault of a rule must not take away somebody's words
        log.error("safety check of a %s failed: %s", kind, type(error).__name__)
        return Plain(failed=True)
