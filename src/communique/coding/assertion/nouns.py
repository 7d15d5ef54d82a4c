"""What the words round a noun say of the happening that it names."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.coding.assertion.signals import Signal, signal
from communique.coding.assertion.table import AssertionTable
from communique.coding.assertion.verbs import hedging

MODIFIERS = frozenset(("amod", "compound", "advmod", "nmod", "npadvmod"))
LONG = frozenset(("year", "decade"))
HELD = frozenset(("hold", "take", "begin", "start", "resume", "open", "convene", "occur"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "such"))
ENDED = frozenset(("end", "finish", "stop", "halt", "conclude", "terminate"))


def own_signals(noun: Token, table: AssertionTable) -> Iterator[Signal]:
    """Determiner, adjectives and length of a noun."""
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither"):
            yield signal("negated", "no such", child)
        elif child.dep_ in MODIFIERS and child.i < noun.i:
            yield from _modifier(child, table)
        elif child.dep_ in ("acl", "relcl"):
            yield from _to_come(child, table)
    yield from hedging(noun, table)
    yield from _lasting(noun, table)
    yield from _for_years(noun)


def _to_come(clause: Token, table: AssertionTable) -> Iterator[Signal]:
    """ "a summit to be held", "talks scheduled for Monday"."""
    if clause.lemma_ in HELD and any(child.tag_ == "TO" for child in clause.children):
        yield signal("planned", "to be held", clause)
    elif clause.tag_ == "VBN" and table.modifiers.get(clause.lower_) == "planned":
        yield signal("planned", "modifier", clause)


def _for_years(noun: Token) -> Iterator[Signal]:
    """ "decades of conflict", "a year-long offensive": what has gone on so long is told as going on."""
    above = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and above.lemma_ in LONG and above.tag_ == "NNS":
        yield signal("ongoing", "for years", above)
    for child in noun.lefts:
        if child.lower_ == "long" and child.dep_ == "amod" and any(c.lemma_ in LONG for c in child.lefts):
            yield signal("ongoing", "for years", child)


def _modifier(word: Token, table: AssertionTable) -> Iterator[Signal]:
    effect = table.modifiers.get(word.lower_)
    if effect is not None:
        yield signal(effect, "modifier", word)
    elif word.dep_ == "amod" and word.tag_ in ("VBN", "VBD") and word.lemma_ in table.modifiers:
        yield signal(table.modifiers[word.lemma_], "modifier", word)


def _lasting(noun: Token, table: AssertionTable) -> Iterator[Signal]:
    """ "the civil war": a war that is not dated, numbered or ended goes on as the report is written."""
    if noun.lemma_.lower() not in table.processes or noun.tag_ not in ("NN", "NNS"):
        return
    if any(
        child.dep_ in ("nummod", "poss") or child.tag_ == "CD" or child.lemma_ in ("previous", "last", "past", "former")
        for child in noun.children
    ):
        return
    if noun.head.lemma_ in ENDED:
        return
    yield signal("ongoing", "a long happening", noun)


def is_hearsay(noun: Token) -> bool:
    """ "reports that", "reports of": reports that are no one's."""
    if noun.lemma_ != "report" or noun.tag_ != "NNS":
        return False
    return not any(
        child.dep_ in ("poss", "compound", "amod") or child.lower_ in ("by", "from", "the", "these")
        for child in noun.children
    )


def is_definite(noun: Token) -> bool:
    """Whether a noun points at a happening already taken as given ("the attack", "Monday's attack")."""
    return any(child.dep_ == "poss" or child.lower_ in DEFINITE for child in noun.children)
