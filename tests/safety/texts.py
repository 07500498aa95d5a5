"""Reading the phrase tables and corpora beside the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def phrases(name: str) -> list[str]:
    """Lines of a phrase table without comments."""
    lines = (HERE / "phrases" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def tables(ending: str) -> list[str]:
    """Names of the phrase tables with that ending."""
    return sorted(path.name for path in (HERE / "phrases").glob(f"*{ending}"))


def corpus(name: str) -> list[dict[str, Any]]:
    """Rows of a corpus file."""
    text = (HERE / "corpus" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]
