"""Rendering and sanitising: nothing active survives, nothing harmless is lost."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import (
    MAX_LENGTH,
    clean_line,
    clean_text,
    excerpt,
    render_markdown,
    sanitise,
)

ATTACKS = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text())["attacks"]
#: What must never be in the output, whatever went in.
FORBIDDEN = (
    *("<script", "<img", "<iframe", "<form", "<input", "<svg", "<object", "<base", "<meta"),
    *('="javascript:', '="vbscript:', '="data:', " on", "style=", "srcdoc", "id="),
)


def active_parts(html: str) -> list[str]:
    """Forbidden parts that stand inside a tag, where they could act; as words they are harmless."""
    tags = [part.split(">")[0].lower() for part in html.split("<")[1:]]
    return [bad for bad in FORBIDDEN for tag in tags if bad in f"<{tag}"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_leaves_nothing_active_through_markdown(attack):
    assert active_parts(render_markdown(attack).html) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_leaves_nothing_active_as_raw_html(attack):
    assert active_parts(sanitise(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_leaves_nothing_active_in_an_article(attack):
    assert [bad for bad in active_parts(sanitise(attack, for_article=True)) if bad != "id="] == []


def test_link_is_marked_as_members_own_and_kept():
    html = render_markdown("see https://www.nhs.uk/conditions now").html
    assert html == (
        '<p>see <a href="https://www.nhs.uk/conditions" rel="ugc nofollow noopener">'
        "https://www.nhs.uk/conditions</a> now</p>"
    )


def test_tables_lists_quotes_and_strikethrough_are_rendered():
    html = render_markdown("> said\n\n- one\n- ~~two~~\n\n|a|b|\n|:-:|-|\n|1|2|\n").html
    for part in ("<blockquote>", "<li>one</li>", "<s>two</s>", '<th align="center">a</th>'):
        assert part in html


def test_heading_moves_down_so_that_the_page_keeps_one_h1():
    assert render_markdown("# Big").html == "<h3>Big</h3>"


def test_picture_is_replaced_by_its_description():
    assert render_markdown("![my knee](https://example.org/x.png)").html == "<p>my knee</p>"


def test_words_are_one_line_a_block_without_markup():
    assert render_markdown("One *two*\n\n- three\n- four").text == "One two\nthree\nfour"


@pytest.mark.parametrize(
    "shape", ["[", "[a](", "![a](b ", "[a](<b", "<![CDATA[", "> ", "<b>", "a\n", "://", "*a ", "|"]
)
def test_pathological_text_is_rendered_in_bounded_time(shape):
    text = (shape * MAX_LENGTH)[:30_000]
    started = time.process_time()
    render_markdown(text)
    # A generous bound: the measured times are under a second; a hang is minutes.
    assert time.process_time() - started < 20


def test_text_beyond_the_limit_is_refused():
    with pytest.raises(ValueError, match="at most"):
        render_markdown("a" * (MAX_LENGTH + 1))


def test_controls_nul_and_bidi_overrides_are_dropped_and_line_ends_made_one():
    assert clean_text("a\x00b\u202ec\r\nd\re\ud800") == "abc\nd\ne"
    assert clean_line("  a \n b\tc ") == "a b c"


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(max_size=400))
def test_any_text_renders_without_active_parts(text):
    assert active_parts(render_markdown(clean_text(text)).html) == []


def test_excerpt_is_cut_between_words():
    assert excerpt("one two three four", 12) == "one two…"
    assert excerpt("short", 12) == "short"
