"""What a person typed as what to look for. Any text is a query: nothing typed is an error."""

import re
from dataclasses import dataclass

from communique.codebook.actor_rows import fold
from communique.desk.public.search.words import WORD, key_of, words

LONGEST, MOST_TERMS = 300, 16
"""Characters of a query that are read, and terms that are looked for."""
LEAST_PREFIX = 3
"""Letters before a star; with fewer it would be half of the index, and the star is not read."""
TERM = re.compile(r'(-?)(?:"([^"]*)"?(\*?)|(\S+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; ``prefix``: the last is the beginning of one; ``without``: what has it is not found."""

    keys: tuple[str, ...]
    prefix: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``wanted`` and none of ``unwanted``."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is something to look for: to leave out alone is not."""
        return bool(self.wanted)


def parse(text: str) -> Query:
    """Words, "phrases", ``-not`` and ``begin*`` as typed; marks that mean nothing here are left out."""
    found = [term for match in TERM.finditer(text[:LONGEST]) if (term := _term(match))][:MOST_TERMS]
    return Query(tuple(term for term in found if not term.without), tuple(term for term in found if term.without))


def _term(match: re.Match[str]) -> Term | None:
    without, phrase, star, word = match.groups()
    typed = phrase if phrase is not None else word or ""
    starred = bool(star) or (phrase is None and typed.endswith("*"))
    keys = tuple(each.key for each in words(typed))
    if not keys:
        return None
    last = _beginning(typed) if starred else ""
    if len(last) < LEAST_PREFIX:
        return Term(keys, without=bool(without))
    return Term((*keys[:-1], last), prefix=True, without=bool(without))


def _beginning(typed: str) -> str:
    """The last word as it is compared with beginnings: a plural that was typed out is one word, not a beginning of none."""
    raw = WORD.findall(typed)[-1]
    folded = "".join(WORD.findall(fold(raw)))
    key = key_of(raw)
    return key if folded.startswith(key) else folded[: len(key) - 1]
