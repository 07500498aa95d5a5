"""Members: who writes here, and a page for each."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts import queries as accounts
from app.forum import queries as forum
from app.forum.views import member_view
from app.pages import queries
from app.pages.routes import bp
from app.pages.structured import profile_page
from app.web.addresses import absolute
from app.web.viewer import viewer


@bp.get("/users")
def members() -> str:
    """Members who wrote something under their own name."""
    page = queries.members_who_write(viewer(), cursor=request.args.get("page"))
    return render_template(
        "pages/members.html",
        members=[(member, member_view(member)) for member in page.items],
        next_url=f"/users?page={page.next_cursor}" if page.next_cursor else None,
        is_first=not request.args.get("page"),
    )


@bp.get("/users/<int:member_id>", defaults={"name": ""})
@bp.get("/users/<int:member_id>/<name>")
def profile(member_id: int, name: str) -> str | Response:
    """A member's page: about, and what they wrote in public. A wrong name leads to it, too."""
    member = accounts.get_member(member_id)
    seen = member_view(member)
    assert seen.url is not None  # only erased members have none, and they are not found
    cursor = request.args.get("page")
    if seen.url != f"/users/{member_id}/{name}":
        return redirect(seen.url + (f"?page={cursor}" if cursor else ""), code=301)
    page = forum.posts_of(viewer(), member.id, cursor=cursor)
    return render_template(
        "pages/profile.html",
        member=member,
        seen=seen,
        posts=page.items,
        next_url=f"{seen.url}?page={page.next_cursor}" if page.next_cursor else None,
        is_first=not cursor,
        structured=profile_page(member, absolute(seen.url)),
    )
