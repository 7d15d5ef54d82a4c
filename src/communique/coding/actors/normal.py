"""Words as the actor lists and the text are compared: case, accents, apostrophes, points and hyphens left out."""

import functools
import re
import unicodedata

_APOSTROPHES = re.compile(r"[.'’‘ʼ`]")
_SPLIT = re.compile(r"[^0-9a-z]+")
_POSSESSIVE = re.compile(r"['’]s\b")


@functools.lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The comparable pieces of a token or a name: "al-Shabab" gives ("al", "shabab"), "U.S.-led" ("us", "led").

    A possessive "'s" gives nothing, so that "People's Front" and the tokens "People", "'s", "Front" agree.
    """
    lower = text.lower()
    if lower.isascii() and lower.isalnum():
        return (lower,)
    lower = _APOSTROPHES.sub("", _POSSESSIVE.sub("", lower))
    plain = unicodedata.normalize("NFKD", lower)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = plain.replace("ı", "i").replace("ø", "o").replace("đ", "d").replace("ł", "l").replace("ß", "ss")
    return tuple(piece for piece in _SPLIT.split(plain) if piece)


def plurals(word: str) -> tuple[str, ...]:
    """The plural of a (last) word by the rules of English spelling; an irregular one must stand in the list."""
    if word.endswith("man"):
        return (word[:-3] + "men",)
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word + "es",)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "s",)
