"""The page of the desk: list, case, decision; the same for the queue and for one case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from app.core.diff import word_diff
from app.core.text import excerpt
from app.forum.notes import Notes
from app.forum.queries import tags_of
from app.forum.services.reviewing import beside
from app.forum.views import author_view, member_view
from app.forum.words import note_cells
from app.moderation import member_views, profile_views, queries, views
from app.moderation.bulk_words import last_words
from app.moderation.forms import DecisionForm, ProfileDecisionForm, RedactForm, RevealForm
from app.moderation.limits import ORIGINAL_KEPT
from app.moderation.member_forms import (
    LENGTHS,
    RIGHT_WORDS,
    NoteForm,
    SuspensionForm,
    WarningForm,
)
from app.moderation.presets import all_presets, prepared_warning
from app.moderation.queries import AnyFile, CaseFile
from app.moderation.queries.trail import LastAct
from app.moderation.reasons import all_reasons
from app.moderation.sign_words import sign_words
from app.moderation.words import (
    KEPT_AS,
    KIND_PILLS,
    OUTCOME_WORDS,
    REPORT_OUTCOME_WORDS,
    RULES,
    STATUS_WORDS,
    SUBJECTS,
    act_words,
    doer_words,
    due_words,
)
from app.recall import queries as recall
from app.recall.words import count_words, tell_words
from app.safety.categories import personal_data_kinds
from app.web.headers import is_fragment
from app.web.personal import personal_in, pieces_of
from app.web.viewer import viewer

#: Where a post of each kind is edited.
EDIT = {"question": "questions", "answer": "answers", "reply": "replies"}


def desk_page(
    file: AnyFile | None,
    *,
    form: DecisionForm | ProfileDecisionForm | None = None,
    reveal_form: RevealForm | None = None,
    redact_form: RedactForm | None = None,
    note_form: NoteForm | None = None,
    late: str = "",
) -> str:
    """Render the desk. file: the case to open; None opens the first of the list.

    form: a decision that could not be made, with its errors; note_form: a note that could not be
    kept. late: why an act was not done.
    """
    member = viewer()
    show = request.values.get("show", "all")
    if show not in queries.SHOWS and request.method == "POST":
        show = "all"
    waiting = queries.list_queue(member, show=show, cursor=request.args.get("page"))
    is_list = file is None
    if file is None and waiting.rows.items:
        file = queries.get_file(member, waiting.rows.items[0].case)
    last = queries.undoable_act(member)
    context: dict[str, Any] = {
        "queue": waiting,
        "show": show,
        "suffix": "" if show == "all" else f"?show={show}",
        "is_list": is_list,
        "file": file,
        "late": late,
        "last": last,
        "last_words": last and last_words(last, _about(last)),
        "decided": [] if waiting.counts["all"] else queries.last_decided(member),
        "pills": KIND_PILLS,
        "kinds": SUBJECTS,
        "rules": RULES,
        "outcomes": OUTCOME_WORDS,
        "report_outcomes": REPORT_OUTCOME_WORDS,
        "statuses": STATUS_WORDS,
        "act_words": act_words,
        "doer_words": doer_words,
        "author_view": author_view,
        "sign_words": sign_words,
        "member_view": member_view,
        "section": "moderation",
        "wide": True,
        "has_errors": bool(form and (form.errors or form.form_errors)),
        "open_appeals": queries.count_open_appeals(member),
    }
    if isinstance(file, CaseFile):
        tags = _tags(file)
        post_form = form if isinstance(form, DecisionForm) else None
        context |= _case_context(file, post_form, reveal_form, tags)
        context |= _redact_context(file, redact_form, tags)
        offered = context["offers"]
        context |= _member_context(file, note_form, offered.shown, can_warn=offered.can_warn)
    elif file is not None:
        decision = form if isinstance(form, ProfileDecisionForm) else None
        context |= profile_views.case_context(file, member, decision, request.values.get("act"))
        context |= _member_context(file, note_form, context["offers"].shown)
    template = "moderation/_desk.html" if is_fragment() else "moderation/desk.html"
    return render_template(template, **context)


def _tags(file: CaseFile) -> Sequence[str]:
    return tags_of([file.post.id]).get(file.post.id, []) if file.post.kind == "question" else []


def _about(last: LastAct) -> str:
    """What the moderator's last decision was about: a name, or the beginning of a post."""
    if last.post is None:
        return last.member_name
    return excerpt(last.post.body_text, 60).rstrip(".")


