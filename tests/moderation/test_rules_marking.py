"""Words marked where a moderator reads them."""

from __future__ import annotations

import pytest

from app.core.text import render_markdown
from app.moderation.marking import excerpt_around, mark_html, mark_text


def marked(source, *words):
    spans = [(source.index(one), source.index(one) + len(one)) for one in words]
    return mark_html(render_markdown(source).html, source, spans)


def test_words_are_marked_in_the_rendered_text():
    assert marked("Just stop it, now.", "stop it") == "<p>Just <mark>stop it</mark>, now.</p>"


def test_mark_never_crosses_a_tag():
    assert marked("Just **stop** it now.", "stop** it") == (
        "<p>Just <strong><mark>stop</mark></strong> <mark>it</mark> now.</p>"
    )


def test_second_of_two_equal_words_is_found_by_its_order():
    source = "Stop worrying. Then stop the pills."
    start = source.index("stop")
    html = mark_html(render_markdown(source).html, source, [(start, start + 4)])
    assert html == "<p>Stop worrying. Then <mark>stop</mark> the pills.</p>"


@pytest.mark.parametrize(
    "source",
    [
        'Take a<b & c>d "five" & go <script>alert(1)</script>',
        '[five](https://example.org/?a=%22five%22 "five > five") five',
        "five &amp; &lt;mark&gt; five",
        "`five <b>` five",
    ],
)
def test_marking_adds_nothing_but_marks(source):
    html = render_markdown(source).html
    spans = [(at, at + 4) for at in range(len(source)) if source.startswith("five", at)]
    result = mark_html(html, source, spans)
    assert result.replace("<mark>", "").replace("</mark>", "") == html
    assert "<mark>five</mark>" in result or "five" not in html


def test_words_that_do_not_appear_are_left_alone():
    source = "See [this](https://example.org/pills)."
    assert "<mark>" not in marked(source, "pills")


def test_title_is_cut_into_marked_parts_and_overlaps_become_one():
    assert mark_text("Stop your pills", [(0, 9), (5, 15)]) == [
        ("Stop your", True),
        (" pills", True),
    ]
    assert mark_text("Hello", [(9, 12)]) == [("Hello", False)]


def test_excerpt_shows_some_words_on_each_side():
    text = "one " * 40 + "stop it " + "two " * 40
    start = text.index("stop")
    found = excerpt_around(text, start, start + 7, "why")
    assert (found.words, found.why) == ("stop it", "why")
    assert found.before.startswith("…one")
    assert found.before.endswith("one ")
    assert found.after.startswith(" two")
    assert found.after.endswith("two…")
