"""What the safety check said of a post becomes findings, a flag in its case, and acts by rule."""

from __future__ import annotations

from app.core.clock import now
from app.core.db import db
from app.forum.events import PostReviewed
from app.forum.models import Post
from app.moderation.limits import CHECK_FAILED_RULE, REWRITTEN_RULE, SAFETY_RULE
from app.moderation.models import ModerationAction
from app.moderation.rules import record_findings
from app.moderation.services.files import File, open_file, recount, reports_of
from app.moderation.services.reporting import flag_post


def take_in_review(event: PostReviewed) -> None:
    """Keep what was found in a post, and put it in the queue if a moderator has to look.

    A hold and a release are acts by rule in the trail. A moderator's own edit raises no flag. What
    was held and then rewritten is in view again; its flag was right, and a moderator looks once
    more, without hurry.
    """
    post = db.session.get(Post, event.post_id)
    assert post is not None, "it has just been written"
    record_findings(post, event.revision, event.findings)
    is_new, is_held = event.before is None, event.after == "held"
    is_released = event.before == "held" and event.after == "visible"
    if not is_new and event.editor_id != post.author_id:
        return
    if is_released:
        _settle(open_file(post.id))
    if event.has_failed:
        _flag(post, CHECK_FAILED_RULE, "unsafe_advice" if is_held else "other")
    elif is_held or event.severity in ("hold", "queue"):
        is_private = event.category == "personal_data"
        _flag(post, SAFETY_RULE, "personal_data" if is_private else "unsafe_advice")
    elif is_released:
        _flag(post, REWRITTEN_RULE, "other")
    if is_held and event.before != "held":
        _note("hold_post", event, post)
    elif is_released:
        _note("release_post", event, post)


def _flag(post: Post, rule: str, kind: str) -> None:
    """Flag a post unless the same flag waits already; then its case has only changed."""
    file = open_file(post.id)
    waiting = reports_of(file.case, only_waiting=True)
    if any(report.rule == rule and report.kind == kind for report in waiting):
        recount(file.case)
    else:
        flag_post(post, rule=rule, kind=kind)


def _settle(file: File) -> None:
    """The author has taken out what the check had held the post for."""
    for report in reports_of(file.case, only_waiting=True):
        if report.rule in (SAFETY_RULE, CHECK_FAILED_RULE):
            report.outcome = "agreed" if report.rule == SAFETY_RULE else "ignored"
    recount(file.case)


def _note(kind: str, event: PostReviewed, post: Post) -> None:
    file = open_file(post.id)
    db.session.add(
        ModerationAction(
            kind=kind,
            rule=CHECK_FAILED_RULE if event.has_failed else SAFETY_RULE,
            post_id=post.id,
            case_id=file.case.id,
            category=event.category if event.severity == "hold" and not event.has_failed else None,
            before={"status": event.before},
            after={"status": event.after},
            created_at=now(),
        )
    )
    db.session.flush()
