"""Outbox work of recalls: telling everybody, and telling back. Safe to repeat after a crash."""

from __future__ import annotations

from collections.abc import Callable

from app.core.db import transaction
from app.core.outbox import Payload, handles
from app.recall import services as recall


@handles(recall.SEND)
def send(payload: Payload) -> None:
    """Tell everyone a recall concerns."""
    _until_done(recall.tell_next, payload["recall_id"])


@handles(recall.TELL_BACK)
def tell_back(payload: Payload) -> None:
    """Tell those who were told that the post is back."""
    _until_done(recall.tell_back_next, payload["recall_id"])


def _until_done(tell_some: Callable[[int], int], recall_id: int) -> None:
    """A few members in each transaction: readers and writers must not wait for a large recall."""
    while True:
        with transaction():
            if not tell_some(recall_id):
                return
