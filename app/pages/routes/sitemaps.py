"""Sitemaps: an index, and a file for each kind of page. Read anew each time, so that a removed
question is gone from them at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as ET

from flask import Response

from app.articles import queries as articles
from app.core.errors import NotFound
from app.pages import queries
from app.pages.queries import Place
from app.pages.routes import bp
from app.pages.routes.texts import TEXT_PAGES
from app.web.addresses import absolute

XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Pages that are always there; when they change is nobody's news.
FIXED = ("/", "/questions", "/tags", "/articles", "/users", "/emergency", "/transparency")


@bp.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The list of sitemap files."""
    names = ["pages-1", "articles-1", "topics-1"]
    names += [f"questions-{number}" for number in range(1, queries.question_files() + 1)]
    return _xml("sitemapindex", "sitemap", [(f"/sitemaps/{name}.xml", None) for name in names])


@bp.get("/sitemaps/<kind>-<int:number>.xml")
def sitemap(kind: str, number: int) -> Response:
    """One file of canonical pages that search engines may show."""
    if kind == "questions" and 1 <= number <= queries.question_files():
        return _places(queries.question_places(number))
    if number != 1:
        raise NotFound
    if kind == "pages":
        fixed = [*FIXED, *(page.path for page in TEXT_PAGES)]
        return _xml("urlset", "url", [(path, None) for path in fixed])
    if kind == "articles":
        return _places(Place(row.path, row.updated_at) for row in articles.list_articles(None))
    if kind == "topics":
        return _places(queries.tag_places())
    raise NotFound


def _places(places: Iterable[Place]) -> Response:
    return _xml("urlset", "url", [(place.path, place.changed_at) for place in places])


def _xml(root_name: str, name: str, rows: Iterable[tuple[str, datetime | None]]) -> Response:
    root = ET.Element(root_name, xmlns=XMLNS)
    for path, changed_at in rows:
        element = ET.SubElement(root, name)
        ET.SubElement(element, "loc").text = absolute(path)
        if changed_at is not None:
            ET.SubElement(element, "lastmod").text = changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/xml")
