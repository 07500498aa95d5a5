"""Notes who was shown which posts, without making the page wait or write.

A page puts pairs of member and post into a buffer in memory. A thread of this process writes what
has gathered a moment later, all in one statement. A crash loses the last seconds, and we accept
that: a page that waits for the disk would be worse for everybody, every time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Flask, current_app

from app.core.clock import now
from app.core.db import transaction
from app.forum.models import Post
from app.recall import services as recall

log = logging.getLogger(__name__)

#: Views gather for so many seconds before they are written.
PAUSE = 2.0
#: When the database is away the buffer stops growing here; it takes a few megabytes.
MOST = 50_000

Pair = tuple[int, int]


class Recorder:
    """The buffer of one process, and the thread that empties it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._seen: dict[Pair, tuple[datetime, datetime]] = {}
        self._something = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, member: Any, posts: Iterable[Post]) -> None:
        """Remember that a page shows these posts to the member; only what everybody may read.

        Nothing is noted for visitors, for members who switched it off, or of one's own posts.
        """
        if member is None or not member.allows_exposure or not self._app.config["EXPOSURE_RECORD"]:
            return
        moment = now()
        with self._lock:
            for post in posts:
                if post.status == "visible" and post.author_id != member.id:
                    self._add((member.id, post.id), moment, moment)
        # Tests have databases that come and go; they call `flush` when they want to.
        if self._seen and not self._app.testing:
            self._wake()

    def flush(self) -> int:
        """Write what has gathered. Returns how many pairs. On failure they stay in the buffer."""
        with self._lock:
            batch, self._seen = self._seen, {}
        if not batch:
            return 0
        try:
            with transaction():
                return recall.record_exposures(batch)
        except Exception:
            with self._lock:
                for pair, (first, last) in batch.items():
                    self._add(pair, first, last)
            raise

    def forget(self, member_id: int) -> None:
        """Drop what waits for a member."""
        with self._lock:
            self._seen = {pair: at for pair, at in self._seen.items() if pair[0] != member_id}

    def _add(self, pair: Pair, first: datetime, last: datetime) -> None:
        if pair in self._seen:
            before = self._seen[pair]
            self._seen[pair] = (min(first, before[0]), max(last, before[1]))
        elif len(self._seen) < MOST:
            self._seen[pair] = (first, last)

    def _wake(self) -> None:
        # Begun at the first view, not with the application: a server forks after that.
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="exposures", daemon=True)
                self._thread.start()
        self._something.set()

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            self._something.wait()
            pause.wait(PAUSE)
            self._something.clear()
            try:
                with self._app.app_context():
                    self.flush()
            except Exception as error:  # a database out of reach is waited for
                log.warning("views wait to be written: %s", type(error).__name__)
                pause.wait(PAUSE)
                self._something.set()


def note_shown(member: Any, posts: Iterable[Post]) -> None:
    """Remember that the page of this request shows these posts to the member."""
    recorder: Recorder = current_app.extensions["recall.recorder"]
    recorder.note(member, posts)
