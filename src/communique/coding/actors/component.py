"""The spaCy component ``communique_actors``: every noun phrase that denotes an actor, on ``doc._.actors``."""

import functools

from spacy.language import Language
from spacy.tokens import Doc

from communique.coding.actors import anaphora, mentions, scene
from communique.coding.actors.entries import load_index
from communique.coding.actors.grammar import Grammar, load_grammar
from communique.coding.actors.index import NameIndex
from communique.coding.actors.mentions import Found
from communique.coding.actors.speakers import first_person
from communique.coding.layers import ActorMention
from communique.model import Actor


class Actors:
    """Reads actors by the lists in ``index`` and the word classes in ``grammar``; keeps no state between reports."""

    def __init__(self, index: NameIndex, grammar: Grammar) -> None:
        self.index = index
        self.grammar = grammar

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.actors``: ``ActorMention``s sorted by their tokens, each once."""
        matches = self.index.matches(doc)
        setting = scene.build(doc, matches, self.index, self.grammar)
        found = anaphora.trace(mentions.find(setting, matches), setting)
        found.extend(first_person(doc, found, self.grammar))
        unique = dict.fromkeys(_mention(item) for item in found)
        doc._.actors = sorted(unique, key=lambda mention: (mention.start, mention.end, mention.actor.name or ""))
        return doc


def _mention(item: Found) -> ActorMention:
    reading = item.reading
    text = item.head.doc[item.start : item.end].text
    return ActorMention(
        start=item.start,
        end=item.end,
        head=item.head.i,
        actor=Actor(text=text, name=reading.name, kind=reading.kind, country=reading.country),
        rule=reading.rule,
        armed=reading.armed,
        plural=item.plural,
        antecedent=item.traced,
        sector=reading.sector,
        listed=reading.listed,
    )


@functools.cache
def default_actors() -> Actors:
    """The component over the packaged lists, made once."""
    return Actors(load_index(), load_grammar())


@Language.factory("communique_actors")
def make(nlp: Language, name: str) -> Actors:
    """Make the component for ``nlp.add_pipe("communique_actors")``."""
    return default_actors()
