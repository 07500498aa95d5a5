"""The acts that the demonstration is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Act:
    """Something that happens in the demonstration.

    kind: the name of a method of `_Filling` or `Moderating`, without its underscore. `key` names
    what it makes, `on` what it is about; both are paths such as "3-1/a2/r0".
    """

    at: datetime
    kind: str
    by: str
    key: str
    on: str = ""
    data: dict[str, Any] = field(default_factory=dict)
