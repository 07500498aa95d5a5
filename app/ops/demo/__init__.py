"""The demonstration: a year of a small forum, of our own writing, told in the order it happened.

The content is in the TOML files beside this one, a file a topic. Everything is posted through the
services, with the clock set to when it happened, so that counters, notices and trails are true.
"""

from __future__ import annotations

from app.ops.demo.filling import fill_if_empty, say_accounts

__all__ = ["fill_if_empty", "say_accounts"]
