"""The audit trail: who did what, when and why."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from flask import render_template, request

from app.accounts.access import staff_required
from app.moderation import queries
from app.moderation.models import ACT_KINDS
from app.moderation.routes import bp
from app.moderation.views import act_line
from app.moderation.words import ACTS
from app.web.viewer import viewer


@bp.get("/moderation/audit")
@staff_required
def audit() -> str:
    """The trail, with filters; a value that cannot be read is no filter."""
    member, args = viewer(), request.args
    actor_id = args.get("moderator", type=int)
    kind = args.get("act") if args.get("act") in ACT_KINDS else None
    number = re.search(r"\d{1,18}$", args.get("post", "").strip())
    post_id = int(number[0]) if number else None
    since, until = _day("from"), _day("to")
    page = queries.list_acts(
        member,
        actor_id=actor_id,
        kind=kind,
        since=since,
        until=until,
        post_id=post_id,
        cursor=args.get("page"),
    )
    chosen = {"moderator": actor_id, "act": kind, "from": since, "to": until, "post": post_id}
    filters = {name: value for name, value in chosen.items() if value}
    return render_template(
        "moderation/audit.html",
        lines=[act_line(act, member) for act in page.items],
        next_url=page.next_cursor
        and f"/moderation/audit?{urlencode({**filters, 'page': page.next_cursor})}",
        chosen=chosen,
        has_filters=bool(filters),
        moderators=queries.list_moderators(member),
        acts=ACTS,
        section="moderation",
        wide=True,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
