"""Question pages: what each person sees, and what machines see."""

from __future__ import annotations

import gzip
import json
import re

from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Question
from app.forum.notes import Notes


def path_of(question):
    return db.session.get(Question, question.id).path


def text_of(response):
    return response.get_data(as_text=True)


def structured(response):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', text_of(response), re.S
    )
    return json.loads(found.group(1))[0]["mainEntity"] if found else None


def remove_as_unsafe(post):
    with transaction():
        forum.bury(post, category="dosing", reason="it named a dose.", safer_note="Ask first.")


def test_wrong_slug_moves_to_the_right_one_and_keeps_the_query(sqlite_app, make, browse):
    question = make.question(make.member("Asha"))
    response = browse().get(f"/questions/{question.id}/old-words?sort=newest")
    assert response.status_code == 301
    assert response.location == f"{path_of(question)}?sort=newest"


def test_notes_stand_in_a_card_without_the_unsaid_ones(sqlite_app, make, browse):
    question = make.question(make.member("Asha"), notes=Notes(noticed="3 weeks ago"))
    page = text_of(browse().get(path_of(question)))
    assert "Notes from the asker" in page
    assert "3 weeks ago" in page
    assert "How often" not in page


def test_answer_that_helped_comes_first_with_its_caveat(sqlite_app, make, browse):
    asha, ben, cara = make.member("Asha"), make.member("Ben"), make.member("Cara")
    question = make.question(asha)
    first = make.answer(ben, question, "The first words.")
    helped = make.answer(cara, question, "The words that helped.")
    with transaction():
        forum.accept_answer(asha, helped)
    page = text_of(browse().get(path_of(question)))
    assert page.index(f'id="{helped.anchor}"') < page.index(f'id="{first.anchor}"')
    assert page.count(f'id="{helped.anchor}"') == 1
    assert "It is not a medical check." in page


def test_removed_answer_leaves_a_tombstone_without_its_words(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question, "Take twelve of the zorblex.")
    make.reply(asha, answer, "Where do I get zorblex?")
    remove_as_unsafe(answer)
    for viewer in (None, asha, ben, make.moderator()):
        response = browse(viewer).get(path_of(question))
        page = text_of(response)
        assert response.status_code == 200
        assert "We removed an answer here because it was unsafe" in page
        assert "Ask first." in page
        assert "The reply under it is hidden too." in page
        assert "zorblex" not in page
        assert ">Ben<" not in page


def test_removal_for_another_reason_is_told_more_quietly(sqlite_app, make, browse):
    ben = make.member("Ben")
    question = make.question(make.member("Asha"))
    answer = make.answer(ben, question, "Buy zorblex now.")
    with transaction():
        forum.bury(answer, category=None, reason="it advertised.", safer_note="")
    page = text_of(browse().get(path_of(question)))
    assert "A moderator removed this answer." in page
    assert "because it was unsafe" not in page
    assert "zorblex" not in page


