"""What a question page shows, made ready for its template: who may see and do what at each post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from app.forum.limits import SCREEN_DEPTH, THREAD_PAGE
from app.forum.models import Post, Question
from app.forum.notes import Notes
from app.forum.queries import Branch, Thread
from app.forum.views import AuthorView, author_view
from app.forum.words import note_cells
from app.permissions import can
from app.safety.categories import Category, categories


@dataclass
class PostView:
    """One post for one viewer.

    is_readable: the viewer sees the words; else only the line that the post left behind.
    vote: the viewer's own, 1, -1 or 0. to: whom a deep reply answers, with the anchor.
    next_from: in a very long thread, the reply with which its next part begins.
    """

    post: Post
    author: AuthorView
    is_readable: bool
    is_mine: bool
    may_vote: bool
    may_edit: bool
    vote: int = 0
    to: tuple[str, str] | None = None
    replies: list[PostView] = field(default_factory=list)
    shown_count: int = 0
    total: int = 0
    hidden_below: int = 0
    next_from: int | None = None

    @property
    def kind_of_line(self) -> Category | None:
        """The kind of sentence that holds the post, or that stands as a line under it."""
        return categories().get(self.post.safety_line or "")

    @property
    def path(self) -> str:
        """Where its acts live, such as `/answers/12`."""
        kinds = {"question": "questions", "answer": "answers", "reply": "replies"}
        return f"/{kinds[self.post.kind]}/{self.post.id}"

    @property
    def more(self) -> int:
        """How many replies wait behind "Show more"."""
        return self.total - self.shown_count


@dataclass
class QuestionPage:
    """The page of one question for one viewer. `top` is the question itself."""

    viewer: Any
    question: Question
    tags: Sequence[str]
    top: PostView
    answers: list[PostView]
    next_cursor: str | None
    sort: str
    cursor: str | None

    @property
    def post(self) -> Post:
        return self.top.post

    @property
    def is_asker(self) -> bool:
        return self.top.is_mine

    @property
    def path(self) -> str:
        """Its address; without the title when the words are not for the viewer."""
        return self.question.path if self.top.is_readable else f"/questions/{self.post.id}"

    @property
    def is_staff(self) -> bool:
        """Whether the viewer moderates."""
        return can(self.viewer, "case:see")

    @property
    def is_locked(self) -> bool:
        """Whether a lock keeps this viewer from writing."""
        return self.question.is_locked and not can(self.viewer, "question:write-locked")

    @property
    def may_write(self) -> bool:
        """Whether replies are taken."""
        return self.post.status == "visible" and not self.is_locked

    @property
    def may_answer(self) -> bool:
        """Whether answers are taken: not by a closed question."""
        return self.may_write and not self.question.is_closed

    @property
    def notes(self) -> list[tuple[str, Any, Any]]:
        return note_cells(Notes.of(self.question)) if self.top.is_readable else []

    def address(
        self, *, page: str | None = None, replies: int | None = None, start: int | None = None
    ) -> str:
        """This page in the same order, on another page of answers or with one thread open.

        Relative to the page, because twenty long addresses would weigh more than their threads.
        """
        sort = self.sort if self.sort != "votes" else None
        choices = {
            "sort": sort,
            "page": page or self.cursor,
            "replies": replies,
            "from": start,
        }
        return "?" + urlencode({name: value for name, value in choices.items() if value})


def question_page(
    viewer: Any,
    thread: Thread,
    votes: dict[int, int],
    *,
    sort: str = "votes",
    cursor: str | None = None,
) -> QuestionPage:
    """The page of a thread. votes: the viewer's own, by post id."""
    views = [_top_view(viewer, top, thread, votes) for top in thread.tops]
    return QuestionPage(
        viewer=viewer,
        question=thread.question,
        tags=thread.tags,
        top=views[0],
        answers=views[1:],
        next_cursor=thread.answers.next_cursor,
        sort=sort,
        cursor=cursor,
    )


def post_view(viewer: Any, post: Post, votes: dict[int, int]) -> PostView:
    """One post alone, for the part of a page that its vote is."""
    return _view(viewer, post, post, votes)


def branch_view(
    viewer: Any, root: Post, branch: Branch, asked: Post, votes: dict[int, int]
) -> PostView:
    """A question or answer with the replies of one branch, nested as the screen shows them."""
    view = _view(viewer, root, asked, votes)
    view.shown_count, view.total = len(branch.replies), branch.total
    if view.shown_count >= THREAD_PAGE:
        view.next_from = branch.replies[-1].id
    replies = [_view(viewer, reply, asked, votes) for reply in branch.replies]
    for reply in replies:
        reply.hidden_below = branch.hidden_below.get(reply.post.id, 0)
    _nest(view, replies)
    return view


def _top_view(viewer: Any, top: Post, thread: Thread, votes: dict[int, int]) -> PostView:
    view = branch_view(viewer, top, thread.branches.get(top.id, Branch()), thread.post, votes)
    if top.status in ("removed", "hidden"):
        view.hidden_below = top.reply_count
    return view


def _view(viewer: Any, post: Post, asked: Post, votes: dict[int, int]) -> PostView:
    return PostView(
        post=post,
        # Only behind the same mask: a post merged in from another thread must not give away who
        # asked here, nor who asked there.
        author=author_view(
            post, asked.author_id if post.is_anonymous == asked.is_anonymous else None
        ),
        is_readable=post.status in ("visible", "held", "hidden") and can(viewer, "post:see", post),
        is_mine=viewer is not None and viewer.id == post.author_id,
        may_vote=can(viewer, "post:vote", post),
        may_edit=can(viewer, "post:edit", post),
        vote=votes.get(post.id, 0),
    )


def _nest(root: PostView, replies: Iterable[PostView]) -> None:
    """Hang replies under one another; those too deep for the screen stay at its last level."""
    chain = [root]  # the reply shown last on each level
    by_id: dict[int, PostView] = {}
    for reply in replies:
        # A parent can be missing where the list begins in the middle of a thread.
        level = min(reply.post.depth, SCREEN_DEPTH, len(chain))
        parent = by_id.get(reply.post.parent_id or 0)
        if reply.post.depth > SCREEN_DEPTH and parent is not None and parent.is_readable:
            reply.to = (parent.author.name, parent.post.anchor)
        del chain[level:]
        chain[-1].replies.append(reply)
        chain.append(reply)
        by_id[reply.post.id] = reply
