"""Text: what people write becomes safe HTML here and nowhere else, when it is written.

Markdown (CommonMark, tables, strikethrough, automatic links; raw HTML off) is rendered by
markdown-it-py, cleaned by bleach, and cleaned again by nh3 with the same allow-list: bleach makes
no more releases and lets `<a href="javascript:1">` through, nh3 does not (docs/decisions/0003).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

#: Raised when the rendering changes, so that stored HTML can be found and made again.
RENDERER = 1
#: Longer texts are refused before rendering (threat model, section 7, 11).
MAX_LENGTH = 40_000
#: `://` many times over makes link finding quadratic (1.4 s for 20 kB); posts never need so many.
MAX_LINK_MARKS = 100

TAGS = frozenset(
    "p br hr strong em s code pre blockquote ul ol li a h2 h3 h4 h5 h6"
    " table thead tbody tr th td section span".split()
)
#: The classes of care cards and do/don't lists that articles may use; members' posts get none.
ARTICLE_CLASSES = frozenset("care l1 l2 l3 lvl in do dont dodont words vh".split())
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = frozenset(("http", "https", "mailto"))
LINK_REL = "ugc nofollow noopener"


@dataclass(frozen=True)
class Rendered:
    """Safe HTML of a text, and its words alone (for excerpts, search and structured data)."""

    html: str
    text: str


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A picture from elsewhere would tell its host who reads here; its description stays.
        return self.renderInlineAsText(tokens[idx].children, options, env)


def _parser(*, find_links: bool) -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark", {"html": False, "linkify": find_links}, renderer_cls=_Renderer
    )
    return parser.enable(["table", "strikethrough"] + (["linkify"] if find_links else []))


_plain_parser = _parser(find_links=False)
_linking_parser = _parser(find_links=True)


def render_markdown(source: str, *, heading_shift: int = 2) -> Rendered:
    """Safe HTML and plain words of a member's Markdown.

    source: at most MAX_LENGTH characters, else ValueError.
    heading_shift: how far headings move down, so that a page keeps one `h1` (2: `#` becomes h3).
    """
    if len(source) > MAX_LENGTH:
        raise ValueError(f"text of {len(source)} characters; at most {MAX_LENGTH}")
    parser = _plain_parser if source.count("://") > MAX_LINK_MARKS else _linking_parser
    tokens = parser.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + heading_shift)}"
        style = token.attrs.pop("style", None)
        if style:  # column alignment; styles never pass the content security policy
            token.attrs["align"] = str(style).removeprefix("text-align:")
    html = sanitise(parser.renderer.render(tokens, parser.options, {}))
    return Rendered(html, words_of(html))


def sanitise(html: str, *, for_article: bool = False) -> str:
    """Only the allowed elements and attributes; links marked as members' own.

    for_article: allows the classes of care cards and section anchors (editors write articles),
    and leaves their links unmarked.
    """
    attributes = {tag: sorted(names) for tag, names in ATTRIBUTES.items()}
    cleaned = bleach.clean(
        html,
        tags=TAGS,
        attributes=_article_attribute if for_article else attributes,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes=_nh3_attributes(for_article),
        url_schemes=set(SCHEMES),
        link_rel=None if for_article else LINK_REL,
        strip_comments=True,
        allowed_classes=(
            {tag: set(ARTICLE_CLASSES) for tag in ("section", "span")} if for_article else None
        ),
    ).strip()


def _article_attribute(tag: str, name: str, value: str) -> bool:
    if name in ATTRIBUTES.get(tag, set()):
        return True
    if name == "class" and tag in ("section", "span"):
        return set(value.split()) <= ARTICLE_CLASSES
    return (
        name == "id" and tag in ("h2", "h3") and re.fullmatch("[a-z0-9-]{1,80}", value) is not None
    )


def _nh3_attributes(for_article: bool) -> dict[str, set[str]]:
    allowed = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    if for_article:
        allowed |= {"h2": {"id"}, "h3": {"id"}}
    return allowed


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("a", "strong", "em", "s", "code", "span"):
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.parts.append("\n")


def words_of(html: str) -> str:
    """The words of safe HTML: one line a block, no markup."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


#: Characters that turn or hide text: the bidirectional overrides and isolates, which can make
#: "not safe" read "safe" (threat model, abuse case 6), zero-width ones but the joiners that
#: scripts need, and control characters but tab and line feed.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ud800-\udfff]"
)


def clean_text(text: str) -> str:
    """Text as it may be stored: line feeds only, composed letters, no unwanted characters.

    PostgreSQL refuses U+0000 and SQLite keeps it, so it is dropped once, at the edge.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def clean_line(text: str) -> str:
    """Like `clean_text`, on one line with single spaces."""
    return " ".join(clean_text(text).split())


def excerpt(text: str, length: int = 155) -> str:
    """The beginning of a text on one line, cut between words, at most `length` characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
