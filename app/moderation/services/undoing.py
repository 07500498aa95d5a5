"""Undo: a new act that takes back a moderator's last one, and only what that act did."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, NotFound, Refused
from app.forum.models import Post
from app.moderation.models import DECISIONS, PROFILE_DECISIONS, Case, ModerationAction
from app.moderation.second_eyes import SECOND_EYES, is_too_old, last_decision_of
from app.moderation.services.acts import Buried, Change, Verdict, write_act
from app.moderation.services.files import (
    File,
    last_decision,
    open_file,
    outrun_by,
    reports_of,
)
from app.permissions import authorize


def undo_act(actor: Member, act_id: int) -> ModerationAction:
    """Take back one's own last act; post or profile, case and reports are as before it.

    The new act has the kind of the old one and names it in `reverts_id`. What somebody else did
    since stays: an author's own deletion, a new report. The case comes back with this moderator on
    it. Raises NotFound, Refused for another's act and for an unsafe removal of more than two
    minutes ago, Conflict when a later act stands in the way.
    """
    authorize(actor, "case:see")
    act = db.session.get(ModerationAction, act_id) if 0 < act_id < 2**31 else None
    if act is not None and act.kind in PROFILE_DECISIONS and act.reverts_id is None:
        from app.moderation.services.profiles import undo_profile_act

        return undo_profile_act(actor, act)
    if act is None or act.post_id is None or act.kind not in DECISIONS or act.reverts_id:
        raise NotFound
    if act.actor_id != actor.id:
        raise Refused("Only the moderator who did this can undo it. You can decide again.")
    post = db.session.get(Post, act.post_id)
    authorize(actor, "case:decide", post)
    file = open_file(act.post_id)
    check_is_last(actor, act, file.case)
    if is_too_old(act):
        raise Refused(SECOND_EYES)
    return write_act(
        act.kind,
        file,
        _reverse(actor, act, file),
        actor=actor,
        category=act.category,
        reason=act.reason,
        reverts=act,
    )


def check_is_last(actor: Member, act: ModerationAction, case: Case) -> None:
    """Raise Conflict when somebody decided since, or the actor has gone on to something else."""
    latest = last_decision(case)
    if latest is not None and latest.reverts_id == act.id:
        raise Conflict("You have undone this already.")
    if latest is not None and latest.id != act.id:
        raise outrun_by(actor, latest)
    if last_decision_of(actor) != act.id:
        raise Conflict("You have decided something else since. Decide this case again instead.")


def _reverse(actor: Member, act: ModerationAction, file: File) -> Change:
    before, after = act.before, act.after
    # What the author deleted, or a rule hid, since then is not ours to change. Only what was
    # removed goes back behind its tombstone: its author could put it back in view, else.
    is_deleted = file.post.status == "withdrawn" != after["status"]
    is_untouched = file.post.status == after["status"]
    buried = before["tombstone"]
    if is_deleted and before["status"] in ("hidden", "held"):
        file.post.withdrawn_from = before["status"]
    return Change(
        status=before["status"] if is_untouched or (is_deleted and buried) else None,
        line=before.get("line"),
        buried=Buried(**buried) if buried else None,
        verdict=verdict_before(actor, act, file.case),
        reports={int(report_id): outcome for report_id, outcome in before["reports"].items()},
    )


def verdict_before(actor: Member, act: ModerationAction, case: Case) -> Verdict | None:
    """What a case was before an act; None when it has been opened again since."""
    before = act.before
    if before["state"] != "decided":
        return Verdict("claimed", claimed_by_id=actor.id)
    if case.state != act.after["state"] or reports_of(case, only_waiting=True):
        return None  # a new report waits for an answer; the case stays open
    return Verdict(
        "decided",
        before["outcome"],
        decided_by_id=before["decided_by"],
        decided_at=datetime.fromisoformat(before["decided_at"]) if before["decided_at"] else None,
    )
