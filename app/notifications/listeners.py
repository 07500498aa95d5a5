"""What members are told when something happened elsewhere. Nobody is told of their own acts."""

from __future__ import annotations

from sqlalchemy import select

from app.core.clock import now
from app.core.db import db
from app.core.events import listens_to
from app.core.outbox import enqueue
from app.forum.events import (
    AnswerAccepted,
    AnswerPosted,
    PostEdited,
    PostStatusChanged,
    ReplyPosted,
)
from app.forum.models import Post
from app.moderation.events import (
    AppealDecided,
    MemberSuspended,
    MemberWarned,
    PostHidden,
    PostRedacted,
    PostRemoved,
    PostRestored,
    ProfileCleared,
    ProfileHidden,
    ProfileRestored,
    ReportDecided,
    ReportReopened,
    SuspensionLifted,
    WarningEnded,
)
from app.moderation.limits import UNDO_TIME
from app.moderation.models import ModerationAction
from app.notifications import mails
from app.notifications import services as notifications


@listens_to(AnswerPosted)
def tell_asker(event: AnswerPosted) -> None:
    """The asker hears of an answer, unless it waits for a moderator."""
    _tell_whom_it_answers(event.answer_id)


@listens_to(ReplyPosted)
def tell_author_above(event: ReplyPosted) -> None:
    """Whoever is replied to hears of it."""
    _tell_whom_it_answers(event.reply_id)


@listens_to(PostStatusChanged)
def tell_later(event: PostStatusChanged) -> None:
    """A post that had to wait for a moderator is news once it is in view."""
    if event.before == "held" and event.after == "visible":
        _tell_whom_it_answers(event.post_id)


@listens_to(AnswerAccepted)
def tell_helper(event: AnswerAccepted) -> None:
    """The author hears that an answer helped: once, however often the choice changes."""
    for answer_id, has_helped in ((event.previous_id, False), (event.answer_id, True)):
        answer = db.session.get(Post, answer_id) if answer_id else None
        asked = db.session.get(Post, event.question_id)
        if answer is None or asked is None or answer.author_id == asked.author_id:
            continue
        if has_helped:
            notifications.tell(answer.author_id, "accepted", answer.id, once=True)
        else:
            notifications.settle(answer.author_id, answer.id, ("accepted",))


@listens_to(PostEdited)
def tell_author_of_edit(event: PostEdited) -> None:
    """The author hears when a moderator changed the words."""
    post = db.session.get(Post, event.post_id)
    if post is not None and post.author_id != event.editor_id:
        notifications.tell(post.author_id, "edited", post.id)


@listens_to(PostRedacted)
def tell_author_of_redaction(event: PostRedacted) -> None:
    """The author hears when a moderator blacked out words."""
    notifications.tell(event.author_id, "edited", event.post_id)


@listens_to(PostHidden)
def tell_of_hiding(event: PostHidden) -> None:
    """The author hears, unless this only takes an act back that was news for a moment."""
    if event.author_id not in notifications.take_back(event.post_id, ("restored",)):
        notifications.tell(
            event.author_id, "hidden", event.post_id, reason=_reason(event.action_id)
        )


@listens_to(PostRemoved)
def tell_of_removal(event: PostRemoved) -> None:
    """The author hears why. That the post was being checked is overtaken.

    One mail when many posts went with one click; on the site each has its own reason and appeal.
    """
    if event.author_id not in notifications.take_back(event.post_id, ("restored",)):
        notifications.settle(event.author_id, event.post_id, ("hidden",))
        notifications.tell(
            event.author_id,
            "removed",
            event.post_id,
            mails=not _is_mailed_already(event),
            reason=event.reason,
            act_id=event.action_id,
            unseen=_was_unseen(event.action_id),
        )


@listens_to(PostRestored)
def tell_of_return(event: PostRestored) -> None:
    """An undo within two minutes takes the news back instead of adding to them (design 3.5)."""
    undone = notifications.take_back(event.post_id, ("hidden", "removed", "report_removed"))
    if event.author_id not in undone:
        notifications.settle(event.author_id, event.post_id, ("hidden", "removed"))
        is_first = _is_first_seen(event.action_id)
        notifications.tell(event.author_id, "restored", event.post_id, first=is_first)


@listens_to(ReportDecided)
def tell_reporter(event: ReportDecided) -> None:
    """Everyone hears back: a member here and by mail, a visitor by mail (design 3.4).

    An act that is undone within two minutes is not news, and what it undid holds again.
    """
    if event.undoes_id is not None and _undone_early(event.reporter_id, event.undoes_id):
        return
    if event.reporter_id is not None:
        _tell_reporter_here(event.reporter_id, event)
    elif event.reporter_email:
        enqueue(
            mails.REPORT,
            {
                "email": event.reporter_email,
                "report_id": event.report_id,
                "act_id": event.action_id,
                "outcome": event.outcome,
                "reason": event.reason,
            },
            after=UNDO_TIME,
        )


def _tell_reporter_here(reporter_id: int, event: ReportDecided) -> None:
    if event.post_id is not None:
        notifications.settle(reporter_id, event.post_id, notifications.REPORT_KINDS)
    elif event.member_id is not None:
        notifications.settle_about(reporter_id, event.member_id, notifications.REPORT_KINDS)
    notifications.tell(
        reporter_id,
        f"report_{event.outcome}" if event.post_id else f"profile_report_{event.outcome}",
        event.post_id,
        reason=event.reason if event.outcome == "kept" else "",
        report_id=event.report_id,
        act_id=event.action_id,
        about_id=event.member_id,
    )


