"""What notices say that are about a member, or about an act of theirs, rather than about a post."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts.models import Member
from app.core.db import db
from app.moderation.member_models import MemberWarning
from app.moderation.models import ModerationAction, Report
from app.moderation.services.members import reverse_of
from app.notifications.models import Notice

#: kind -> the headline.
HEADLINES = {
    "warned": _l("There is a message from the moderators for you"),
    "suspended": _l("You cannot do some things here for a time"),
    "lifted": _l("A moderator gave you back what you could not do"),
    "profile_hidden": _l("A moderator is checking your profile text"),
    "profile_cleared": _l("We took something out of your profile"),
    "profile_restored": _l("Your profile text is shown again"),
    "profile_report_removed": _l("We took something out of the profile that you reported"),
    "profile_report_changed": _l("We talked to the member whom you reported"),
    "profile_report_kept": _l("We left the profile that you reported as it is"),
    "appeal_upheld": _l("Another moderator looked at your appeal: the decision stands"),
    "appeal_overturned": _l("Another moderator looked at your appeal: we took the decision back"),
    "act_upheld": _l("A decision of yours was appealed against: it stands"),
    "act_overturned": _l("A decision of yours was appealed against: it was taken back"),
}
ICONS = {
    "warned": "stop",
    "suspended": "stop",
    "lifted": "ok",
    "profile_hidden": "clock",
    "profile_cleared": "stop",
    "profile_restored": "ok",
    "profile_report_removed": "flag",
    "profile_report_changed": "flag",
    "profile_report_kept": "flag",
    "appeal_upheld": "flag",
    "appeal_overturned": "ok",
    "act_upheld": "flag",
    "act_overturned": "flag",
}
#: Subjects say nothing about what it was.
SUBJECTS = {
    "warned": _l("A message from the moderators"),
    "suspended": _l("News about your account"),
    "lifted": _l("News about your account"),
    "profile_hidden": _l("News about your profile"),
    "profile_cleared": _l("News about your profile"),
    "profile_restored": _l("News about your profile"),
    "profile_report_removed": _l("News about your report"),
    "profile_report_changed": _l("News about your report"),
    "profile_report_kept": _l("News about your report"),
    "appeal_upheld": _l("News about your appeal"),
    "appeal_overturned": _l("News about your appeal"),
    "act_upheld": _l("News about a decision of yours"),
    "act_overturned": _l("News about a decision of yours"),
}
#: News that an appeal can follow.
APPEALABLE = ("removed", "warned", "suspended", "profile_cleared")


def path_of(notice: Notice) -> str | None:
    """Where a notice about a member leads: to the decision, for a moderator to the appeal."""
    appeal_id, act_id = notice.details.get("appeal_id"), notice.details.get("act_id")
    if notice.kind in ("act_upheld", "act_overturned"):
        return f"/moderation/appeals/{appeal_id}"
    if notice.kind in ("profile_hidden", "profile_restored"):
        return "/settings/profile"
    if notice.kind.startswith("profile_report_"):
        return f"/users/{notice.details['about_id']}"
    return f"/actions/{act_id}" if act_id else None


def appeal_path(notice: Notice) -> str | None:
    """The page with the reasons and the appeal, if there can be one."""
    act_id = notice.details.get("act_id")
    return f"/actions/{act_id}" if act_id and notice.kind in APPEALABLE else None


def still_holds(notice: Notice) -> bool:
    """Whether a mail about it is still true, two minutes later."""
    act = db.session.get(ModerationAction, notice.details.get("act_id") or 0)
    if notice.kind == "warned":
        warning = db.session.query(MemberWarning).filter_by(act_id=act.id).first() if act else None
        return (
            warning is not None and warning.withdrawn_at is None and warning.acknowledged_at is None
        )
    if notice.kind == "suspended":
        member = db.session.get(Member, notice.member_id)
        return (
            act is not None
            and member is not None
            and member.suspension(act.after["right"]) is not None
        )
    if notice.kind in ("profile_hidden", "profile_restored"):
        member = db.session.get(Member, notice.member_id)
        hidden = member is not None and member.profile_status == "hidden"
        return hidden == (notice.kind == "profile_hidden")
    if notice.kind == "profile_cleared":
        return act is not None and reverse_of(act.id) is None
    if notice.kind.startswith("profile_report_"):
        return is_decided(notice.details.get("report_id"), notice.details.get("act_id"))
    return True


def is_decided(report_id: int | None, act_id: int | None) -> bool:
    """Whether the decision about a report was not undone meanwhile."""
    report = db.session.get(Report, report_id or 0)
    return (
        report is not None
        and report.outcome is not None
        and (act_id is None or reverse_of(act_id) is None)
    )
