"""What a warning sign changes at a question: the card above it, and whether lists show it.

A sign is only ever raised here, never lowered: who takes alarming words out again may still be in
danger. Nothing here stops a post. Cases are kept by moderation, which listens to RedFlagRaised.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.models import Member
from app.core.events import record
from app.forum import care
from app.forum.checks import find_sign
from app.forum.events import RedFlagRaised
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.permissions.roles import STAFF


def triage_question(
    post: Post,
    question: Question,
    *,
    warning_signs: Sequence[str] | None = None,
    happening: str | None = None,
) -> None:
    """Look at a new question, by its words and by what was ticked.

    happening: what the asker said when the emergency interrupted, "now" or "past".
    """
    question.warning_signs = list(warning_signs) if warning_signs is not None else None
    _raise(post, question, _sign_of(post, question), happening)


def triage_again(post: Post, question: Question, *, asked_by: int) -> None:
    """Look at an edited question, or at what its asker replied or changed below it.

    What others write says nothing of how the asker is.
    """
    if post.kind == "question":
        _raise(post, question, _sign_of(post, question), None)
    elif post.kind == "reply" and post.author_id == asked_by:
        _raise(post, question, find_sign("", post.body), None)


def list_again(actor: Member, question: Question) -> None:
    """When a moderator has replied, lists, feeds and search may show the question from now on."""
    if actor.role in STAFF and question.is_unlisted:
        question.is_unlisted = False


def _sign_of(post: Post, question: Question) -> care.Card | None:
    return find_sign(question.title, post.body, Notes.of(question), question.warning_signs)


def _raise(post: Post, question: Question, found: care.Card | None, happening: str | None) -> None:
    known = care.card(question.red_flag_category)
    if found is None or (known is not None and known.rank >= found.rank):
        return
    question.red_flag, question.red_flag_category = found.level, found.code
    question.happening = happening if found.is_emergency else None
    question.is_unlisted = question.is_unlisted or found.is_crisis
    record(RedFlagRaised(post.id, question.post_id, found.level, found.code, question.happening))
