"""The words of the site's language, looked up once a request.

Flask-Babel asks for application, language and catalogue again at each of the hundreds of words on a
page; that was a quarter of the time of a list. Templates get the catalogue that it found first.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import get_locale, get_translations

_KEY = "_language"


@dataclass(frozen=True)
class Language:
    """The language of this request: its code, such as "en", and its catalogue."""

    code: str
    catalogue: Translations | NullTranslations


def language() -> Language:
    """The language of the current request, command or job."""
    found: Language | None = g.get(_KEY)
    if found is None:
        found = Language(str(get_locale() or "en"), get_translations())
        setattr(g, _KEY, found)
    return found


def init_app(app: Flask) -> None:
    """Let templates take their words from here. After Flask-Babel, which installs its own."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )


def _gettext(words: str) -> str:
    return str(language().catalogue.ugettext(words))


def _ngettext(one: str, many: str, count: int) -> str:
    return str(language().catalogue.ungettext(one, many, count))


def _pgettext(context: str, words: str) -> str:
    return str(language().catalogue.upgettext(context, words))


def _npgettext(context: str, one: str, many: str, count: int) -> str:
    return str(language().catalogue.unpgettext(context, one, many, count))
