"""Numbers of moderation, each with its reason."""

from __future__ import annotations

from datetime import timedelta

TEXT_LENGTH = 500
REASON_LENGTH = 500
#: A member who reads a whole evening reports fewer; a hostile one is slowed (abuse case 31).
REPORTS_A_DAY = 15
#: Reports that were right in the last 90 days raise a member's limit, up to this many a day.
MOST_REPORTS_A_DAY = 60
HELPFUL_WINDOW = timedelta(days=90)
#: A claim is a courtesy between volunteers with ten minutes; after half an hour it is forgotten.
CLAIM_LASTS = timedelta(minutes=30)
#: A revealed name is shown to that moderator, on that case, for so long; then it is asked again.
REVEAL_LASTS = timedelta(minutes=60)

#: Rows of the queue, of the audit trail, of the last decisions when nothing waits.
QUEUE_PAGE = 50
AUDIT_PAGE = 50
LAST_DECISIONS = 5
#: A case with more reports or acts shows the newest ones; nobody reads so many.
MOST_REPORTS_SHOWN = 50
MOST_ACTS_SHOWN = 100

#: Priorities (places in REPORT_KINDS) up to this one come first in the queue: unsafe advice,
#: urgent care, personal data.
LAST_UNSAFE = 2
#: The priority of a case that holds only a rule's "first post".
FIRST_POST = 7
