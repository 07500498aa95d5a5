"""Drafts, found by their random id for their owner only."""

from __future__ import annotations

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import NotFound
from app.core.ids import hash_token
from app.forum.models import Draft


def get_draft(viewer: Member | None, draft_id: str, *, browser: str | None) -> Draft:
    """The viewer's draft, or, before sign-in, the one of this browser.

    browser: the secret in the visitor's cookie. Raises NotFound for anybody else's.
    """
    draft = db.session.get(Draft, draft_id[:40])
    if draft is None:
        raise NotFound("We cannot find that draft. It may have been posted or deleted.")
    if draft.member_id is not None:
        is_owner = viewer is not None and draft.member_id == viewer.id
    else:
        is_owner = browser is not None and draft.browser_hash == hash_token(browser)
    if not is_owner:
        raise NotFound("We cannot find that draft. It may have been posted or deleted.")
    return draft
