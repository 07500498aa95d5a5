"""Reading the forum: open to everybody; what is out of view is for its author and staff."""

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("GET", "forum.list_questions", "/questions", 200),
    ("GET", "forum.list_questions", "/questions?sort=active", 200),
    ("GET", "forum.list_questions", "/questions?sort=votes&filter=waiting", 200),
    ("GET", "forum.list_questions", "/questions?page=bm9uc2Vuc2U", 404),
    ("GET", "forum.list_tags", "/tags", 200),
    ("GET", "forum.show_tag", "/tags/{tag}", 200),
    ("GET", "forum.show_tag", "/tags/Eyelid", 301),
    ("GET", "forum.show_tag", "/tags/nothing-was-tagged-so", 404),
    ("GET", "forum.show_question", "/questions/{question}/{slug}", 200),
    ("GET", "forum.show_question", "/questions/{question}", 301),
    ("GET", "forum.show_question", "/questions/{question}/old-title", 301),
    ("GET", "forum.show_question", "/questions/{withdrawn_question}", 404),
    ("GET", "forum.show_question", "/questions/99999999999999999999", 404),
    ("GET", "forum.permalink", "/q/{question}", 302),
    ("GET", "forum.permalink", "/a/{answer}", 302),
    ("GET", "forum.permalink", "/a/{hidden_answer}", 302),
    ("GET", "forum.permalink", "/a/{removed_answer}", 302),
    ("GET", "forum.permalink", "/a/{question}", 404),
    ("GET", "forum.permalink", "/r/{reply}", 302),
    ("GET", "forum.show_history", "/questions/{question}/history", 200),
    ("GET", "forum.show_history", "/questions/{anonymous_question}/history", 200),
    ("GET", "forum.show_history", "/answers/{answer}/history", 200),
    ("GET", "forum.show_history", "/answers/{hidden_answer}/history", (404, 404, 200, 200, 200)),
    ("GET", "forum.show_history", "/answers/{removed_answer}/history", (404, 404, 404, 200, 200)),
    ("GET", "forum.show_history", "/replies/{reply}/history", 200),
]
