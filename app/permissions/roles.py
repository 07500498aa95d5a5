"""The roles a member can have, from least to most."""

from __future__ import annotations

MEMBER = "member"
MODERATOR = "moderator"
ADMINISTRATOR = "administrator"
ROLES = (MEMBER, MODERATOR, ADMINISTRATOR)
STAFF = (MODERATOR, ADMINISTRATOR)
