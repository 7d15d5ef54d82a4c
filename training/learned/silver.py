"""Silver: who and whom as the rules read them, in the reports of the sets that are free to train on.

Only what the rules fill is taught; a side that they leave empty is left out, as it may be told in words that they miss. In
reports of muc4 the strings of the templates are added.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpora import Example, muc_strings, reports
from spacy.tokens import Doc

from communique.codebook.types import load_codebook
from communique.coding.classes import Kinds
from communique.coding.draft import Draft, Party
from communique.coding.happenings import index
from communique.coding.pipeline import load
from communique.model import Report, Span

VIOLENT = frozenset(
    "attack armed-clash bombing air-strike shelling abduction suicide-bombing grenade-attack looting-destruction "
    "sexual-violence chemical-attack".split()
)
"""The kinds that templates of muc4 are about."""


def silver(gold: Path) -> Iterator[tuple[str, Example]]:
    """Each mention of a happening that has a side, with the name of its set."""
    named = muc_strings(gold)
    coder = load(reader="rules")
    component = coder.nlp.get_pipe("communique_events")
    classes = index(load_codebook()).classes
    for name, text in reports(gold):
        kind, item = name.split("/", 1)
        doc = coder.analyse(Report(id=name, text=text, language="en"))
        for draft in component.drafts(doc, Kinds(doc, classes)):
            roles = {
                "initiator": _spans(doc, draft, draft.initiators),
                "recipient": _spans(doc, draft, draft.recipients),
            }
            if kind == "muc4" and draft.type in VIOLENT:
                for role, strings in named[item].items():
                    roles[role] = sorted({*roles[role], *_found(_sentence(doc, draft), strings)})
            told = {role: spans for role, spans in roles.items() if spans}
            if told:
                yield kind, Example(_sentence(doc, draft), _anchor(doc, draft), draft.type, told)


def _sentence(doc: Doc, draft: Draft) -> str:
    sentence = draft.happening.slots.head.sent
    return doc._.report.text[sentence.start_char : sentence.end_char]


def _anchor(doc: Doc, draft: Draft) -> Span:
    words = doc[draft.happening.start : draft.happening.end]
    first = draft.happening.slots.head.sent.start_char
    return words.start_char - first, words.end_char - first


def _spans(doc: Doc, draft: Draft, parties: Iterable[Party]) -> list[Span]:
    sentence = draft.happening.slots.head.sent
    inside = [party for party in parties if sentence.start <= party.start and party.end <= sentence.end]
    first = sentence.start_char
    spans = [doc[party.start : party.end] for party in inside]
    return [(span.start_char - first, span.end_char - first) for span in spans]


def _found(sentence: str, strings: Iterable[str]) -> Iterator[Span]:
    """Where the strings of a template stand; round brackets in them are square ones in the report."""
    low = sentence.lower().replace("\n", " ")
    for string in strings:
        pattern = re.escape(string.replace("(", "[").replace(")", "]"))
        yield from (match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", low))
