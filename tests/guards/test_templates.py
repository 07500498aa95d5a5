"""Templates: each is valid, forms carry their token, stored HTML enters in one place only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import meta

APP = Path(__file__).parents[2] / "app"
TEMPLATES = sorted(APP.rglob("templates/**/*.html"))
NAMES = [str(file).split("/templates/", 1)[1] for file in TEMPLATES]
FORM = re.compile(r"<form\b(?P<head>(?:\{\{.*?\}\}|\{%.*?%\}|[^>{])*)>(?P<body>.*?)</form>", re.S)


def test_there_are_templates():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles_and_what_it_includes_exists(sqlite_app, name):
    environment = sqlite_app.jinja_env
    source, *_ = environment.loader.get_source(environment, name)
    environment.get_template(name)
    for other in meta.find_referenced_templates(environment.parse(source)):
        if other is not None:
            environment.get_template(other)


@pytest.mark.parametrize("file", TEMPLATES, ids=NAMES)
def test_every_posting_form_carries_the_token(file):
    for form in FORM.finditer(file.read_text()):
        if re.search(r"""method=["']?post""", form["head"], re.I):
            assert "csrf" in form["body"], form.group(0)[:120]


@pytest.mark.parametrize("file", TEMPLATES, ids=NAMES)
def test_stored_html_enters_through_one_macro_and_nothing_is_inline(file):
    text = re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.S)
    if file.name != "prose.html":
        assert not re.search(r"\|\s*safe\b", text)
        assert "autoescape false" not in text
    assert not re.search(r"<[a-z][^>]*\sstyle=", text), "the content security policy refuses it"
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", text), "the content security policy refuses it"
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", text)


def test_markup_is_made_in_few_places():
    allowed = {"web/icons.py", "web/filters.py", "web/errors.py"}
    users = {
        str(file.relative_to(APP))
        for file in APP.rglob("*.py")
        if re.search(r"\bMarkup\(|render_template_string|autoescape=False", file.read_text())
    }
    assert users <= allowed
