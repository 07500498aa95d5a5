"""Icons: drawn once a page in one inline sprite that holds only the symbols the page uses."""

from __future__ import annotations

from flask import Flask, g
from markupsafe import Markup

_LINE = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
#: name -> (size of the drawing, its SVG). Our own drawings.
DRAWINGS: dict[str, tuple[int, str]] = {
    "up": (16, '<path d="M8 3 2.5 9.5h3.4V13h4.2V9.5h3.4z" fill="currentColor"/>'),
    "down": (16, f'<path d="M8 13 2.5 6.5h3.4V3h4.2v3.5h3.4z" {_LINE}/>'),
    "reply": (16, f'<path d="M6.5 4 2.5 8l4 4M3 8h6.5a4 4 0 0 1 4 4v.5" {_LINE}/>'),
    "link": (
        16,
        '<path d="M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.2 8.9M9 11.5l-1.2 1.2'
        f'a3 3 0 0 1-4.3-4.3L4.8 7.1" {_LINE}/>',
    ),
    "flag": (16, f'<path d="M4 14V2.5h7.5l-1.5 3 1.5 3H4" {_LINE}/>'),
    "quote": (
        16,
        f'<path d="M3 9.5V7a3 3 0 0 1 3-3M3 9.5h3V12H3zM9 9.5V7a3 3 0 0 1 3-3M9 9.5h3V12H9z" {_LINE}/>',
    ),
    "edit": (16, f'<path d="M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z" {_LINE}/>'),
    "bin": (16, f'<path d="M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5" {_LINE}/>'),
    "tick": (
        20,
        '<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="m6 10.3 2.7 2.7L14.2 7.5"'
        ' fill="none" stroke="var(--brand)" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
    ),
    "ok": (
        16,
        '<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round"/>',
    ),
    "x": (
        16,
        '<path d="m3.5 3.5 9 9m0-9-9 9" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
    ),
    "stop": (
        20,
        '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="m4.5 15.5 11-11" stroke="currentColor" stroke-width="2"/>',
    ),
    "chev": (
        16,
        '<path d="m6 3.5 4.5 4.5L6 12.5" fill="none" stroke="currentColor" stroke-width="1.8"'
        ' stroke-linecap="round" stroke-linejoin="round"/>',
    ),
    "sos": (
        16,
        '<path d="M8 1.5 15 14H1z" fill="currentColor"/><path d="M8 6v3.5M8 11.8v.2" stroke="var(--paper)"'
        ' stroke-width="1.6" stroke-linecap="round"/>',
    ),
    "clock": (16, f'<circle cx="8" cy="8" r="6.3" {_LINE}/><path d="M8 4.5V8l2.5 1.5" {_LINE}/>'),
    "search": (
        16,
        '<circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<path d="m10.5 10.5 3.5 3.5" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>',
    ),
    "bell": (
        16,
        f'<path d="M3.5 11.5V7.5a4.5 4.5 0 0 1 9 0v4M2.5 11.5h11M6.5 13.8h3" {_LINE}/>',
    ),
    "logo": (
        34,
        '<path d="M17 1.5c9 0 15.5 5.8 15.5 14S26 29.5 17 29.5c-1.3 0-2.6-.1-3.8-.4L6.5 32.5v-6.1'
        'C3.3 23.9 1.5 20 1.5 15.5 1.5 7.3 8 1.5 17 1.5z" fill="var(--brand)"/>'
        '<path d="M6 16h5.2c1.3 0 1.5-5.5 3-5.5s1.6 10.5 3.2 10.5 1.5-7 2.8-7 1.3 2 2.4 2H28"'
        ' fill="none" stroke="var(--paper)" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round"/>',
    ),
}


def icon(name: str, css: str = "") -> Markup:
    """A decorative icon; the words beside it carry the meaning. Raises KeyError if unknown."""
    DRAWINGS[name]
    g.setdefault("icons", {})[name] = True
    css_class = Markup(' class="{}"').format(css) if css else ""
    return Markup('<svg{} aria-hidden="true"><use href="#i-{}"/></svg>').format(css_class, name)


def sprite() -> Markup:
    """The drawings of the icons used so far on this page; call it last."""
    symbols = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 {DRAWINGS[name][0]} {DRAWINGS[name][0]}">'
        f"{DRAWINGS[name][1]}</symbol>"
        for name in g.get("icons", {})
    )
    return Markup(f'<svg width="0" height="0" aria-hidden="true" hidden>{symbols}</svg>')


def init_app(app: Flask) -> None:
    """Give templates `icon('reply')` and `sprite()`."""
    app.jinja_env.globals.update(icon=icon, sprite=sprite)
