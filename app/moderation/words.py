"""The words moderators and reporters see for what moderation stores."""

from __future__ import annotations

from typing import Any

from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.clock import now
from app.moderation.errors import Earlier
from app.moderation.models import Case, ModerationAction
from app.moderation.queries.own_reports import OwnReport
from app.moderation.standing import Missing

#: For the person who reports: (words, an example in plain English), in the order of the form.
REPORT_CHOICES = {
    "unsafe_advice": (
        _l("Unsafe advice"),
        _l("It could harm somebody who follows it: a dose, stopping a medicine, a risky remedy."),
    ),
    "urgent_care": (
        _l("Somebody may need care soon"),
        _l("The person seems to be in danger or describes a warning sign."),
    ),
    "personal_data": (
        _l("Personal details"),
        _l("A name, a number or an address, of anybody."),
    ),
    "abuse": (_l("Abuse"), _l("It attacks, insults or threatens somebody.")),
    "spam": (_l("Spam"), _l("It sells or advertises something.")),
    "off_topic": (_l("Off topic"), _l("It has nothing to do with the question.")),
    "other": (_l("Something else"), _l("Tell us below what it is.")),
}
#: For moderators, short: (words, class of the shape beside them).
KIND_PILLS = {
    "unsafe_advice": (_l("Unsafe"), "u"),
    "urgent_care": (_l("Urgent care"), "u"),
    "personal_data": (_l("Personal data"), "u"),
    "abuse": (_l("Abuse"), "r"),
    "spam": (_l("Spam"), "r"),
    "off_topic": (_l("Off topic"), "r"),
    "other": (_l("Other"), "r"),
    "first_post": (_l("First post"), "f"),
}
RULES = {
    "first-post": _l("the rule for first posts"),
    "reports-threshold": _l("the rule for reports"),
    "safety-check": _l("the safety check"),
    "check-failed": _l("the safety check, which broke"),
    "rewritten": _l("the rule for posts rewritten after a hold"),
    "red-flag": _l("the safety check of questions"),
    "author": _l("its author"),
    "erased-account": _l("the account was closed"),
    "import": _l("from a file"),
    "command line": _l("from the command line"),
}
STATUS_WORDS = {
    "visible": _l("Readers see it"),
    "held": _l("Held: only its author and moderators see it"),
    "hidden": _l("Hidden from readers until a decision"),
    "removed": _l("Removed"),
    "withdrawn": _l("Its author deleted it"),
}
#: The same of what a member says of themselves.
PROFILE_STATUS_WORDS = {
    "visible": _l("Readers see it"),
    "held": _l("Held: only the member and moderators see it"),
    "hidden": _l("Hidden from readers until a decision"),
}
#: For the person who reports a member.
PROFILE_CHOICES = {
    "abuse": (_l("Abuse"), _l("It attacks, insults or threatens somebody, here or in posts.")),
    "spam": (_l("Spam"), _l("It sells or advertises something.")),
    "personal_data": (
        _l("Personal details"),
        _l("A full name, a number or an address, of anybody."),
    ),
    "other": (
        _l("Pretends to be somebody, or something else"),
        _l("A member, a doctor or the staff of this site. Tell us below."),
    ),
}
OUTCOME_WORDS = {
    "kept": _l("Kept"),
    "edited": _l("Kept, after a moderator edited it"),
    "removed_unsafe": _l("Removed as unsafe"),
    "removed_other": _l("Removed"),
    "restored": _l("Put back"),
    "withdrawn": _l("Closed: its author deleted it"),
}
REPORT_OUTCOME_WORDS = {
    "agreed": _l("was right"),
    "disagreed": _l("did not apply"),
    "disputed": _l("disputed"),
    "ignored": _l("looked at"),
}
#: What whoever reported reads, by what became of the case; then by how the report ended.
_DECIDED = {
    "removed_unsafe": _l("We removed it."),
    "removed_other": _l("We removed it."),
    "edited": _l("We changed it."),
    "kept": _l("We kept it."),
    "restored": _l("We kept it."),
}
_ENDED = {
    "agreed": _l("You were right. Thank you."),
    "disagreed": _l("We kept it."),
    "disputed": _l("We kept it. One can see it either way."),
    "ignored": _l("There was nothing left to decide."),
}
#: What a moderator can say of the reports of a post that stays.
KEPT_AS = {
    "disagreed": _l("They did not apply"),
    "disputed": _l("One can see it either way; it counts against nobody"),
    "ignored": _l("There was nothing to judge"),
    "agreed": _l("They were right"),
}
LEVELS = {
    "new": _l("a new member"),
    "member": _l("a member"),
    "trusted": _l("a trusted member"),
    "moderator": _l("a moderator"),
}
POST_KINDS = {"question": _l("Question"), "answer": _l("Answer"), "reply": _l("Reply")}
#: What a case can be about.
SUBJECTS = {**POST_KINDS, "member": _l("Profile")}
#: What an act is called in a list, and in a filter.
ACTS = {
    "keep_post": _l("Kept"),
    "hide_post": _l("Hid"),
    "remove_post": _l("Removed"),
    "restore_post": _l("Put back"),
    "edit_post": _l("Edited"),
    "redact_post": _l("Blacked out"),
    "hold_post": _l("Held"),
    "release_post": _l("Released, rewritten by its author"),
    "withdraw_post": _l("Deleted before it was decided"),
    "set_sign": _l("Changed the warning sign"),
    "keep_profile": _l("Left the profile"),
    "hide_profile": _l("Hid the profile text"),
    "clear_profile": _l("Cleared the profile"),
    "hold_profile": _l("Held the profile text"),
    "release_profile": _l("Released the profile text, rewritten"),
    "claim_case": _l("Took the case"),
    "release_case": _l("Left the case to others"),
    "reveal_author": _l("Looked who wrote it"),
    "edit_article": _l("Edited an article"),
    "import_article": _l("Brought in an article"),
    "change_role": _l("Changed a role"),
    "warn_member": _l("Warned"),
    "withdraw_warning": _l("Took a warning back"),
    "suspend_member": _l("Suspended"),
    "lift_suspension": _l("Lifted a suspension"),
    "add_note": _l("Wrote a private note"),
    "remove_note": _l("Took a private note away"),
    "uphold_act": _l("Appeal: it stands"),
    "overturn_act": _l("Appeal: taken back"),
    "lock_question": _l("Locked"),
    "unlock_question": _l("Unlocked"),
    "close_question": _l("Closed"),
    "reopen_question": _l("Opened again"),
    "merge_question": _l("Merged"),
    "unmerge_question": _l("Took the merge back"),
    "retag_question": _l("Changed the topics"),
    "move_post": _l("Moved"),
    "set_remark": _l("Put a remark"),
    "clear_remark": _l("Took the remark away"),
}
UNDONE = {
    "keep_post": _l("Undid: kept"),
    "hide_post": _l("Undid: hid"),
    "remove_post": _l("Undid: removed"),
    "restore_post": _l("Undid: put back"),
    "withdraw_post": _l("Put back, to wait again"),
    "set_sign": _l("Undid: changed the warning sign"),
    "keep_profile": _l("Undid: left the profile"),
    "hide_profile": _l("Undid: hid the profile text"),
    "clear_profile": _l("Gave back what was cleared"),
    "retag_question": _l("Undid: changed the topics"),
    "move_post": _l("Undid: moved"),
    "set_remark": _l("Undid: put a remark"),
}


