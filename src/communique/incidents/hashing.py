"""Whole numbers for texts, the same on every machine and in every run."""

import functools
from hashlib import blake2b

NOTHING = 0
"""Stands for no text."""


@functools.lru_cache(maxsize=500_000)
def number(text: str | None) -> int:
    """32 bits, never 0 for a text; 0 for none."""
    if text is None:
        return NOTHING
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little") or 1


def long_number(text: str) -> int:
    """63 bits: few enough for a column of SQLite, and too many for two of a million to meet."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1
