"""Gates for doors: pages that need somebody signed in, and pages for moderators.

They decide only whether a page opens at all; what may be done there is asked of the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.errors import Refused
from app.permissions import can
from app.web.addresses import local_path, see_other
from app.web.viewer import viewer

View = TypeVar("View", bound=Callable[..., Any])


def member_required(view: View) -> View:
    """A visitor is sent to sign in and comes back afterwards."""

    @wraps(view)
    def gate(*args: Any, **kwargs: Any) -> Any:
        if viewer() is None:
            return sign_in_first()
        return view(*args, **kwargs)

    return gate  # type: ignore[return-value]


def staff_required(view: View) -> View:
    """A visitor is sent to sign in; a member who is no moderator is refused (403)."""

    @wraps(view)
    def gate(*args: Any, **kwargs: Any) -> Any:
        member = viewer()
        if member is None:
            return sign_in_first()
        if not can(member, "case:see"):
            raise Refused(_("This page is for moderators."))
        return view(*args, **kwargs)

    return gate  # type: ignore[return-value]


def sign_in_first(back_to: str | None = None) -> Response:
    """To the sign-in page; afterwards to `back_to`, by default to where the person was.

    After a POST that is the page that held the form: its own address takes no GET.
    """
    if back_to is None:
        back_to = request.full_path.rstrip("?") if request.method == "GET" else _page_of_form()
    return see_other(f"/login?{urlencode({'next': local_path(back_to)}, safe='/')}")


def _page_of_form() -> str:
    given = request.form.get("next")
    if given:
        return local_path(given)
    referrer, host = request.referrer or "", request.host_url
    return local_path("/" + referrer.removeprefix(host)) if referrer.startswith(host) else "/"
