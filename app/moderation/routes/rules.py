"""The rules of the safety check: what they matched, switches, the site's own, the history."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from app.accounts.access import staff_required
from app.core.db import transaction
from app.core.errors import Conflict, Invalid
from app.moderation.forms import SiteRuleForm
from app.moderation.marking import Match, excerpt_around
from app.moderation.routes import bp
from app.moderation.rule_models import SiteRule
from app.moderation.rules import queries
from app.moderation.rules import services as changing
from app.moderation.rules.catalogue import category_order
from app.moderation.rules.queries import Trial
from app.moderation.rules.services import Wanted
from app.moderation.rules.site import PREFIX
from app.moderation.rules.words import (
    ACTION_CHOICES,
    DIRECTION_CHOICES,
    SEVERITY_WORDS,
    category_choices,
    category_words,
)
from app.permissions import authorize
from app.web.addresses import see_other
from app.web.limits import CLICKS, limiter
from app.web.viewer import viewer

Answer = Response | str | tuple[str, int]
FIELDS = ("name", "verbs", "objects", "direction", "action", "category", "why")


@bp.get("/moderation/rules")
@staff_required
def rules() -> str:
    """Every rule with what it matched; an unknown category is no filter."""
    asked = request.args.get("category")
    category = asked if asked in category_order() else None
    rows = queries.list_rules(viewer(), category=category)
    return render_template(
        "moderation/rules.html",
        rows=rows,
        category=category,
        choices=category_choices(),
        severities=SEVERITY_WORDS,
        category_words=category_words,
        switched_off=sum(not row.is_on for row in rows),
        wrong_holds=sum(row.figures.wrong_holds for row in rows),
        matched=sum(row.figures.matched for row in rows),
        section="moderation",
        wide=True,
    )


@bp.get("/moderation/rules/changes")
@staff_required
def rule_changes() -> str:
    """Who changed which rule, when, newest first."""
    page = queries.list_changes(viewer(), cursor=request.args.get("page"))
    return render_template(
        "moderation/rules_changes.html",
        changes=page.items,
        next_url=page.next_cursor and f"/moderation/rules/changes?page={page.next_cursor}",
        prefix=PREFIX,
        section="moderation",
        wide=True,
    )


@bp.post("/moderation/rules/<rule>/switch")
@staff_required
@limiter.limit(CLICKS)
def switch_rule(rule: str) -> Response:
    """Switch a rule of the engine off or on."""
    member = viewer()
    authorize(member, "rule:change")
    with transaction():
        changing.switch_rule(member, rule, off=_is_off())
    return see_other(_list_path())


@bp.post("/moderation/rules/site/<int:rule_id>/switch")
@staff_required
@limiter.limit(CLICKS)
def switch_site_rule(rule_id: int) -> Response:
    """Switch a rule of this site on or off."""
    member = viewer()
    authorize(member, "rule:change")
    with transaction():
        changing.switch_site_rule(member, rule_id, off=_is_off())
    return see_other(_list_path())


@bp.route("/moderation/rules/site/new", methods=["GET", "POST"])
@staff_required
@limiter.limit(CLICKS, methods=["POST"])
def new_site_rule() -> Answer:
    """Write a rule of this site, trying it on past posts as often as needed."""
    return _edit(None)


@bp.route("/moderation/rules/site/<int:rule_id>", methods=["GET", "POST"])
@staff_required
@limiter.limit(CLICKS, methods=["POST"])
def edit_site_rule(rule_id: int) -> Answer:
    """Change a rule of this site, trying it on past posts as often as needed."""
    return _edit(queries.get_site_rule(viewer(), rule_id))


def _edit(row: SiteRule | None) -> Answer:
    """One page for all: the empty or stored rule, a trial (GET with values), saving (POST)."""
    member = viewer()
    authorize(member, "rule:change")
    if request.method == "POST":
        form = _form(SiteRuleForm(), row)
        if form.validate():
            try:
                with transaction():
                    saved = _save(member, row, form)
            except Invalid as error:
                form.add_error(error)
            except Conflict as error:
                return _page(form, row, late=error.sentence), 409
            else:
                return see_other(f"/moderation/rules/site/{saved.id}")
        return _page(form, row), 422
    if "verbs" not in request.args:
        stored = {name: getattr(row, name) for name in FIELDS} if row else {}
        return _page(_form(SiteRuleForm(formdata=None, data=stored), row), row)
    form = _form(SiteRuleForm(formdata=request.args), row)
    try:
        wanted = _wanted(form).checked()
    except Invalid as error:
        form.add_error(error)
        return _page(form, row), 422
    return _page(form, row, trial=queries.try_rule(member, wanted.phrases("trial")))


def _save(member: Any, row: SiteRule | None, form: SiteRuleForm) -> SiteRule:
    if row is None:
        return changing.add_site_rule(member, _wanted(form))
    return changing.edit_site_rule(member, row.id, _wanted(form), version=form.version.data or 0)


def _form(form: SiteRuleForm, row: SiteRule | None) -> SiteRuleForm:
    if form.version.data is None and row is not None:
        form.version.data = row.version
    return form


def _wanted(form: SiteRuleForm) -> Wanted:
    return Wanted(**{name: getattr(form, name).data or "" for name in FIELDS})


def _page(
    form: SiteRuleForm, row: SiteRule | None, *, trial: Trial | None = None, late: str = ""
) -> str:
    return render_template(
        "moderation/rules_site.html",
        form=form,
        rule=row,
        actions=ACTION_CHOICES,
        directions=DIRECTION_CHOICES,
        categories=category_choices()["unsafe"],
        trial=trial,
        shown=[(one.post, one.title, _marked(one)) for one in trial.matches] if trial else [],
        late=late,
        has_errors=bool(form.errors or form.form_errors),
        section="moderation",
        wide=True,
    )


def _marked(one: queries.TrialMatch) -> Match:
    text = one.title if one.finding.part == "title" else one.post.body
    return excerpt_around(text, one.finding.start, one.finding.end)


def _is_off() -> bool:
    value = request.form.get("value")
    if value not in ("on", "off"):
        raise Invalid("value", "Choose on or off.")
    return value == "off"


def _list_path() -> str:
    category = request.form.get("category")
    return (
        f"/moderation/rules?category={category}"
        if category in category_order()
        else ("/moderation/rules")
    )
