"""The policy: one line an action. An action that is not here is refused.

May not know of it: 404 (queries leave it out). May know but not do: 403 with the action's sentence.
"""

from __future__ import annotations

from typing import Any

from app.core.errors import Refused
from app.permissions.actions import ACTIONS
from app.permissions.predicates import (
    Predicate,
    acted,
    anyone,
    both,
    either,
    is_administrator,
    is_author,
    is_concerned,
    is_editable,
    is_member,
    is_owned,
    is_profile_visible,
    is_self,
    is_staff,
    is_visible,
    keeps,
    may_write,
    outranks,
    unless,
)
from app.permissions.rights import (
    ANSWERING,
    ASKING,
    EVERYTHING,
    REPORTING,
    RIGHT_OF,
    VERBS,
    VOTING,
)

POLICY: dict[str, Predicate] = {
    "question:post": both(may_write, keeps(ASKING)),
    "answer:post": both(may_write, keeps(ANSWERING), is_visible),
    "reply:post": both(may_write, keeps(ANSWERING), is_visible),
    "draft:write": anyone,
    "post:see": either(is_visible, is_author, is_staff),
    "post:see-author": either(lambda actor, post: not post.is_anonymous, is_author),
    "post:edit": both(may_write, is_editable, either(is_author, is_staff)),
    "post:withdraw": both(is_member, is_editable, is_author),
    "post:see-history": either(is_visible, is_staff, both(is_author, is_editable)),
    "post:vote": both(may_write, keeps(VOTING), is_visible, unless(is_author)),
    "post:report": both(keeps(REPORTING), is_visible, unless(is_author)),
    "post:hide": both(is_staff, unless(is_author)),
    "post:remove": both(is_staff, unless(is_author)),
    "post:restore": both(is_staff, unless(is_author)),
    "post:redact": both(is_staff, unless(is_author)),
    "question:set-sign": both(is_staff, unless(is_author)),
    "question:lock": both(is_staff, unless(is_author)),
    "question:close": both(is_staff, unless(is_author)),
    "question:merge": both(is_staff, unless(is_author)),
    "question:retag": both(is_staff, unless(is_author)),
    "question:write-locked": is_staff,
    "post:move": both(is_staff, unless(is_author)),
    "post:remark": both(is_staff, unless(is_author)),
    "redaction:see-original": is_administrator,
    "answer:accept": both(may_write, is_author),
    "case:see": is_staff,
    "case:decide": both(is_staff, unless(is_author)),
    "profile:report": both(keeps(REPORTING), unless(is_self)),
    "profile:see-text": either(is_profile_visible, is_self, is_staff),
    "profile:decide": both(is_staff, unless(is_self)),
    "profile:see-removed": either(is_self, is_staff),
    "audit:see": is_staff,
    "appeal:see": is_staff,
    "appeal:decide": both(is_staff, unless(is_concerned), unless(acted)),
    "act:appeal": both(is_member, is_concerned),
    "warning:read": both(is_member, is_owned),
    "member:see-file": both(is_staff, unless(is_self)),
    "member:note": both(is_staff, unless(is_self)),
    "member:warn": both(is_staff, unless(is_self), outranks),
    "member:suspend": both(is_staff, unless(is_self), outranks),
    "member:remove-posts": both(is_staff, unless(is_self), outranks),
    "rule:see": is_staff,
    "rule:change": is_administrator,
    "reason:see": is_staff,
    "reason:change": is_administrator,
    "recall:see": is_staff,
    "article:edit": is_staff,
    "member:edit-self": both(is_member, is_self),
    "member:see-email": either(is_self, is_administrator),
    "member:change-role": both(is_administrator, unless(is_self)),
    "notice:see": both(is_member, is_owned),
}


def can(actor: Any, action: str, subject: Any = None) -> bool:
    """Whether the actor (a member, or None for a visitor) may do this to the subject.

    For `answer:accept` the subject is the question's post; for `answer:post` and `reply:post` the
    post that is answered; for `case:decide` the post the case is about; for `act:appeal` and
    `appeal:decide` whatever names `concerned_id` and `acted_by_id`.
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
    right = RIGHT_OF.get(action, EVERYTHING)
    if actor is not None and actor.suspension(right) is not None:
        return _suspended(actor, right)
    if actor is not None and not actor.is_confirmed and action in ("answer:post", "reply:post"):
        return ACTIONS["question:post"]
    return ACTIONS.get(action, "You cannot do this.")


def _suspended(actor: Any, right: str) -> str:
    """Until when, why, and the way out (design 3.10)."""
    held = actor.suspension(right)
    verb = VERBS[EVERYTHING if actor.is_suspended else right]
    until = "a moderator lifts this" if held.is_until_lifted else f"{held.until:%-d %B %Y}"
    because = held.reason.strip().rstrip(".")
    return f"You cannot {verb} until {until}, because {because}. You can appeal."
