"""`flask safety classify` and `flask safety evaluate`, as the owner of the machine runs them."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import event

from app.core.db import db

UNSAFE = "Just stop your sertraline, you do not need it."


@pytest.fixture
def run(sqlite_app):
    def command(*arguments, rows=None, text=None):
        given = text if text is not None else "".join(f"{json.dumps(row)}\n" for row in rows or [])
        return sqlite_app.test_cli_runner().invoke(
            args=["safety", *map(str, arguments)], input=given
        )

    return command


def said(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_answers_get_severity_label_and_category(run):
    rows = [{"id": "a", "text": UNSAFE}, {"id": 2, "text": "Mine went away by itself."}]
    assert said(run("classify", "--kind", "answer", rows=rows)) == [
        {"id": "a", "severity": "hold", "label": "unsafe", "category": "stop_change_medicine"},
        {"id": 2, "severity": "none", "label": "safe", "category": "benign"},
    ]


def test_questions_with_title_and_body_get_a_red_flag(run):
    row = {"id": 1, "title": "Help", "body": "Half my face dropped and my arm is weak, right now."}
    assert said(run("classify", "--kind", "question", rows=[row])) == [
        {"id": 1, "red_flag": "emergency", "category": "stroke"}
    ]


def test_personal_data_gets_a_label_and_a_kind(run):
    rows = [{"id": 1, "text": "Write to jo.bloggs@example.com"}, {"id": 2, "text": "Call 999."}]
    assert said(run("classify", "--kind", "pii", rows=rows)) == [
        {"id": 1, "label": "pii", "kind": "email"},
        {"id": 2, "label": "none", "kind": None},
    ]


def test_letters_of_other_scripts_pass_through(run):
    rows = [{"id": "ж-1", "text": "Мне стало лучше 🙂"}]
    assert said(run("classify", "--kind", "answer", rows=rows))[0]["id"] == "ж-1"


def test_line_that_is_no_object_with_an_id_ends_with_status_2(run):
    for text in ("not json\n", '{"text": "no id"}\n', "[1]\n"):
        result = run("classify", "--kind", "answer", text=text)
        assert result.exit_code == 2
        assert "line 1" in result.output


def test_kind_must_be_one_we_know(run):
    assert run("classify", "--kind", "poem", rows=[]).exit_code == 2


def test_evaluate_prints_precision_and_recall_of_each_class(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        "".join(
            json.dumps({"id": n, "text": text, "severity": severity, "category": "benign"}) + "\n"
            for n, (text, severity) in enumerate([(UNSAFE, "hold"), ("I feel better.", "none")])
        )
    )
    output = run("evaluate", gold).output
    for words in ("answer: 2 items", "precision  recall", "hold", "queue", "unsafe_recall"):
        assert words in output


def test_evaluate_refuses_a_file_of_another_kind(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": 1, "text": "x", "label": "none"}\n')
    result = run("evaluate", gold, "--kind", "question")
    assert result.exit_code == 2
    assert "red_flag" in result.output


def test_no_database_is_asked(run, sqlite_app):
    asked = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        run("classify", "--kind", "answer", rows=[{"id": 1, "text": UNSAFE}])
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []
