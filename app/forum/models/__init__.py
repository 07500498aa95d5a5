"""Tables of the forum room. One `posts` table carries questions, answers and replies."""

from app.forum.models.drafts import Draft, Submission
from app.forum.models.notes import FREQUENCIES, SAME_MUSCLE, NotesColumns
from app.forum.models.posts import ANSWER_KINDS, Post, Question, Quote, Revision, Tombstone
from app.forum.models.tags import QuestionTag, Tag
from app.forum.models.threads import CLOSED_AS, ThreadColumns

__all__ = [
    "ANSWER_KINDS",
    "CLOSED_AS",
    "FREQUENCIES",
    "SAME_MUSCLE",
    "Draft",
    "NotesColumns",
    "Post",
    "Question",
    "QuestionTag",
    "Quote",
    "Revision",
    "Submission",
    "Tag",
    "ThreadColumns",
    "Tombstone",
]
