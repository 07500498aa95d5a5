"""Doors of the articles room: reading for everybody, editing for moderators."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.articles import queries, services
from app.articles.forms import ArticleForm
from app.articles.models import Article, ArticleRevision
from app.articles.rendering import render_article
from app.articles.structured import medical_web_page
from app.core.db import transaction
from app.core.diff import near_changes, word_diff
from app.core.errors import Conflict, Invalid, NotFound
from app.forum import queries as forum_queries
from app.forum.views import member_view
from app.web.addresses import see_other
from app.web.headers import is_fragment
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

bp = Blueprint("articles", __name__, template_folder="templates")

#: Questions shown under an article; more would not fit its budget (design 7).
MOST_QUESTIONS = 4

Page = str | Response | tuple[str, int]


@bp.get("/articles")
def index() -> Page:
    """All reference articles."""
    return render_template(
        "articles/index.html", section="articles", articles=queries.list_articles(viewer())
    )


@bp.get("/articles/<slug>")
def show(slug: str) -> Page:
    """One article, with the questions it led to."""
    article = queries.get_article(viewer(), slug)
    return render_template(
        "articles/article.html",
        section="articles",
        article=article,
        questions=forum_queries.questions_from_article(viewer(), article.id, MOST_QUESTIONS),
        structured=medical_web_page(
            article,
            base_url=current_app.config["BASE_URL"],
            site_name=current_app.config["SITE_NAME"],
        ),
    )


@bp.get("/articles/<slug>/history")
def history(slug: str) -> Page:
    """The versions of an article; one of them compared with the version before it."""
    article = queries.get_article(viewer(), slug)
    revisions = queries.revisions(viewer(), article)
    chosen = _chosen(revisions, request.args.get("revision"))
    before = next((one for one in revisions if one.number == chosen.number - 1), None)
    return render_template(
        "articles/history.html",
        section="articles",
        article=article,
        revisions=revisions,
        chosen=chosen,
        changes=_differences(before, chosen) if before else None,
        member_view=member_view,
    )


def _chosen(revisions: Sequence[ArticleRevision], number: str | None) -> ArticleRevision:
    if not revisions:
        raise NotFound
    if number is None:
        return revisions[0]
    for revision in revisions:
        if str(revision.number) == number:
            return revision
    raise NotFound


def _differences(
    before: ArticleRevision, after: ArticleRevision
) -> list[tuple[str, list[tuple[str, str]]]]:
    """(part, changes) for each part that changed."""
    parts = [
        (_("Title"), before.title, after.title),
        (_("Summary"), before.summary, after.summary),
        (_("Text"), before.body, after.body),
        (_("Facts"), _facts(before), _facts(after)),
    ]
    return [(name, near_changes(word_diff(old, new))) for name, old, new in parts if old != new]


def _facts(revision: ArticleRevision) -> str:
    details = revision.details
    lines = [
        f"{_('Symptom or condition')}: {details.get('about') or '–'}",
        f"{_('Next review due')}: {details.get('review_due_on') or '–'}",
        f"{_('Reviewed by')}: {details.get('reviewer') or '–'}",
        f"{_('Reviewed on')}: {details.get('reviewed_on') or '–'}",
    ]
    sources = details.get("sources") or []
    return "\n".join(lines + [f"{source['publisher']}: {source['title']}" for source in sources])


@bp.get("/moderation/articles")
@staff_required
def manage() -> Page:
    """The articles, for those who may edit them."""
    return render_template(
        "articles/manage.html", section="moderation", articles=queries.list_articles(viewer())
    )


@bp.route("/moderation/articles/<slug>/edit", methods=["GET", "POST"])
@limiter.limit(CLICKS, methods=["POST"])
@staff_required
def edit(slug: str) -> Page:
    """Change an article. The `preview` button shows the text without keeping it."""
    article = queries.get_article(viewer(), slug)
    form = ArticleForm.of(article)
    if request.method == "GET":
        return _edit_page(article, form)
    if "preview" in request.form:
        return _preview(article, form)
    try:
        draft = form.draft()
        with transaction():
            services.edit_article(
                viewer(),
                article,
                draft,
                reason=form.reason.data or "",
                revision=form.base_revision,
            )
    except Invalid as error:
        form.add_error(error)
        return _edit_page(article, form), 422
    except Conflict as error:
        form.form_errors.append(error.sentence)
        # Whoever sends it once more has seen that it replaces the other text.
        form.revision.data = str(article.revision_count)
        return _edit_page(article, form), 409
    flash(_("The article is saved."))
    return see_other(f"/articles/{article.slug}")


def _preview(article: Article, form: ArticleForm) -> Page:
    try:
        html = render_article(form.body.data or "").html
    except Invalid as error:
        if is_fragment():
            return render_template("articles/_preview.html", problem=error.sentence), 422
        form.add_error(error)
        return _edit_page(article, form), 422
    if is_fragment():
        return render_template("articles/_preview.html", html=html)
    return _edit_page(article, form, preview=html)


def _edit_page(article: Article, form: ArticleForm, preview: str | None = None) -> str:
    return render_template(
        "articles/edit.html",
        section="moderation",
        article=article,
        form=form,
        html=preview,
        has_errors=bool(form.errors or form.form_errors),
    )


@bp.app_template_filter("reading_time")
def reading_time(minutes: int) -> str:
    """ "6 minute read"."""
    return str(ngettext("%(num)d minute read", "%(num)d minute read", minutes))
