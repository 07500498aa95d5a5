"""Differences between two versions of a text, word by word, for history pages."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

#: A run of space or one word. Line breaks stand alone, so that a changed line keeps its neighbours.
_PIECES = re.compile(r"\n|[^\S\n]+|\S+")

#: ("same" | "added" | "removed", the words).
Change = tuple[str, str]


def word_diff(old: str, new: str) -> list[Change]:
    """What changed from the old text to the new one, in reading order.

    Returns (op, text) pairs, op one of "same", "added", "removed"; neighbours of one kind are
    joined. The texts of "same" and "added" together are the new text, "same" and "removed" the old.
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    changes: list[Change] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            _append(changes, "same", after[step.dest_start : step.dest_end])
        elif step.tag == "delete":
            _append(changes, "removed", before[step.src_start : step.src_end])
        else:
            _append(changes, "added", after[step.dest_start : step.dest_end])
    return _whole_phrases(changes)


def _append(changes: list[Change], op: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    if changes and changes[-1][0] == op:
        changes[-1] = (op, changes[-1][1] + text)
    elif text:
        changes.append((op, text))


def _whole_phrases(changes: list[Change]) -> list[Change]:
    """Join changes that only a space parts: "two weeks" for "three days" reads as one."""
    joined: list[Change] = []
    removed = added = ""
    for place, (op, text) in enumerate(changes):
        between = op == "same" and text == " " and (removed or added) and place + 1 < len(changes)
        if op == "removed" or between:
            removed += text
        if op == "added" or between:
            added += text
        if op == "same" and not between:
            joined += _pair(removed, added)
            joined.append((op, text))
            removed = added = ""
    return joined + _pair(removed, added)


def _pair(removed: str, added: str) -> list[Change]:
    return [(op, text) for op, text in (("removed", removed), ("added", added)) if text]


def near_changes(changes: list[Change], words: int = 25) -> list[Change]:
    """The changes with so many unchanged words around them; "…" ("gap") stands for the rest."""
    shown: list[Change] = []
    for place, (op, text) in enumerate(changes):
        pieces = _PIECES.findall(text)
        # Words and the spaces between them count as pieces.
        head = pieces[: 2 * words] if place > 0 else []
        tail = pieces[-2 * words :] if place < len(changes) - 1 else []
        if op != "same" or len(head) + len(tail) >= len(pieces):
            shown.append((op, text))
            continue
        shown += [("same", "".join(head))] if head else []
        shown.append(("gap", "…"))
        shown += [("same", "".join(tail))] if tail else []
    return shown
