"""Removing what a member wrote lately: first the list of what would go, then the act."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import flash, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.clock import now
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.forum.views import member_view
from app.moderation import queries
from app.moderation import services as moderation
from app.moderation.member_forms import RemovalForm
from app.moderation.reasons import all_reasons
from app.moderation.routes import bp
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

#: How far back one can go, in hours. What is older has been answered: look at each.
SINCE = {"24": _l("24 hours"), "168": _l("7 days"), "720": _l("30 days")}
_NUMBER = re.compile(r"\d{1,9}")


@bp.get("/moderation/users/<int:member_id>/removal")
@staff_required
def removal(member_id: int) -> str:
    """What would go. `since`: hours back, one of SINCE."""
    return _page(member_id, RemovalForm(formdata=None), request.args.get("since", ""))


@bp.post("/moderation/users/<int:member_id>/removal")
@staff_required
@limiter.limit(CLICKS)
def remove_posts(member_id: int) -> Response | tuple[str, int]:
    """Remove the ticked posts; Undo in the status line brings all of them back."""
    actor, form = viewer(), RemovalForm()
    since, ticked = request.form.get("since", ""), _ticked()
    member = queries.get_member_for_act(actor, member_id)
    canned = all_reasons().other.get(form.choice.data or "")
    try:
        with transaction():
            acts = moderation.remove_posts_of(
                actor, member, ticked, reason=canned.reason if canned else ""
            )
            act_id, count = acts[0].id, len(acts)
    except Invalid as error:
        form.add_error(error)
        return _page(member_id, form, since, ticked), error.status
    except Conflict as error:
        form.form_errors.append(error.sentence)
        return _page(member_id, form, since, ticked), error.status
    flash(
        ngettext("%(num)s post removed.", "%(num)s posts removed.", count),
        f"/moderation/actions/{act_id}/undo",
    )
    return see_other(f"/moderation/users/{member_id}")


def _ticked() -> set[int]:
    return {int(one) for one in request.form.getlist("posts") if _NUMBER.fullmatch(one)}


def _page(member_id: int, form: RemovalForm, since: str, ticked: set[int] | None = None) -> str:
    """The list; `ticked` as it was sent, all of it when nothing was sent yet."""
    since = since if since in SINCE else next(iter(SINCE))
    found = queries.list_posts_of(viewer(), member_id, since=now() - timedelta(hours=int(since)))
    return render_template(
        "moderation/removal.html",
        member=found.member,
        author=member_view(found.member),
        posts=found.posts,
        count=found.count,
        ticked={post.id for post in found.posts} if ticked is None else ticked,
        since=since,
        spans=SINCE,
        reasons=all_reasons().other.values(),
        words={"question": _("Question"), "answer": _("Answer"), "reply": _("Reply")},
        form=form,
        has_errors=bool(form.errors or form.form_errors),
        section="moderation",
    )
