"""Factories: one small function per thing, made the way the site makes it.

`make.member(name="Asha")` and `make.question(asha)` work inside a `transaction()` or alone.
"""

from __future__ import annotations

from tests.factories.accounts import MembersMixin
from tests.factories.forum import ForumMixin


class Make(MembersMixin, ForumMixin):
    """All factories under one name."""
