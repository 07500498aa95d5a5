"""Reporting a post; what members report and what rules flag meets in one case."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Invalid, Refused
from app.core.text import clean_text
from app.forum.models import Post, Question
from app.moderation.errors import AlreadyReported, TooManyReports
from app.moderation.limits import (
    HELPFUL_WINDOW,
    MOST_REPORTS_A_DAY,
    MOSTLY_WRONG_REPORTS_A_DAY,
    REPORTS_A_DAY,
    TEXT_LENGTH,
)
from app.moderation.models import REPORT_KINDS, Report
from app.moderation.services.acts import Change, write_act
from app.moderation.services.files import File, open_file, recount, reports_of
from app.moderation.services.timing import start_again
from app.moderation.weights import (
    RULE_WEIGHT,
    Accuracy,
    HideAt,
    accuracy_of,
    weight_of_report_by,
)
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
    _check(actor, post, kind, text)
    address = _address(email) if actor is None else None
    file = open_file(post.id)
    post = file.post
    if post.status != "visible":
        raise Conflict(
            "A moderator is checking this post already. Thank you."
            if post.status == "hidden"
            else "This post is no longer here. Thank you for looking out."
        )
    earlier = _waiting_report(file, actor, address)
    if earlier is not None and actor is not None:
        raise AlreadyReported(earlier.created_at)
    if earlier is not None:
        return earlier  # said alike, or a stranger could ask who else has reported
    accuracy = accuracy_of(actor) if actor is not None else Accuracy()
    _check_limit(actor, address, accuracy)
    report = _add(
        file,
        kind=kind,
        text=clean_text(text).strip(),
        reporter_id=actor.id if actor else None,
        reporter_email=address,
        weight=weight_of_report_by(actor, accuracy),
    )
    _hide_if_heavy(file, hide_at)
    return report


def flag_post(post: Post, *, rule: str, kind: str, text: str = "") -> Report:
    """Put a post in the queue because a rule says so; it stays as visible as it is.

    text: what moderators are told beside the name of the rule.
    """
    return _add(open_file(post.id), kind=kind, rule=rule, text=text, weight=RULE_WEIGHT)


def _check(actor: Member | None, post: Post, kind: str, text: str) -> None:
    if actor is not None and post.author_id == actor.id:
        raise Refused("This is your own post. You can edit or delete it instead.")
    if post.status == "visible":
        authorize(actor, "post:report", post)
    if kind not in PERSON_KINDS:
        raise Invalid("kind", "Choose what is wrong with it.")
    if len(text) > TEXT_LENGTH:
        raise Invalid("text", f"Use at most {TEXT_LENGTH} characters.")


def _address(email: str | None) -> str:
    try:
        return validate_email(email or "", check_deliverability=False).normalized.casefold()
    except EmailNotValidError as error:
        raise Invalid(
            "email", "Give an e-mail address, so that we can tell you what we decided."
        ) from error


def _waiting_report(file: File, actor: Member | None, address: str | None) -> Report | None:
    for report in reports_of(file.case, only_waiting=True):
        is_mine = actor is not None and report.reporter_id == actor.id
        if is_mine or (address is not None and report.reporter_email == address):
            return report
    return None


def _check_limit(actor: Member | None, address: str | None, accuracy: Accuracy) -> None:
    whose = Report.reporter_id == actor.id if actor else Report.reporter_email == address
    today = db.session.scalar(
        select(func.count()).where(whose, Report.created_at > now().replace(hour=0, minute=0))
    )
    helpful = db.session.scalar(
        select(func.count()).where(
            whose, Report.outcome == "agreed", Report.created_at > now() - HELPFUL_WINDOW
        )
    )
    most = min(REPORTS_A_DAY + (helpful or 0), MOST_REPORTS_A_DAY)
    if accuracy.is_mostly_wrong:
        most = MOSTLY_WRONG_REPORTS_A_DAY
    if (today or 0) >= most:
        raise TooManyReports


def _add(file: File, **values: object) -> Report:
    case = file.case
    if case.state == "decided":
        case.state, case.outcome = "open", None
        case.decided_by_id, case.decided_at = None, None
        start_again(case)
    report = Report(case_id=case.id, text_then=_text_of(file.post), created_at=now(), **values)
    db.session.add(report)
    recount(case)
    return report


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
    unsafe, all_kinds = _weights_of(file)
    if unsafe >= hide_at.unsafe:
        reason = "Members reported it as unsafe advice."
    elif all_kinds >= hide_at.other:
        reason = "Many members reported it."
    else:
        return
    write_act("hide_post", file, Change(status="hidden"), rule=THRESHOLD_RULE, reason=reason)


def _weights_of(file: File) -> tuple[int, int]:
    """What people's waiting reports of unsafe advice weigh, and all that can hide."""
    reports = [one for one in reports_of(file.case, only_waiting=True) if one.rule is None]
    unsafe = sum(one.weight for one in reports if one.kind == "unsafe_advice")
    return unsafe, sum(one.weight for one in reports if one.kind != NEVER_HIDES)
