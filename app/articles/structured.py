"""What search engines are told about an article, as JSON-LD (design, section 6)."""

from __future__ import annotations

from typing import Any

from app.articles.models import Article


def medical_web_page(article: Article, *, base_url: str, site_name: str) -> dict[str, Any]:
    """The article as MedicalWebPage with its breadcrumbs.

    A review is claimed only when a named person made one.
    """
    url = f"{base_url}/articles/{article.slug}"
    page: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "name": article.title,
        "url": url,
        "inLanguage": article.language,
        "datePublished": article.written_on.isoformat(),
        "dateModified": article.updated_at.date().isoformat(),
        "audience": {"@type": "Patient"},
        "publisher": {"@type": "Organization", "name": site_name, "url": base_url},
        "citation": article.source_lines,
    }
    if article.about:
        page["about"] = {"@type": "MedicalSymptom", "name": article.about}
    if article.reviewed_on and article.reviewer:
        page["lastReviewed"] = article.reviewed_on.isoformat()
        page["reviewedBy"] = {"@type": "Person", "name": article.reviewer}
    crumbs = [("Articles", f"{base_url}/articles"), (article.title, url)]
    return {
        "@context": "https://schema.org",
        "@graph": [
            page,
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": name, "item": item}
                    for place, (name, item) in enumerate(crumbs, start=1)
                ],
            },
        ],
    }