@listens_to(ReportReopened)
def tell_reporter_nothing(event: ReportReopened) -> None:
    """The answer to a report was undone: take the news of it back; the next decision is told."""
    if event.reporter_id is not None:
        notifications.take_back_act(event.reporter_id, event.undoes_id, notifications.REPORT_KINDS)


@listens_to(MemberWarned)
def tell_of_warning(event: MemberWarned) -> None:
    """By mail too: on the site the warning itself comes before everything else."""
    notifications.tell(event.member_id, "warned", None, act_id=event.action_id)


@listens_to(WarningEnded)
def settle_warning(event: WarningEnded) -> None:
    """What was read or taken back is no news any more."""
    notifications.take_back_act(event.member_id, event.action_id, ("warned",))


@listens_to(MemberSuspended)
def tell_of_suspension(event: MemberSuspended) -> None:
    """What is taken and why, with the way to appeal."""
    notifications.tell(
        event.member_id, "suspended", None, reason=event.reason, act_id=event.action_id
    )


@listens_to(SuspensionLifted)
def tell_of_lifting(event: SuspensionLifted) -> None:
    """News, unless it only takes back what was news for a moment."""
    if not notifications.take_back_act(event.member_id, event.action_id, ("suspended",)):
        notifications.tell(event.member_id, "lifted", None, act_id=event.action_id)


@listens_to(ProfileHidden)
def tell_of_hidden_profile(event: ProfileHidden) -> None:
    """The member hears that the lines about them are being checked; an early undo is no news."""
    if not _takes_back(event.member_id, event.undoes_id):
        notifications.tell(event.member_id, "profile_hidden", None, act_id=event.action_id)


@listens_to(ProfileCleared)
def tell_of_clearing(event: ProfileCleared) -> None:
    """The member hears why. That it was being checked is overtaken."""
    notifications.settle(event.member_id, None, ("profile_hidden",))
    notifications.tell(
        event.member_id, "profile_cleared", None, reason=event.reason, act_id=event.action_id
    )


@listens_to(ProfileRestored)
def tell_of_restored_profile(event: ProfileRestored) -> None:
    """An undo within two minutes takes the news back instead of adding to them."""
    if not _takes_back(event.member_id, event.undoes_id):
        notifications.settle(event.member_id, None, ("profile_hidden", "profile_cleared"))
        notifications.tell(event.member_id, "profile_restored", None, act_id=event.action_id)


@listens_to(AppealDecided)
def tell_both_sides(event: AppealDecided) -> None:
    """Who appealed and who had acted both hear what came of it, and why."""
    notifications.tell(
        event.member_id,
        f"appeal_{event.outcome}",
        event.post_id,
        reason=event.reason,
        act_id=event.action_id,
    )
    if event.acted_by_id is not None:
        notifications.tell(
            event.acted_by_id,
            f"act_{event.outcome}",
            None,
            reason=event.reason,
            appeal_id=event.appeal_id,
        )


def _tell_whom_it_answers(post_id: int) -> None:
    post = db.session.get(Post, post_id)
    if post is None or post.kind == "question" or post.status != "visible":
        return
    above = db.session.get(Post, post.parent_id)
    if above is not None and above.author_id != post.author_id:
        notifications.tell(above.author_id, post.kind, post.id, once=True)


def _takes_back(member_id: int, act_id: int | None) -> bool:
    return act_id is not None and notifications.take_back_act(
        member_id, act_id, ("profile_hidden", "profile_cleared", "profile_restored")
    )


def _undone_early(reporter_id: int | None, act_id: int) -> bool:
    if reporter_id is not None:
        return notifications.take_back_act(reporter_id, act_id, notifications.REPORT_KINDS)
    act = db.session.get(ModerationAction, act_id)
    return act is not None and act.created_at > now() - UNDO_TIME


def _is_mailed_already(event: PostRemoved) -> bool:
    """Whether another removal of the same click mails the author."""
    act = db.session.get(ModerationAction, event.action_id)
    if act is None or act.batch_id is None or act.reverts_id is not None:
        return False
    return (
        db.session.scalar(
            select(ModerationAction.id)
            .join(Post, Post.id == ModerationAction.post_id)
            .where(
                ModerationAction.batch_id == act.batch_id,
                ModerationAction.kind == act.kind,
                ModerationAction.id < act.id,
                Post.author_id == event.author_id,
            )
            .limit(1)
        )
        is not None
    )


def _was_unseen(action_id: int) -> bool:
    """Whether an act removed what only its author and moderators had seen."""
    act = db.session.get(ModerationAction, action_id)
    return act is not None and not (act.after.get("tombstone") or {}).get("is_public", True)


def _is_first_seen(action_id: int) -> bool:
    """Whether an act brought into view what readers could not see: nothing was put "back"."""
    act = db.session.get(ModerationAction, action_id)
    if act is None:
        return False
    stone = act.before.get("tombstone") or {}
    return act.before.get("status") == "held" or not stone.get("is_public", True)


def _reason(action_id: int) -> str:
    action = db.session.get(ModerationAction, action_id)
    return action.reason if action is not None else ""
