"""Reporting a post; what members report and what rules flag meets in one case."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, Refused
from app.forum.models import Post, Question
from app.moderation.models import REPORT_KINDS, Case, Report
from app.moderation.services import intake
from app.moderation.services.acts import Change, write_act
from app.moderation.services.files import File, open_file, reports_of
from app.moderation.weights import RULE_WEIGHT, HideAt
from app.permissions import authorize
from app.permissions.roles import STAFF

#: What a person can choose; "first_post" is a rule's.
PERSON_KINDS = REPORT_KINDS[:-1]
THRESHOLD_RULE = "reports-threshold"
DEFAULT_HIDE_AT = HideAt()
#: A person who may be in danger has done nothing wrong: hiding their words would hide the call.
NEVER_HIDES = "urgent_care"


def report_post(
    actor: Member | None,
    post: Post,
    *,
    kind: str,
    text: str = "",
    hide_at: HideAt = DEFAULT_HIDE_AT,
    email: str | None = None,
) -> Report:
    """Tell the moderators about a post. Only they see who reported it.

    actor: a member, or None for a visitor who leaves an e-mail address for the answer.
    hide_at: the weights of reports at which the post is hidden until a moderator decides.
    Keeps the text and the report's weight as they are now; opens the case, again if it was decided.
    Raises Refused for one's own post, Invalid, AlreadyReported, TooManyReports, and Conflict when
    the post has just left view.
    """
    _check(actor, post)
    intake.check(kind, text, PERSON_KINDS)
    address = intake.address_of(email) if actor is None else None
    file = open_file(post.id)
    post = file.post
    if post.status != "visible":
        raise Conflict(
            "A moderator is checking this post already. Thank you."
            if post.status == "hidden"
            else "This post is no longer here. Thank you for looking out."
        )
    report, is_new = intake.take_in(
        file.case, _text_of(post), actor=actor, address=address, kind=kind, text=text
    )
    if is_new:
        _hide_if_heavy(file, hide_at)
    return report


def flag_post(post: Post, *, rule: str, kind: str, text: str = "") -> Report:
    """Put a post in the queue because a rule says so; it stays as visible as it is.

    text: what moderators are told beside the name of the rule.
    """
    file = open_file(post.id)
    return intake.add(
        file.case, _text_of(file.post), kind=kind, rule=rule, text=text, weight=RULE_WEIGHT
    )


def _check(actor: Member | None, post: Post) -> None:
    if actor is not None and post.author_id == actor.id:
        raise Refused("This is your own post. You can edit or delete it instead.")
    if post.status == "visible":
        authorize(actor, "post:report", post)


def _text_of(post: Post) -> str:
    """The words as readers see them now; a question's title is part of what was said."""
    if post.kind != "question":
        return post.body_text
    question = db.session.get(Question, post.id)
    return f"{question.title}\n{post.body_text}" if question else post.body_text


def _hide_if_heavy(file: File, hide_at: HideAt) -> None:
    """Hide by rule when the people's waiting reports weigh enough (weights.py).

    What a moderator wrote is hidden only by moderators.
    """
    author = db.session.get(Member, file.post.author_id)
    if author is None or author.role in STAFF:
        return
    unsafe, all_kinds = weights_of(file.case)
    if unsafe >= hide_at.unsafe:
        reason = "Members reported it as unsafe advice."
    elif all_kinds >= hide_at.other:
        reason = "Many members reported it."
    else:
        return
    write_act("hide_post", file, Change(status="hidden"), rule=THRESHOLD_RULE, reason=reason)


def weights_of(case: Case) -> tuple[int, int]:
    """What people's waiting reports of unsafe advice weigh, and all that can hide."""
    reports = [one for one in reports_of(case, only_waiting=True) if one.rule is None]
    unsafe = sum(one.weight for one in reports if one.kind == "unsafe_advice")
    return unsafe, sum(one.weight for one in reports if one.kind != NEVER_HIDES)
