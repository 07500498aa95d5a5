"""The rules at work on this site: the engine's, less those switched off, and the site's own.

`checking` runs them over a text, `recording` keeps what they found in a post or a profile, `site`
matches the site's own rules, `queries` counts how they did, `services` switches and changes them.
How the engine reads a sentence is in app/safety; what becomes of a post is decided by whoever asks.
"""

from app.moderation.rules.checking import Checked, check_text
from app.moderation.rules.recording import record_findings, record_profile_findings

__all__ = ["Checked", "check_text", "record_findings", "record_profile_findings"]
