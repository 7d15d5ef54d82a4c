"""Names that the gazetteer does not have, where the syntax says place: misspelt ones, small ones, parts of towns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.coding.layers import PlaceMention
from communique.coding.places import mentions
from communique.coding.places.context import Context
from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Name
from communique.coding.places.surroundings import SITE_OPENERS
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Entry, Gazetteer
from communique.gazetteer.normalise import normalise
from communique.model import Place, Precision

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
MAIN_LEAD = 1.5
"""How many times as much as the next one a country must be named for an unknown name to be laid to it."""
COUNTRIES = 3
"""Countries, the most named first, in which a misspelt name is sought."""
LIKE = {"capital": 75.0, "noun": 86.0, "preposition": 89.0}
"""Least likeness for a misspelling (rapidfuzz ratio): less syntax asks for more."""
LEAST_PEOPLE = 10_000
"""Newspapers misspell towns; two villages of like names are two villages."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the unknown names are read against."""

    tokens: Tokens
    gazetteer: Gazetteer
    grammar: Grammar
    context: Context
    demonyms: Mapping[int, str]
    """Country named by the adjective at a token."""
    known: Mapping[int, PlaceMention]
    """The resolved names by the token they start at."""


def read_all(runs: Sequence[tuple[int, int]], reading: Reading) -> list[PlaceMention]:
    """The mentions of all unknown runs; a name taken for a place once is one wherever it stands alone."""
    made = {start: found for start, end in runs if (found := read(start, end, reading))}
    by_name = {
        normalise(found.place.name or ""): found for found in made.values() if found.place.precision != "unknown"
    }
    ends = {found.end: found for found in [*reading.known.values(), *made.values()]}
    for start, end in sorted(runs):
        before = ends.get(start - 1)
        if start not in made and before is not None and _listed(start, end, before, reading):
            made[start] = ends[end] = _beside(start, end, before, reading)
    for start, end in runs:
        words = reading.tokens.words(start, end)
        same = by_name.get(normalise(words))
        if same is not None and (start not in made or made[start].place.precision == "unknown"):
            values = {key: getattr(same.place, key) for key in Place.__struct_fields__} | {"text": words}
            made[start] = PlaceMention(
                start, end, Place(**values), "the same name as before", "name", (same.start, same.end)
            )
    return [made[start] for start in sorted(made)]


def _listed(start: int, end: int, before: PlaceMention, reading: Reading) -> bool:
    """Whether an unknown name goes on a list of places: "the villages of A and B", "A, B and C"."""
    tokens = reading.tokens
    label = {token.ent_type_ for token in tokens.doc[start:end]}
    joined = tokens.at(start - 1) in {"and", "or"} or (tokens.at(start - 1) == "," and tokens.at(end) in {",", "and"})
    narrow = before.place.precision in {"town", "site", "district", "unknown"}
    person = (
        bool(label & {"NORP", "DATE"})
        or ("PERSON" in label and end - start > 1)
        or tokens.lower[start] in reading.grammar.first_names
    )
    body = any(tokens.lower[at] in reading.grammar.organisations for at in range(start, end))
    return joined and narrow and not (person or body) and tokens.doc[before.start].sent == tokens.doc[start].sent


def _beside(start: int, end: int, before: PlaceMention, reading: Reading) -> PlaceMention:
    """A listed name is of the kind of the one before, where that was told by its noun."""
    name = Name(start, end, normalise(reading.tokens.doc[start:end].text), ())
    name.noun = before.place.precision if before.place.match is None and before.place.precision != "unknown" else None
    return _new(name, reading)


def read(start: int, end: int, reading: Reading) -> PlaceMention | None:
    """The mention of an unknown run of capitalised words; null where nothing says that it is a place."""
    tokens, grammar = reading.tokens, reading.grammar
    if tokens.starts[start] and end == start + 1 and tokens.pos[start] in {"NOUN", "ADJ"}:
        return None
    name = _describe(start, end, tokens, grammar)
    syntax = _syntax(name, reading)
    if syntax is None or name.key in grammar.not_places or _titled(name, tokens, grammar):
        return None
    return _misspelt(name, syntax, reading) or _new(name, reading)


def part(name: Name, reading: Reading) -> PlaceMention | None:
    """The mention of a name that the gazetteer has elsewhere only, told here as a part of a known place."""
    return _new(name, reading)


def _describe(start: int, end: int, tokens: Tokens, grammar: Grammar) -> Name:
    name = Name(start, end, normalise(tokens.doc[start:end].text), ())
    last, after, before = tokens.lower[end - 1], tokens.at(end), tokens.at(start - 1)
    kind = last in grammar.after or last not in grammar.bodies | grammar.organisations
    if end - start > 1 and last in grammar.nouns and kind:
        name.noun, name.noun_at = grammar.nouns[last], end - 1
    elif after in grammar.after and not tokens.is_capital(end):
        name.noun, name.noun_at = grammar.after[after], end
    elif after in SITE_OPENERS and grammar.after.get(tokens.at(end + 1)) == "site":
        name.noun, name.noun_at = "site", end + 1
    elif before == "of" and tokens.at(start - 2) in grammar.nouns and not tokens.is_capital(start - 2):
        name.noun, name.noun_at = grammar.nouns[tokens.at(start - 2)], start - 2
    elif before in grammar.nouns and tokens.pos[start - 1] == "NOUN" and grammar.nouns[before] == "town":
        name.noun, name.noun_at = grammar.nouns[before], start - 1
    return name


def _titled(name: Name, tokens: Tokens, grammar: Grammar) -> bool:
    return tokens.at(name.start - 1).rstrip(".") in grammar.titles or tokens.lower[name.start] in grammar.first_names


