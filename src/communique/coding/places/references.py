"""References to places named before: "the town", "there", "the capital", "the north of the country"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.coding.layers import PlaceMention
from communique.coding.places import mentions
from communique.coding.places.context import Context
from communique.coding.places.grammar import Grammar
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Gazetteer
from communique.model import Place

FITS: dict[str, frozenset[str]] = {
    "town": frozenset({"town"}),
    "region": frozenset({"region"}),
    "district": frozenset({"district", "town", "region", "site"}),
    "country": frozenset({"country"}),
    "site": frozenset({"site"}),
    "there": frozenset({"town", "site", "district", "region", "country"}),
}
CONTAINER_REACH = 4
"""Tokens between a place and the country that it is said to be in ("Goma, in the east of Congo")."""
LOCATIVE = frozenset({"in", "from", "across", "throughout", "to", "into", "of", "around"})


def read(
    tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer, grammar: Grammar
) -> Iterator[PlaceMention]:
    """The references of a report, in order. ``known`` are the names, sorted."""
    seen = list(known)
    taken = {index for found in known for index in range(found.start, found.end)}
    for index, word in enumerate(tokens.lower):
        if index in taken:
            continue
        found = None
        if word == "there":
            found = _there(index, tokens, seen)
        elif word == "capital":
            found = _capital(index, tokens, known, context, gazetteer)
        elif word in grammar.references and tokens.pos[index] in {"NOUN", "PROPN"}:
            found = _noun(index, tokens, seen, context, gazetteer, grammar)
        elif word in grammar.bearings and (tokens.at(index - 1) == "the" or _of_country(index, tokens)):
            found = _part(index, tokens, known, context, gazetteer, grammar)
            if found is not None:  # "the region" may lead back to "the north of the country"
                seen = sorted([*seen, replace(found, kind="name")], key=lambda mention: mention.start)
        if found is not None:
            yield found


def _of_country(index: int, tokens: Tokens) -> bool:
    """ "The country's north"."""
    return tokens.at(index - 1) in {"'s", "’s"} and tokens.at(index - 2) in {"country", "nation"}


def _there(index: int, tokens: Tokens, known: Sequence[PlaceMention]) -> PlaceMention | None:
    token = tokens.doc[index]
    if token.dep_ == "expl" or token.tag_ == "EX":
        return None
    nearest = _before(index, known, FITS["there"])
    if nearest is not None and nearest.place.precision == "country":
        inner = _before(nearest.start, known, FITS["there"] - {"country"})
        nearest = inner if inner is not None and nearest.start - inner.end <= CONTAINER_REACH else nearest
    return _refer(index, index + 1, nearest, tokens)


def _before(index: int, known: Sequence[PlaceMention], fits: frozenset[str]) -> PlaceMention | None:
    """The nearest earlier name of a fitting precision."""
    for found in reversed(known):
        if found.end <= index and found.kind == "name" and found.place.precision in fits:
            return found
    return None


def _refer(start: int, end: int, antecedent: PlaceMention | None, tokens: Tokens) -> PlaceMention | None:
    if antecedent is None:
        return None
    values = {key: getattr(antecedent.place, key) for key in Place.__struct_fields__}
    values |= {"text": tokens.words(start, end), "match": "reference"}
    tied = (antecedent.start, antecedent.end)
    rule = f"reference to '{antecedent.place.name}', the nearest earlier place that fits"
    return PlaceMention(start, end, Place(**values), rule, "reference", tied)


def _phrase_start(index: int, tokens: Tokens, grammar: Grammar) -> int | None:
    """Where "the besieged city" starts; null where no determiner opens it."""
    at = index - 1
    while at >= 0 and (tokens.lower[at] in grammar.adjectives or tokens.pos[at] == "ADJ" or tokens.text[at] == "-"):
        at -= 1
    while at < index - 1 and at >= 0 and tokens.pos[at] in {"ADV", "NOUN", "VERB"} and tokens.at(at + 1) == "-":
        at -= 1
    return at if at >= 0 and tokens.lower[at] in grammar.determiners else None


def _noun(
    index: int, tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention | None:
    kind = grammar.references[tokens.lower[index]]
    start = _phrase_start(index, tokens, grammar)
    starts = {found.start for found in known}
    after = tokens.at(index + 1)
    if start is None or index + 1 in starts or (after == "of" and tokens.at(index + 2) not in {"the", "a"}):
        return None
    if after in {"'s", "’s"} and tokens.at(index + 2) in grammar.compass:
        return None
    if kind == "country":
        return _country(start, index + 1, tokens, known, context, gazetteer)
    return _refer(start, index + 1, _before(index, known, FITS[kind]), tokens)


def _country(
    start: int, end: int, tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer
) -> PlaceMention | None:
    """ "The country": the one named most, or the one named last where none leads."""
    last = _before(start, known, FITS["country"])
    leader = context.leader()
    entry = gazetteer.country(leader) if leader else None
    if entry is None:
        return _refer(start, end, last, tokens)
    named = next((found for found in reversed(known) if found.end <= start and found.place.country == entry.name), None)
    place = Place(
        text=tokens.words(start, end),
        name=entry.name,
        country=entry.name,
        precision="country",
        geonameid=entry.geonameid,
        match="reference",
    )
    tied = (named.start, named.end) if named else None
    return PlaceMention(start, end, place, f"reference to {entry.name}, the country named most", "reference", tied)


def _capital(
    index: int, tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer
) -> PlaceMention | None:
    """ "The capital", "Mali's capital", "the Malian capital", "the capital of Mali"; not "the capital, Bamako"."""
    starts = {found.start: found for found in known}
    after = index + 1 + (tokens.at(index + 1) == "city")
    follows = after + (tokens.at(after) in {",", "of"})
    country = None
    if follows in starts:
        if starts[follows].place.precision != "country" or tokens.at(after) != "of":
            return None
        country = starts[follows]
    if country is None:
        country = next(
            (found for found in known if found.place.precision == "country" and index - 3 <= found.end <= index), None
        )
    name = country.place.country if country else None
    entry = gazetteer.country(name or (context.main()[0] if context.main() else ""))
    town = gazetteer.capital(entry.country or "") if entry else None
    if town is None or (name is None and tokens.at(index - 1) not in {"the", "capital"}):
        return None
    start = index - 1 if tokens.at(index - 1) == "the" else index
    place = mentions.place(town, tokens.words(start, after), mentions.plain_name(town, town.name), "reference")
    tied = (country.start, country.end) if country else None
    return PlaceMention(start, after, place, f"the capital of {town.country_name}", "reference", tied)


def _part_span(index: int, tokens: Tokens) -> tuple[int, int] | None:
    """The words of "the north of the country", "the country's north" or "in the north"; null for anything else."""
    if tokens.lower[index + 1 : index + 4] in (["of", "the", "country"], ["of", "the", "territory"]):
        return index - 1, index + 4
    if _of_country(index, tokens):
        return index - 3 if tokens.at(index - 3) in {"the", "this"} else index - 2, index + 1
    bare = tokens.at(index - 2) in LOCATIVE or tokens.starts[index - 1]
    noun = tokens.pos[index] in {"NOUN", "PROPN", "ADV"} and tokens.at(index + 1) != "of"
    return (index - 1, index + 1) if bare and noun and not tokens.is_capital(index + 1) else None


def _part(
    index: int, tokens: Tokens, known: Sequence[PlaceMention], context: Context, gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention | None:
    """ "in the north", "the north of the country": a region of the country named last or most."""
    span = _part_span(index, tokens)
    if span is None or index + 1 in {found.start for found in known}:
        return None
    start, end = span
    country = _country(index, index + 1, tokens, known, context, gazetteer)
    if country is None:
        return None
    name = f"{grammar.compass[tokens.lower[index]]} {country.place.country}"
    regions = [entry for entry in gazetteer.lookup(name) if entry.kind == "region"]
    place = Place(
        text=tokens.words(start, end),
        name=name,
        country=country.place.country,
        precision="region",
        latitude=regions[0].latitude if regions else None,
        longitude=regions[0].longitude if regions else None,
        accuracy_km=regions[0].accuracy_km if regions else None,
        match="reference",
    )
    return PlaceMention(
        start,
        end,
        place,
        f"part of {country.place.country}, named by its direction",
        "reference",
        country.antecedent,
    )
