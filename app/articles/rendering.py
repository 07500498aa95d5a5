"""An article's Markdown becomes HTML when it is written: headings with anchors, care cards, lists.

Beyond CommonMark and tables an article has headings that name their anchor
(`## Common causes {#common-causes}`) and blocks between `:::` lines:

    ::: emergency Call your emergency number now if:
    - you struggle to breathe
    :::

`emergency`, `urgent` and `not-urgent` make care cards; `do` and `dont` make the two lists that
stand side by side; `words` explains words. What follows the name is the block's heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.container import container_plugin
from slugify import slugify

from app.core.errors import Invalid
from app.core.text import sanitise, words_of

#: name of a care card -> (class of its level, the level in words, read before the heading)
CARE = {
    "not-urgent": ("l1", "Not urgent"),
    "urgent": ("l2", "Urgent"),
    "emergency": ("l3", "Emergency"),
}
BLOCKS = (*CARE, "do", "dont", "words")
#: "What a twitch is {#what-it-is}"
_ANCHORED = re.compile(r"^(?P<title>.*?)\s*\{#(?P<anchor>[^}]*)\}$")
_ANCHOR = re.compile(r"[a-z0-9-]{1,80}")
#: The one link an emergency card may have (safety taxonomy, "Care cards").
_NUMBERS = '<a href="/emergency">Emergency numbers by country</a>'


@dataclass(frozen=True)
class RenderedArticle:
    """What is stored of an article's text beside its source.

    `contents` has one {"anchor", "title"} for each section; `card_html` is the not-urgent card
    alone, "" when there is none.
    """

    html: str
    text: str
    contents: list[dict[str, str]]
    card_html: str


def render_article(source: str) -> RenderedArticle:
    """HTML, words and contents list of an article's Markdown.

    Raises Invalid("body") with a sentence that names the line when a block or anchor is wrong.
    """
    _check_blocks(source)
    tokens = _parser.parse(source)
    contents = _place_anchors(tokens)
    html = _html(tokens)
    return RenderedArticle(html, words_of(html), contents, _card(tokens))


def _check_blocks(source: str) -> None:
    """Blocks never stand in blocks, so opening and closing lines must take turns."""
    open_since: int | None = None
    for number, line in enumerate(source.split("\n"), start=1):
        if not line.startswith(":::"):
            continue
        name = line.lstrip(":").split(maxsplit=1)[:1]
        if name and open_since is None:
            if name[0] not in BLOCKS:
                known = ", ".join(BLOCKS)
                raise Invalid("body", f"Line {number}: “{name[0]}” is no block. Use {known}.")
            open_since = number
        elif name:
            raise Invalid("body", f"Line {number}: close the block of line {open_since} first.")
        elif open_since is None:
            raise Invalid("body", f"Line {number}: this “:::” closes nothing.")
        else:
            open_since = None
    if open_since is not None:
        raise Invalid("body", f"Line {open_since}: this block is never closed with “:::”.")


def _place_anchors(tokens: Sequence[Token]) -> list[dict[str, str]]:
    contents: list[dict[str, str]] = []
    taken: set[str] = set()
    for heading, inline in pairwise(tokens):
        if heading.type != "heading_open":
            continue
        line = (heading.map or [0])[0] + 1
        if heading.tag == "h1":
            raise Invalid("body", f"Line {line}: begin sections with “##”; the title is the “#”.")
        anchor = _take_anchor(inline, line)
        if heading.tag != "h2":
            continue
        title = words_of(_parser.renderer.render([inline], _parser.options, {}))
        anchor = anchor or slugify(title, max_length=80)
        if anchor in taken:
            raise Invalid("body", f"Line {line}: another section has the anchor “{anchor}”.")
        taken.add(anchor)
        heading.attrSet("id", anchor)
        contents.append({"anchor": anchor, "title": title})
    return contents


def _take_anchor(inline: Token, line: int) -> str | None:
    """Cut `{#anchor}` off the end of a heading."""
    last = inline.children[-1] if inline.children else None
    found = _ANCHORED.match(last.content) if last is not None else None
    if last is None or found is None:
        return None
    if not _ANCHOR.fullmatch(found["anchor"]):
        raise Invalid(
            "body",
            f"Line {line}: the anchor “{found['anchor']}” may have only the letters a to z, "
            "digits and hyphens.",
        )
    last.content = found["title"]
    return found["anchor"]


def _html(tokens: Sequence[Token]) -> str:
    raw = _parser.renderer.render(tokens, _parser.options, {})
    # The sanitiser allows no classes on links; this one is ours, so it gets its look afterwards.
    return sanitise(raw, for_article=True).replace(
        _NUMBERS, _NUMBERS.replace("<a ", '<a class="btn" ')
    )


def _card(tokens: Sequence[Token]) -> str:
    places = [place for place, token in enumerate(tokens) if _is_block(token, "not-urgent")]
    if not places:
        return ""
    # Beside a question it stands under the page's h1, in the article under a section's h2.
    card = _html(tokens[places[0] : places[1] + 1])
    return card.replace("<h3>", "<h2>", 1).replace("</h3>", "</h2>", 1)


def _is_block(token: Token, name: str) -> bool:
    return token.type in (f"container_{name}_open", f"container_{name}_close")


def _care_card(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[place]
    name = token.type.removeprefix("container_").rpartition("_")[0]
    level, words = CARE[name]
    if token.nesting == 1:
        return (
            f'<section class="care {level}"><h3><span class="lvl">{words}</span>'
            f'{_heading(token)}</h3><section class="in">\n'
        )
    link = f"<p>{_NUMBERS}</p>" if name == "emergency" else ""
    return f"{link}</section></section>\n"


def _list_block(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[place]
    if token.nesting == -1:
        return "</section>\n"
    name, heading = token.info.split(maxsplit=1)[0], _heading(token)
    return f'<section class="{name}">' + (f"<h3>{heading}</h3>\n" if heading else "\n")


def _heading(token: Token) -> str:
    return escape(token.info.strip().partition(" ")[2].strip())


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    for name in BLOCKS:
        parser.use(container_plugin, name, render=_care_card if name in CARE else _list_block)
    return parser


_parser = _make_parser()
