"""How much is taken in at most."""

MOST_BYTES = 50_000_000
"""Of one file or message."""
