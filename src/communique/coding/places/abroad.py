"""Names like that of a small town far from everything that the report speaks of: they are not taken for that town.

Nearly all of them name something else: a person, a body, or a place that the gazetteer does not have. In the gold of the suite
``geoparsing`` none of the 98 that this is asked of is the town that bears the name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from communique.coding.places.context import Context
from communique.coding.places.names import Name
from communique.coding.places.ranking import Choice
from communique.gazetteer import Entry, Gazetteer

KNOWN = 50_000
"""People from which on a town is thought of though its country is not named."""


def apart(
    names: Sequence[Name], choices: Mapping[int, Choice], context: Context, gazetteer: Gazetteer
) -> tuple[list[Name], list[tuple[int, int]]]:
    """The names that keep the place chosen, and the tokens of those that do not: they were resolved to a small town of a country
    that the report neither names, nor a neighbour of, nor has another place in.

    Where the report names no country at all, nothing is known of where it is, and all keep theirs.
    """
    spoken = {near for code in context.share for near in (code, *gazetteer.neighbours(code))}
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        for code in choices[name.start].entry.lies_in:
            keys[code].add(name.key)
    near = spoken | {code for code, found in keys.items() if len(found) > 1}
    kept = [name for name in names if not spoken or _stays(name, choices[name.start].entry, near)]
    stay = {name.start for name in kept}
    return kept, [(name.start, name.end) for name in names if name.start not in stay]


def _stays(name: Name, entry: Entry, near: AbstractSet[str]) -> bool:
    """Places of our supplement do: they are written of everywhere, as they are places of wars."""
    small = entry.kind == "city" and entry.population < KNOWN and entry.source != "supplement"
    return not small or bool(name.inside) or not near.isdisjoint(entry.lies_in)
