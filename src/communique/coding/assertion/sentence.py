"""What the sentence as a whole, or the remark after it, says of a happening in it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from communique.coding.assertion.signals import Signal, signal
from communique.coding.assertion.table import AssertionTable

UNABLE = frozenset(("could", "can", "cannot"))


def signals(head: Token, table: AssertionTable) -> Iterator[Signal]:
    """A question; a report that no one could verify."""
    sentence = head.sent
    yield from _question(head, sentence)
    yield from _unverified(head.doc, sentence, table)


def _question(head: Token, sentence: Span) -> Iterator[Signal]:
    for token in reversed(sentence):
        if token.lower_ == "?":
            if head.pos_ in ("VERB", "AUX") and _asked(head):
                yield signal("hypothetical", "question", token)
            return
        if token.is_alpha:
            return


def _asked(verb: Token) -> bool:
    """Whether a verb is the question itself: its helper stands before its subject, or it heads the sentence."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and any(
        child.dep_ in ("aux", "auxpass") and child.i < subject.i for child in verb.children
    )


def _unverified(doc: Doc, sentence: Span, table: AssertionTable) -> Iterator[Signal]:
    """ "The claim could not be independently verified" right after; or in the sentence itself."""
    for candidate, relayed in ((sentence, False), (_next(doc, sentence), True)):
        for token in candidate or ():
            if token.lemma_ in table.verifying and _is_denied(token) and (not relayed or _takes_up(token, table)):
                yield signal("hedged", "could not be verified", token)


def _next(doc: Doc, sentence: Span) -> Span | None:
    index = sentence.end
    while index < len(doc) and doc[index].is_space:
        index += 1
    return doc[index].sent if index < len(doc) else None


def _is_denied(verb: Token) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return bool(words & UNABLE) and bool(words & {"not", "n't", "n’t"})


def _takes_up(verb: Token, table: AssertionTable) -> bool:
    return any(child.dep_ in ("nsubjpass", "dobj") and child.lemma_.lower() in table.relayed for child in verb.children)
