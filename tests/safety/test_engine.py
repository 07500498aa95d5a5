"""The parts of the engine: patterns, vocabulary, words, rules, contracts, purity."""

from __future__ import annotations

import ast
import io
import json
import sys
import time
from pathlib import Path

import pytest

import app.safety
from app.safety import batch, review_text, triage_question
from app.safety.__main__ import main
from app.safety.lexicon import Lexicon, VocabularyError, lexicon
from app.safety.pattern import MAX_GAP, compile_pattern
from app.safety.rules import rules
from tests.safety.texts import HERE

ROOM = Path(app.safety.__file__).parent
# Longer than any text takes, also on a busy machine; the true timing is in the benchmark.
GENEROUS_SECONDS = 2.0


def test_the_room_imports_the_standard_library_and_itself_only() -> None:
    foreign = set()
    for path in ROOM.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            foreign |= {
                name
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names
                and not name.startswith("app.safety")
            }
    assert foreign == set()


def test_no_file_of_the_room_is_long() -> None:
    long = [
        p.name for p in ROOM.glob("*.py") if len(p.read_text(encoding="utf-8").splitlines()) > 300
    ]
    assert long == []


def test_rules_compile_and_have_a_sentence_why() -> None:
    for rule in (*rules("review"), *rules("triage")):
        assert rule.why.endswith(".")
        assert rule.severity in ("hold", "queue", "notice", "emergency", "urgent")


def test_unknown_group_in_a_pattern_is_refused() -> None:
    with pytest.raises(VocabularyError, match="unknown group"):
        compile_pattern("stop <no_such_group>")


def test_gap_over_the_limit_is_refused() -> None:
    with pytest.raises(VocabularyError, match="gap over"):
        compile_pattern(f"stop ..{MAX_GAP + 1} now")


def test_empty_phrase_in_the_vocabulary_is_refused() -> None:
    with pytest.raises(VocabularyError):
        Lexicon([("group", "", False)])


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("sertaline", "sertraline"), ("ibuprofn", "ibuprofen"), ("propanalol", "propranolol")],
)
def test_one_slip_in_a_medicine_is_read(slip: str, meant: str) -> None:
    assert lexicon().correct(slip) in (meant, "propanolol")


def test_everyday_words_are_not_taken_for_medicines() -> None:
    for word in ("stating", "patients", "listening", "morning", "spinning", "walking"):
        assert lexicon().correct(word) == word


def test_matched_words_can_be_shown() -> None:
    text = "Hello there. Honestly, stop the gabapentin tonight and see."
    finding = review_text(text).findings[0]
    assert text[finding.start : finding.end] == "stop the gabapentin"


def test_positions_survive_disguise() -> None:
    text = "Hm. Stóp the gábapentin tonight."
    finding = review_text(text).findings[0]
    assert text[finding.start : finding.end] == "Stóp the gábapentin"


def test_title_is_read_and_findings_say_so() -> None:
    review = review_text("See the title.", title="Stop the gabapentin tonight")
    assert review.severity == "hold"
    assert review.findings[0].part == "title"


def test_worst_sentence_wins() -> None:
    harmless = "I had the same and it was a long road. My desk was to blame. "
    assert review_text(harmless).severity == "none"
    assert review_text(harmless + "Just stop the sertraline.").severity == "hold"


def test_a_supervised_dose_is_a_notice_and_safe() -> None:
    review = review_text("My neurologist started me on 10mg amitriptyline in May.")
    assert (review.severity, review.label) == ("notice", "safe")


def test_hedges_do_not_save() -> None:
    assert (
        review_text("Not medical advice but just stop the sertraline, NAD lol.").severity == "hold"
    )


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "🙂🙂", "a", "> ", "\u200b"])
def test_next_to_nothing_is_safe(text: str) -> None:
    assert review_text(text).severity == "none"
    assert triage_question(text, text).red_flag == "routine"


ADVERSARIAL = {
    "one word": "stop " * 2000,
    "many matches": "take two diazepam " * 555,
    "short sentences": "a. " * 3333,
    "spaced letters": "s t o p " * 1250,
    "digits": "0 7 " * 2500,
    "quotes": '"' * 10_000,
    "quoted lines": "> a\n" * 2500,
    "negations": "not do not don't " * 588,
    "names": "John Smith " * 909,
    "at signs": "a@a." * 2500,
    "dashes": "1-" * 5000,
    "one long word": "a" * 10_000,
    "look-alikes": "ѕ" * 10_000,
    "handles": "insta is as " * 833,
    "houses": "12 Abc Def " * 909,
}


@pytest.mark.parametrize("name", sorted(ADVERSARIAL))
def test_no_text_takes_long(name: str) -> None:
    text = ADVERSARIAL[name][:10_000]
    review_text("warm up"), triage_question("warm", "up")
    started = time.perf_counter()
    review_text(text)
    triage_question("", text)
    assert time.perf_counter() - started < GENEROUS_SECONDS


def test_classify_keeps_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        '{"id": 1, "text": "Just stop the sertraline."}\n\n'
        '{"id": 2, "text": "Good luck on Friday."}\n'
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["classify", "--kind", "answer"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {
        "id": 1,
        "severity": "hold",
        "label": "unsafe",
        "category": "stop_change_medicine",
    }
    assert rows[1] == {"id": 2, "severity": "none", "label": "safe", "category": "benign"}


def test_classify_questions_and_personal_data() -> None:
    question = next(
        batch.classify(
            "question", ['{"id": "q", "title": "I want to die", "body": "Nothing helps."}']
        )
    )
    assert json.loads(question) == {"id": "q", "red_flag": "emergency", "category": "suicidal"}
    pii = next(batch.classify("pii", ['{"id": "p", "text": "Call me on 07700 900418"}']))
    assert json.loads(pii) == {"id": "p", "label": "pii", "kind": "phone"}


def test_bad_input_is_told_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("nonsense\n"))
    assert main(["classify", "--kind", "answer"]) == 2
    assert "line 1" in capsys.readouterr().err


def test_evaluate_prints_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(HERE / "corpus" / "pii.unseen.jsonl")]) == 0
    assert "pii_recall" in capsys.readouterr().out


def test_training_gives_the_same_numbers_again(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {
            "id": 1,
            "text": "just stop the tablets and see",
            "label": "unsafe",
            "category": "stop_change_medicine",
        },
        {"id": 2, "text": "good luck at the clinic", "label": "safe", "category": "benign"},
    ] * 4
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    written = []
    for _ in range(2):
        assert main(["train", "learned_answers", str(gold), "--folder", str(tmp_path)]) == 0
        written.append((tmp_path / "learned_answers.json").read_text())
    assert written[0] == written[1]