def act_words(act: ModerationAction) -> Any:
    """What was done, for lists."""
    words = (UNDONE.get(act.kind) if act.reverts_id else None) or ACTS.get(act.kind)
    return words or act.kind


def doer_words(act: ModerationAction, viewer: Any = None) -> str:
    """Who did it: "you", a moderator's name, or the rule."""
    if act.actor is None:
        return str(RULES.get(act.rule or "", act.rule or ""))
    if viewer is not None and act.actor_id == viewer.id:
        return str(_("you"))
    return act.actor.name


def too_late_words(earlier: Earlier, time: str) -> str:
    """Who was faster: "Dele removed this 20 seconds ago"."""
    values = {"name": earlier.by, "time": time}
    if earlier.is_undo:
        return str(_("%(name)s took back a decision about this %(time)s.", **values))
    return str(
        {
            "keep_post": _("%(name)s kept this %(time)s.", **values),
            "hide_post": _("%(name)s hid this %(time)s.", **values),
            "remove_post": _("%(name)s removed this %(time)s.", **values),
            "restore_post": _("%(name)s put this back %(time)s.", **values),
            "keep_profile": _("%(name)s left this profile as it is %(time)s.", **values),
            "hide_profile": _("%(name)s hid this profile text %(time)s.", **values),
            "clear_profile": _("%(name)s cleared this profile %(time)s.", **values),
        }[earlier.kind]
    )


def due_words(case: Case) -> str:
    """By when a waiting case should be decided; "" for one without a target."""
    if case.state == "decided" or case.due_at is None:
        return ""
    left = case.due_at - now()
    time = format_timedelta(abs(left), granularity="minute")
    if case.is_overdue:
        return str(_("It should have been decided %(time)s ago.", time=time))
    return str(_("It should be decided within %(time)s.", time=time))


def missing_words(missing: Missing | None) -> list[str]:
    """What a member still needs for the next level, a line each."""
    if missing is None:
        return []
    lines = [
        missing.days
        and ngettext("be here for %(num)s more day", "be here for %(num)s more days", missing.days),
        missing.posts
        and ngettext(
            "have %(num)s more post that stays for two days",
            "have %(num)s more posts that stay for two days",
            missing.posts,
        ),
        missing.good
        and ngettext(
            "have %(num)s more post that helps somebody, or a report that is right",
            "have %(num)s more posts that help somebody, or reports that are right",
            missing.good,
        ),
    ]
    return [str(line) for line in lines if line]


def reported_words(report: OwnReport) -> str:
    """What became of a report, for the member who made it."""
    if not report.is_checked:
        return str(_("A moderator is still checking it."))
    if report.end in ("disputed", "ignored"):
        return str(_ENDED[report.end])
    return str(_DECIDED.get(report.outcome or "") or _ENDED[report.end or "agreed"])


def done_words(act: ModerationAction, what: str) -> str:
    """The status line after one's own act; `what` is the beginning of the post."""
    if act.reverts_id and act.member_id:
        return str(_("Undone. The profile of %(what)s is as it was before.", what=what))
    if act.reverts_id:
        return str(_("Undone. “%(what)s” is as it was before.", what=what))
    if act.kind == "remove_post" and act.category:
        return str(_("Removed “%(what)s” as unsafe.", what=what))
    return str(
        {
            "keep_post": _("Kept “%(what)s”.", what=what),
            "hide_post": _("Hid “%(what)s”. It still waits for a decision.", what=what),
            "remove_post": _("Removed “%(what)s”.", what=what),
            "restore_post": _("Put back “%(what)s”.", what=what),
            "keep_profile": _("Left the profile of %(what)s as it is.", what=what),
            "hide_profile": _(
                "Hid the profile text of %(what)s. It still waits for a decision.", what=what
            ),
            "clear_profile": _("Cleared the profile of %(what)s.", what=what),
        }[act.kind]
    )
