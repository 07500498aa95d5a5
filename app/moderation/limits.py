"""Numbers of moderation, each with its reason."""

from __future__ import annotations

from datetime import timedelta

TEXT_LENGTH = 500
REASON_LENGTH = 500
#: When a case should be decided, by its most pressing report. Unsafe advice is read and followed
#: within the hour; a person in danger waits no longer. Personal data spreads by copying, more
#: slowly. Abuse may wait for the evening in which volunteers look in. The rest harms nobody in two
#: days. First posts have no target: nobody waits for them.
TARGETS = {
    "unsafe_advice": timedelta(hours=1),
    "urgent_care": timedelta(hours=1),
    "personal_data": timedelta(hours=2),
    "abuse": timedelta(hours=12),
    "spam": timedelta(hours=48),
    "off_topic": timedelta(hours=48),
    "other": timedelta(hours=48),
}
#: A member who reads a whole evening reports fewer; a hostile one is slowed (abuse case 31).
REPORTS_A_DAY = 15
#: Reports that were right in the last 90 days raise a member's limit, up to this many a day.
MOST_REPORTS_A_DAY = 60
#: Whoever was mostly wrong so far (weights.py) can still point out what is dangerous, and each
#: report that is right brings the others back.
MOSTLY_WRONG_REPORTS_A_DAY = 5
HELPFUL_WINDOW = timedelta(days=90)
#: A claim is a courtesy between volunteers with ten minutes; after half an hour it is forgotten.
CLAIM_LASTS = timedelta(minutes=30)
#: A revealed name is shown to that moderator, on that case, for so long; then it is asked again.
REVEAL_LASTS = timedelta(minutes=60)

#: Notices of moderation wait this long, so that an early undo sends nothing (design 3.5); later,
#: putting back what was removed as unsafe needs a second pair of eyes.
UNDO_TIME = timedelta(minutes=2)
#: An appeal is answered within a week: longer reads as "no", shorter is too much for volunteers.
APPEAL_DUE = timedelta(days=7)
APPEAL_LENGTH = (10, 1000)
#: A warning and a private note: shorter says nothing, longer is not read.
WARNING_LENGTH = (20, 500)
NOTE_TO_STAFF_LENGTH = (3, 1000)
#: Longer than a year is "until lifted"; that can be looked at again at any time.
MOST_SUSPENDED_DAYS = 365
#: A longer lock has no end in sight; somebody can unlock it at any time.
MOST_LOCKED = timedelta(days=366)
#: Posts that the page of a whole thread shows, and its last acts; nobody reads through more.
THREAD_POSTS = 400
THREAD_ACTS_SHOWN = 50
#: Rows of a member's file and of a list of appeals.
FILE_PAGE = 50

#: Rows of the queue, of the audit trail, of the last decisions when nothing waits.
QUEUE_PAGE = 50
AUDIT_PAGE = 50
LAST_DECISIONS = 5
#: Cases decided with one click: more than one screen of them nobody has looked at.
MOST_AT_ONCE = 100
#: A case with more reports or acts shows the newest ones; nobody reads so many.
MOST_REPORTS_SHOWN = 50
MOST_ACTS_SHOWN = 100

#: Flags of these rules stand for the safety check; all but the first accuse nobody, so keeping the
#: post proves nobody wrong.
SAFETY_RULE = "safety-check"
CHECK_FAILED_RULE = "check-failed"
REWRITTEN_RULE = "rewritten"
RED_FLAG_RULE = "red-flag"
#: Whom the trail names for what an author did, whose name may be behind a mask.
AUTHOR_RULE = "author"
LOOK_ONLY_RULES = (CHECK_FAILED_RULE, REWRITTEN_RULE, RED_FLAG_RULE)
#: The original of what was blacked out can be read for so long, as an act can be appealed.
ORIGINAL_KEPT = timedelta(days=30)

#: Priorities (places in REPORT_KINDS) up to this one come first in the queue: unsafe advice,
#: urgent care, personal data.
LAST_UNSAFE = 2
#: The priority of a case in which somebody may need help now: it stands above all others.
URGENT_CARE = 1
#: The priority of a case that holds only a rule's "first post".
FIRST_POST = 7
