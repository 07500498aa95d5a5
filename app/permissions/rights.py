"""The rights that can be taken from a member one by one, for a time."""

from __future__ import annotations

ASKING = "asking"
ANSWERING = "answering"
VOTING = "voting"
REPORTING = "reporting"
RIGHTS = (ASKING, ANSWERING, VOTING, REPORTING)
#: All of them at once: what a suspension without a single right takes.
EVERYTHING = "everything"

#: The right that an action needs; what is not here only a whole suspension takes.
RIGHT_OF = {
    "question:post": ASKING,
    "answer:post": ANSWERING,
    "reply:post": ANSWERING,
    "post:vote": VOTING,
    "post:report": REPORTING,
    "profile:report": REPORTING,
}
#: What a member cannot do meanwhile, as it goes on after "You cannot".
VERBS = {
    EVERYTHING: "post",
    ASKING: "ask questions",
    ANSWERING: "answer or reply",
    VOTING: "vote",
    REPORTING: "report posts",
}
