"""The accessibility check: axe on a page, with its findings in words."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

#: WCAG 2.2 A and AA, and axe's own good practice.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page: Any) -> list[str]:
    """What axe finds wrong on the page: rule, element and why; [] when nothing."""
    results = Axe().run(page, options=RULES).response
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
