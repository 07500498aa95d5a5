"""How long the parts of a post may be (design 3.1), and how many a page shows (design 3.2)."""

from __future__ import annotations

TITLE = (15, 150)
QUESTION_BODY = (20, 10_000)
ANSWER_BODY = (2, 10_000)
REPLY_BODY = (2, 3_000)
MOST_TAGS = 5
TAG_LENGTH = (2, 30)
REASON_LENGTH = 200
#: What new members can do (newcomers.py): posts in 24 hours, links and @names in one post.
NEW_POSTS = 10
NEW_LINKS = 2
NEW_MENTIONS = 2
SOURCE_LENGTH = 500
#: A remark by the moderators is read in passing; what needs more words is a reply.
REMARK_LENGTH = 300
#: The columns of app/forum/models/notes.py.
NOTE_LINE = 60
NOTE_PLACES = 120

#: Questions in a list, answers on a question page, replies of a thread shown at first.
LIST_PAGE = 20
ANSWER_PAGE = 20
OPEN_REPLIES = 3
#: Answers and open replies of one page together: threads further down start shut, so that a page
#: of twenty answers keeps within 40 kB (design 7). A page of six answers opens all it has.
POSTS_ON_PAGE = 25
#: Replies shown when a thread is opened in full; longer ones go on on the next page of it.
THREAD_PAGE = 200
#: Deeper replies stay at this level on screen and name whom they answer (design 3.2).
SCREEN_DEPTH = 3
