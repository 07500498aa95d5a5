"""Voting and accepting, through the doors and the services."""

from __future__ import annotations

import pytest

from app.core.db import db, transaction
from app.core.errors import Invalid, Refused
from app.forum import services as forum
from app.forum.models import Post, Question
from app.votes import services as votes
from app.votes.models import Vote
from app.votes.queries import my_votes, wrong_scores


def counts(post):
    row = db.session.get(Post, post.id, populate_existing=True)
    return row.score, row.up_count, row.down_count


def text_of(response):
    return response.get_data(as_text=True)


@pytest.fixture
def cast(make):
    """Asha asks, Ben answers, Cara reads."""
    asha, ben, cara = make.member("Asha"), make.member("Ben"), make.member("Cara")
    question = make.question(asha)
    return asha, ben, cara, question, make.answer(ben, question)


def test_vote_can_be_changed_and_taken_back_and_repeating_changes_nothing(app, cast):
    _, _, cara, _, answer = cast
    for value, expected in ((1, (1, 1, 0)), (1, (1, 1, 0)), (-1, (-1, 0, 1)), (0, (0, 0, 0))):
        with transaction():
            votes.cast_vote(cara, answer, value)
        assert counts(answer) == expected
    assert db.session.query(Vote).count() == 0


def test_score_is_the_sum_of_the_rows_of_that_post_only(app, make, cast):
    asha, ben, cara, question, answer = cast
    with transaction():
        votes.cast_vote(cara, answer, 1)
        votes.cast_vote(asha, answer, 1)
        votes.cast_vote(make.member("Dele"), answer, -1)
        votes.cast_vote(ben, question, -1)
    assert counts(answer) == (1, 2, 1)
    assert counts(question) == (-1, 0, 1)
    assert wrong_scores() == []


def test_nobody_votes_on_their_own_post(app, cast):
    _, ben, _, _, answer = cast
    with pytest.raises(Refused), transaction():
        votes.cast_vote(ben, answer, 1)
    assert counts(answer) == (0, 0, 0)


def test_reply_takes_helpful_only(app, make, cast):
    _, ben, cara, _, answer = cast
    reply = make.reply(ben, answer)
    with pytest.raises(Invalid), transaction():
        votes.cast_vote(cara, reply, -1)
    with transaction():
        votes.cast_vote(cara, reply, 1)
    assert counts(reply) == (1, 1, 0)


def test_hidden_post_takes_no_votes(app, cast):
    _, _, cara, _, answer = cast
    with transaction():
        forum.set_status(answer, "hidden")
    with pytest.raises(Refused), transaction():
        votes.cast_vote(cara, answer, 1)


def test_unconfirmed_member_cannot_vote(app, make, cast):
    with pytest.raises(Refused), transaction():
        votes.cast_vote(make.member("Vic", confirmed=False), cast[4], 1)


def test_own_votes_are_ours_alone(app, cast):
    asha, _, cara, _, answer = cast
    with transaction():
        votes.cast_vote(cara, answer, -1)
    assert my_votes(cara, [answer.id]) == {answer.id: -1}
    assert my_votes(asha, [answer.id]) == {}
    assert my_votes(None, [answer.id]) == {}


def test_voting_without_script_leads_back_to_the_post(sqlite_app, make, browse, cast):
    _, _, cara, question, answer = cast
    page = f"{db.session.get(Question, question.id).path}?sort=newest"
    response = browse(cara).post(f"/answers/{answer.id}/vote", data={"value": "up", "next": page})
    assert response.status_code == 303
    assert response.location == f"{page}#{answer.anchor}"
    assert counts(answer) == (1, 1, 0)


def test_voting_never_leads_to_another_site(sqlite_app, make, browse, cast):
    _, _, cara, _, answer = cast
    response = browse(cara).post(
        f"/answers/{answer.id}/vote", data={"value": "up", "next": "https://evil.example/"}
    )
    assert response.location == f"/a/{answer.id}#{answer.anchor}"


