"""The access matrix of the transparency room (see the package for how to read a row)."""

from __future__ import annotations

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("GET", "transparency.list_months", "/transparency", 200),
    ("GET", "transparency.show_month", "/transparency/{month}", 200),
    ("GET", "transparency.show_month", "/transparency/2019-01", 404),
    ("GET", "transparency.show_month", "/transparency/nonsense", 404),
    ("GET", "transparency.month_json", "/transparency/{month}/figures.json", 200),
    ("GET", "transparency.month_json", "/transparency/2019-01/figures.json", 404),
    ("GET", "transparency.month_csv", "/transparency/{month}/figures.csv", 200),
    ("GET", "transparency.show_log", "/transparency/log", 200),
    ("GET", "pages.log_feed", "/transparency/log/feed.atom", 200),
    ("GET", "transparency.stats", "/moderation/stats", (303, 403, 403, 200, 200)),
    ("GET", "transparency.stats", "/moderation/stats?by=month", (303, 403, 403, 200, 200)),
]
