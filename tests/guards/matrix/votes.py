"""Voting is for members, never on one's own posts; accepting is for the person who asked."""

from tests.guards.matrix import Row

ROWS: list[Row] = [
    ("POST", "votes.cast_vote", "/questions/{question}/vote", (303, 422, 422, 422, 422)),
    ("POST", "votes.cast_vote", "/answers/{answer}/vote", (303, 422, 422, 422, 422)),
    ("POST", "votes.cast_vote", "/replies/{reply}/vote", (303, 422, 422, 422, 422)),
    ("POST", "votes.cast_vote", "/answers/{hidden_answer}/vote", (303, 404, 422, 422, 422)),
    ("POST", "votes.cast_vote", "/answers/{removed_answer}/vote", (303, 404, 404, 422, 422)),
    ("POST", "votes.accept_answer", "/answers/{answer}/accept", (303, 403, 303, 403, 403)),
    ("POST", "votes.accept_answer", "/answers/{removed_answer}/accept", (303, 404, 404, 403, 403)),
]
