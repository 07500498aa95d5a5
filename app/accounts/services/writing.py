"""Writing rows whose values must be unique."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.core.db import db


def flush_or(refusal: Exception) -> None:
    """Write what changed; somebody who was faster with a unique value turns into a refusal."""
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise refusal from error
