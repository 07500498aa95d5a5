"""core: what every room stands on.

Database and `transaction()`, events, the outbox of work that follows a commit, the clock,
random ids, text rendering and sanitising, mail. Core knows no other room and no Flask request.
"""
