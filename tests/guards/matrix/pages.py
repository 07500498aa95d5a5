"""The access matrix of pages (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("GET", "pages.profile", "/users/{hidden_member}/hilda", 200),
    ("GET", "pages.home", "/", 200),
    ("GET", "pages.search", "/search?q=flutter", 200),
    ("GET", "pages.members", "/users", 200),
    ("GET", "pages.profile", "/users/{author}/{author_name}", 200),
    ("GET", "pages.profile", "/users/{author}/somebody-else", 301),
    ("GET", "pages.emergency", "/emergency", 200),
    ("GET", "pages.emergency", "/emergency?country=IE", 200),
    ("GET", "pages.choose_country", "/emergency/country", 200),
    ("POST", "pages.post_country", "/emergency/country", 422),
    ("GET", "pages.offline", "/offline", 200),
    ("GET", "pages.service_worker", "/sw.js", 200),
    ("GET", "pages.help", "/help", 200),
    ("GET", "pages.rules", "/help/rules", 200),
    ("GET", "pages.unsafe_advice", "/help/unsafe-advice", 200),
    ("GET", "pages.after_unsafe_advice", "/help/after-unsafe-advice", 200),
    ("GET", "pages.keyboard", "/help/keyboard", 200),
    ("GET", "pages.about", "/about", 200),
    ("GET", "pages.accessibility", "/accessibility", 200),
    ("GET", "pages.privacy", "/privacy", 200),
    ("GET", "pages.terms", "/terms", 200),
    ("GET", "pages.contact", "/contact", 200),
    ("GET", "pages.newest_feed", "/feed.atom", 200),
    ("GET", "pages.tag_feed", "/tags/{tag}/feed.atom", 200),
    ("GET", "pages.question_feed", "/questions/{question}/feed.atom", 200),
    ("GET", "pages.question_feed", "/questions/{withdrawn_question}/feed.atom", 404),
    ("GET", "pages.sitemap_index", "/sitemap.xml", 200),
    ("GET", "pages.sitemap", "/sitemaps/questions-1.xml", 200),
    ("GET", "pages.sitemap", "/sitemaps/questions-99.xml", 404),
    ("GET", "pages.robots", "/robots.txt", 200),
    ("GET", "pages.manifest", "/manifest.webmanifest", 200),
    ("GET", "pages.security_txt", "/.well-known/security.txt", 200),
    ("GET", "pages.change_password", "/.well-known/change-password", 302),
    ("GET", "pages.favicon", "/favicon.ico", 302),
    ("GET", "pages.health", "/healthz", 200),
]
