"""Names of people compared: without case, accents, points and titles."""

import re

from communique.gazetteer.normalise import fold

WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir madam rev reverend fr father sheikh sheik comrade chief pastor bishop imam"
    " president journalist activist lawyer the a an".split()
)


def words(name: str) -> tuple[str, ...]:
    """The words of a name, without what is put before it."""
    found = [re.sub(r"['’]s$", "", word) for word in WORD.findall(fold(name))]
    while len(found) > 1 and found[0] in TITLES:
        found.pop(0)
    return tuple(found)


def same(one: str, other: str) -> bool:
    """Whether two names have the same words in the same order."""
    return words(one) == words(other)


def one_person(one: str, other: str) -> bool:
    """Whether one name's words are all in the other's ("Borel" and "Anna Borel"), or both end in the same two words."""
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and (a <= b or b <= a)
