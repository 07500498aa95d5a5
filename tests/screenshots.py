"""`make screenshots`: every page at three widths, light and dark, into build/screenshots/.

Fills a site with the demonstration, opens it in Chromium, and looks at it as a visitor, a member
and a moderator. The two pictures of the README go to docs/images/.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from app.accounts.models import Member
from app.articles import services as articles
from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Post, Question, Tombstone
from app.moderation.models import Case
from app.ops.demo import fill_if_empty
from app.transparency.periods import Month
from tests.engines import Database, make_app

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "screenshots"
IMAGES = ROOT / "docs" / "images"
WIDTHS = (1280, 768, 360)
#: The first screen of these, in light, stands in the README.
README = ("home", "question")


def main(only: list[str]) -> None:
    """Take the pictures; with names, only of those pages."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("make screenshots needs Chromium (on Debian: apt install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        app = _site(Path(folder))
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for who, member_id, pages in _pages(app):
                chosen = {name: path for name, path in pages.items() if not only or name in only}
                _take(app, browser, url, who, member_id, chosen)
            browser.close()
        server.shutdown()
    print(f"{len(list(BUILD.glob('*.png')))} pictures in {BUILD.relative_to(ROOT)}/")


def _site(folder: Path) -> Flask:
    app = make_app(folder, f"sqlite:///{folder / 'site.db'}", WTF_CSRF_ENABLED=True)
    Database(app)
    with app.app_context():
        with transaction():
            articles.seed_articles()
        fill_if_empty(print)
    return app


def _pages(app: Flask) -> list[tuple[str, int | None, dict[str, str]]]:
    with app.app_context():
        member = db.session.scalar(select(Member.id).where(Member.name == "Marguerite")) or 0
        moderator = db.session.scalar(select(Member.id).where(Member.name == "Mona H"))
        busiest = db.session.scalar(
            select(Question).where(Question.accepted_answer_id.is_not(None))
            .order_by(Question.comment_count.desc())
        )  # fmt: skip
        removed = db.session.scalar(select(Post.question_id).join(Tombstone))
        case = db.session.scalar(select(Case.id).where(Case.state != "decided"))
        edited = db.session.scalar(
            select(Post.id).where(Post.kind == "answer", Post.revision_count > 1)
        )
        with transaction() as session:
            author = session.get_one(Member, member)
            draft = forum.start_draft(author, kind="question", browser=None)
            forum.save_draft(
                draft, title="My thumb jumps when I hold my phone. Does changing grip help?",
                body="It started about a month ago and lasts under a minute each time.",
                tags="hand, screen-time", noticed="about a month ago", duration="under a minute",
                warning_signs=[],
            )  # fmt: skip
            draft_id = draft.id
        assert busiest is not None
        visitor = {
            "home": "/",
            "questions": "/questions",
            "waiting": "/questions?filter=waiting",
            "question": busiest.path,
            "removed": f"/questions/{removed}",
            "article": "/articles/muscle-twitching",
            "articles": "/articles",
            "tags": "/tags",
            "tag": "/tags/eyelid",
            "search": "/search?q=eyelid",
            "search-nothing": "/search?q=xylophone",
            "ask": "/questions/ask?from=muscle-twitching",
            "profile": f"/users/{member}/marguerite",
            "users": "/users",
            "history": f"/answers/{edited}/history",
            "login": "/login",
            "signup": "/signup",
            "forgot": "/password/forgot",
            "report": "/report?post=answer-200",
            "safety-notices": "/safety-notices",
            "transparency": "/transparency",
            "month": f"/transparency/{Month.of(now()).previous.name}",
            "moderation-log": "/transparency/log",
            "emergency": "/emergency",
            "help": "/help",
            "rules": "/help/rules",
            "unsafe-advice": "/help/unsafe-advice",
            "about": "/about",
            "privacy": "/privacy",
            "accessibility": "/accessibility",
            "not-found": "/nothing/here",
        }
        signed_in = {
            "question-member": busiest.path,
            "ask-notes": f"/questions/ask/{draft_id}/notes",
            "ask-preview": f"/questions/ask/{draft_id}/preview",
            "answer-form": f"/questions/{busiest.post_id}/answers",
            "notifications": "/notifications",
            "settings": "/settings/profile",
            "settings-security": "/settings/security",
            "settings-display": "/settings/display",
        }
        desk = {
            "queue": "/moderation/queue",
            "case": f"/moderation/queue/{case}",
            "case-remove": f"/moderation/queue/{case}?act=unsafe",
            "audit": "/moderation/audit",
            "stats": "/moderation/stats",
            "edit-article": "/moderation/articles/muscle-twitching/edit",
        }
    return [
        ("visitor", None, visitor),
        ("member", member, signed_in),
        ("moderator", moderator, desk),
    ]


def _take(
    app: Flask, browser: Browser, url: str, who: str, member: int | None, pages: dict[str, str]
) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                base_url=url,
            )
            if member is not None:
                signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
                cookie = signer.dumps({"_user_id": f"{member}.1", "_fresh": True})
                context.add_cookies([{"name": "session", "value": cookie, "url": url}])
            page = context.new_page()
            for name, path in pages.items():
                page.goto(path)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    print(f"{name} at {width}: {wide - width} px too wide")
                page.screenshot(path=BUILD / f"{name}-{width}-{scheme}.png", full_page=True)
                if name in README and (width, scheme) == (WIDTHS[0], "light"):
                    page.screenshot(path=IMAGES / f"{name}.png")
            context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
