"""Names of people, and of streets and houses called after them: some are common, most are met nowhere else."""

from random import Random

from benchmarks.linking.chances import pick
from benchmarks.linking.vocabulary import People

KNOWN = 0.3
"""Share of family names that are of the list; the rest is made of syllables."""


def family(of: People, chance: Random) -> str:
    """A family name."""
    if chance.random() < KNOWN:
        return pick(of.family, chance)
    return "".join(pick(of.syllables, chance) for _ in range(3 + int(chance.random() * 2))).capitalize()


def person(of: People, chance: Random) -> str:
    """A given and a family name."""
    return f"{pick(of.given, chance)} {family(of, chance)}"
