"""Posting questions, answers and replies."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from slugify import slugify

from app.accounts.models import Member
from app.core.clock import now
from app.core.db import db, queue_up
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import record
from app.forum import limits, newcomers
from app.forum.events import AnswerPosted, QuestionPosted, ReplyPosted
from app.forum.models import Post, Question, Revision, Submission
from app.forum.notes import Notes
from app.forum.services import counters, quotes, reviewing, tagging, triage
from app.forum.services.openness import open_thread
from app.permissions import authorize

#: What moving a post, or merging its question, changes.
PLACE = ("kind", "question_id", "parent_id", "root_id", "path", "depth")
GONE = "The post you write about is no longer here. We kept your text."


def post_question(
    actor: Member,
    *,
    title: str,
    body: str,
    tags: list[str],
    key: str,
    is_anonymous: bool = False,
    notes: Notes | None = None,
    warning_signs: Sequence[str] | None = None,
    happening: str | None = None,
    article_id: int | None = None,
    article_section: str | None = None,
) -> Post:
    """Ask a question.

    key: random, from the form; sending the same key again returns the first question.
    warning_signs, happening: what was ticked, and what was said when an emergency interrupted.
    Returns the question's post; the safety check may hold it. Records QuestionPosted, PostReviewed.
    Raises Refused for unconfirmed or suspended members, Invalid for text out of bounds or when a
    new member goes over a limit.
    """
    authorize(actor, "question:post")
    if earlier := _already_sent(actor, key):
        return earlier
    check_length("title", title, limits.TITLE)
    check_length("body", body, limits.QUESTION_BODY)
    newcomers.check_new_post(actor, body)
    post = _new_post(actor, "question", body, is_anonymous=is_anonymous)
    notes = notes or Notes()
    reading = reviewing.read(post, title=title, also=reviewing.beside(tags, notes))
    reviewing.receive(post, reading)
    question = Question(
        post_id=post.id,
        title=title,
        slug=make_slug(title),
        article_id=article_id,
        article_section=article_section,
        last_activity_at=post.created_at,
    )
    notes.write_to(question)
    db.session.add(question)
    db.session.flush()
    tagging.set_tags(question, tags)
    _first_revision(post, title=title, tags=", ".join(tags), notes=notes.as_dict() or None)
    _remember(actor, key, post)
    record(QuestionPosted(post.id, actor.id))
    reviewing.announce(post, reading.verdict, editor_id=actor.id)
    triage.triage_question(post, question, warning_signs=warning_signs, happening=happening)
    return post


def post_answer(
    actor: Member,
    question: Post,
    *,
    body: str,
    key: str,
    answer_kind: str | None = None,
    source_url: str | None = None,
) -> Post:
    """Answer a question.

    key: random, from the form; sending the same key again returns the first answer.
    The safety check may hold it. Records AnswerPosted, PostReviewed.
    Raises Invalid, NotFound, and Refused, also for a question that is closed or locked.
    """
    authorize(actor, "answer:post", question)
    if earlier := _already_sent(actor, key):
        return earlier
    check_length("body", body, limits.ANSWER_BODY)
    newcomers.check_new_post(actor, body)
    details = open_thread(actor, question.id, for_answer=True)
    db.session.refresh(question, ["status"])
    if question.status != "visible":
        raise NotFound(GONE)
    answer = _new_post(
        actor,
        "answer",
        body,
        question_id=question.id,
        parent_id=question.id,
        is_anonymous=_masks(question, actor),
        answer_kind=answer_kind,
        source_url=checked_source(source_url),
    )
    reading = reviewing.read(answer)
    reviewing.receive(answer, reading)
    _first_revision(answer)
    counters.recount_thread(details)
    counters.touch(details, is_activity=answer.status == "visible")
    _remember(actor, key, answer)
    record(AnswerPosted(answer.id, question.id, actor.id))
    reviewing.announce(answer, reading.verdict, editor_id=actor.id)
    triage.list_again(actor, details)
    return answer


def post_reply(actor: Member, parent: Post, *, body: str, key: str) -> Post:
    """Reply to a question, an answer, or another reply, to any depth.

    key: random, from the form; sending the same key again returns the first reply.
    The safety check may hold it. Records ReplyPosted, PostReviewed.
    Raises Invalid, NotFound, and Refused, also in a thread that is locked.
    """
    authorize(actor, "reply:post", parent)
    if earlier := _already_sent(actor, key):
        return earlier
    check_length("body", body, limits.REPLY_BODY)
    newcomers.check_new_post(actor, body)
    details = open_thread(actor, parent.thread_id)
    # Read again behind the lock: a moderator may have removed or moved it since it was found.
    db.session.refresh(parent, ["status", *PLACE])
    if parent.thread_id != details.post_id:
        raise NotFound(GONE)
    question = db.session.get(Post, parent.thread_id, populate_existing=True)
    root = parent
    if parent.kind == "reply":
        root = db.session.get(Post, parent.root_id, populate_existing=True) or parent
    if question is None or {"visible"} != {question.status, root.status, parent.status}:
        raise NotFound(GONE)
    reply = _new_post(
        actor,
        "reply",
        body,
        question_id=question.id,
        parent_id=parent.id,
        root_id=root.id,
        depth=parent.depth + 1 if parent.kind == "reply" else 1,
        is_anonymous=_masks(question, actor),
    )
    reply.path = f"{parent.path if parent.kind == 'reply' else ''}{reply.id:010d}"
    reading = reviewing.read(reply)
    reviewing.receive(reply, reading)
    _first_revision(reply)
    counters.recount_replies(root.id)
    counters.recount_thread(details)
    counters.touch(details, is_activity=reply.status == "visible")
    _remember(actor, key, reply)
    record(ReplyPosted(reply.id, parent.id, question.id, actor.id))
    reviewing.announce(reply, reading.verdict, editor_id=actor.id)
    triage.list_again(actor, details)
    triage.triage_again(reply, details, asked_by=question.author_id)
    return reply


def make_slug(title: str) -> str:
    """The readable part of a question's address, at most 80 characters, never empty."""
    return slugify(title, max_length=80, word_boundary=True) or "question"


