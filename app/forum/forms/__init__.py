"""Forms of the forum: what may be typed, and the sentences shown when something is missing."""

from app.forum.forms.asking import AccountForm, AskForm, NotesForm, SafetyForm
from app.forum.forms.editing import EditAnswerForm, EditForm, EditQuestionForm, EditReplyForm
from app.forum.forms.writing import AnswerForm, ReplyForm, ScopedForm

__all__ = [
    "AccountForm",
    "AnswerForm",
    "AskForm",
    "EditAnswerForm",
    "EditForm",
    "EditQuestionForm",
    "EditReplyForm",
    "NotesForm",
    "ReplyForm",
    "SafetyForm",
    "ScopedForm",
]
