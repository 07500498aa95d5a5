"""Emergency numbers: one page that is the same for everybody and works without scripts."""

from __future__ import annotations

from flask import render_template

from app.pages.routes import bp


@bp.get("/emergency")
def emergency() -> str:
    """Whom to call, and what to say."""
    return render_template("pages/emergency.html", hide_head_search=True)
