"""A real Chromium against the real site: its own server and database, mail in a folder."""

from __future__ import annotations

import email
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.articles import services as articles
from app.core import clock, outbox
from app.core.db import db, transaction
from tests.engines import Database, make_app
from tests.factories import Make

pytest.importorskip("playwright", reason="journeys: playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _needs_chromium() -> None:
    if CHROMIUM is None:
        pytest.skip("journeys: no Chromium on this machine")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium; nothing is downloaded, nothing is asked of the network."""
    quiet = (
        "--disable-background-networking --disable-component-update --disable-sync --disable-quic"
    )
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet.split()],
    }


class Site:
    """The running site and what stands around it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.app: Flask = make_app(
            folder, f"sqlite:///{folder / 'site.db'}", BASE_URL=self.url, WTF_CSRF_ENABLED=True
        )
        self.database = Database(self.app)
        self.mailbox = folder / "outbox"
        self._under_way = 0
        self._is_idle = threading.Condition()
        self._server = make_server("127.0.0.1", port, self._counted, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def _counted(self, environ: Any, start_response: Any) -> Any:
        """The application, counting the requests that are under way."""
        with self._is_idle:
            self._under_way += 1
        try:
            # The whole answer at once: nothing of it is read after the request has ended.
            return [b"".join(self.app(environ, start_response))]
        finally:
            with self._is_idle:
                self._under_way -= 1
                self._is_idle.notify_all()

    def wait_until_idle(self) -> None:
        """Let requests end that a closed page began: the database is about to be replaced."""
        with self._is_idle:
            assert self._is_idle.wait_for(lambda: self._under_way == 0, timeout=20)

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def deliver_mail(self, *, later: timedelta = timedelta(0)) -> None:
        """Let the worker do what is due, or what will be due so much later."""
        with self.app.app_context(), clock.at(clock.now() + later):
            while outbox.deliver_due():
                pass
            db.session.remove()

    def mail_to(self, address: str) -> str:
        """The text of the newest mail to an address. Fails when there is none."""
        self.deliver_mail()
        found = [
            email.message_from_bytes(file.read_bytes())
            for file in sorted(self.mailbox.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        ]
        mine = [message for message in found if message["To"] == address]
        assert mine, f"no mail to {address}; there is mail to {[m['To'] for m in found]}"
        return str(mine[-1].get_payload(decode=True).decode())

    def link_in_mail_to(self, address: str) -> str:
        """The first link of the newest mail to an address."""
        found = re.search(rf"{re.escape(self.url)}\S+", self.mail_to(address))
        assert found, "the mail has no link"
        return found.group(0)


@pytest.fixture(scope="session")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture
def site(_site: Site) -> Iterator[Site]:
    """The running site with the article, and nobody in it yet."""
    with _site.app.app_context():
        with transaction():
            articles.seed_articles()
        db.session.remove()
    yield _site
    _site.wait_until_idle()
    shutil.rmtree(_site.mailbox, ignore_errors=True)
    _site.database.empty()


@dataclass
class Stage:
    """Makes members and content from outside the browser."""

    site: Site

    def __enter__(self) -> Make:
        self._context = self.site.app.app_context()
        self._context.push()
        return Make()

    def __exit__(self, *_: object) -> None:
        for thing in db.session:
            db.session.refresh(thing)  # so that a test can still read it outside
        db.session.remove()
        self._context.pop()


@pytest.fixture
def stage(site: Site) -> Stage:
    """`with stage as make:` prepares the database before, or looks at it between, clicks."""
    return Stage(site)


@pytest.fixture
def open_page(site: Site, browser: Any) -> Iterator[Any]:
    """`open_page(member, js=False)`: a page in a browser of its own, signed in as the member."""
    contexts = []

    def opening(member: Any = None, *, js: bool = True, **options: Any) -> Any:
        context = browser.new_context(
            java_script_enabled=js,
            base_url=site.url,
            # Only the journey about it needs the worker that keeps the emergency numbers.
            **({"viewport": {"width": 1280, "height": 900}, "service_workers": "block"} | options),
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if member is not None:
            context.add_cookies(
                [{"name": "session", "value": _cookie(site.app, member), "url": site.url}]
            )
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        return page

    yield opening
    for context in contexts:
        context.close()


def _cookie(app: Flask, member: Any) -> str:
    """A session as signing in makes it; signing in itself has journeys of its own."""
    serializer = app.session_interface.get_signing_serializer(app)
    return str(serializer.dumps({"_user_id": member.get_id(), "_fresh": True}))
