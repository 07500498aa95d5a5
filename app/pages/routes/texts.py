"""The texts of the site: help, rules, who runs it. Each is a template; this is their list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from flask_babel import lazy_gettext as _l

from app.forum.services.drafts import KEPT_FOR
from app.pages.routes import bp
from app.recall.limits import KEPT_FOR as VIEWS_KEPT_FOR
from config import SESSION_DAYS


@dataclass(frozen=True)
class TextPage:
    """A page of plain text. `template` lies in pages/help/; `endpoint` names the route."""

    path: str
    endpoint: str
    title: Any
    description: Any

    @property
    def template(self) -> str:
        return f"pages/help/{self.endpoint}.html"


#: In the order of the side list.
TEXT_PAGES = (
    TextPage(
        "/help",
        "help",
        _l("Help"),
        _l("How to read, ask, answer and report here, and what a forum can and cannot do."),
    ),
    TextPage(
        "/help/rules",
        "rules",
        _l("Community rules"),
        _l("What we ask of everybody who writes here, in plain words."),
    ),
    TextPage(
        "/help/unsafe-advice",
        "unsafe_advice",
        _l("How we remove unsafe advice"),
        _l("What counts as unsafe advice here, who decides, and what you see instead."),
    ),
    TextPage(
        "/help/after-unsafe-advice",
        "after_unsafe_advice",
        _l("If you followed unsafe advice"),
        _l("What to do now if you acted on advice that we removed."),
    ),
    TextPage(
        "/help/keyboard",
        "keyboard",
        _l("Keyboard"),
        _l("How to use this site with a keyboard, and which keys are shortcuts."),
    ),
    TextPage(
        "/about",
        "about",
        _l("About this site"),
        _l("What this forum is for, who writes here, and what it does not do."),
    ),
    TextPage(
        "/accessibility",
        "accessibility",
        _l("Accessibility"),
        _l("What we do so that everybody can use this site, and how to tell us what fails."),
    ),
    TextPage(
        "/privacy",
        "privacy",
        _l("Privacy"),
        _l("What this site stores about you, why, for how long, and who can see it."),
    ),
    TextPage(
        "/terms",
        "terms",
        _l("Terms of use"),
        _l("The terms under which you read and write here, kept short."),
    ),
    TextPage(
        "/contact",
        "contact",
        _l("Contact"),
        _l("How to reach the people who run this site."),
    ),
)


def _show(page: TextPage) -> str:
    return render_template(
        page.template,
        page=page,
        text_pages=TEXT_PAGES,
        contact_email=current_app.config["CONTACT_EMAIL"],
        hide_at=current_app.config["HIDE_UNSAFE_AT"],
        draft_days=KEPT_FOR.days,
        view_days=VIEWS_KEPT_FOR.days,
        session_days=SESSION_DAYS,
    )


for _page in TEXT_PAGES:
    bp.add_url_rule(_page.path, _page.endpoint, _show, defaults={"page": _page})
