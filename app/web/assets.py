"""Static files with the digest of their content in the address, so that they can be kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, request

#: A year, the longest that caches honour.
YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Give templates `asset('app.css')`; answer such addresses with a year of caching."""
    folder = Path(app.static_folder or "")
    digests: dict[str, str] = {}

    def asset(name: str) -> str:
        if name not in digests or app.debug:
            digests[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
        return f"/static/{name}?v={digests[name]}"

    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def _keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 206, 304):
            if "v" in request.args:
                response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
            else:
                response.headers["Cache-Control"] = "public, max-age=3600"
        return response
