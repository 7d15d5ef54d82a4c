"""Resolves names that someone else has found: a person who marks them, or another program."""

from collections.abc import Sequence

from spacy.tokens import Doc

from communique.coding.places import context as contexts
from communique.coding.places import mentions, names, ranking, surroundings, tokens, unknown
from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Found, Name
from communique.gazetteer import Gazetteer
from communique.gazetteer.normalise import normalise
from communique.model import Place


def resolve(doc: Doc, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer, grammar: Grammar) -> list[Place]:
    """The place of each span (tokens, half-open, not overlapping), read in the context of the whole report.

    Whether a span is a place is not asked again; one that the gazetteer does not have comes back without coordinates.
    """
    read = tokens.read(doc, grammar)
    found = names.find(read, gazetteer, grammar, gazetteer.demonyms)
    inner = {(name.start, name.end): name for name in found.names}
    given = {span: name for span in spans if (name := _name(span, inner, read, gazetteer, grammar))}
    found.names = sorted(given.values(), key=lambda name: name.start)
    surroundings.describe(found, read, gazetteer, grammar)
    context = contexts.read(doc._.report, read.lower, found, found.names, gazetteer, grammar)
    choices = ranking.choose(found.names, context, gazetteer, grammar)
    for span, name in given.items():
        _keep_within(name, span)
    known = {name.start: mentions.mention(name, choices[name.start], read, gazetteer, grammar) for name in found.names}
    reading = unknown.Reading(read, gazetteer, grammar, context, _demonyms(found, context, gazetteer), known)
    return [known[given[span].start].place if span in given else _other(span, found, reading) for span in spans]


def _keep_within(name: Name, span: tuple[int, int]) -> None:
    """Take off what stands outside the span: "northern" before "Mali" is no part of the name that was given."""
    if name.compass is not None and not span[0] <= name.compass < span[1]:
        name.compass = None
    if name.noun_at is not None and not span[0] <= name.noun_at < span[1]:
        name.noun = name.noun_at = None
    name.site, name.body, name.modifier = None, False, False


def _name(
    span: tuple[int, int],
    inner: dict[tuple[int, int], Name],
    read: tokens.Tokens,
    gazetteer: Gazetteer,
    grammar: Grammar,
) -> Name | None:
    """The span as a name with its places; of a span that has none, the longest name within."""
    start, end = span
    if read.words(start, end) in grammar.states:
        state = gazetteer.division(grammar.states[read.words(start, end)])
        return Name(start, end, normalise(read.words(start, end)), (state,)) if state else None
    words = read.doc[start:end].text
    if span in inner and inner[span].noun_at == start:  # one of a list of counties
        return inner[span]
    entries = gazetteer.lookup(words)
    adjective = normalise(words) in gazetteer.demonyms or gazetteer.by_adjective(words) is not None
    if adjective and not any(entry.kind in {"country", "admin1"} for entry in entries):
        return None
    if entries:
        return Name(start, end, normalise(words), entries)
    within = [name for (first, last), name in inner.items() if start <= first and last <= end]
    return max(within, key=lambda name: name.end - name.start, default=None)


def _demonyms(found: Found, context: contexts.Context, gazetteer: Gazetteer) -> dict[int, str]:
    """Country by the token of its adjective; of two, the one that the report names more."""
    chosen = {}
    for start, end, codes in found.demonyms:
        entry = gazetteer.country(max(codes, key=lambda code: context.share.get(code, 0.0)))
        chosen.update(dict.fromkeys(range(start, end), entry.name if entry else ""))
    return chosen


def _other(span: tuple[int, int], found: Found, reading: unknown.Reading) -> Place:
    """An adjective of a country or region, or a name that the gazetteer does not have."""
    words = reading.tokens.words(*span)
    codes = reading.gazetteer.demonyms.get(normalise(words), ())
    if codes:
        share = reading.context.share
        entry = reading.gazetteer.country(max(codes, key=lambda code: share.get(code, 0.0)))
        return mentions.country(entry, words) if entry else Place(text=words)
    region = reading.gazetteer.by_adjective(words)
    if region is not None:
        return mentions.place(region, words, region.name, "alias")
    made = unknown.read(*span, reading)
    return made.place if made else Place(text=words, name=words)
