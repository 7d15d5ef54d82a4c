"""The set fill that a phrase's words mean, by the tables of ``kinds.yaml``."""

import functools
import re

from communique.evaluation.suites.muc4.projection.tables import ranked

WORD = re.compile(r"[\w.'-]+")


@functools.lru_cache(maxsize=20_000)
def kind_of(table: str, *texts: str) -> str | None:
    """The fill of the longest listed phrase in the texts (the first text that has one, then the first row); else its "*"."""
    default = None
    for text in texts:
        found = f" {' '.join(word.strip('.') for word in WORD.findall(text.lower()))} "
        best, length = None, 0
        for kind, listed in ranked(table):
            default = kind if listed == ("*",) else default
            longest = max((len(phrase.split()) for phrase in listed if f" {phrase} " in found), default=0)
            if longest > length:
                best, length = kind, longest
        if best is not None:
            return best
    return default
