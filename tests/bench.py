"""`make bench`: CPU time of pages and of the safety check, on a forum of 10,000 questions.

Times are of this process alone (no server, no network), best of several rounds, since other work on
the machine only ever adds. Tests never look at them.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Member
from app.articles import services as articles
from app.core.db import db, transaction
from app.forum.models import Question
from app.ops import bulk
from app.safety import batch, review_text
from tests.engines import Database, make_app
from tests.safety.texts import corpus

SIZE = bulk.Size(questions=10_000, answers=30_000, replies=20_000, members=500)
ROUNDS, REQUESTS = 5, 40
#: Ten thousand characters each: what makes a careless matcher slow.
HOSTILE = {
    "one word": "stop " * 2000,
    "no spaces": "a" * 10_000,
    "negations": "do not not never " * 590,
    "quotes": '"' * 10_000,
    "dots": "." * 10_000,
    "disguises": "5t0p d1az3p4m s t o p " * 455,
}


def main() -> None:
    """Print the table."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder), f"sqlite:///{folder}/bench.db")
        Database(app)
        started = time.monotonic()
        with app.app_context():
            with transaction():
                articles.seed_articles()
            bulk.generate(SIZE, seed=1)
            pages, cookie = _pages(app)
            db.session.remove()
        print(f"{SIZE.total:,} rows written in {time.monotonic() - started:.1f} s\n")
        print(f"{'page':<34}{'visitor ms':>12}{'member ms':>12}{'kB':>8}")
        for name, path in pages.items():
            visitor, size = _page(app, path, None)
            member, _ = _page(app, path, cookie)
            print(f"{name:<34}{visitor:>12.2f}{member:>12.2f}{size / 1000:>8.1f}")
    print(f"\n{'safety check, 10,000 characters':<34}{'ms':>12}")
    for name, text in HOSTILE.items():
        print(f"{name:<34}{_best(lambda text=text: review_text(text[:10_000]), 3):>12.1f}")
    print(f"\n{'flask safety classify, 1,000 texts':<34}{'s':>12}")
    for kind in batch.KINDS:
        print(f"{kind:<34}{_classifying(kind):>12.1f}")


def _classifying(kind: str) -> float:
    """CPU seconds for a thousand texts of a hundred words, the budget being ten."""
    words = [word for row in corpus("answers.unseen.jsonl") for word in row["text"].split()]
    starts = [number * 37 % (len(words) - 100) for number in range(1_000)]
    texts = [" ".join(words[start : start + 100]) for start in starts]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    started = time.process_time()
    for _ in batch.classify(kind, lines):
        pass
    return time.process_time() - started


def _pages(app: Flask) -> tuple[dict[str, str], str]:
    busiest = db.session.scalar(select(Question).order_by(Question.answer_count.desc()))
    usual = db.session.scalar(select(Question).where(Question.answer_count == 3))
    member = db.session.scalar(select(Member))
    assert busiest is not None
    assert usual is not None
    assert member is not None
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return {
        "home": "/",
        "questions, newest": "/questions",
        "questions, most helpful": "/questions?sort=votes",
        "topic": "/tags/eyelid",
        "question, 3 answers": usual.path,
        f"question, {busiest.answer_count} answers": busiest.path,
        "article": "/articles/muscle-twitching",
        "search, common word": "/search?q=eyelid",
        "similar questions": "/questions/similar?title=my+left+eyelid+twitches+at+night",
    }, signer.dumps({"_user_id": member.get_id(), "_fresh": True})


def _page(app: Flask, path: str, cookie: str | None) -> tuple[float, int]:
    client = app.test_client()
    if cookie:
        client.set_cookie("session", cookie)
    answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code}")
    return _best(lambda: client.get(path), REQUESTS), len(answer.data)


def _best(act: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one act, in the best round."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(times):
            act()
        rounds.append((time.process_time() - started) / times * 1000)
    return min(rounds)


if __name__ == "__main__":
    main()