def _masks(question: Post, actor: Member) -> bool:
    """Whoever asked anonymously stays so in the whole thread."""
    return question.is_anonymous and question.author_id == actor.id


def _already_sent(actor: Member, key: str) -> Post | None:
    # Two copies of one form wait for each other. Not by the member's row: two members who answer
    # each other at once would hold their own and wait for the other's, to count a notice.
    queue_up(db.session, key)
    sent = db.session.get(Submission, key)
    if sent is None:
        return None
    if sent.member_id != actor.id:
        raise Conflict("This form was sent already. Reload the page and send it again.")
    return db.session.get(Post, sent.post_id)


def _remember(actor: Member, key: str, post: Post) -> None:
    db.session.add(Submission(key=key, member_id=actor.id, post_id=post.id))
    db.session.flush()


def _new_post(actor: Member, kind: str, body: str, **values: object) -> Post:
    post = Post(
        kind=kind, author_id=actor.id, body=body, body_html="", body_text="", created_at=now(),
        **values,
    )  # fmt: skip
    db.session.add(post)
    db.session.flush()
    quotes.write_body(post, body)
    db.session.flush()
    return post


def _first_revision(post: Post, **values: object) -> None:
    db.session.add(
        Revision(
            post_id=post.id,
            number=1,
            editor_id=post.author_id,
            body=post.body,
            created_at=post.created_at,
            **values,
        )
    )


def check_length(field: str, text: str, bounds: tuple[int, int]) -> None:
    low, high = bounds
    if len(text.strip()) < low:
        raise Invalid(field, f"Write at least {low} characters.")
    if len(text) > high:
        raise Invalid(field, f"That is longer than {high:,} characters. Shorten it and try again.")


def checked_source(url: str | None) -> str | None:
    if not url:
        return None
    wrong = Invalid("source_url", "Give the address of a page, starting with https://.")
    try:
        parts = urlsplit(url)
        is_page = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError as error:  # such as "http://[": an address that never ends
        raise wrong from error
    if not is_page or " " in url or len(url) > limits.SOURCE_LENGTH:
        raise wrong
    return url
