"""Reads of the forum. Each takes the viewer first: a member, or None for a visitor."""

from app.forum.queries.drafts import (
    get_draft,
    kept_draft_of,
    latest_question_of,
    open_drafts,
    posted_from,
    waiting_drafts,
)
from app.forum.queries.lists import (
    QuestionRow,
    list_questions,
    newest_questions,
    questions_from_article,
    waiting_questions,
)
from app.forum.queries.notices import safety_notices
from app.forum.queries.places import Place, place_of
from app.forum.queries.posts import (
    get_post,
    get_question,
    link_to_question,
    posts_of,
    revisions,
)
from app.forum.queries.similar import related_questions, search_questions, similar_questions
from app.forum.queries.tags import get_tag, list_tags, popular_tags, tags_of
from app.forum.queries.threads import Branch, Thread, get_branch, get_thread
from app.forum.queries.withdrawn import withdrawn_post

__all__ = [
    "Branch",
    "Place",
    "QuestionRow",
    "Thread",
    "get_branch",
    "get_draft",
    "get_post",
    "get_question",
    "get_tag",
    "get_thread",
    "kept_draft_of",
    "latest_question_of",
    "link_to_question",
    "list_questions",
    "list_tags",
    "newest_questions",
    "open_drafts",
    "place_of",
    "popular_tags",
    "posted_from",
    "posts_of",
    "questions_from_article",
    "related_questions",
    "revisions",
    "safety_notices",
    "search_questions",
    "similar_questions",
    "tags_of",
    "waiting_drafts",
    "waiting_questions",
    "withdrawn_post",
]
