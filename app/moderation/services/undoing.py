"""Undo: a new act that takes back a moderator's last one, and only what that act did."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import Member
from app.core.db import db
from app.core.errors import Conflict, NotFound, Refused
from app.moderation.models import DECISIONS, PROFILE_DECISIONS, Case, ModerationAction
from app.moderation.second_eyes import SECOND_EYES, is_too_old, last_decision_of
from app.moderation.services.acts import Buried, Change, Verdict, write_act
from app.moderation.services.batches import acts_of, in_lock_order, new_batch
from app.moderation.services.files import (
    File,
    last_decision,
    open_file,
    outrun_by,
    reports_of,
)
from app.moderation.services.members import reverse_of, withdraw_warning
from app.permissions import authorize

_GONE_ON = "You have decided something else since. Decide this case again instead."


def undo_act(actor: Member, act_id: int) -> ModerationAction:
    """Take back one's own last act; post or profile, case and reports are as before it.

    What was done with the same click goes back with it: the other cases of a bulk, a warning. The
    new act has the kind of the old one and names it in `reverts_id`. What somebody else did since
    stays: an author's own deletion, a new report, their decision about one case of many. The case
    comes back with this moderator on it. Raises NotFound, Refused for another's act and for an
    unsafe removal of more than two minutes ago, Conflict when a later act stands in the way.
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
    together = acts_of(act)
    decisions = {
        one.post_id: one for one in together if one.post_id is not None and one.kind in DECISIONS
    }
    if len(decisions) > 1 and last_decision_of(actor) not in {one.id for one in together}:
        raise Conflict(_GONE_ON)
    batch, undone = new_batch() if len(together) > 1 else None, []
    for post in in_lock_order(decisions):
        authorize(actor, "case:decide", post)
        file, one = open_file(post.id), decisions[post.id]
        if len(decisions) == 1:
            check_is_last(actor, one, file.case)
        if is_too_old(one):
            raise Refused(SECOND_EYES)
        if _is_latest(one, file.case):
            undone.append(_take_back(actor, one, file, batch=batch))
    if not undone:
        raise Conflict("Others have decided about all of these since. Nothing was changed.")
    for one in together:
        if one.kind == "warn_member" and reverse_of(one.id) is None:
            withdraw_warning(actor, one)
    return next((one for one in undone if one.reverts_id == act.id), undone[0])


def _take_back(
    actor: Member, act: ModerationAction, file: File, *, batch: str | None
) -> ModerationAction:
    return write_act(
        act.kind,
        file,
        _reverse(actor, act, file),
        actor=actor,
        category=act.category,
        reason=act.reason,
        reverts=act,
        batch=batch,
    )


def _is_latest(act: ModerationAction, case: Case) -> bool:
    """Whether nobody has decided about the case since this act."""
    latest = last_decision(case)
    return latest is not None and latest.id == act.id


def check_is_last(actor: Member, act: ModerationAction, case: Case) -> None:
    """Raise Conflict when somebody decided since, or the actor has gone on to something else."""
    latest = last_decision(case)
    if latest is not None and latest.reverts_id == act.id:
        raise Conflict("You have undone this already.")
    if latest is not None and latest.id != act.id:
        raise outrun_by(actor, latest)
    if last_decision_of(actor) != act.id:
        raise Conflict(_GONE_ON)


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
