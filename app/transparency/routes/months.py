"""The figures of each month: a list, a page each, and downloads."""

from __future__ import annotations

from flask import Response, current_app, render_template

from app.core.clock import now
from app.core.errors import NotFound
from app.transparency import queries, views, words
from app.transparency.limits import COUNTED_UNTIL, DEFINITIONS, LEAST_FOR_SHARE
from app.transparency.models import MonthlyFigures
from app.transparency.periods import Month
from app.transparency.routes import bp
from app.web.viewer import viewer


@bp.get("/transparency")
def list_months() -> str:
    """What is published, and the months."""
    months = views.month_views(queries.list_months(viewer()))
    return render_template(
        "transparency/months.html",
        months=months,
        newest=next((month for month in months if month.row.is_over), None),
        current=Month.of(now()),
        longest=max((month.steps[-1].seconds for month in months), default=0),
    )


@bp.get("/transparency/<name>")
def show_month(name: str) -> str:
    """One month."""
    month, row = queries.get_month(viewer(), name)
    return render_template(
        "transparency/month.html",
        month=month,
        title=words.month_words(month),
        view=views.MonthView(month, row) if row else None,
        days=COUNTED_UNTIL.days,
        least=LEAST_FOR_SHARE,
        is_old_definition=row is not None and row.definitions != DEFINITIONS,
    )


@bp.get("/transparency/<name>/figures.json")
def month_json(name: str) -> Response:
    """The figures of a month for programs."""
    body = current_app.json.dumps(views.to_json(_stored(name)), ensure_ascii=False)
    return _download(Response(body, mimetype="application/json"))


@bp.get("/transparency/<name>/figures.csv")
def month_csv(name: str) -> Response:
    """The figures of a month for spreadsheets."""
    row = _stored(name)
    response = Response(views.to_csv(row), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="figures-{row.month}.csv"'
    return _download(response)


def _stored(name: str) -> MonthlyFigures:
    _, row = queries.get_month(viewer(), name)
    if row is None:
        raise NotFound
    return row


def _download(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
