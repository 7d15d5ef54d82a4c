"""The names of a sentence that may be places', each as it is written in full ("al-Houz", "Aleppo City")."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from communique.coding.layers import PlaceMention
from communique.coding.places.grammar import Grammar, grammar
from communique.coding.whereabouts.words import words
from communique.gazetteer.normalise import normalise

NOT_PLACES = frozenset({"DATE", "TIME", "MONEY", "LANGUAGE", "PERCENT", "EVENT", "LAW", "NORP"})
"""Labels of the parser that speak against a name being a place, where nothing else says so."""
OPENING = frozenset(("‘", "`", "ʻ"))
"""Marks for the Arabic letter ayn, which open a name."""
ACRONYM = 6
"""Letters under which a word all in capitals is a body's name."""
LONGEST_JOIN = 3
"""Most small words and marks between two parts of a name ("Dasht-e Archi")."""


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens ``start`` to ``end`` of ``doc``, and the token that ties them to the clause."""

    doc: Doc
    start: int
    end: int
    root: Token
    mention: PlaceMention | None
    """What the places component makes of it; null where it has none."""
    precision: str
    labelled: bool
    """The parser takes it for a person, people or a body."""
    person: bool
    """It takes it for a person, or people."""


def names(doc: Doc, sentence: Span) -> Iterator[Name]:
    """Every capitalised name of a sentence but people's, bodies' and dates'."""
    places = {at: found for found in doc._.places or () for at in range(found.start, found.end)}
    at = sentence.start
    while at < sentence.end:
        if _can_name(doc[at]):
            start, at = _whole(at, sentence, places)
            made = _name(doc, start, at, places)
            if made is not None:
                yield made
        else:
            at += 1


def _can_name(token: Token) -> bool:
    """Whether a token can be part of a name."""
    if not token.text[0].isupper() or token.lower_.rstrip(".") in grammar().breakers:
        return False
    return token.pos_ == "PROPN" or (token.pos_ in ("NOUN", "ADJ", "X") and not token.is_sent_start)


def _whole(at: int, sentence: Span, places: Mapping[int, PlaceMention]) -> tuple[int, int]:
    """The name that starts here: "al-" before it, hyphens within, and all of what the places component has."""
    doc, start = sentence.doc, at
    while start - 2 >= sentence.start and doc[start - 1].text == "-" and doc[start - 2].lower_ in words().within:
        start -= 2
    end = _end(at, sentence)
    mentions = [places[spot] for spot in range(start, end) if spot in places and places[spot].kind == "name"]
    end = max([end, *(found.end for found in mentions)])
    while end > start + 1 and not doc[end - 1].text[0].isupper():
        end -= 1
    if start > sentence.start and doc[start - 1].text in OPENING and not doc[start - 1].whitespace_:
        start -= 1
    return start, max(end, at + 1)


def _end(at: int, sentence: Span) -> int:
    doc, end = sentence.doc, at + 1
    while end < sentence.end:
        steps = range(min(LONGEST_JOIN + 1, sentence.end - end))
        step = next((number for number in steps if _can_name(doc[end + number])), None)
        if step is None or not _joined(doc, end, end + step):
            return end
        end += step + 1
    return end


def _joined(doc: Doc, start: int, end: int) -> bool:
    """Whether the small words from ``start`` to ``end`` stand within one name; none does."""
    inner = [token.lower_ for token in doc[start:end]]
    return all(word in words().within for word in inner) or (
        inner == ["of"] and doc[start - 1].lower_ in words().of_names
    )


def _name(doc: Doc, start: int, end: int, places: Mapping[int, PlaceMention]) -> Name | None:
    while start < end - 1 and _is_adjective(places.get(start)):
        start += 1
    known = [found for at in range(start, end) if (found := places.get(at)) is not None and found.kind == "name"]
    mention, span, lists = known[-1] if known else None, doc[start:end], grammar()
    labels, root = {token.ent_type_ for token in span}, _root(span)
    if _is_adjective(places.get(end - 1)) or _is_body(span, mention) or root.dep_ == "amod":
        return None
    owner = "PERSON" in labels and root.dep_ == "poss" and not _said_place(span, lists)
    if owner if mention else _is_other(span, labels, lists):
        return None
    precision = mention.place.precision if mention else "unknown"
    if mention and end - start > 1:
        precision = lists.nouns.get(doc[end - 1].lower_, precision)
    person = bool(labels & {"PERSON", "NORP"})
    return Name(doc, start, end, root, mention, precision, person or "ORG" in labels, person)


def _root(span: Span) -> Token:
    """The token that ties a name to its clause: the one after a preposition, where the parse has torn the name in two."""
    torn = (token for token in span if token.dep_ == "pobj" and not span.start <= token.head.i < span.end)
    return next(torn, span.root)


def _is_body(span: Span, mention: PlaceMention | None) -> bool:
    """Whether a name is an embassy's or an organisation's."""
    last, whole = span[-1].lower_, mention is not None and mention.end == span.end
    return last in words().bodies or (last in grammar().organisations - words().sites and not whole)


def _is_adjective(found: PlaceMention | None) -> bool:
    return found is not None and found.kind == "adjective" and found.rule.startswith("adjective of")


def _said_place(span: Span, lists: Grammar) -> bool:
    """Whether the words beside a name say place, whatever it is labelled: "in Blake", "Blake district"."""
    doc = span.doc
    before, after = doc[max(0, span.start - 1)].lower_, doc[span.end : span.end + 1].text.lower()
    return before in lists.strong or before == "of" or after in lists.after


def _is_other(span: Span, labels: set[str], lists: Grammar) -> bool:
    """Whether a name that no gazetteer has is a person's, an acronym or a date."""
    doc, single = span.doc, len(span) == 1
    if single and span[0].lower_ in lists.nouns:
        return True
    if span[-1].lower_ in lists.nouns or doc[span.end : span.end + 1].text.lower() in lists.after:
        return False
    titled = span.start > 0 and doc[span.start - 1].lower_.rstrip(".") in lists.titles
    first_name = span[0].lower_ in lists.first_names and "PERSON" in labels
    acronym = single and span[0].is_upper and len(span[0]) < ACRONYM
    return bool(labels & NOT_PLACES) or titled or first_name or acronym or normalise(span.text) in lists.not_places
