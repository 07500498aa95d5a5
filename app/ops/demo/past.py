"""Reads what moderators decided in the past months (moderation.toml) into acts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.moderation.reasons import shipped_reasons
from app.ops.demo.acts import FOLDER, Act

FILE = FOLDER / "moderation.toml"


def past_acts(today: datetime) -> Iterator[Act]:
    """Unsafe answers and their end, other removals, reports of what was kept, acts on threads."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for place, entry in enumerate([*data["removals"], *data["others"]]):
        yield from _removed(entry, f"past/{place}", today - timedelta(days=entry["days_ago"]))
    for place, entry in enumerate(data["kept"]):
        yield from _kept(entry, f"kept/{place}", today - timedelta(days=entry["days_ago"]))
    for place, entry in enumerate(data["threads"]):
        moment = today - timedelta(days=entry["days_ago"])
        yield Act(moment, entry["act"], entry["moderator"], f"thread/{place}", entry["on"], entry)


def _removed(entry: dict[str, Any], key: str, posted: datetime) -> Iterator[Act]:
    def after(minutes: float) -> datetime:
        return posted + timedelta(minutes=minutes)

    kind = entry.get("reason", "unsafe_advice")
    yield Act(posted, "answer", entry["by"], key, entry["on"], {"text": entry["text"]})
    if "readers" in entry:
        yield Act(after(5), "showing", entry["by"], f"{key}/s", key, {"to": entry["readers"]})
    for number, (name, minutes) in enumerate(entry["reports"].items()):
        yield Act(after(minutes), "report", name, f"{key}/f{number}", key, {"kind": kind})
    if "hidden" in entry:
        yield Act(after(entry["hidden"]), "hiding", entry["moderator"], f"{key}/h", key)
    decided = after(entry["decided"])
    yield Act(decided, "removal", entry["moderator"], f"{key}/z", key, _words(entry))
    if "category" in entry:
        yield Act(decided + timedelta(hours=1), "telling", entry["moderator"], f"{key}/zt", key)
    if appeal := entry.get("appeal"):
        yield Act(decided + timedelta(days=1), "appeal", entry["by"], f"{key}/zu", key)
        decided_again = decided + timedelta(days=1 + appeal["days"])
        yield Act(decided_again, "answer_to_appeal", appeal["by"], f"{key}/zv", key, appeal)


def _words(entry: dict[str, Any]) -> dict[str, Any]:
    reasons = shipped_reasons()
    if "category" not in entry:
        return {"reason": reasons.other[entry["reason"]].reason}
    unsafe = reasons.unsafe[entry["category"]]
    return {"category": unsafe.code, "reason": unsafe.reason, "safer_note": unsafe.note}


def _kept(entry: dict[str, Any], key: str, reported: datetime) -> Iterator[Act]:
    report = entry["report"]
    decided = reported + timedelta(minutes=entry["decided"])
    yield Act(reported, "report", report["by"], f"{key}/f", entry["on"], report)
    yield Act(decided, "keeping", entry["moderator"], f"{key}/k", entry["on"])
