"""Rate limits on acts, never on reading. Counted in Redis when there is one, else per process.

A limit is per member when signed in, else per address. When Redis is out of reach the limits fall
back to this process's memory; they never vanish (threat model, fault 13).
"""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.web.viewer import viewer

#: Posting a question, answer or reply: nobody writes faster by hand.
POSTING = "12 per minute; 150 per day"
#: Votes, previews, drafts, similar questions while typing.
CLICKS = "90 per minute"
#: Sign-in tries from one place; each account has its own limit beside it.
SIGN_IN = "20 per minute; 200 per day"
#: Mails that one place can cause.
MAILS = "10 per hour"
REPORTS = "20 per hour"
SEARCH = "60 per minute"


def _who() -> str:
    member = viewer()
    return f"member:{member.id}" if member else f"address:{get_remote_address()}"


limiter = Limiter(_who, strategy="moving-window", swallow_errors=True)


@limiter.request_filter
def _is_off() -> bool:
    # Asked of the application, since several of them share one limiter in the tests.
    return not current_app.config["RATE_LIMITS"]


def init_app(app: Flask) -> None:
    """Choose where limits are counted."""
    app.config.update(
        RATELIMIT_STORAGE_URI=app.config["REDIS_URL"] or "memory://",
        RATELIMIT_STORAGE_OPTIONS=(
            {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}
            if app.config["REDIS_URL"]
            else {}
        ),
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(app.config["REDIS_URL"]),
    )
    limiter.init_app(app)
