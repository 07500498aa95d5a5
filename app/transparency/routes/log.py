"""The public moderation log."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from flask import render_template, request

from app.moderation.publicity import CONFIDENTIAL, COUNTED, LOGGED, PRIVATE
from app.transparency import queries, words
from app.transparency.periods import Month
from app.transparency.routes import bp
from app.web.viewer import viewer


@bp.get("/transparency/log")
def show_log() -> str:
    """What was done, newest first; a filter that cannot be read is no filter."""
    kind = request.args.get("act") if request.args.get("act") in LOGGED else None
    month = Month.named(request.args.get("month", ""))
    page = queries.list_log(viewer(), kind=kind, month=month, cursor=request.args.get("page"))
    chosen = {"act": kind, "month": month.name if month else None}
    filters = {name: value for name, value in chosen.items() if value}
    return render_template(
        "transparency/log.html",
        by_month=[
            (month, list(rows))
            for month, rows in groupby(page.items, lambda row: Month(row.day.year, row.day.month))
        ],
        next_url=page.next_cursor
        and f"/transparency/log?{urlencode({**filters, 'page': page.next_cursor})}",
        chosen=chosen,
        has_filters=bool(filters),
        months=queries.log_months(viewer()),
        words=words,
        logged=LOGGED,
        counted=COUNTED,
        private=PRIVATE,
        confidential=CONFIDENTIAL,
    )
