"""An article's Markdown: anchors, care cards, lists, and mistakes told in plain words."""

from __future__ import annotations

import pytest

from app.articles.rendering import render_article
from app.core.errors import Invalid

EMERGENCY = "::: emergency Call your emergency number now if:\n- you struggle to breathe\n:::\n"


def test_heading_gets_the_anchor_it_names_and_stands_in_the_contents():
    article = render_article("## Common *causes* {#common-causes}\n\nMany.\n")
    assert '<h2 id="common-causes">Common <em>causes</em></h2>' in article.html
    assert article.contents == [{"anchor": "common-causes", "title": "Common causes"}]


def test_heading_without_an_anchor_gets_one_from_its_words():
    assert render_article("## What a twitch is\n").contents[0]["anchor"] == "what-a-twitch-is"


def test_smaller_headings_are_not_in_the_contents():
    assert render_article("## Causes\n\n### Stimulants\n").contents == [
        {"anchor": "causes", "title": "Causes"}
    ]


@pytest.mark.parametrize(
    ("name", "level", "words"),
    [
        ("not-urgent", "l1", "Not urgent"),
        ("urgent", "l2", "Urgent"),
        ("emergency", "l3", "Emergency"),
    ],
)
def test_care_card_says_its_level_in_words(name, level, words):
    html = render_article(f"::: {name} See somebody if:\n- it lasts\n:::\n").html
    assert (
        f'<section class="care {level}"><h3><span class="lvl">{words}</span>See somebody if:</h3>'
    ) in html
    assert "<li>it lasts</li>" in html


def test_emergency_card_alone_leads_to_the_numbers():
    link = '<a class="btn" href="/emergency">Emergency numbers by country</a>'
    assert render_article(EMERGENCY).html.count(link) == 1
    assert link not in render_article(EMERGENCY.replace("emergency Call", "urgent Call")).html


def test_not_urgent_card_is_kept_alone_too():
    article = render_article(f"{EMERGENCY}\n::: not-urgent See a GP if:\n- it lasts\n:::\n")
    assert article.card_html.startswith('<section class="care l1">')
    assert "breathe" not in article.card_html


def test_do_and_dont_stand_next_to_each_other():
    html = render_article("::: do Do\n- rest\n:::\n\n::: dont Do not\n- worry\n:::\n").html
    assert '<section class="do"><h3>Do</h3>' in html
    assert '</section>\n<section class="dont"><h3>Do not</h3>' in html


def test_raw_html_and_script_links_never_come_through():
    attack = "<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n"
    html = render_article(attack + "::: urgent <b>Now</b> if:\n- a\n:::\n").html
    assert "<script" not in html
    assert "href" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Text.\n\n::: warning Stop\n- x\n:::\n", "Line 3: “warning” is no block."),
        ("::: urgent Go if:\n- x\n", "Line 1: this block is never closed"),
        ("Text.\n:::\n", "Line 2: this “:::” closes nothing."),
        ("::: do Do\n::: dont Do not\n:::\n:::\n", "Line 2: close the block of line 1 first."),
        ("## One {#a}\n\n## Two {#a}\n", "Line 3: another section has the anchor “a”."),
        ("## One {#Not Good}\n", "Line 1: the anchor “Not Good” may have only"),
        ("# Title\n", "Line 1: begin sections with “##”"),
    ],
)
def test_mistake_is_told_with_its_line(source, sentence):
    with pytest.raises(Invalid) as refusal:
        render_article(source)
    assert refusal.value.field == "body"
    assert sentence in refusal.value.sentence
