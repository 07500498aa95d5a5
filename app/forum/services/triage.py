"""What a warning sign changes at a question: the card above it, and whether lists show it.

The check only ever raises a sign: who takes alarming words out again may still be in danger.
Moderators set it as they see it (`set_sign`). Nothing here stops a post. Cases are kept by
moderation, which listens to RedFlagRaised.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from app.accounts.models import Member
from app.core.events import record
from app.forum import care
from app.forum.checks import Sighting, sightings
from app.forum.events import RedFlagRaised
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.forum.services import counters
from app.permissions.roles import STAFF

#: The columns of a question that a moderator's decision about its sign changes.
SIGN: Final = (
    "red_flag",
    "red_flag_category",
    "happening",
    "is_unlisted",
    "ruled_out_signs",
)


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
    found = care.worst(one.card for one in _sightings(post, question))
    _raise(post, question, found, happening)


def seen_before(post: Post, question: Question) -> set[tuple[str, str]]:
    """The signs of a post as it stands, with their words, before it is edited.

    Only where a moderator has ruled a sign out: what was looked at is not raised by an edit of
    something else, and new words are.
    """
    return (
        {(one.card.code, one.words) for one in _sightings(post, question)}
        if (question.ruled_out_signs)
        else set()
    )


def triage_again(
    post: Post,
    question: Question,
    *,
    asked_by: int,
    earlier: Collection[tuple[str, str]] = (),
) -> None:
    """Look at an edited question, or at what its asker replied or changed below it.

    What others write says nothing of how the asker is. earlier: from `seen_before`.
    """
    if post.kind == "question" or (post.kind == "reply" and post.author_id == asked_by):
        ruled_out = question.ruled_out_signs or ()
        found = [
            one.card
            for one in _sightings(post, question)
            if one.card.code not in ruled_out or (one.card.code, one.words) not in earlier
        ]
        _raise(post, question, care.worst(found), None)


def list_again(actor: Member, question: Question) -> None:
    """When a moderator has replied, lists, feeds and search may show the question from now on."""
    if actor.role in STAFF and question.is_unlisted:
        question.is_unlisted = False
        counters.recount_tags(question.post_id)


def set_sign(post: Post, question: Question, code: str | None) -> None:
    """Let this warning sign stand above a question, or none; readers see it at once.

    What is higher in the question as it stands is ruled out, so that no edit of something else
    raises it again. The caller has checked who may and that the code is a card's. Nobody is told.
    """
    chosen = care.card(code)
    was_crisis = question.red_flag_category == care.SUICIDAL
    rank = chosen.rank if chosen is not None else 0
    seen = {one.card for one in _sightings(post, question)}
    seen |= {one for one in [care.card(question.red_flag_category)] if one is not None}
    ruled_out = {one.code for one in seen if one.rank > rank or one.rank == rank != 0}
    ruled_out |= set(question.ruled_out_signs or ())
    question.ruled_out_signs = sorted(ruled_out - {code}) or None
    question.red_flag = chosen.level if chosen is not None else None
    question.red_flag_category = chosen.code if chosen is not None else None
    question.happening = None
    if was_crisis or (chosen is not None and chosen.is_crisis):
        question.is_unlisted = chosen is not None and chosen.is_crisis
        counters.recount_tags(post.id)
    counters.touch(question)


def sign_as_it_was(post: Post, question: Question, before: Mapping[str, Any]) -> None:
    """Undo `set_sign`. before: what `sign_of` said then."""
    for name in SIGN:
        setattr(question, name, before[name])
    counters.recount_tags(post.id)
    counters.touch(question)


def sign_of(question: Question) -> dict[str, Any]:
    """What `set_sign` changes, as the trail keeps it."""
    return {name: getattr(question, name) for name in SIGN}


def _sightings(post: Post, question: Question) -> list[Sighting]:
    if post.kind != "question":
        return sightings("", post.body)
    return sightings(question.title, post.body, Notes.of(question), question.warning_signs)


def _raise(post: Post, question: Question, found: care.Card | None, happening: str | None) -> None:
    known = care.card(question.red_flag_category)
    if found is None or (known is not None and known.rank >= found.rank):
        return
    question.red_flag, question.red_flag_category = found.level, found.code
    question.happening = happening if found.is_emergency else None
    if found.is_crisis and not question.is_unlisted:
        question.is_unlisted = True
        counters.recount_tags(question.post_id)
    record(RedFlagRaised(post.id, question.post_id, found.level, found.code, question.happening))