def test_replies_under_a_removed_reply_leave_with_it_and_are_counted(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    reply = make.reply(ben, make.answer(ben, question), "Zorblex for all.")
    below = make.reply(asha, make.reply(asha, reply, "Zorblex, really?"), "I mean zorblex.")
    remove_as_unsafe(reply)
    page = text_of(browse(asha).get(path_of(question)))
    assert "The 2 replies under it are hidden too." in page
    assert "orblex" not in page
    assert browse(asha).get(f"/replies/{below.id}/history").status_code == 404
    assert db.session.get(Question, question.id, populate_existing=True).comment_count == 0


def test_hidden_answer_is_named_to_readers_and_read_by_author_and_staff(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question, "The zorblex words.")
    with transaction():
        forum.set_status(answer, "hidden")
    for viewer in (None, asha):
        page = text_of(browse(viewer).get(path_of(question)))
        assert "A moderator is checking this answer." in page
        assert "zorblex" not in page
    for viewer in (ben, make.moderator()):
        assert "zorblex" in text_of(browse(viewer).get(path_of(question)))


def test_held_answer_is_shown_to_its_author_with_an_explanation_only(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question, "The zorblex words.")
    with transaction():
        forum.set_status(answer, "held")
    assert answer.anchor not in text_of(browse(asha).get(path_of(question)))
    own = text_of(browse(ben).get(path_of(question)))
    assert "zorblex" in own
    assert "Your answer is not visible yet." in own
    assert "only the author and moderators see this" in text_of(
        browse(make.moderator()).get(path_of(question))
    )


def test_deleted_answer_leaves_a_line_only_if_somebody_replied(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    silent, spoken = make.answer(ben, question, "Zorblex one."), make.answer(ben, question, "Two.")
    make.reply(asha, spoken, "Thank you for that.")
    with transaction():
        forum.withdraw_post(ben, silent)
        forum.withdraw_post(ben, spoken)
    page = text_of(browse().get(path_of(question)))
    assert page.count("The author deleted this answer.") == 1
    assert "Thank you for that." in page


def test_question_removed_as_unsafe_is_gone_with_its_tombstone(sqlite_app, make, browse):
    asha = make.member("Asha")
    question = make.question(
        asha, "How much zorblex may I take at once?", body="Zorblex is what I mean here."
    )
    path = path_of(question)
    remove_as_unsafe(question)
    for viewer in (None, asha, make.moderator()):
        response = browse(viewer).get(path)
        assert response.status_code == 410
        assert "This question was removed because it was unsafe." in text_of(response)
        assert "Ask first." in text_of(response)
        assert "orblex" not in text_of(response).replace(path, "")
    assert browse().get(f"/q/{question.id}").location == f"/questions/{question.id}#question-1"


def test_hidden_question_is_unknown_to_all_but_author_and_staff(sqlite_app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha)
    path = path_of(question)
    with transaction():
        forum.set_status(question, "hidden")
    assert browse().get(path).status_code == 404
    assert browse(make.member("Ben")).get(path).status_code == 404
    assert browse().get(f"/questions/{question.id}").status_code == 404
    assert browse(asha).get(path).status_code == 200
    assert browse(make.moderator()).get(path).status_code == 200


def test_deleted_question_keeps_its_answers_but_not_its_title(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha, "Does zorblex make anybody else's eyelid jump?")
    make.answer(ben, question, "Mine did, for a week.")
    path = path_of(question)
    with transaction():
        forum.withdraw_post(asha, question)
    moved = browse().get(path)
    assert moved.location == f"/questions/{question.id}"
    page = text_of(browse().get(moved.location))
    assert "The person who asked deleted this question" in page
    assert "Mine did, for a week." in page
    assert "zorblex" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_only_the_asker_is_offered_to_mark_an_answer(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    make.answer(ben, question)
    assert "This helped me" in text_of(browse(asha).get(path_of(question)))
    assert "This helped me" not in text_of(browse(ben).get(path_of(question)))
    assert "This helped me" not in text_of(browse().get(path_of(question)))


def test_own_posts_offer_edit_and_delete_and_no_vote(sqlite_app, make, browse):
    ben = make.member("Ben")
    question = make.question(make.member("Asha"))
    answer = make.answer(ben, question)
    own = text_of(browse(ben).get(path_of(question)))
    assert f'href="/answers/{answer.id}/edit"' in own
    assert f'formaction="/answers/{answer.id}/withdrawal"' in own
    assert f'formaction="/answers/{answer.id}/vote"' not in own
    other = text_of(browse(make.member("Cara")).get(path_of(question)))
    assert f'href="/answers/{answer.id}/edit"' not in other
    assert f'formaction="/answers/{answer.id}/vote"' in other


def test_visitors_page_has_no_form_that_needs_a_token_and_sets_no_cookie(sqlite_app, make, browse):
    question = make.question(make.member("Asha"))
    make.answer(make.member("Ben"), question)
    response = browse().get(path_of(question))
    assert "csrf_token" not in text_of(response)
    assert "Set-Cookie" not in response.headers
    assert f'href="/login?next=/q/{question.id}"' in text_of(response)


def test_banner_greets_the_asker_once_and_nobody_else(sqlite_app, make, browse):
    asha = make.member("Asha")
    question = make.question(asha)
    words = "Your question is posted."
    assert words in text_of(browse(asha).get(f"{path_of(question)}?posted=1"))
    assert words not in text_of(browse(asha).get(path_of(question)))
    assert words not in text_of(browse().get(f"{path_of(question)}?posted=1"))


def test_order_is_chosen_by_link_and_sent_alone_to_the_script(sqlite_app, make, browse):
    ben = make.member("Ben")
    question = make.question(make.member("Asha"))
    older, newer = make.answer(ben, question), make.answer(ben, question)
    part = text_of(browse().fragment("GET", f"{path_of(question)}?sort=newest"))
    assert part.index(newer.anchor) < part.index(older.anchor)
    assert part.lstrip().startswith('<div id="answers">')
    assert "<html" not in part


def test_thread_shows_three_replies_and_opens_on_request(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha)
    answer = make.answer(ben, question)
    replies = [make.reply(asha, answer, f"Reply number {n} of seven.") for n in range(7)]
    page = text_of(browse().get(path_of(question)))
    assert page.count('class="reply"') == 3
    assert "Show 4 more replies" in page
    opened = browse().get(f"{path_of(question)}?replies={answer.id}")
    assert text_of(opened).count('class="reply"') == 7
    part = text_of(browse().fragment("GET", f"{path_of(question)}?replies={answer.id}"))
    assert part.count('class="reply"') == 7
    assert f'id="thread-{answer.id}"' in part
    assert replies[6].anchor in part


def test_reply_too_deep_for_the_screen_names_whom_it_answers(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Marguerite")
    question = make.question(asha)
    chain = [make.answer(ben, question)]
    for n in range(5):
        chain.append(make.reply((asha, ben)[n % 2], chain[-1]))
    page = text_of(browse().get(f"{path_of(question)}?replies={chain[0].id}"))
    assert page.count('<ul class="replies">') == 3
    assert f'<a href="#{chain[4].anchor}">to Marguerite</a>' in page


def test_structured_data_holds_the_visible_rows_only(sqlite_app, make, browse):
    asha, ben = make.member("Asha"), make.member("Ben")
    question = make.question(asha, "Did </script> anybody feel this?", is_anonymous=True)
    helped, other = make.answer(ben, question, "It helped."), make.answer(ben, question, "Other.")
    removed, hidden = make.answer(ben, question, "Removed."), make.answer(ben, question, "Hidden.")
    make.reply(asha, helped, "Thank you so much.")
    remove_as_unsafe(removed)
    with transaction():
        forum.set_status(hidden, "hidden")
        forum.accept_answer(asha, helped)
    response = browse().get(path_of(question))
    data = structured(response)
    assert data["name"] == "Did </script> anybody feel this?"
    assert data["author"] == {"@type": "Person", "name": "Anonymous asker"}
    assert (data["answerCount"], data["commentCount"]) == (2, 1)
    assert data["acceptedAnswer"]["text"] == "It helped."
    assert data["acceptedAnswer"]["comment"][0]["author"]["name"] == "Anonymous asker"
    assert [one["text"] for one in data["suggestedAnswer"]] == ["Other."]
    assert data["suggestedAnswer"][0]["url"].endswith(f"{path_of(question)}#{other.anchor}")
    assert "</script> anybody" not in text_of(response)


def test_anonymous_asker_is_masked_in_the_whole_page_for_everybody(sqlite_app, make, browse):
    asha, ben = make.member("Ashatella"), make.member("Ben")
    question = make.question(asha, is_anonymous=True)
    make.reply(asha, make.answer(ben, question))
    for viewer in (None, ben, make.moderator()):
        page = text_of(browse(viewer).get(path_of(question)))
        assert "Ashatella" not in page
        assert "ashatella" not in page
        assert f"/users/{asha.id}" not in page


def test_short_question_without_answers_is_kept_from_search_engines(sqlite_app, make, browse):
    question = make.question(make.member("Asha"))
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in text_of(browse().get(path_of(question)))
    make.answer(make.member("Ben"), question)
    assert noindex not in text_of(browse().get(path_of(question)))


def test_page_of_twenty_answers_with_replies_keeps_within_its_budget(sqlite_app, make, browse):
    members = [make.member(f"Member {n}") for n in range(7)]
    question = make.question(members[0], body="It flickers on and off through the day. " * 6)
    words = "Mine went on for five weeks last winter in the same spot and then it stopped again"
    with transaction():
        for n in range(20):
            answer = make.answer(members[n % 6 + 1], question, f"{words} after {n} more days.")
            for m in range(3):
                make.reply(members[m], answer, f"Thank you, that is good to know, {n} and {m}.")
    body = browse().get(path_of(question)).get_data()
    assert body.count(b'<article class="answer') == 20
    assert len(body) < 40_000
    assert len(gzip.compress(body)) < 12_000
    own = browse(members[3]).get(path_of(question)).get_data()
    assert len(gzip.compress(own)) < 12_000