def _syntax(name: Name, reading: Reading) -> str | None:
    """What says that it is a place: ``noun``, ``capital`` or ``preposition``."""
    tokens, grammar = reading.tokens, reading.grammar
    before = tokens.at(name.start - 1)
    label = {token.ent_type_ for token in tokens.doc[name.start : name.end]}
    if name.noun is not None:
        at = name.noun_at or 0
        if at < name.start:
            return "capital" if tokens.at(at) == "capital" else "noun"
        located = _around(name, reading) is not None or before_place(name, tokens, grammar)
        if at < name.end and not located:
            return None
        return "noun" if located or name.noun != "site" else None
    taken = tokens.pos[name.start - 1] == "VERB" and tokens.lemma[name.start - 1] in grammar.verbs
    if (
        (before in grammar.strong or before in grammar.weak or taken)
        and label & PLACE_LABELS
        and tokens.at(name.end) not in {"'s", "’s"}
    ):
        return "preposition"
    return None


def before_place(name: Name, tokens: Tokens, grammar: Grammar) -> bool:
    """Whether a preposition of place, or one and an article, stands before."""
    at = name.start - 1
    while (
        tokens.at(at) in {"the", "'s", "’s"} or tokens.at(at) in grammar.compass or (at > 0 and tokens.pos[at] == "ADJ")
    ):
        at -= 1
    if at >= 0 and tokens.pos[at] == "VERB" and tokens.lemma[at] in grammar.verbs:
        return True
    return tokens.at(at) in grammar.strong or tokens.at(at) in grammar.weak


def _misspelt(name: Name, syntax: str, reading: Reading) -> PlaceMention | None:
    if name.noun not in {None, "town", "region"} or name.end - name.start > 4:
        return None
    words = reading.tokens.words(name.start, name.end)
    entry = _like(words, name, syntax, reading)
    if entry is None:
        return None
    start, end = mentions.phrase(name, reading.tokens, reading.grammar)
    found = mentions.place(entry, reading.tokens.words(start, end), mentions.plain_name(entry, entry.name), "misspelt")
    rule = f"misspelt: '{words}' is like {entry.name}, sought in the countries named"
    return PlaceMention(name.start, name.end, found, rule)


def _like(words: str, name: Name, syntax: str, reading: Reading) -> Entry | None:
    countries = reading.context.main()[:COUNTRIES]
    if syntax == "capital":
        capitals = [reading.gazetteer.capital(code) for code in countries]
        like = [entry for entry in capitals if entry and reading.gazetteer.alike(words, entry.name) >= LIKE["capital"]]
        if like:
            return like[0]
    kinds = {"region": {"admin1"}}.get(name.noun or "", {"city"})
    for entry, score in reading.gazetteer.fuzzy(words, countries):
        same_start = normalise(entry.name)[:1] == name.key[:1] or entry.alias
        if entry.kind in kinds and score >= LIKE[syntax] and same_start and entry.population >= LEAST_PEOPLE:
            return entry
    return None


def _new(name: Name, reading: Reading) -> PlaceMention:
    """A place known only by its name here: its precision from the noun, its country from what is beside it."""
    tokens = reading.tokens
    around = _around(name, reading)
    start, end = mentions.phrase(name, tokens, reading.grammar)
    words = tokens.words(name.start, name.end)
    precision: Precision = name.noun or "unknown"
    if around is not None:
        start, end = min(start, around.start), max(end, around.end)
        if precision == "district" and around.place.precision == "town":
            precision = "site"
    beside = around.place if around else None
    near = beside if beside and beside.precision in {"town", "site"} and precision == "site" else None
    made = Place(
        text=tokens.words(start, end),
        name=words,
        admin1=beside.admin1 if beside else None,
        country=_adjective(name, reading) or (beside.country if beside else _main_country(reading)),
        precision=precision,
        latitude=near.latitude if near else None,
        longitude=near.longitude if near else None,
        accuracy_km=max(mentions.SITE_KM, near.accuracy_km or 0.0) if near and near.latitude is not None else None,
        match="context" if near else None,
    )
    last = max(name.end, (name.noun_at or 0) + 1) if name.noun == "site" else name.end
    return PlaceMention(name.start, last, made, "not in the gazetteer, or only elsewhere; the words round it say place")


def _adjective(name: Name, reading: Reading) -> str | None:
    """ "The Malian town of X": the country that the adjective before the noun tells."""
    if name.noun_at is None or name.noun_at > name.start:
        return None
    return next(
        (reading.demonyms[at] for at in range(name.noun_at - 1, name.noun_at - 5, -1) if at in reading.demonyms), None
    )


def _main_country(reading: Reading) -> str | None:
    main = reading.context.main()
    share = reading.context.share
    if not main or (len(main) > 1 and share[main[0]] < MAIN_LEAD * share[main[1]]):
        return None
    entry = reading.gazetteer.country(main[0])
    return entry.name if entry else None


def _around(name: Name, reading: Reading) -> PlaceMention | None:
    """The known place beside: "… of Damascus", "…, Damascus", "in Damascus", "Damascus's …"."""
    tokens = reading.tokens
    end = max(name.end, (name.noun_at or 0) + 1)
    if tokens.at(end) in {",", "of", "in", "("}:
        for at in range(end + 1, end + 5):
            if at in reading.known:
                return reading.known[at]
            if (
                tokens.at(at) not in {"the", "of", "city", "town", "in"}
                and tokens.at(at) not in reading.grammar.compass
            ):
                return None
    if tokens.at(name.start - 1) in {"'s", "’s", "'", "’"}:
        return next((found for found in reading.known.values() if found.end == name.start - 1), None)
    return None
