"""For whoever rewrites a held post: in which field stands what holds it, and of which kind."""

from __future__ import annotations

from app.safety.categories import categories
from app.safety.review import rank
from app.web.forms import Form
from app.web.personal import readable
from app.web.review import review


def checked_fields(kind: str) -> tuple[str, ...]:
    """The fields of an edit whose words are checked, in the order of the page."""
    if kind != "question":
        return ("body",)
    return ("title", "body", "tags", "noticed", "duration", "places")


def held_for(form: Form, kind: str) -> list[tuple[str, str, str]]:
    """(id of the field, its label, how to write it differently) where something holds the post.

    Never the words or the rule: who knows them only writes around them.
    """
    told = []
    for name in checked_fields(kind):
        text = readable(name, form[name].data or "")
        beside = "tag" if name not in ("title", "body") else kind
        found = [one for one in review(text, kind=beside).findings if one.severity == "hold"]
        if found:
            category = categories()[min(found, key=rank).category]
            told.append((name, str(form[name].label.text), category.author))
    return told
