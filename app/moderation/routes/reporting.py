"""Reporting a post or a member: three clicks, no dialog, also without an account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from flask import current_app, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries as accounts
from app.accounts.models import Member
from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.forum import queries as forum
from app.forum.models import Post
from app.forum.views import AuthorView, author_view, member_view
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported
from app.moderation.forms import ReportForm
from app.moderation.models import Report
from app.moderation.routes import bp
from app.moderation.weights import HideAt
from app.moderation.words import PROFILE_CHOICES, REPORT_CHOICES, SUBJECTS
from app.web.addresses import see_other
from app.web.limits import REPORTS, limiter
from app.web.viewer import viewer

_SUBJECT = re.compile(r"(question|answer|reply|member)-(\d{1,18})")


@dataclass(frozen=True)
class Reported:
    """What is reported, as the form and the thanks show it. `name` says it in addresses."""

    subject: Post | Member
    name: str
    kind: str
    author: AuthorView
    text: str
    path: str
    is_own: bool


@bp.get("/report")
def report() -> str:
    """The form; for one's own post or page a word on what to do instead."""
    return _page(_reported(), ReportForm())


@bp.post("/report")
@limiter.limit(REPORTS)
def send_report() -> Response | str | tuple[str, int]:
    """Take a report."""
    reported, form = _reported(), ReportForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = _report(reported, form)
        except Invalid as error:
            form.add_error(error)
        except AlreadyReported as earlier:
            return _thanks(reported, _again(earlier)), 409
        else:
            return see_other(f"/report/thanks?post={reported.name}&case={made.case_id}")
    return _page(reported, form), 422


@bp.get("/report/thanks")
def report_thanks() -> str:
    """What happens now; a moderator can go on to the case."""
    return _thanks(
        _reported(),
        _(
            "Thank you. A moderator will look at it. We will tell you what we decided."
            " Only moderators can see that you reported it."
        ),
        case=request.args.get("case", type=int),
    )


def _report(reported: Reported, form: ReportForm) -> Report:
    subject = reported.subject
    report = (
        partial(moderation.report_post, viewer(), subject)
        if isinstance(subject, Post)
        else partial(moderation.report_member, viewer(), subject)
    )
    return report(
        kind=form.kind.data,
        text=form.text.data or "",
        email=form.email.data,
        hide_at=HideAt(
            unsafe=current_app.config["HIDE_UNSAFE_AT"], other=current_app.config["HIDE_OTHER_AT"]
        ),
    )


def _reported() -> Reported:
    match = _SUBJECT.fullmatch(request.values.get("post", ""))
    if match is None:
        raise NotFound(_("We cannot find what you want to report."))
    member, number = viewer(), int(match[2])
    if match[1] == "member":
        return _profile(member, accounts.get_member(number), match[0])
    post = forum.get_post(member, number, kind=match[1])
    is_own = member is not None and member.id == post.author_id
    return Reported(
        post, match[0], post.kind, author_view(post), post.body_text, post.permalink, is_own
    )


def _profile(member: Member | None, about: Member, name: str) -> Reported:
    seen = member_view(about)
    is_own = member is not None and member.id == about.id
    return Reported(about, name, "member", seen, about.readable_about, seen.url or "/users", is_own)


def _again(earlier: AlreadyReported) -> str:
    day = format_date(earlier.reported_at, "d MMMM")
    return str(_("You reported this on %(day)s. It is still being checked.", day=day))


def _page(reported: Reported, form: ReportForm) -> str:
    return render_template(
        "moderation/report.html",
        reported=reported,
        kind_word=SUBJECTS[reported.kind],
        form=form,
        choices=PROFILE_CHOICES if reported.kind == "member" else REPORT_CHOICES,
        has_errors=bool(form.errors or form.form_errors),
    )


def _thanks(reported: Reported, sentence: str, *, case: int | None = None) -> str:
    return render_template(
        "moderation/thanks.html", reported=reported, sentence=sentence, case=case
    )
