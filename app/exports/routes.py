"""One button: everything we keep about the member, as a file."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from app.accounts.access import member_required
from app.core.clock import now
from app.exports.file import make_archive
from app.exports.words import CHAPTER_WORDS
from app.web.limits import limiter
from app.web.viewer import viewer

bp = Blueprint("exports", __name__, template_folder="templates")

#: It reads every row of a member: enough for whoever pressed twice, too little to wear us out.
EXPORTS = "6 per hour"


@bp.get("/settings/export")
@member_required
def export() -> str:
    """What the file holds, and the button."""
    return render_template("exports/export.html", chapters=CHAPTER_WORDS.values())


@bp.post("/settings/export")
@member_required
@limiter.limit(EXPORTS)
def download() -> Response:
    """The file itself; suspended members get it too."""
    member = viewer()
    assert member is not None, "the decorator asked"
    answer = current_app.response_class(make_archive(member), mimetype="application/zip")
    name = f"export-{now():%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
