"""Reporting a post: three clicks, no dialog, also without an account."""

from __future__ import annotations

import re

from flask import current_app, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.db import transaction
from app.core.errors import Invalid, NotFound
from app.forum import queries as forum
from app.forum.models import Post
from app.forum.views import author_view
from app.moderation import services as moderation
from app.moderation.errors import AlreadyReported
from app.moderation.forms import ReportForm
from app.moderation.models import Report
from app.moderation.routes import bp
from app.moderation.weights import HideAt
from app.moderation.words import POST_KINDS, REPORT_CHOICES
from app.web.addresses import see_other
from app.web.limits import REPORTS, limiter
from app.web.viewer import viewer

_POST = re.compile(r"(question|answer|reply)-(\d{1,18})")


@bp.get("/report")
def report() -> str:
    """The form; for one's own post a word on what to do instead."""
    return _page(_reported_post(), ReportForm())


@bp.post("/report")
@limiter.limit(REPORTS)
def send_report() -> Response | str | tuple[str, int]:
    """Take a report."""
    post, form = _reported_post(), ReportForm()
    if form.validate_on_submit():
        try:
            with transaction():
                made = _report(post, form)
        except Invalid as error:
            form.add_error(error)
        except AlreadyReported as earlier:
            return _thanks(post, _again(earlier)), 409
        else:
            return see_other(f"/report/thanks?post={_name(post)}&case={made.case_id}")
    return _page(post, form), 422


@bp.get("/report/thanks")
def report_thanks() -> str:
    """What happens now; a moderator can go on to the case."""
    return _thanks(
        _reported_post(),
        _(
            "Thank you. A moderator will look at it. We will tell you what we decided."
            " Only moderators can see that you reported it."
        ),
        case=request.args.get("case", type=int),
    )


def _report(post: Post, form: ReportForm) -> Report:
    return moderation.report_post(
        viewer(),
        post,
        kind=form.kind.data,
        text=form.text.data or "",
        email=form.email.data,
        hide_at=HideAt(
            unsafe=current_app.config["HIDE_UNSAFE_AT"], other=current_app.config["HIDE_OTHER_AT"]
        ),
    )


def _reported_post() -> Post:
    match = _POST.fullmatch(request.values.get("post", ""))
    if match is None:
        raise NotFound(_("We cannot find the post that you want to report."))
    return forum.get_post(viewer(), int(match[2]), kind=match[1])


def _name(post: Post) -> str:
    return f"{post.kind}-{post.id}"


def _again(earlier: AlreadyReported) -> str:
    day = format_date(earlier.reported_at, "d MMMM")
    return str(_("You reported this on %(day)s. It is still being checked.", day=day))


def _page(post: Post, form: ReportForm) -> str:
    member = viewer()
    return render_template(
        "moderation/report.html",
        post=post,
        name=_name(post),
        kind_word=POST_KINDS[post.kind],
        author=author_view(post),
        form=form,
        choices=REPORT_CHOICES,
        is_own=member is not None and member.id == post.author_id,
        has_errors=bool(form.errors or form.form_errors),
    )


def _thanks(post: Post, sentence: str, *, case: int | None = None) -> str:
    return render_template("moderation/thanks.html", post=post, sentence=sentence, case=case)
