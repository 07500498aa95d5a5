"""What the desk's templates need: lines of a trail, reasons to choose from, what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _

from app.forum.models import Post
from app.forum.notes import Notes
from app.forum.services.reviewing import beside
from app.forum.views import AuthorView, author_view, member_view
from app.moderation.marking import (
    Marks,
    Match,
    excerpt_around,
    mark_html,
    mark_lines,
    mark_text,
)
from app.moderation.models import THREAD_ACTS, ModerationAction
from app.moderation.queries import CaseFile
from app.moderation.reasons import Canned, Unsafe, all_reasons
from app.moderation.rules import check_text
from app.moderation.rules.queries import findings_of
from app.moderation.second_eyes import needs_second_eyes
from app.moderation.sign_words import sign_words
from app.moderation.thread_words import thread_details
from app.moderation.words import POST_KINDS, act_words, doer_words
from app.permissions import can
from app.safety import Finding
from app.safety.model import SEVERITIES
from app.safety.review import rank

#: Three things to read help to decide; more are marked in the text anyway.
MATCHES_SHOWN = 3


@dataclass(frozen=True)
class Line:
    """One row of a trail. `subject` and `url` say what it was about, in lists of many things."""

    moment: datetime
    what: Any
    who: str
    why: str = ""
    actor_id: int | None = None
    subject: str = ""
    url: str = ""

    @property
    def stamp(self) -> str:
        """Day and minute, for lists in which relative words would say too little."""
        return str(format_datetime(self.moment, "d MMM yyyy, HH:mm"))


def act_line(act: ModerationAction, viewer: Any) -> Line:
    """An act for the audit trail."""
    subject, url = _subject(act)
    return Line(
        act.created_at,
        act_words(act),
        doer_words(act, viewer),
        why(act),
        act.actor_id,
        subject,
        url,
    )


def why(act: ModerationAction) -> str:
    """What stands beside an act in a trail: its reason, or what it changed."""
    if act.kind == "change_role":
        return f"{act.before.get('role')} → {act.after.get('role')}"
    if act.kind in THREAD_ACTS:
        return thread_details(act)
    if act.kind == "set_sign":
        before, after = (
            sign_words(one.get("red_flag_category")) for one in (act.before, act.after)
        )
        return f"{before} → {after}{f'. {act.reason}' if act.reason else ''}"
    return act.reason


def _subject(act: ModerationAction) -> tuple[str, str]:
    if act.post is not None and act.kind in THREAD_ACTS:
        url = f"/moderation/questions/{act.post.thread_id}"
        return f"{POST_KINDS[act.post.kind]} {act.post_id}", url
    if act.post is not None:
        url = f"/moderation/queue/{act.case_id}" if act.case_id else act.post.permalink
        return f"{POST_KINDS[act.post.kind]} {act.post_id}", url
    if act.member_id is not None:
        return f"{_('Member')} {act.member_id}", f"/moderation/users/{act.member_id}"
    return f"{_('Article')} {act.article_id}", ""


def case_author(file: CaseFile) -> AuthorView:
    """Whom to name at the post: masked like for readers, unless this moderator has looked."""
    return member_view(file.author.member) if file.author else author_view(file.post)


def case_trail(file: CaseFile, viewer: Any) -> Sequence[Line]:
    """What has happened to the post of a case, oldest first."""
    author = case_author(file).name
    lines = [Line(file.post.created_at, _("Posted"), author)]
    lines += [Line(edit.created_at, _("Edited"), author, edit.reason) for edit in file.edits]
    lines += [
        Line(act.created_at, act_words(act), doer_words(act, viewer), why(act), act.actor_id)
        for act in file.acts
    ]
    return sorted(lines, key=lambda line: line.moment)


def unsafe_choices(most_used: Sequence[str], matched: str | None) -> Sequence[Unsafe]:
    """The categories in the order of the desk: the matched one, the most used, then the rest."""
    known = all_reasons().unsafe
    order = dict.fromkeys([*([matched] if matched else []), *most_used, *known])
    return [known[code] for code in order if code in known]


@dataclass(frozen=True)
class Noticed:
    """What the rules noticed in a post: at most three matches to read, the category that fits best,
    and all parts of it with the words marked.

    notes: by the name of the line, those in which something was found. tags: one by one.
    """

    matches: Sequence[Match]
    category: str | None
    title: Marks
    body_html: str
    notes: Mapping[str, Marks]
    tags: Sequence[Marks]


def noticed(file: CaseFile, viewer: Any, tags: Sequence[str] = ()) -> Noticed:
    """What the rules found when the text was written; what they find now, if nothing was kept.

    The rules only help to choose; the moderator decides. Where they see nothing unsafe, a report of
    personal data still tells the category.
    """
    post, title = file.post, file.question.title if file.post.kind == "question" else ""
    findings = (
        findings_of(viewer, post) or check_text(post.body, title=title, kind=post.kind).findings
    )
    texts = {"title": title, "body": post.body}
    if post.kind == "question":
        texts |= beside(tags, Notes.of(file.question))
    shown = {
        (one.part, one.start): excerpt_around(texts[one.part], one.start, one.end, one.why)
        for one in reversed(findings)
        # What was blacked out since is still on record, but there is nothing left to read.
        if one.part in texts and one.start < one.end
    }
    notes = {
        part: mark_text(text, _spans(findings, part))
        for part, text in texts.items()
        if part not in ("title", "body", "tags") and _spans(findings, part)
    }
    return Noticed(
        list(reversed(shown.values()))[:MATCHES_SHOWN],
        _category(file, findings),
        *marked(post, title, findings),
        notes,
        mark_lines(texts.get("tags", ""), _spans(findings, "tags")),
    )


def marked(post: Post, title: str, findings: Sequence[Finding]) -> tuple[Marks, str]:
    """Title and text of a post with the words of findings marked."""
    return (
        mark_text(title, _spans(findings, "title")),
        mark_html(post.body_html, post.body, _spans(findings, "body")),
    )


def _spans(findings: Sequence[Finding], part: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in findings if one.part == part]


def _category(file: CaseFile, findings: Sequence[Finding]) -> str | None:
    known = all_reasons().unsafe
    unsafe = [one for one in findings if one.category in known and one.severity in SEVERITIES]
    if unsafe:
        return min(unsafe, key=rank).category
    kinds = {report.kind for report in file.waiting}
    if "personal_data" in kinds and "unsafe_advice" not in kinds:
        return "personal_data"
    return None


def other_choices(file: CaseFile) -> tuple[Sequence[Canned], str]:
    """Canned reasons, and the code of the one that fits what was reported, or ""."""
    known = all_reasons().other
    kinds = [report.kind for report in file.waiting]
    return list(known.values()), next((kind for kind in kinds if kind in known), "")


@dataclass(frozen=True)
class Offers:
    """What can be done with a case now. `shown` is the act whose form is open, "" for none."""

    shown: str
    can_keep: bool = False
    can_hide: bool = False
    can_remove: bool = False
    can_restore: bool = False
    can_edit: bool = False
    can_claim: bool = False
    can_warn: bool = False
    can_suspend: bool = False
    can_note: bool = False
    needs_second_eyes: bool = False


def offers(file: CaseFile, viewer: Any, asked: str | None) -> Offers:
    """The acts a moderator may choose from; all of them are refused for one's own post."""
    if file.is_own:
        return Offers(shown="")
    status, is_open = file.post.status, file.case.state != "decided"
    # Who is behind a mask is neither warned nor suspended from here: their name would show.
    author = file.author.member if file.author and not file.post.is_anonymous else None
    member = author if author and author.is_active else None
    second_eyes = needs_second_eyes(viewer, file.post)
    possible = {
        "keep": is_open and status != "removed",
        "unsafe": status != "removed",
        "other": status != "removed",
        "restore": (status == "removed" and not second_eyes)
        or (not is_open and status in ("hidden", "held")),
        "warn": can(viewer, "member:warn", member),
        "suspend": can(viewer, "member:suspend", member),
        "note": True,
    }
    shown = asked if asked and possible.get(asked) else _likely(file)
    return Offers(
        shown=shown if possible.get(shown) else "",
        can_keep=possible["keep"],
        can_hide=status == "visible",
        can_remove=possible["unsafe"],
        can_restore=possible["restore"],
        can_edit=status in ("visible", "held", "hidden"),
        can_claim=is_open,
        can_warn=possible["warn"],
        can_suspend=possible["suspend"],
        can_note=True,
        needs_second_eyes=second_eyes,
    )


def _likely(file: CaseFile) -> str:
    """The form to open unasked: what a moderator most often does with such a case."""
    if file.case.state == "decided":
        return ""
    kinds = {report.kind for report in file.waiting}
    if kinds & {"unsafe_advice", "personal_data"}:
        return "unsafe"
    return "other" if kinds & {"abuse", "spam", "off_topic"} else "keep"
