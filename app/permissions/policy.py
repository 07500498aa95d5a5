"""The policy: one line an action. An action that is not here is refused.

May not know of it: 404 (queries leave it out). May know but not do: 403 with the action's sentence.
"""

from __future__ import annotations

from typing import Any

from app.core.errors import Refused
from app.permissions.actions import ACTIONS
from app.permissions.predicates import (
    Predicate,
    anyone,
    both,
    either,
    is_administrator,
    is_author,
    is_editable,
    is_member,
    is_owned,
    is_self,
    is_staff,
    is_visible,
    may_write,
    unless,
)

POLICY: dict[str, Predicate] = {
    "question:post": may_write,
    "answer:post": both(may_write, is_visible),
    "reply:post": both(may_write, is_visible),
    "draft:write": anyone,
    "post:see": either(is_visible, is_author, is_staff),
    "post:see-author": either(lambda actor, post: not post.is_anonymous, is_author),
    "post:edit": both(may_write, is_editable, either(is_author, is_staff)),
    "post:withdraw": both(is_member, is_editable, is_author),
    "post:see-history": either(is_visible, is_staff, both(is_author, is_editable)),
    "post:vote": both(may_write, is_visible, unless(is_author)),
    "post:report": both(is_visible, unless(is_author)),
    "post:hide": both(is_staff, unless(is_author)),
    "post:remove": both(is_staff, unless(is_author)),
    "post:restore": both(is_staff, unless(is_author)),
    "answer:accept": both(may_write, is_author),
    "case:see": is_staff,
    "case:decide": both(is_staff, unless(is_author)),
    "audit:see": is_staff,
    "article:edit": is_staff,
    "member:edit-self": both(is_member, is_self),
    "member:see-email": either(is_self, is_administrator),
    "member:change-role": both(is_administrator, unless(is_self)),
    "notice:see": both(is_member, is_owned),
}


def can(actor: Any, action: str, subject: Any = None) -> bool:
    """Whether the actor (a member, or None for a visitor) may do this to the subject.

    For `answer:accept` the subject is the question's post; for `answer:post` and `reply:post` the
    post that is answered; for `case:decide` the post the case is about.
    """
    rule = POLICY.get(action)
    return rule is not None and rule(actor, subject)


def authorize(actor: Any, action: str, subject: Any = None) -> None:
    """Raise Refused, with a sentence the person can read, unless the actor may do this."""
    if not can(actor, action, subject):
        raise Refused(_why(actor, action))


def _why(actor: Any, action: str) -> str:
    if actor is None and action.partition(":")[0] not in ("case", "audit", "article"):
        return "Sign in to do this."
    if actor is not None and actor.is_suspended:
        return _suspended(actor)
    if actor is not None and not actor.is_confirmed and action in ("answer:post", "reply:post"):
        return ACTIONS["question:post"]
    return ACTIONS.get(action, "You cannot do this.")


def _suspended(actor: Any) -> str:
    day = f"{actor.suspended_until:%-d %B %Y}"
    return f"You cannot post until {day}, because {actor.suspension_reason.rstrip('.')}."
