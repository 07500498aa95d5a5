"""Numbers of what is published, each with its reason."""

from __future__ import annotations

from datetime import timedelta

#: Bump it when a figure comes to mean something else; months keep the number they were counted by.
DEFINITIONS = 1
#: A month is counted anew every day until so long after its end: reports are decided, appeals are
#: answered (a week) and wrong holds found by then. It must stay below the 90 days after which it is
#: forgotten who read what. Later corrections do not change the month; what was put back later
#: counts in the month in which it was put back.
COUNTED_UNTIL = timedelta(days=30)
#: Below this many, a share says more about single persons or luck than about the site.
LEAST_FOR_SHARE = 5
#: Rows of a page of the log, entries of its feed.
LOG_PAGE = 50
FEED_ENTRIES = 30
#: Months in the list; older ones keep their addresses.
MONTHS_LISTED = 24
#: Weeks and months on the moderators' page: two months, half a year.
WEEKS, MONTHS = 8, 6
