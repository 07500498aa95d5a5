"""The form in which moderators edit an article."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from app.articles.models import Article
from app.articles.services import Draft
from app.core.errors import Invalid
from app.web.forms import Form, line_filter, text_filter


class ArticleForm(Form):
    """An article's text and facts, and why they change. The service checks the lengths."""

    title = StringField(_l("Title"), filters=[line_filter])
    summary = TextAreaField(_l("Summary"), filters=[line_filter])
    body = TextAreaField(_l("Text"), filters=[text_filter])
    about = StringField(_l("Symptom or condition"), filters=[line_filter])
    sources = TextAreaField(_l("Sources"), filters=[text_filter])
    review_due_on = StringField(_l("Next review due"), filters=[line_filter])
    reviewer = StringField(_l("Reviewed by"), filters=[line_filter])
    reviewed_on = StringField(_l("Reviewed on"), filters=[line_filter])
    reason = StringField(_l("What did you change, and why?"), filters=[line_filter])
    revision = HiddenField()

    @classmethod
    def of(cls, article: Article) -> ArticleForm:
        """The form filled with the article; what was sent takes precedence."""
        return cls(
            data={
                "title": article.title,
                "summary": article.summary,
                "body": article.body,
                "about": article.about,
                "sources": "\n".join(f"{s['publisher']}: {s['title']}" for s in article.sources),
                "review_due_on": article.review_due_on.isoformat(),
                "reviewer": article.reviewer,
                "reviewed_on": article.reviewed_on.isoformat() if article.reviewed_on else "",
                "revision": article.revision_count,
            }
        )

    @property
    def base_revision(self) -> int:
        """The revision the editor began from; 0 when the form does not say."""
        text = str(self.revision.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def draft(self) -> Draft:
        """What the form says. Raises Invalid for a date or source that cannot be read."""
        due = _date("review_due_on", self.review_due_on.data)
        if due is None:
            raise Invalid("review_due_on", _("Give the date of the next review."))
        return Draft(
            title=self.title.data or "",
            summary=self.summary.data or "",
            body=(self.body.data or "") + "\n",
            about=self.about.data or "",
            sources=_sources(self.sources.data or ""),
            review_due_on=due,
            reviewed_on=_date("reviewed_on", self.reviewed_on.data),
            reviewer=self.reviewer.data or "",
        )


def _date(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(name, _("Write the date as year-month-day: 2026-11-23.")) from error


def _sources(text: str) -> list[dict[str, str]]:
    sources = []
    for number, line in enumerate(filter(None, map(line_filter, text.split("\n"))), start=1):
        publisher, colon, title = line.partition(": ")
        if not (publisher and colon and title):
            raise Invalid(
                "sources",
                _("Source %(number)d: write the publisher, a colon and the title.", number=number),
            )
        sources.append({"publisher": publisher, "title": title})
    return sources
