"""Writing: answers, replies, edits, taking back."""
