"""The state machine of moderation: `acts` does things at random, `laws` holds after each."""
