"""The prepared words as administrators change them: reasons to remove, to keep, safer notes.

What can be chosen now is in app/moderation/reasons.py.
"""
