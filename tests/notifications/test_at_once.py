"""Two people at the same moment, on the database where they really run side by side."""

from __future__ import annotations

import threading

import pytest

from app.accounts.models import Member
from app.core.db import db, transaction
from app.core.ids import new_token
from app.forum import services as forum
from app.forum.models import Post

ROUNDS = 10


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_members_who_reply_to_each_other_at_once_both_get_through(app, make):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    pairs = ((asha.id, make.answer(ben, question).id), (ben.id, question.id))
    start, failures = threading.Barrier(2), []

    def reply(member_id: int, post_id: int) -> None:
        with app.app_context():
            for _ in range(ROUNDS):
                start.wait(timeout=20)
                try:
                    with transaction() as session:
                        forum.post_reply(
                            session.get(Member, member_id),
                            session.get(Post, post_id),
                            body="Thank you.",
                            key=new_token(),
                        )
                except Exception as error:
                    failures.append(error)
            db.session.remove()

    threads = [threading.Thread(target=reply, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    db.session.expire_all()
    counts = [db.session.get(Member, one.id).unread_notice_count for one in (asha, ben)]
    assert counts == [ROUNDS + 1, ROUNDS], "an answer and the replies; the replies"
