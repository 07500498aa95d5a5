"""permissions: the policy table. Who may do what, on one screen (`policy.py`).

Three askers: services call `authorize`, templates call `can`, queries filter by viewer. Subjects
are known by their attributes only, so this room imports no other.
"""

from app.permissions.policy import authorize, can

__all__ = ["authorize", "can"]
