"""What the safety room says about a text: findings, and the verdicts made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SEVERITIES: Final = ("none", "notice", "queue", "hold")
RED_FLAGS: Final = ("routine", "urgent", "emergency")


@dataclass(frozen=True, slots=True)
class Finding:
    """One matched piece of text.

    `category` is a code of the taxonomy (or a kind of personal data); `start` and `end` are
    character positions in the text as the member wrote it; `rule` is the stable name used in the
    moderation log; `why` is one sentence for moderators. `part` tells whether the positions count
    in the title or the body.
    """

    category: str
    severity: str
    start: int
    end: int
    rule: str
    why: str
    part: str = "body"

    @property
    def kind(self) -> str:
        """The kind of personal data; the same as the category for other findings."""
        return self.category


@dataclass(frozen=True, slots=True)
class Review:
    """The verdict on an answer, reply, edit, tag or profile text."""

    severity: str
    category: str
    findings: tuple[Finding, ...] = ()

    @property
    def label(self) -> str:
        """`unsafe` if a moderator should look (hold or queue), else `safe`."""
        return "unsafe" if self.severity in ("hold", "queue") else "safe"


@dataclass(frozen=True, slots=True)
class Triage:
    """The verdict on a question: how soon the asker should get help, and for which sign."""

    red_flag: str
    category: str
    findings: tuple[Finding, ...] = ()
