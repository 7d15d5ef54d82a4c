"""Names like that of a small town far from everything that the report speaks of: they are not taken for that town.

Nearly all of them name something else: a person, a body, or a place that the gazetteer does not have. In the gold of the suite
``geoparsing`` none of the 98 that this is asked of is the town that bears the name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from communique.coding.places.context import Context
from communique.coding.places.names import Name
from communique.coding.places.ranking import Choice
from communique.gazetteer import Entry, Gazetteer

KNOWN = 50_000
"""People from which on a town is thought of though its country is not named."""


def alone(
    names: Sequence[Name], choices: Mapping[int, Choice], context: Context, gazetteer: Gazetteer
) -> frozenset[int]:
    """First tokens of the names that were resolved to a small town of a country that the report neither names, nor a neighbour
    of, nor has another place in. None where it names no country at all: then nothing is known of where it is.
    """
    if not context.share:
        return frozenset()
    spoken = {near for code in context.share for near in (code, *gazetteer.neighbours(code))}
    entries = {name.start: choices[name.start].entry for name in names}
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for country in _countries(entries[name.start]):
            keys[country].add(name.key)
    return frozenset(
        name.start
        for name in names
        if _small(entries[name.start])
        and not name.inside
        and not any(code in spoken or len(keys[code]) > 1 for code in _countries(entries[name.start]))
    )


def _small(entry: Entry) -> bool:
    """Those of our supplement are written of everywhere, as they are places of wars."""
    return entry.kind == "city" and entry.population < KNOWN and entry.source != "supplement"


def _countries(entry: Entry) -> tuple[str, ...]:
    return entry.countries or ((entry.country,) if entry.country else ())
