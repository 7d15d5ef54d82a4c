"""Which tellings are compared at all: those that share a rare name or word and more, a place and a week, or much of their text.

Every block has a greatest size, so that the pairs grow about as the tellings do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from rensa import RMinHash

from communique.incidents.telling import Telling
from communique.incidents.words import Frequencies

Key = tuple[str, ...]
RAREST = 35
"""Names and words each that a telling is looked up by."""
LARGEST = 60
"""Members of a block, above which what they share is too common to speak for one incident."""
PERMUTATIONS, BAND = 32, 2
"""MinHash: 16 bands of 2 rows find texts of Jaccard likeness 0.4 with a chance of 94 %."""
SEED = 1
SHARED = 2.0
"""Keys two tellings must share: two rare names, or one key of place and time or of text, which count double."""


def pairs(tellings: Sequence[Telling], common: Frequencies) -> Iterator[tuple[int, int]]:
    """Positions of those to compare, smaller first, in order."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for position, telling in enumerate(tellings):
        for key in dict.fromkeys(keys(telling, common)):
            blocks[key].append(position)
    strength: Counter[tuple[int, int]] = Counter()
    for key, members in blocks.items():
        if len(members) > LARGEST:
            continue
        for pair in combinations(members, 2):
            strength[pair] += 1 if key[0] == "word" else 2
    yield from sorted(pair for pair, shared in strength.items() if shared >= SHARED)


def keys(telling: Telling, common: Frequencies) -> Iterator[Key]:
    """The blocks of a telling."""
    for words in (telling.names, telling.words):
        shared = (word for word in words if 2 <= common.counts.get(word, 0) <= LARGEST)
        for word in sorted(shared, key=lambda word: (common.counts[word], word))[:RAREST]:
            yield "word", word
    yield from _scenes(telling)
    yield from _bands(telling)


def _scenes(telling: Telling) -> Iterator[Key]:
    """The place, with the fortnight that the day lies in and the one that overlaps it by a week."""
    day, place = telling.start or telling.published, telling.place
    if day is None or place is None or place.precision in ("country", "unknown"):
        return
    name = "/".join((place.name or place.text, place.admin1 or "", place.country or ""))
    week = day.toordinal() // 7
    yield "scene", name, str(week)
    yield "scene", name, str(week + 1)


def _bands(telling: Telling) -> Iterator[Key]:
    if len(telling.words) < 10:
        return
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(telling.words))
    digest = sketch.digest()
    for start in range(0, PERMUTATIONS, BAND):
        yield "text", str(start), *(str(value) for value in digest[start : start + BAND])
