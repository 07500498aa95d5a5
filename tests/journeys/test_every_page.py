"""Every page of the site in a real browser: accessible, no wider than the screen, no script error.

The pages are those of the access matrix, each seen by the first person who may see it.
"""

from __future__ import annotations

import re

import pytest

from tests.guards.cast import make_cast
from tests.guards.test_access_matrix import PEOPLE, ROWS
from tests.journeys.axe import violations

#: Not pages for people.
MACHINE = re.compile(
    r"\.(xml|atom|txt|json|csv|webmanifest|ico|js|svg)$|^/healthz|^/\.well-known|^/questions/similar"
)


def pages_of(person: str) -> list[str]:
    """Paths (with braces) that this person, and nobody before in PEOPLE, gets as a page."""
    place = PEOPLE.index(person)
    found = []
    for method, _, path, statuses in ROWS:
        each = (statuses,) * len(PEOPLE) if isinstance(statuses, int) else statuses
        first = next((n for n, status in enumerate(each) if status == 200), None)
        if method == "GET" and first == place and not MACHINE.search(path):
            found.append(path)
    return sorted(set(found))


@pytest.mark.browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("person", [p for p in PEOPLE if pages_of(p)])
def test_every_page_is_accessible_and_fits(site, stage, open_page, person, scheme):
    with stage as make:
        cast = make_cast(make)
    page = open_page(cast.people[person], color_scheme=scheme)
    wrong = []
    for path in pages_of(person):
        target = path.format_map(cast.values)
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(target)
        if response.status != 200:
            wrong.append(f"{target}: {response.status}")
            continue
        wrong += [f"{target}: {finding}" for finding in violations(page)]
        page.set_viewport_size({"width": 320, "height": 800})
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if too_wide > 0:
            wrong.append(f"{target}: {too_wide} px too wide at 320 px")
    assert wrong == []
