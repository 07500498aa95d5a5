"""The whole thread, for moderators: every post in short, and the acts about the thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.forum import queries as forum
from app.forum.models import Post
from app.moderation import queries, thread_views
from app.moderation import services as moderation
from app.moderation.errors import TooLate
from app.moderation.models import ModerationAction
from app.moderation.prepared import prepared
from app.moderation.routes import bp
from app.moderation.thread_forms import (
    CloseForm,
    LockForm,
    MergeForm,
    MoveForm,
    RemarkForm,
    ThreadForm,
    TopicsForm,
)
from app.moderation.thread_words import late_words
from app.moderation.views import act_line
from app.moderation.words import POST_KINDS, STATUS_WORDS
from app.web.addresses import see_other
from app.web.filters import ago
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]
FORMS: dict[str, type[ThreadForm]] = {
    "lock": LockForm,
    "close": CloseForm,
    "merge": MergeForm,
    "topics": TopicsForm,
    "move": MoveForm,
    "remark": RemarkForm,
}


@bp.get("/moderation/questions/<int:question_id>")
@staff_required
def thread(question_id: int) -> str:
    """All posts of a thread. `act` opens a form; `post` says which post it is about."""
    return _page(question_id, request.args.get("act", ""), request.args.get("post", type=int))


@bp.post("/moderation/questions/<int:question_id>/lock")
@staff_required
@limiter.limit(CLICKS)
def lock_thread(question_id: int) -> Answer:
    """Lock it, until a day or until somebody unlocks it."""
    form, post = LockForm(), _question(question_id)
    return _do(
        post,
        "lock",
        form,
        lambda: moderation.lock_question(
            viewer(), post, reason=form.words, until=form.moment, version=form.version.data
        ),
        _("The question is locked."),
    )


@bp.post("/moderation/questions/<int:question_id>/unlock")
@staff_required
@limiter.limit(CLICKS)
def unlock_thread(question_id: int) -> Answer:
    """End a lock."""
    return _reverse(question_id, moderation.unlock_question, _("The question is unlocked."))


@bp.post("/moderation/questions/<int:question_id>/close")
@staff_required
@limiter.limit(CLICKS)
def close_thread(question_id: int) -> Answer:
    """Close it, with a reason."""
    form, post = CloseForm(), _question(question_id)
    return _do(
        post,
        "close",
        form,
        lambda: moderation.close_question(
            viewer(),
            post,
            why=form.choice.data or "",
            reason=form.words,
            duplicate_of=_other(form),
            version=form.version.data,
        ),
        _("The question is closed."),
    )


@bp.post("/moderation/questions/<int:question_id>/reopen")
@staff_required
@limiter.limit(CLICKS)
def reopen_thread(question_id: int) -> Answer:
    """Let it take answers again."""
    return _reverse(question_id, moderation.reopen_question, _("The question is open again."))


@bp.post("/moderation/questions/<int:question_id>/merge")
@staff_required
@limiter.limit(CLICKS)
def merge_thread(question_id: int) -> Answer:
    """Move its answers to the question it is the same as."""
    form, post = MergeForm(), _question(question_id)

    def merge() -> ModerationAction:
        other = _other(form)
        if other is None:
            raise Invalid("of", _("Give the address or the number of the other question."))
        return moderation.merge_questions(
            viewer(), post, other, reason=form.words, version=form.version.data
        )

    return _do(post, "merge", form, merge, _("The answers stand under the other question now."))


@bp.post("/moderation/questions/<int:question_id>/unmerge")
@staff_required
@limiter.limit(CLICKS)
def unmerge_thread(question_id: int) -> Answer:
    """Bring its answers back."""
    return _reverse(question_id, moderation.unmerge_questions, _("The answers are back."))


@bp.post("/moderation/questions/<int:question_id>/topics")
@staff_required
@limiter.limit(CLICKS)
def retag_thread(question_id: int) -> Answer:
    """Give it other topics."""
    form, post = TopicsForm(), _question(question_id)
    return _do(
        post,
        "topics",
        form,
        lambda: moderation.retag_question(
            viewer(),
            post,
            tags=form.tags.data or "",
            reason=form.words,
            version=form.version.data,
        ),
        _("The topics are changed."),
    )


@bp.post("/moderation/posts/<int:post_id>/move")
@staff_required
@limiter.limit(CLICKS)
def move_post(post_id: int) -> Answer:
    """Move an answer or a reply, with its replies, to another place of its thread."""
    form, post = MoveForm(), queries.get_post_for_act(viewer(), post_id)

    def move() -> ModerationAction:
        place, under = form.parent.data or "", None
        if place.isdecimal() and len(place) < 10:
            under = queries.get_post_for_act(viewer(), int(place))
        elif place != "answers":
            raise Invalid("parent", _("Choose where it goes."))
        return moderation.move_post(
            viewer(), post, under=under, reason=form.words, version=form.version.data
        )

    return _do(post, "move", form, move, _("The post is moved, and its replies with it."))


@bp.post("/moderation/posts/<int:post_id>/remark")
@staff_required
@limiter.limit(CLICKS)
def put_remark(post_id: int) -> Answer:
    """Put a line above a post, or, with `value=clear`, take it away."""
    form, post = RemarkForm(), queries.get_post_for_act(viewer(), post_id)
    version = form.version.data
    if request.form.get("value") == "clear":
        return _do(
            post,
            "",
            form,
            lambda: moderation.clear_remark(viewer(), post, version=version),
            _("The remark is gone."),
        )
    return _do(
        post,
        "remark",
        form,
        lambda: moderation.set_remark(viewer(), post, text=form.words, version=version),
        _("Every reader sees the remark now."),
    )


@bp.post("/moderation/thread-acts/<int:action_id>/undo")
@staff_required
@limiter.limit(CLICKS)
def undo_thread_act(action_id: int) -> Answer:
    """Take back one's last act about a thread."""
    post = queries.get_post_for_act(viewer(), queries.get_act(viewer(), action_id).post_id or 0)
    question_id = post.thread_id
    try:
        with transaction():
            act = moderation.undo_thread_act(viewer(), action_id)
            question_id = queries.get_post_for_act(viewer(), act.post_id or 0).thread_id
    except Conflict as error:
        return _page(question_id, late=_late(error)), 409
    flash(_("Taken back."))
    return see_other(f"/moderation/questions/{question_id}")


