"""The safety room: pure rules on text. Text in, findings out; no Flask, no database, the standard
library only.

Words of this room: a *finding* is a matched piece of text with a category, a severity and a
sentence why; a *review* is the verdict on an answer or reply (hold, queue, notice, none); a
*triage* is the verdict on a question (emergency, urgent, routine). What to do about a verdict is
decided elsewhere (forum, moderation). How the rules read and how to add one: docs/safety.md. No
wording or rule here has been reviewed by a clinician yet.
"""

from app.safety.model import Finding, Review, Triage
from app.safety.personal import find_personal_data
from app.safety.review import review_text
from app.safety.triage import triage_question

__all__ = ["Finding", "Review", "Triage", "find_personal_data", "review_text", "triage_question"]
