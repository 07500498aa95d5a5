"""Blacking words out of a post for good. The originals are kept apart for a while, then purged."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.daily import every_day
from app.core.db import db
from app.core.errors import NotFound
from app.core.events import record
from app.core.text import clean_text
from app.forum import services as forum
from app.forum.models import Post, Question
from app.forum.services.redacting import Redacted
from app.moderation.events import PostRedacted
from app.moderation.limits import ORIGINAL_KEPT
from app.moderation.member_models import Appeal
from app.moderation.models import Case, ModerationAction
from app.moderation.queries.copies import blacked_out_words
from app.moderation.rule_models import Redaction, RuleFinding
from app.moderation.services.deciding import keep_post
from app.moderation.services.files import File, open_for_decision, reports_of
from app.permissions import authorize
from app.safety import find_personal_data

#: How many originals one run of the daily work empties.
BATCH = 500
#: The kind of what a moderator typed and no rule knows.
TYPED = "words"


def redact_post(
    actor: Member,
    post: Post,
    *,
    words: Sequence[str],
    reason: str = "",
    version: int | None = None,
) -> ModerationAction:
    """Black words out of a post, all its versions, its quotes and what reports kept of it.

    The originals can be read by administrators for ORIGINAL_KEPT; the trail never holds them.
    Moderators only, never their own post. Records PostRedacted. Raises Refused, Invalid, TooLate.
    """
    file = open_for_decision(actor, "post:redact", post, version)
    post = file.post
    kinds = _kinds(post)
    done = forum.redact(post, words)
    for report in reports_of(file.case):
        report.text_then = done.clean(report.text_then)
        report.text = done.clean(report.text)
    _move_findings(post, done)
    file.case.version += 1
    act = ModerationAction(
        kind="redact_post",
        actor_id=actor.id,
        post_id=post.id,
        case_id=file.case.id,
        reason=done.pattern.sub("…", clean_text(reason).strip())[:500],
        before={"status": post.status},
        after={"status": post.status, "pieces": len(done.originals)},
        created_at=now(),
    )
    db.session.add(act)
    db.session.flush()
    _keep_originals(file, act, done, kinds)
    record(PostRedacted(post.id, post.author_id, act.id))
    return act


def redact_copy(actor: Member, post: Post, copy: Post) -> ModerationAction:
    """Black out of another post of the thread what was blacked out of this one before.

    A post that nobody reported is decided with it: there is nothing else to look at. Moderators
    only, never their own post. Raises Refused, Invalid, and NotFound for another thread's post.
    """
    authorize(actor, "case:see")
    if copy.thread_id != post.thread_id or copy.id == post.id:
        raise NotFound
    act = redact_post(actor, copy, words=blacked_out_words(post))
    case = db.session.get(Case, act.case_id)
    if case is not None and case.state != "decided" and not case.report_count:
        keep_post(actor, copy)
    return act


def _kinds(post: Post) -> dict[str, str]:
    """The kind of personal data of each piece that the rules know in the post, by its words."""
    question = db.session.get(Question, post.id) if post.kind == "question" else None
    text = f"{question.title}\n{post.body}" if question else post.body
    return {
        " ".join(text[one.start : one.end].split()).lower(): one.kind
        for one in find_personal_data(text)
    }


def _keep_originals(
    file: File, act: ModerationAction, done: Redacted, kinds: dict[str, str]
) -> None:
    for original in done.originals:
        db.session.add(
            Redaction(
                post_id=file.post.id,
                act_id=act.id,
                kind=kinds.get(original.lower(), TYPED),
                original=original,
                created_at=act.created_at,
                purge_at=act.created_at + ORIGINAL_KEPT,
            )
        )
    db.session.flush()


def _move_findings(post: Post, done: Redacted) -> None:
    """Findings are positions: they follow the text, and what was found stays on record."""
    for one in db.session.scalars(select(RuleFinding).where(RuleFinding.post_id == post.id)):
        place = (one.revision, one.part)
        start = done.moved(place, one.start)
        one.end = max(done.moved(place, one.end), start)
        one.start = start
    db.session.flush()


@every_day("moderation.redactions")
def purge_redactions() -> int:
    """Empty the originals whose time is over, unless an appeal about them is open."""
    appealed = exists().where(Appeal.act_id == Redaction.act_id, Appeal.outcome.is_(None))
    due = db.session.scalars(
        select(Redaction)
        .where(Redaction.purge_at <= now(), Redaction.purged_at.is_(None), ~appealed)
        .order_by(Redaction.id)
        .limit(BATCH)
    ).all()
    for redaction in due:
        redaction.original, redaction.purged_at = "", now()
    db.session.flush()
    return len(due)
