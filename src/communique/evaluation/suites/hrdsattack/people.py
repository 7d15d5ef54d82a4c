"""The people whom an article names, each once, with all the places where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.evaluation.suites.hrdsattack.names import words

LONGEST = 6
"""Words of a name; a longer run of capitals is no name."""


@dataclass(slots=True)
class Person:
    """A person by the fullest form of the name; ``mentions`` are token ranges."""

    name: str
    mentions: list[tuple[int, int]]


def people(doc: Doc) -> list[Person]:
    """The people in the order of the text; a later mention by part of a name is of the last who bore it."""
    found: list[Person] = []
    named = set(_mentions(doc))
    for start, end in sorted(named | set(_by_last_name(doc, named)), key=lambda span: (span[0], -span[1])):
        name = doc[start:end].text
        if found and found[-1].mentions[-1][1] > start:
            continue
        known = next((person for person in reversed(found) if _part(name, person.name)), None)
        if known is None:
            found.append(Person(name, [(start, end)]))
        else:
            known.mentions.append((start, end))
            known.name = max(known.name, name, key=lambda each: len(words(each)))
    return found


def _part(name: str, other: str) -> bool:
    """Whether one name is part of the other: its first or last words, or all."""
    a, b = sorted((words(name), words(other)), key=len)
    return bool(a) and (b[: len(a)] == a or b[-len(a) :] == a or (len(a) > 1 and set(a) <= set(b)))


def _mentions(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that the parser takes for persons, and runs of capitals that suffer or do an event as no known actor."""
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            span = _trimmed(doc, entity.start, entity.end)
            if span[0] < span[1] <= span[0] + LONGEST and words(doc[span[0] : span[1]].text):
                yield span
    starts = {token.idx: token.i for token in doc}
    for event in doc._.events:
        for path, (first, _) in event.evidence.items():
            if path.startswith("recipients[") and path.endswith("text") and first in starts:
                yield from _capitals(doc, starts[first])


def _by_last_name(doc: Doc, named: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words that stand alone, are no part of another name, and end a name of two words or more that came before."""
    ends = {doc[end - 1].text: start for start, end in sorted(named, reverse=True) if end - start > 1}
    for token in doc:
        alone = token.pos_ == "PROPN" and token.ent_type_ in ("", "ORG", "GPE", "NORP") and token.dep_ != "compound"
        if alone and ends.get(token.text, len(doc)) < token.i - 1:
            yield token.i, token.i + 1


def _capitals(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    """A name of two capital words or more at the start of a side, if no entity stands there."""
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_:
        end += 1
    if 2 <= end - start <= 4:
        yield start, end


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (not _in_name(doc[start]) or doc[start].text.rstrip(".") in ("Mr", "Ms", "Mrs", "Dr")):
        start += 1
    while end > start and (not _in_name(doc[end - 1]) or doc[end - 1].lower_ in ("'s", "’s")):
        end -= 1
    return start, end


def _in_name(token: Token) -> bool:
    return token.text[0].isupper() or token.pos_ == "PROPN"
