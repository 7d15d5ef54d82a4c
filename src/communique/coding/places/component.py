"""Reads the places of a ``Doc``: names found, weighed, ranked; then unknown names and references."""

from collections.abc import Iterable

from spacy.tokens import Doc

from communique.coding.layers import PlaceMention
from communique.coding.places import (
    abroad,
    borders,
    evidence,
    mentions,
    names,
    ranking,
    references,
    surroundings,
    tokens,
    unknown,
)
from communique.coding.places import context as contexts
from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Found, Name
from communique.coding.places.ranking import Choice
from communique.gazetteer import Gazetteer
from communique.model import Place


class Places:
    """The component. The gazetteer is opened (and built, once) when the first report comes."""

    def __init__(self, grammar: Grammar, gazetteer: Gazetteer | None = None) -> None:
        self.grammar = grammar
        self._gazetteer = gazetteer

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer asked."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.open()
        return self._gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.places``: sorted, not overlapping."""
        doc._.places = self.read(doc)
        return doc

    def read(self, doc: Doc) -> list[PlaceMention]:
        """The place mentions of a parsed ``Doc``."""
        gazetteer, grammar = self.gazetteer, self.grammar
        read = tokens.read(doc, grammar)
        found = names.find(read, gazetteer, grammar, gazetteer.demonyms)
        surroundings.describe(found, read, gazetteer, grammar)
        kept = evidence.weigh(found, read, grammar, _countries(found))
        context = contexts.read(doc._.report, read.lower, found, kept, gazetteer, grammar)
        choices = ranking.choose(kept, context, gazetteer, grammar)
        kept, far = abroad.apart(kept, choices, context, gazetteer)
        named = self._named(kept, choices, read)
        adjectives = _adjectives(found, context, gazetteer, read)
        demonyms = {at: made.place.country or "" for made in adjectives for at in range(made.start, made.end)}
        known = {mention.start: mention for mention in named}
        reading = unknown.Reading(read, gazetteer, grammar, context, demonyms, known)
        more = unknown.read_all([*found.unknown, *far], reading)
        parts = [unknown.part(name, reading) for name in kept if _is_part(name, choices[name.start])]
        first = _apart([mention for mention in parts if mention], named, more, adjectives)
        first = _apart(first, borders.read(read, first, context, gazetteer))
        return _apart(first, references.read(read, first, context, gazetteer, grammar))

    def _named(self, kept: list[Name], choices: dict[int, Choice], read: tokens.Tokens) -> list[PlaceMention]:
        states = [_state(name, read) for name in kept if name.state]
        made = [  # takes the state from a name that was resolved elsewhere, so it comes second
            mentions.mention(name, choices[name.start], read, self.gazetteer, self.grammar)
            for name in kept
            if not _is_part(name, choices[name.start])
        ]
        return _apart(made, states)


def _is_part(name: Name, choice: Choice) -> bool:
    """ "The Karrada district of Baghdad": no place of that name lies where the report says."""
    if name.noun_at is None or name.noun_at < name.end - 1 or choice.entry.kind != "city":
        return False
    if name.noun in {"region", "district"} and name.capital_noun:
        return True
    beside = name.container is not None and name.container[0] in {name.noun_at + 2, name.noun_at + 3}
    outside = not any(ranking.within(choice.entry, container) for container in name.inside)
    return name.noun in {"site", "district"} and beside and outside


def _state(name: Name, read: tokens.Tokens) -> PlaceMention:
    """ "La." after a town."""
    assert name.container is not None
    start, end = name.container
    entry = name.inside[0]
    place = mentions.place(entry, read.words(start, end), entry.name, "alias")
    return PlaceMention(start, end, place, f"abbreviation of {entry.name}")


def _countries(found: Found) -> frozenset[str]:
    """Countries that the report seems to name, before anything is decided."""
    named = {
        entry.country for name in found.names for entry in name.entries if entry.kind == "country" and entry.country
    }
    return frozenset(named | {code for _start, _end, codes in found.demonyms for code in codes})


def _adjectives(
    found: Found, context: contexts.Context, gazetteer: Gazetteer, read: tokens.Tokens
) -> list[PlaceMention]:
    """ "Malian", "French": which country's; of two, the one that the report names more."""
    made = []
    for start, end, codes in found.demonyms:
        entry = gazetteer.country(max(codes, key=lambda code: context.share.get(code, 0.0)))
        if entry is not None:
            text = read.words(start, end)
            place = Place(text=text, name=entry.name, country=entry.name, precision="country", match="alias")
            made.append(PlaceMention(start, end, place, f"adjective of {entry.name}", "adjective"))
    return made


def _apart(*groups: Iterable[PlaceMention]) -> list[PlaceMention]:
    """All of the first group and those of the later ones that overlap nothing before, in order."""
    taken: set[int] = set()
    kept = []
    for group in groups:
        for mention in group:
            span = range(mention.start, mention.end)
            if taken.isdisjoint(span):
                taken.update(span)
                kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)