def test_script_gets_the_buttons_with_their_new_state(sqlite_app, make, browse, cast):
    _, _, cara, _, answer = cast
    path = f"/answers/{answer.id}/vote"
    part = text_of(browse(cara).fragment("POST", path, data={"value": "up"}))
    assert f'id="vote-{answer.id}"' in part
    assert 'value="none" aria-pressed="true" aria-label="Helpful, 1"' in part
    part = text_of(browse(cara).fragment("POST", path, data={"value": "down"}))
    assert 'aria-label="Helpful, 0"' in part
    assert "Is it unsafe?" in part
    assert f'href="/report?post={answer.anchor}"' in part


def test_visitor_is_asked_to_sign_in_and_nothing_is_counted(sqlite_app, make, browse, cast):
    answer = cast[4]
    response = browse().post(f"/answers/{answer.id}/vote", data={"value": "up", "next": "/q/1"})
    assert response.status_code == 303
    assert response.location == "/login?next=/q/1"
    assert counts(answer) == (0, 0, 0)


def test_own_post_and_unknown_values_are_refused_in_words(sqlite_app, make, browse, cast):
    _, ben, cara, _, answer = cast
    own = browse(ben).post(f"/answers/{answer.id}/vote", data={"value": "up"})
    assert own.status_code == 403
    odd = browse(cara).post(f"/answers/{answer.id}/vote", data={"value": "1000"})
    assert odd.status_code == 422
    assert counts(answer) == (0, 0, 0)


def test_member_chooses_no_score_and_no_other_member(sqlite_app, make, browse, cast):
    asha, _, cara, _, answer = cast
    browse(cara).post(
        f"/answers/{answer.id}/vote",
        data={"value": "up", "score": "99", "member_id": asha.id, "up_count": "99"},
    )
    assert counts(answer) == (1, 1, 0)
    assert [vote.member_id for vote in db.session.query(Vote)] == [cara.id]


def test_asker_marks_moves_and_unmarks_the_answer_that_helped(sqlite_app, make, browse, cast):
    asha, ben, _, question, answer = cast
    other = make.answer(ben, question)

    def marked():
        return db.session.get(Question, question.id, populate_existing=True).accepted_answer_id

    browser = browse(asha)
    for target, expected in ((answer, answer.id), (other, other.id), (other, None)):
        response = browser.post(f"/answers/{target.id}/accept")
        assert response.status_code == 303
        assert response.location.endswith(f"#{target.anchor}")
        assert marked() == expected
    # Sent twice by a slow connection, a wish with a value stays the same wish.
    for _ in range(2):
        browser.post(f"/answers/{answer.id}/accept", data={"value": "yes"})
        assert marked() == answer.id


def test_nobody_but_the_asker_marks_an_answer(sqlite_app, make, browse, cast):
    _, ben, cara, question, answer = cast
    for member in (ben, cara, make.moderator(), make.administrator()):
        assert browse(member).post(f"/answers/{answer.id}/accept").status_code == 403
    assert db.session.get(Question, question.id, populate_existing=True).accepted_answer_id is None


def test_script_gets_the_answers_in_their_new_order(sqlite_app, make, browse, cast):
    asha, ben, _, question, first = cast
    second = make.answer(ben, question)
    page = db.session.get(Question, question.id).path
    part = text_of(
        browse(asha).fragment("POST", f"/answers/{second.id}/accept", data={"next": page})
    )
    assert part.lstrip().startswith('<div id="answers">')
    assert part.index(second.anchor) < part.index(first.anchor)
    assert "This helped the asker" in part


def test_check_proves_counts_and_mends_what_is_wrong(app, cast):
    _, _, cara, question, answer = cast
    with transaction():
        votes.cast_vote(cara, answer, 1)
    run = app.test_cli_runner().invoke
    assert "All counts equal their rows." in run(args=["forum", "check"]).output
    with transaction() as session:
        session.get(Post, answer.id).up_count = 5
        session.get(Post, answer.id).score = 5
        session.get(Question, question.id).answer_count = 7
    found = run(args=["forum", "check"])
    assert found.exit_code == 1
    assert f"ids {answer.id}" in found.output
    assert "2 counts mended." in run(args=["forum", "check", "--mend"]).output
    assert run(args=["forum", "check"]).exit_code == 0
    assert counts(answer) == (1, 1, 0)
