"""What search engines are told about the site and its members, as JSON-LD (design, section 6)."""

from __future__ import annotations

from typing import Any

from app.accounts.models import Member


def website(base_url: str, site_name: str) -> dict[str, Any]:
    """The site, and how to search it."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site_name,
        "url": f"{base_url}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{base_url}/search?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def profile_page(member: Member, url: str) -> dict[str, Any]:
    """A member's page: only what it shows to everybody."""
    person: dict[str, Any] = {"@type": "Person", "name": member.name, "url": url}
    if member.readable_about:
        person["description"] = member.readable_about
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "dateCreated": member.created_at.date().isoformat(),
        "mainEntity": person,
    }
