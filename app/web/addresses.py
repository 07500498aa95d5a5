"""Addresses: where to go next, only ever on this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, redirect, request
from werkzeug.wrappers import Response


def local_path(target: str | None, default: str = "/") -> str:
    """The target if it is a path on this site, else the default. Stops redirects elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(character) < 33 or character == "\\" for character in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def next_path(default: str = "/") -> str:
    """Where the reader wanted to go: `next` of the form or the query, if it is on this site."""
    return local_path(request.values.get("next"), default)


def absolute(path: str) -> str:
    """The full address of a path, from configuration, never from the request's Host header."""
    return f"{current_app.config['BASE_URL']}{path}"


def see_other(path: str) -> Response:
    """After an act: 303, so that reloading the page does not repeat it."""
    return redirect(path, code=303)
