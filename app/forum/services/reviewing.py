"""What becomes of a post by what the safety check says of it: held, queued, a line, or nothing.

Here the status and the lines of the post are decided, inside the transaction that writes it. Cases,
flags and findings are kept by moderation, which listens to PostReviewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from app.accounts.models import Member
from app.core.db import db
from app.core.events import record
from app.forum.events import PostReviewed
from app.forum.models import Post
from app.forum.notes import Notes
from app.forum.services.status import set_status
from app.safety.model import SEVERITIES
from app.web.review import Plain, Verdict, review

#: When the check breaks, members with fewer posts in view than this wait for a moderator (issue 4).
FIRST_POSTS = 3
#: A claim of this category asks for a source even as somebody's own story.
CURE = "unproven_cure"


@dataclass(frozen=True)
class Reading:
    """A version of a post as it was checked, by its parts, and what the check says of it.

    Positions of findings count in the text of their `part`: title, body, tags or a line of notes.
    """

    texts: Mapping[str, str]
    verdict: Verdict

    @property
    def held_for(self) -> set[tuple[str, str]]:
        """The rules that hold it, each with the words it found."""
        return {
            (one.rule, self.texts[one.part][one.start : one.end])
            for one in self.verdict.findings
            if one.severity == "hold"
        }


def read(post: Post, *, title: str = "", also: Mapping[str, str] | None = None) -> Reading:
    """Check a post as it is stored: quotes are references there, so others' words do not count.

    also: what else was typed, by part (`beside`). It can hold the post, too.
    """
    verdict, parts = review(post.body, title=title, kind=post.kind), also or {}
    for part, text in parts.items():
        beside = review(text, kind="tag")
        worse = max(verdict, beside, key=lambda one: SEVERITIES.index(one.severity))
        verdict = Plain(
            (*verdict.findings, *(replace(one, part=part) for one in beside.findings)),
            worse.severity,
            worse.category,
            verdict.failed or beside.failed,
        )
    return Reading({"title": title, "body": post.body, **parts}, verdict)


def beside(tags: Sequence[str], notes: Notes) -> dict[str, str]:
    """What stands beside a question's text, to be checked with it: topics, and notes that were
    typed, each under the name of its field."""
    said = {
        "tags": "\n".join(tag.replace("-", " ") for tag in tags),
        "noticed": notes.noticed or "",
        "duration": notes.duration or "",
        "places": notes.places or "",
    }
    return {part: text for part, text in said.items() if text}


def receive(post: Post, reading: Reading) -> None:
    """Set the status of a new post, before anything is counted, and the line readers see."""
    post.status = "held" if _holds(reading.verdict, post) else "visible"
    _mark(post, reading.verdict)
    db.session.flush()


def receive_edit(actor: Member, post: Post, reading: Reading, earlier: Reading) -> None:
    """Hold a post in view for what its author has just added; release a held one that is clean.

    earlier: the version before. What stood in view already does not take the post away again, since
    a moderator may have kept it; it is looked at. A moderator's edit of somebody's post leaves the
    status to the moderator, and so does a post that moderators took from view.
    """
    verdict, before = reading.verdict, post.status
    if actor.id == post.author_id and before in ("visible", "held"):
        is_known = reading.held_for and reading.held_for <= earlier.held_for
        if before == "visible" and verdict.severity == "hold" and is_known:
            verdict = Plain(verdict.findings, "queue", verdict.category, verdict.failed)
        set_status(post, "held" if _holds(verdict, post) else "visible")
    _mark(post, verdict)
    db.session.flush()
    announce(post, verdict, editor_id=actor.id, before=before)


def announce(post: Post, verdict: Verdict, *, editor_id: int, before: str | None = None) -> None:
    """Record PostReviewed. before: the status the post had, None for a new one."""
    record(
        PostReviewed(
            post_id=post.id,
            editor_id=editor_id,
            revision=post.revision_count,
            severity=verdict.severity,
            category=verdict.category,
            findings=tuple(verdict.findings),
            has_failed=verdict.failed,
            before=before,
            after=post.status,
        )
    )


def _holds(verdict: Verdict, post: Post) -> bool:
    if verdict.failed:
        return _is_newcomer(post)
    return verdict.severity == "hold"


def _is_newcomer(post: Post) -> bool:
    in_view = db.session.scalar(
        select(func.count()).where(
            Post.author_id == post.author_id, Post.status == "visible", Post.id != post.id
        )
    )
    return (in_view or 0) < FIRST_POSTS


def _mark(post: Post, verdict: Verdict) -> None:
    """The line under the post: its kind while it is held (its author reads why), else a notice."""
    in_text = [one for one in verdict.findings if one.part in ("title", "body")]
    notices = [one.category for one in in_text if one.severity == "notice"]
    if post.status == "held":
        post.safety_line = verdict.category if verdict.severity == "hold" else None
    else:
        post.safety_line = next(iter(notices), None)
    is_claim = any(one.category == CURE for one in in_text) or (
        bool(notices) and post.answer_kind != "experience"
    )
    post.lacks_source = post.kind == "answer" and is_claim and not post.source_url
