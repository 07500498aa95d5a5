"""Reads the content files into acts, each with its moment."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.ops.demo.acts import FOLDER, Act
from app.ops.demo.past import past_acts

#: Edits happen a little after the post they change, in hours.
EDITED_AFTER = 2.0


def members() -> list[dict[str, Any]]:
    """The cast: name, about, joined_days_ago, role, and reports of the page."""
    return list(_read(FOLDER / "members.toml")["members"])


def acts(today: datetime) -> list[Act]:
    """Everything that happens, in order. No act is later than `today`."""
    found = [
        act
        for number, file in enumerate(sorted(FOLDER.glob("[0-9]*.toml")), start=1)
        for place, question in enumerate(_read(file)["questions"])
        for act in _of_question(question, f"{number}-{place}", today)
    ]
    found += [*_of_members(today), *past_acts(today)]
    return sorted(found, key=lambda act: (act.at, act.key))


def _of_members(today: datetime) -> Iterator[Act]:
    for entry in members():
        name = entry["name"]
        for number, report in enumerate(entry.get("reports", ())):
            moment = today - timedelta(hours=report["hours_ago"])
            yield Act(moment, "profile_report", report["by"], f"{name}/f{number}", name, report)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _of_question(question: dict[str, Any], key: str, today: datetime) -> Iterator[Act]:
    asked = today - timedelta(days=float(question["days_ago"]))

    def after(hours: float) -> datetime:
        # What would lie in the future has just happened, still in its order.
        moment = asked + timedelta(hours=float(hours))
        return min(moment, today - timedelta(minutes=10) + timedelta(seconds=float(hours)))

    yield Act(asked, "question", question["asker"], key, data=question)
    yield from _edit(question, key, question["asker"], after(EDITED_AFTER))
    yield from _replies(question, key, after)
    for place, answer in enumerate(question.get("answers", ())):
        answer_key = f"{key}/a{place}"
        hours = float(answer["after_hours"])
        yield Act(after(hours), "answer", answer["by"], answer_key, key, answer)
        yield from _edit(answer, answer_key, answer["by"], after(hours + EDITED_AFTER))
        yield from _replies(answer, answer_key, after)
        for number, report in enumerate(answer.get("reports", ())):
            moment = after(hours + 2 + number)
            if "hours_ago" in report:  # it still waits, so it is young
                moment = today - timedelta(hours=report["hours_ago"])
            yield Act(moment, "report", report["by"], f"{answer_key}/f{number}", answer_key, report)
        if answer.get("accepted"):
            moment = after(hours + 20)
            yield Act(moment, "acceptance", question["asker"], f"{answer_key}/x", answer_key)
        if removed := answer.get("removed"):
            moment = after(max(float(removed["after_hours"]), hours + 6))
            yield Act(moment, "removal", removed["by"], f"{answer_key}/z", answer_key, removed)


def _edit(post: dict[str, Any], key: str, by: str, moment: datetime) -> Iterator[Act]:
    if "edited" in post:
        yield Act(moment, "edit", by, f"{key}/e", key, post)


def _replies(post: dict[str, Any], key: str, after: Any) -> Iterator[Act]:
    for place, reply in enumerate(post.get("replies", ())):
        on = f"{key}/r{reply['to']}" if "to" in reply else key
        yield Act(after(reply["after_hours"]), "reply", reply["by"], f"{key}/r{place}", on, reply)
