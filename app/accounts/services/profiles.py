"""What members say of themselves: a name and a few lines, read by the safety check when they are
saved. The status of the lines is written here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from app.accounts.events import ProfileReviewed
from app.accounts.models import PROFILE_STATUSES, Member
from app.accounts.names import checked_name, fold_name
from app.accounts.services.signing_up import TAKEN, check_wording, free_name, lines_of
from app.accounts.services.writing import flush_or
from app.core.db import db, lock
from app.core.errors import Conflict, Invalid
from app.core.events import record
from app.permissions import authorize
from app.safety import Finding
from app.safety.review import verdict
from app.web.review import Verdict, review

#: A few lines about oneself.
ABOUT_LENGTH = 500
#: What can be taken out of a profile, one by one.
PARTS = ("about", "name")


def update_profile(actor: Member, *, name: str, about: str) -> Member:
    """Change one's name and the lines about oneself.

    A name for which a post would be held is not taken: it stands on every post, and nobody can wear
    two. Lines for which a post would be held are kept, and only their writer and moderators read
    them until one has looked or they are rewritten. Lines that moderators took from readers stay so
    until they decide. Records ProfileReviewed. Raises Invalid, Refused.
    """
    authorize(actor, "member:edit-self", actor)
    member: Member = lock(db.session, Member, actor.id)
    earlier = (member.name, member.about)
    if name != member.name:
        member.name = checked_name(name)
        check_wording(member.name)
    if len(about) > ABOUT_LENGTH:
        raise Invalid("about", f"Use at most {ABOUT_LENGTH} characters.")
    member.about = about
    key = fold_name(member.name)
    if key != member.name_key:
        if db.session.scalar(select(Member.id).where(Member.name_key == key)) is not None:
            raise Invalid("name", TAKEN)
        member.name_key = key
    flush_or(Invalid("name", TAKEN))
    if (member.name, member.about) != earlier:
        _review(member, earlier)
    return member


def _review(member: Member, earlier: tuple[str, str]) -> None:
    """Let the check read the new words, and set the status of the lines by what it says."""
    member.profile_revision += 1
    before = member.profile_status
    read = review(member.about, title=member.name, kind="profile")
    changed = [
        part
        for part, now, then in zip(
            ("title", "body"), (member.name, member.about), earlier, strict=True
        )
        if now != then
    ]
    # What stood there already was looked at, or does not matter; only new words are news.
    said = verdict(tuple(one for one in lines_of(read.findings) if one.part in changed))
    held = _is_held(member, read, earlier[1])
    if "body" in changed and before != "hidden":
        member.profile_status = "held" if held else "visible"
        member.profile_line = said.category if held and not read.failed else None
    severity = "queue" if said.severity == "hold" and not held else said.severity
    db.session.flush()
    record(
        ProfileReviewed(
            member_id=member.id,
            revision=member.profile_revision,
            severity=severity,
            category=said.category,
            findings=tuple(read.findings),
            has_failed=read.failed,
            before=before,
            after=member.profile_status,
        )
    )


def _is_held(member: Member, read: Verdict, then: str) -> bool:
    """Whether nobody else reads the lines for now. What stood in view already, and was perhaps kept
    by a moderator, does not take them away again. When the check breaks they wait: nobody misses
    them for a day.
    """
    if not member.about:
        return False
    if read.failed:
        return True
    held_for = _held_for(lines_of(read.findings), member.about)
    if member.profile_status != "visible":
        return bool(held_for)
    known = _held_for(review(then, kind="profile").findings, then)
    return not held_for <= known


def _held_for(findings: Sequence[Finding], text: str) -> set[tuple[str, str]]:
    """The rules that hold the lines, each with the words it found."""
    return {
        (one.rule, text[one.start : one.end])
        for one in findings
        if one.severity == "hold" and one.part == "body"
    }


def set_profile_status(member: Member, status: str) -> None:
    """Take the lines about a member from readers, or bring them back. The caller asks who may."""
    assert status in PROFILE_STATUSES
    member.profile_status = status
    if status != "held":
        member.profile_line = None
    db.session.flush()


def clear_profile(member: Member, parts: Collection[str]) -> dict[str, str]:
    """Empty the lines about a member, give them a neutral name, or both. Returns what was there.

    parts: some of PARTS. The caller checked who may, and keeps what has to be kept.
    """
    taken = {part: getattr(member, part) for part in PARTS if part in parts}
    if "about" in parts:
        member.about = ""
        set_profile_status(member, "visible")
    if "name" in parts:
        member.name = free_name()
        member.name_key = fold_name(member.name)
    member.profile_revision += 1
    db.session.flush()
    return taken


def refill_profile(member: Member, originals: Mapping[str, str], status: str) -> None:
    """Give back what was cleared, and to the lines the status they had.

    Raises Conflict when somebody else has the name by now.
    """
    if "about" in originals:
        member.about = originals["about"]
        set_profile_status(member, status)
    if "name" in originals:
        member.name, member.name_key = originals["name"], fold_name(originals["name"])
        member.profile_revision += 1
        flush_or(Conflict("Somebody else has this name by now. The member can choose one."))
    else:
        member.profile_revision += 1
        db.session.flush()
