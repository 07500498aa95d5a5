"""The four decisions about a post: keep, hide, remove, restore. Pairs: hide and keep, remove and
restore; `undoing` takes any of them back.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid, Refused
from app.forum.models import Post
from app.moderation.limits import LOOK_ONLY_RULES, REASON_LENGTH
from app.moderation.models import Case, ModerationAction, Report
from app.moderation.reasons import NOTE_LENGTH, shipped_reasons
from app.moderation.second_eyes import SECOND_EYES, needs_second_eyes, was_withdrawn
from app.moderation.seen import was_in_view
from app.moderation.services.acts import Buried, Change, Verdict, write_act
from app.moderation.services.files import open_for_decision, reports_of

#: What a reporter is told when the moderator gives no reason of their own.
KEPT_BECAUSE = "it follows the community rules"
#: How the reports of a kept post can end. Disputed: one can see it either way; ignored: there was
#: nothing to judge. Neither counts against whoever reported, nor for them.
KEPT_REPORTS = ("agreed", "disagreed", "disputed", "ignored")


def keep_post(
    actor: Member,
    post: Post,
    *,
    reason: str = "",
    reports: str | None = None,
    version: int | None = None,
    batch: str | None = None,
) -> ModerationAction:
    """Leave a post as it is, or bring a hidden one back; all its reports are answered.

    If a moderator edited it since it was reported, it counts as changed and its reports as right.
    reports: how they end, one of KEPT_REPORTS; None chooses "agreed" after an edit, "ignored" when
    the author has deleted the post meanwhile, else "disagreed".
    reason: goes on after "We kept it, because". Moderators only, never about their own post.
    Raises Refused, Invalid, TooLate, and Conflict when there is nothing to keep.
    """
    file = open_for_decision(actor, "post:restore", post, version)
    if file.case.state == "decided":
        raise Conflict("This case is decided already.")
    if file.post.status == "removed":
        raise Conflict("This post is removed. Put it back instead.")
    reason = checked_reason(reason) or KEPT_BECAUSE
    if reports is not None and reports not in KEPT_REPORTS:
        raise Invalid("reports", "Choose what becomes of the reports.")
    is_edited = _edited_by_staff(file.case)
    if reports is None:
        gone = file.post.status == "withdrawn"
        reports = "agreed" if is_edited else "ignored" if gone else "disagreed"
    waiting = reports_of(file.case, only_waiting=True)
    return write_act(
        "keep_post",
        file,
        Change(
            status="visible" if file.post.status in ("hidden", "held") else None,
            verdict=verdict_by(actor, "edited" if is_edited else "kept"),
            reports=one_outcome(waiting, reports),
        ),
        actor=actor,
        reason=reason,
        batch=batch,
    )


def hide_post(
    actor: Member,
    post: Post,
    *,
    reason: str = "",
    version: int | None = None,
    batch: str | None = None,
) -> ModerationAction:
    """Take a post from readers until it is decided; the case stays open, with this moderator on it.

    Moderators only, never their own post. Raises Refused, Invalid, TooLate, and Conflict for a post
    that readers do not see anyway.
    """
    file = open_for_decision(actor, "post:hide", post, version)
    if file.post.status != "visible":
        raise Conflict("Readers do not see this post now.")
    return write_act(
        "hide_post",
        file,
        Change(status="hidden", verdict=Verdict("claimed", claimed_by_id=actor.id)),
        actor=actor,
        reason=checked_reason(reason),
        batch=batch,
    )


def remove_post(
    actor: Member,
    post: Post,
    *,
    reason: str,
    category: str | None = None,
    safer_note: str = "",
    version: int | None = None,
    tell: bool = True,
    batch: str | None = None,
) -> ModerationAction:
    """Take a post away; a tombstone with the reason, and the safer note if it was unsafe, stays.

    What was never in view leaves nothing that readers could find; its author hears all the same.
    category: a code of the safety taxonomy when it was unsafe (then the note is needed), else None.
    tell: whether those who saw an unsafe post are told (app/recall), as its category says.
    batch: what the acts of one click share (batches.py).
    Moderators only, never their own post. Raises Refused, Invalid, TooLate, Conflict.
    """
    file = open_for_decision(actor, "post:remove", post, version)
    if file.post.status == "removed":
        raise Conflict("This post is removed already.")
    reason = checked_reason(reason)
    if not reason:
        raise Invalid("reason", "Choose a reason, or write one. Readers and the author see it.")
    if category is not None:
        _check_category(category, safer_note)
    return write_act(
        "remove_post",
        file,
        Change(
            status="removed",
            buried=Buried(category, reason, safer_note if category else "", was_in_view(file.post)),
            verdict=verdict_by(actor, "removed_unsafe" if category else "removed_other"),
            reports=one_outcome(reports_of(file.case, only_waiting=True), "agreed"),
        ),
        actor=actor,
        category=category,
        reason=reason,
        safer_note=safer_note if category else "",
        tell=tell,
        batch=batch,
    )


def restore_post(
    actor: Member, post: Post, *, reason: str = "", version: int | None = None
) -> ModerationAction:
    """Put a hidden or removed post back in view. Who reported it is told that it was kept.

    What its author had deleted before the removal stays deleted. Moderators only, never their own
    post; what was removed as unsafe needs another moderator than the one who removed it, once it
    can no longer be undone. Raises Refused, Invalid, TooLate, and Conflict for a post in view.
    """
    file = open_for_decision(actor, "post:restore", post, version)
    if file.post.status not in ("removed", "hidden", "held"):
        raise Conflict("This post is not removed.")
    if needs_second_eyes(actor, file.post):
        raise Refused(SECOND_EYES)
    reports = [one for one in reports_of(file.case) if one.outcome in (None, "agreed")]
    return write_act(
        "restore_post",
        file,
        Change(
            status="withdrawn" if was_withdrawn(file.post) else "visible",
            verdict=verdict_by(actor, "restored"),
            reports=one_outcome(reports, "disagreed"),
        ),
        actor=actor,
        reason=checked_reason(reason) or KEPT_BECAUSE,
    )


def verdict_by(actor: Member, outcome: str) -> Verdict:
    """A case that this moderator has decided now."""
    return Verdict("decided", outcome, decided_by_id=actor.id, decided_at=now())


def one_outcome(reports: Iterable[Report], outcome: str) -> dict[int, str | None]:
    """One outcome for all. A first post is not accused: keeping it proves nobody wrong."""
    return {
        report.id: "ignored" if _accuses_nobody(report) and outcome == "disagreed" else outcome
        for report in reports
    }


def _accuses_nobody(report: Report) -> bool:
    return report.kind == "first_post" or report.rule in LOOK_ONLY_RULES


def checked_reason(reason: str) -> str:
    """A moderator's reason as it is kept. Raises Invalid when it is too long."""
    reason = reason.strip()
    if len(reason) > REASON_LENGTH:
        raise Invalid("reason", f"Use at most {REASON_LENGTH} characters.")
    return reason


def _check_category(category: str, safer_note: str) -> None:
    if category not in shipped_reasons().unsafe:
        raise Invalid("category", "Choose what made it unsafe.")
    low, high = NOTE_LENGTH
    if not low <= len(safer_note) <= high:
        raise Invalid("safer_note", f"Write a safer note of {low} to {high} characters.")


def _edited_by_staff(case: Case) -> bool:
    return (
        db.session.scalar(
            select(ModerationAction.id).where(
                ModerationAction.post_id == case.post_id,
                ModerationAction.kind.in_(("edit_post", "redact_post")),
                ModerationAction.created_at >= case.opened_at,
            )
        )
        is not None
    )