def _question(question_id: int) -> Post:
    post = queries.get_post_for_act(viewer(), question_id)
    return queries.get_post_for_act(viewer(), post.thread_id)


def _other(form: CloseForm | MergeForm) -> Post | None:
    """The other question that the form names; None for none."""
    return queries.find_question(viewer(), form.other_id)


def _do(
    post: Post, shown: str, form: Any, act: Callable[[], ModerationAction], sentence: str
) -> Answer:
    """Do an act and go back to the thread; when it was refused, show the form with its words."""
    question_id, about = post.thread_id, post.id
    try:
        if not form.validate_on_submit():
            return _page(question_id, shown, about, form), 422
        with transaction():
            done = act()
    except Invalid as error:
        form.add_error(error)
        return _page(question_id, shown, about, form), 422
    except Conflict as error:
        return _page(question_id, shown, about, form, late=_late(error)), 409
    flash(
        sentence,
        f"/moderation/thread-acts/{done.id}/undo" if done.reverts_id is None else "message",
    )
    return see_other(f"/moderation/questions/{question_id}")


def _reverse(question_id: int, verb: Callable[..., ModerationAction], sentence: str) -> Answer:
    form, post = ThreadForm(), _question(question_id)
    return _do(post, "", form, lambda: verb(viewer(), post, version=form.version.data), sentence)


def _late(error: Conflict) -> str:
    if isinstance(error, TooLate) and error.earlier is not None:
        return late_words(error.earlier, str(ago(error.earlier.at, only_words=True)))
    return error.sentence


def _page(
    question_id: int,
    asked: str = "",
    post_id: int | None = None,
    form: Any = None,
    *,
    late: str = "",
) -> str:
    member = viewer()
    file = queries.get_thread_file(member, question_id)
    about = file.find(post_id)
    shown = thread_views.shown_act(file, member, asked, about)
    if shown and form is None:
        form = FORMS[shown](formdata=None)
        if shown == "topics":
            form.tags.data = ", ".join(file.tags)
        if shown == "move" and about is not None:
            form.choice.data = "answer" if about.kind == "reply" else "reply"
    similar = (
        forum.similar_questions(member, file.question.title) if shown in ("close", "merge") else []
    )
    return render_template(
        "moderation/thread.html",
        file=file,
        rows=thread_views.rows(file, member),
        offers=thread_views.is_open_to(file, member),
        shown=shown,
        form=form,
        has_errors=bool(form and form.problems),
        about=about,
        places=thread_views.places(file, about) if shown == "move" and about else [],
        choices=list(prepared(shown).values())
        if shown in ("lock", "close", "move", "remark")
        else [],
        similar=[one for one in similar if one.id != question_id],
        lock_days=thread_views.lock_days(),
        lines=[act_line(act, member) for act in file.acts],
        undoable=thread_views.undoable(file, member),
        late=late,
        kinds=POST_KINDS,
        statuses=STATUS_WORDS,
        section="moderation",
        wide=True,
    )
