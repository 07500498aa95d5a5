"""Security and caching headers, on every answer, errors too."""

from __future__ import annotations

from flask import Flask, Response, g, request

from app.web.viewer import viewer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    """Add the headers after every request."""
    https = app.config["BASE_URL"].startswith("https://")

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("Referrer-Policy", "same-origin")
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if is_fragment():
            headers["X-Robots-Tag"] = "noindex"
        if request.endpoint != "static" and "Cache-Control" not in headers:
            _cache(response)
        return response


def is_fragment() -> bool:
    """Whether the page's script asks for the changed part only."""
    return request.headers.get("X-Fragment") == "1"


def _cache(response: Response) -> None:
    response.vary.add("Cookie")
    response.vary.add("X-Fragment")
    # A form's token belongs to one visitor, and the cookie that goes with it is only set later.
    if viewer() is not None or request.method != "GET" or "csrf_token" in g:
        response.headers["Cache-Control"] = "private, no-store"
        return
    # A removal must be seen at once: the browser asks again, and a match costs no bytes.
    response.headers["Cache-Control"] = "no-cache"
    if response.status_code == 200 and not response.is_streamed:
        response.add_etag(weak=True)
        response.make_conditional(request)
