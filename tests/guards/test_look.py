"""The look: sizes, contrast recomputed from the style sheet, rules of our CSS and script."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.web.icons import DRAWINGS

STATIC = Path(__file__).parents[2] / "app" / "web" / "static"
SHEETS = ("app.css", "moderation.css")
SCRIPTS = ("app.js", "ask.js", "queue.js", "keys.js")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


CSS = {name: without_comments((STATIC / name).read_text()) for name in SHEETS}
#: Every rule of the sheets: (sheet, selector, declarations). Wrapping at-rules are passed by.
RULES = [
    (name, selector.strip(), declarations)
    for name, text in CSS.items()
    for selector, declarations in re.findall(r"([^{};]+)\{([^{}]*)\}", text)
]
DECLARATIONS = [
    (name, selector, *(part.strip() for part in declaration.split(":", 1)))
    for name, selector, declarations in RULES
    for declaration in re.split(r";(?![^(]*\))", declarations)
    if ":" in declaration
]


# ------------------------------------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("name", "raw", "packed"),
    [
        ("app.css", 30_000, 8_000),
        ("moderation.css", 8_000, 8_000),
        ("app.js", 9_000, 9_000),
        ("ask.js", 3_000, 3_000),
        ("queue.js", 6_000, 6_000),
        ("keys.js", 3_000, 3_000),
    ],
)
def test_file_stays_within_the_limits_of_the_design(name, raw, packed):
    content = (STATIC / name).read_bytes()
    assert len(content) < raw
    assert len(gzip.compress(content, 9)) < packed


@pytest.mark.parametrize("page", [("app.js", "ask.js", "keys.js"), ("app.js", "queue.js")])
def test_no_page_loads_more_than_15_kb_of_script(page):
    assert sum((STATIC / name).stat().st_size for name in page) < 15_000


# ---------------------------------------------------------------------------------------- contrast


def tokens_after(marker: str, *, times: int = 1) -> dict[str, str]:
    """The colours of the block that begins after a marker in app.css, lower case."""
    assert CSS["app.css"].count(marker) == times, marker
    block = CSS["app.css"].split(marker, 1)[1].split("}", 1)[0]
    return {name: value.lower() for name, value in re.findall(r"--([\w-]+):(#\w{6})\b", block)}


LIGHT = tokens_after(":root{color-scheme:light;")
DARK_BY_SYSTEM = tokens_after(":root:not([data-theme=light]){")
DARK_BY_CHOICE = tokens_after(":root[data-theme=dark]{")
DARK = LIGHT | DARK_BY_CHOICE
THEMES = {"light": LIGHT, "dark": DARK}

#: (colour, grounds, least contrast): text 4.5, lines and controls 3 (WCAG 2.2, 1.4.3 and 1.4.11).
PAIRS = [
    ("ink", "paper surface sunken tomb mark brand-soft warn-soft error-soft", 4.5),
    ("muted", "paper surface sunken tomb brand-soft", 4.5),
    ("brand", "paper surface brand-soft", 4.5),
    ("link", "paper surface brand-soft tomb", 4.5),
    ("visited", "paper surface", 4.5),
    ("on-brand", "brand brand-hover", 4.5),
    ("error", "paper surface error-soft", 4.5),
    ("warn", "warn-soft surface", 4.5),
    ("care1", "care1-soft surface", 4.5),
    ("care2", "care2-soft", 4.5),
    ("care3", "paper", 4.5),
    ("ink", "care1-soft care2-soft", 4.5),
    ("on-fill", "fill2 fill3", 4.5),
    ("care3-text", "care3-body", 4.5),
    ("ink", "m1 m2 m3 m4 m5", 4.5),
    ("line-strong", "paper surface sunken brand-soft", 3),
    ("tomb-rule", "tomb paper", 3),
]


def luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(LIGHT["ink"], LIGHT["paper"]) == pytest.approx(14.75, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [(colour, ground, least) for colour, grounds, least in PAIRS for ground in grounds.split()],
)
def test_pair_has_enough_contrast(theme, colour, ground, least):
    colours = THEMES[theme]
    assert contrast(colours[colour], colours[ground]) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_focus_ring_shows_on_every_ground_that_controls_stand_on(theme):
    """The ring is yellow, ink, yellow, and lies around the control, on what the control is on."""
    colours = THEMES[theme]
    rings = [colours["focus"], colours["ink"]]
    grounds = "paper surface sunken brand-soft tomb warn-soft care1-soft care2-soft care3-body"
    for ground in grounds.split():
        assert max(contrast(ring, colours[ground]) for ring in rings) >= 3, ground
    neighbours = [colours["ink"] if theme == "light" else colours["paper"], colours["focus"]]
    assert contrast(*neighbours) >= 10


def test_dark_by_system_and_by_choice_are_the_same():
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE
    # Fills and the focus yellow are made for both.
    assert LIGHT.keys() - DARK_BY_CHOICE.keys() == {
        "fill2", "fill3", "on-fill", "focus", "care3-text",
    }  # fmt: skip


def test_every_custom_property_used_is_defined():
    text = "".join(CSS.values())
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined


# ------------------------------------------------------------------------------- rules of our CSS

PHYSICAL = re.compile(
    r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)\b"
    r"|border-(top|bottom)-(left|right)-radius|left|right|top|bottom"
    r"|(min-|max-)?(width|height)|overflow-[xy]"
)
SIDED = {"margin", "padding", "inset", "border-width"}


def is_one_sided(name: str, value: str) -> bool:
    """Whether a declaration names a side of the screen, not of the text."""
    if PHYSICAL.fullmatch(name) or (
        name in ("text-align", "float", "clear") and value in ("left", "right")
    ):
        return True
    parts = re.findall(r"(?:[^\s(]|\([^)]*\))+", value)
    if len(parts) != 4:
        return False
    if name == "border-radius":
        return parts[0] != parts[1] or parts[2] != parts[3]
    return name in SIDED and parts[1] != parts[3]


def test_every_declaration_reads_in_both_directions():
    assert len(DECLARATIONS) > 1000
    assert not [each for each in DECLARATIONS if is_one_sided(each[2], each[3])]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("margin-left", "1rem"),
        ("padding", "0 1px 0 2px"),
        ("border-radius", "1px 2px 2px 1px"),
        ("float", "left"),
        ("inset", "0 auto 0 0"),
    ],
)
def test_a_declaration_for_one_side_is_found(name, value):
    assert is_one_sided(name, value)


def test_nothing_is_important_and_no_id_is_styled():
    for sheet, selector, declarations in RULES:
        assert "!important" not in declarations, (sheet, selector)
        assert "#" not in re.sub(r"\[[^\]]*\]", "", selector), (sheet, selector)


def test_every_rule_is_in_a_layer():
    order = "reset,tokens,base,layout,components,pages,utilities,print".split(",")
    assert CSS["app.css"].strip().startswith(f"@layer {','.join(order)};")
    for name, text in CSS.items():
        depth = 0
        for mark in re.finditer(r"[{}]|@layer (\w+)\s*\{|([^{}@;]+)\{", text):
            if depth == 0 and mark.group(0) != "}":
                assert mark.group(1) in order, (name, mark.group(0)[:60])
            depth += mark.group(0).count("{") - mark.group(0).count("}")
        assert depth == 0, name


def test_focus_is_never_removed_without_a_ring_elsewhere():
    """Only the page body and inputs whose label shows the ring go without."""
    bare = [selector for _, selector, text in RULES if "outline:0" in text]
    assert bare == [
        "main:focus-visible",
        ":is(.pick,.optcard,.searchbar.big) input:focus-visible",
    ]
    assert ":is(.pick label,.optcard,.searchbar.big):has(input:focus-visible)" in CSS["app.css"]


def test_no_text_is_smaller_than_14_px_but_key_hints_and_the_count():
    small = {
        selector
        for _, selector, name, value in DECLARATIONS
        if name in ("font", "font-size")
        for size in re.findall(r"(?<![\w.-])(\.\d+|\d+(?:\.\d+)?)rem", value)
        if float(size) < 0.875
    }
    assert small <= {"kbd", ".dot"}


def test_readers_of_other_media_are_served():
    for query in ("forced-colors:active", "prefers-reduced-motion:no-preference", "@media print"):
        assert query in CSS["app.css"]
    moving = re.findall(r"(?:transition|animation)[\w-]*:", CSS["app.css"] + CSS["moderation.css"])
    assert moving == ["transition:"]  # colours, inside prefers-reduced-motion


# ------------------------------------------------------------------------------ script and icons


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_makes_no_html_and_depends_on_nothing(name):
    text = (STATIC / name).read_text()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                 "new Function", "setHTMLUnsafe", ".style.", "http://", "import "):  # fmt: skip
        assert word not in text, word
    elsewhere = re.sub(r"\]\(https://\)", "", text)  # what the link button writes into a text
    assert "https://" not in elsewhere


def test_sprite_of_all_icons_is_small_and_well_formed():
    symbols = ""
    for name, (size, drawing) in DRAWINGS.items():
        ElementTree.fromstring(f"<svg>{drawing}</svg>")
        assert size in (16, 20, 34), name
        assert "style=" not in drawing
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing))
        assert colours <= {"none", "currentColor", "var(--brand)", "var(--paper)"}, name
        symbols += f'<symbol id="i-{name}" viewBox="0 0 {size} {size}">{drawing}</symbol>'
    # All of them at once; a page carries only those that it uses.
    assert len(gzip.compress(symbols.encode())) < 3_000
