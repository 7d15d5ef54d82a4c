"""The form in which names are compared."""

import unicodedata

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ŋ": "n"}
)
"""Latin letters that have no decomposition in Unicode."""
_DROPPED = "'’‘`´ʻʼʾʿ′."
_MARKS = str.maketrans(
    {**dict.fromkeys(_DROPPED), **dict.fromkeys('-‐‑–—_/,;:()[]"“”&!?+*\u00a0', " ")},
)
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
"""Words that newspapers write short or long at will."""


def fold(text: str) -> str:
    """Casefold and take off diacritics; letters of other scripts stay."""
    low = text.casefold()
    if low.isascii():
        return low
    low = unicodedata.normalize("NFKD", low.translate(_LETTERS)).casefold()
    return "".join(char for char in low if not unicodedata.combining(char))


def normalise(name: str) -> str:
    """Fold a name: case, diacritics, apostrophes and full stops go, hyphens become spaces, "the" before it goes.

    >>> normalise("the Deir ez-Zor")
    'deir ez zor'
    """
    words = fold(name).translate(_MARKS).split()
    if len(words) == 1:
        return words[0]
    if words and words[0] == "the":
        del words[0]
    return " ".join([_WORDS.get(word, word) for word in words])
