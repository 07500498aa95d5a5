"""Asking and writing: open to everybody up to the moment of posting; changing is the author's."""

from __future__ import annotations

from tests.guards.matrix import Row

#: The draft of the cast belongs to the author.
OWN_DRAFT = (404, 404, 200, 404, 404)

ROWS: list[Row] = [
    ("GET", "forum.ask", "/questions/ask", 200),
    ("GET", "forum.ask", "/questions/ask?from=no-such-article&q=words", 200),
    ("POST", "forum.post_ask", "/questions/ask", 422),
    ("GET", "forum.edit_ask", "/questions/ask/{draft}", OWN_DRAFT),
    ("POST", "forum.post_edit_ask", "/questions/ask/{draft}", (404, 404, 422, 404, 404)),
    ("GET", "forum.ask_notes", "/questions/ask/{draft}/notes", OWN_DRAFT),
    ("POST", "forum.post_ask_notes", "/questions/ask/{draft}/notes", (404, 404, 422, 404, 404)),
    ("GET", "forum.ask_safety", "/questions/ask/{draft}/safety", (404, 404, 303, 404, 404)),
    ("POST", "forum.post_ask_safety", "/questions/ask/{draft}/safety", (404, 404, 303, 404, 404)),
    ("GET", "forum.check_and_post", "/questions/ask/{draft}/preview", OWN_DRAFT),
    ("POST", "forum.save_ask", "/questions/ask/{draft}/save", OWN_DRAFT),
    ("GET", "forum.wait_for_confirmation", "/drafts/{draft}/waiting", OWN_DRAFT),
    # Its warning signs are not answered: back to step 2. Deleted here; later rows find it gone.
    ("POST", "forum.post_question", "/questions/ask/{draft}/preview", (404, 404, 303, 404, 404)),
    ("POST", "forum.delete_draft", "/drafts/{draft}/deletion", (404, 404, 303, 404, 404)),
    ("GET", "forum.similar_questions", "/questions/similar?title=small+flutter", 200),
    ("GET", "forum.write_answer", "/questions/{question}/answers", 200),
    ("GET", "forum.write_answer", "/questions/{question}/answers?quote=answer-{answer}", 200),
    (
        "GET",
        "forum.write_answer",
        "/questions/{question}/answers?quote=answer-{hidden_answer}",
        200,
    ),
    (
        "GET",
        "forum.write_answer",
        "/questions/{withdrawn_question}/answers",
        (404, 404, 404, 403, 403),
    ),
    ("POST", "forum.post_answer", "/questions/{question}/answers", 422),
    (
        "POST",
        "forum.post_answer",
        "/questions/{withdrawn_question}/answers",
        (404, 404, 404, 403, 403),
    ),
    ("GET", "forum.write_reply", "/questions/{question}/replies", 200),
    ("GET", "forum.write_reply", "/answers/{answer}/replies", 200),
    ("GET", "forum.write_reply", "/replies/{reply}/replies", 200),
    ("GET", "forum.write_reply", "/answers/{removed_answer}/replies", (404, 404, 404, 403, 403)),
    ("POST", "forum.post_reply", "/questions/{question}/replies", 422),
    ("POST", "forum.post_reply", "/answers/{answer}/replies", 422),
    ("POST", "forum.post_reply", "/replies/{reply}/replies", 422),
    ("POST", "forum.post_reply", "/answers/{removed_answer}/replies", (404, 404, 404, 403, 403)),
    ("GET", "forum.edit", "/questions/{question}/edit", (303, 403, 200, 200, 200)),
    ("GET", "forum.edit", "/answers/{answer}/edit", (303, 403, 200, 200, 200)),
    ("GET", "forum.edit", "/answers/{hidden_answer}/edit", (303, 404, 200, 200, 200)),
    ("GET", "forum.edit", "/answers/{removed_answer}/edit", (303, 404, 404, 403, 403)),
    ("GET", "forum.edit", "/replies/{reply}/edit", (303, 403, 200, 200, 200)),
    ("POST", "forum.post_edit", "/questions/{question}/edit", (400, 403, 422, 422, 422)),
    ("POST", "forum.post_edit", "/answers/{answer}/edit", (400, 403, 422, 422, 422)),
    ("POST", "forum.post_edit", "/replies/{reply}/edit", (400, 403, 422, 422, 422)),
    ("POST", "forum.withdraw", "/answers/{hidden_answer}/withdrawal", (303, 404, 409, 403, 403)),
    (
        "POST",
        "forum.withdraw",
        "/questions/{anonymous_question}/withdrawal",
        (303, 403, 303, 403, 403),
    ),
]
