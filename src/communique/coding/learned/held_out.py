"""Which sentences of event-location were kept from training, so that figures can be taken on them alone."""

import hashlib

PERCENT = 18
"""Of the sentences of the part ``dev``."""
TRAINED_PARTS = frozenset({"dev"})
"""The parts of event-location that the weights have seen."""


def held_out(text: str) -> bool:
    """Whether a sentence was kept from training: by a hash of its first 60 characters, so that near copies fall together."""
    start = " ".join(text.lower().split())[:60]
    return int(hashlib.sha256(start.encode()).hexdigest(), 16) % 100 < PERCENT