def _redact_context(file: CaseFile, form: RedactForm | None, tags: Sequence[str]) -> dict[str, Any]:
    """What can be blacked out of the post, and what was; a query only if something was."""
    post, was_redacted = file.post, any(act.kind == "redact_post" for act in file.acts)
    texts = [post.body]
    if post.kind == "question":
        texts = [file.question.title, *texts, *beside(tags, Notes.of(file.question)).values()]
    return {
        "redact_form": form or RedactForm(formdata=None),
        "redactable": [
            piece for text in texts for piece in pieces_of(text, personal_in(text, kind=post.kind))
        ],
        "redactions": queries.redactions_of(viewer(), post) if was_redacted else [],
        "copies": queries.copies_of(viewer(), post) if was_redacted else None,
        "personal_kinds": personal_data_kinds(),
        "original_days": ORIGINAL_KEPT.days,
    }


def _case_context(
    file: CaseFile,
    form: DecisionForm | None,
    reveal_form: RevealForm | None,
    tags: Sequence[str],
) -> dict[str, Any]:
    member, post = viewer(), file.post
    form = form or DecisionForm(formdata=None)
    offered = views.offers(file, member, form.act.data or request.values.get("act"))
    noticed = views.noticed(file, member, tags)
    matched = noticed.category
    reasons = all_reasons()
    others, likely_other = views.other_choices(file)
    category = form.category.data or request.args.get("category") or matched or ""
    prepared = reasons.unsafe.get(category)
    return {
        "form": form,
        "reveal_form": reveal_form or RevealForm(formdata=None),
        "offers": offered,
        "author": views.case_author(file),
        "trail": views.case_trail(file, member),
        "notes": note_cells(Notes.of(file.question), with_gaps=True),
        "noticed": noticed,
        "tallies": [
            (KIND_PILLS[kind][0], count)
            for kind, count in Counter(report.kind for report in file.waiting).most_common()
        ],
        "diffs": [word_diff(then, file.text_now) for then in file.texts_then],
        "edit_url": f"/{EDIT[post.kind]}/{post.id}/edit?next=/moderation/queue/{file.case.id}",
        "unsafe": views.unsafe_choices(queries.most_used_categories(member), matched)
        if offered.shown == "unsafe"
        else [],
        "audience": recall.audience(member, post) if offered.shown == "unsafe" else None,
        "tell_words": tell_words,
        "count_words": count_words,
        "category": category,
        "safer_note": form.safer_note.data or (prepared.note if prepared else ""),
        "others": others,
        "choice": form.choice.data or likely_other,
        "kept_as": KEPT_AS,
        "reports_end": form.reports.data or _likely_end(file),
        "due": due_words(file.case),
        "keeps": list(reasons.keep.values()),
        "is_reviewed": bool(reasons.reviewed_by),
    }


def _member_context(
    file: AnyFile, note_form: NoteForm | None, shown: str, *, can_warn: bool = False
) -> dict[str, Any]:
    """What the forms about the author need, and the notes of the staff; nothing of one's own."""
    if file.is_own:
        return {"staff_notes": [], "shown": ""}
    shown = "note" if note_form else shown
    context: dict[str, Any] = {
        "staff_notes": queries.list_notes(case_id=file.case.id),
        "shown": shown,
        "note_form": note_form or NoteForm(formdata=None),
    }
    if shown in ("unsafe", "other") and can_warn:
        assert file.author is not None, "only offered for a known author"
        count = queries.count_warnings(file.author.member)
        context |= {
            "warns": file.author.member.name,
            "warning_count": count,
            "next_warning": member_views.warning_words(count + 1),
            "prepared_warning": prepared_warning,
        }
    if shown in ("warn", "suspend"):
        assert file.author is not None, "only offered for a known author"
        count = queries.count_warnings(file.author.member)
        context |= {
            "warning_form": WarningForm(formdata=None),
            "suspension_form": SuspensionForm(formdata=None),
            "rights": RIGHT_WORDS,
            "lengths": LENGTHS,
            "presets": list(all_presets().values()),
            "warning_count": count,
            "next_warning": member_views.warning_words(count + 1),
        }
    return context


def _likely_end(file: CaseFile) -> str:
    """How the reports of a kept post end unless the moderator says otherwise."""
    if file.is_edited_by_staff:
        return "agreed"
    return "ignored" if file.post.status == "withdrawn" else "disagreed"
