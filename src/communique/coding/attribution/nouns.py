"""Sources named without a verb of saying: "according to X", "in the words of X", "a claim by X that"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from communique.coding.attribution import sources
from communique.coding.attribution.table import AttributionTable
from communique.coding.layers import Said

LONGEST_NAME = 6
IN_NAME = frozenset(("NOUN", "PROPN", "ADJ", "DET", "ADP", "PART"))
OPEN_CLAUSE = frozenset(("acl", "ccomp", "relcl", "appos"))


def read_phrase(doc: Doc, index: int, words: tuple[str, ...]) -> Said | None:
    """The source and content of a fixed phrase that starts at ``index``; None where it is not there."""
    end = index + len(words)
    if end >= len(doc) or any(doc[index + k].lower_ != word for k, word in enumerate(words)):
        return None
    head = _object_after(doc, end)
    if head is None:
        return None
    source = sources.phrase(head)
    if source[0] > end + 1:
        source = (end, source[1])
    content = tuple(_rest_of_sentence(doc, index, source[1]))
    return Said(source, (index, end), content, f"phrase: '{' '.join(words)}'") if content else None


def _object_after(doc: Doc, index: int) -> Token | None:
    """The head of the noun phrase that starts at ``index``."""
    token = doc[index]
    sentence_end = token.sent.end
    while token.dep_ in sources.LEFT and index < token.head.i < sentence_end:
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") else None


def _rest_of_sentence(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands before and after the phrase, the words set between commas after the source left out."""
    sentence = doc[start].sent
    left = start
    while left > sentence.start and (doc[left - 1].is_space or doc[left - 1].text in (",", "--", "—")):
        left -= 1
    if left > sentence.start and any(token.is_alpha for token in doc[sentence.start : left]):
        yield (sentence.start, left)
    right = end
    while right < sentence.end and doc[right].text != ",":
        right += 1
    if right + 1 < sentence.end:
        yield (right + 1, sentence.end)


def read_noun(noun: Token) -> Said | None:
    """ "a claim by militants that they shot it down", "reports that the town fell"."""
    for child in noun.rights:
        if child.dep_ in OPEN_CLAUSE and child.tag_.startswith(("VB", "MD")) and _that(child):
            speaker = sources.behind_vehicle(noun)
            source = sources.phrase(speaker) if speaker is not None else None
            return Said(
                source, (noun.i, noun.i + 1), ((child.left_edge.i, child.right_edge.i + 1),), f"noun: '{noun.lemma_}'"
            )
    return None


def read_headline(sentence: Span, table: AttributionTable) -> Said | None:
    """ "Witnesses: soldiers fired into the crowd": a name, a colon, and a clause."""
    doc, start = sentence.doc, sentence.start
    for index in range(start + 1, min(start + LONGEST_NAME, sentence.end - 2)):
        token = doc[index]
        if token.text == ":":
            break
        if token.pos_ not in IN_NAME:
            return None
    else:
        return None
    head = doc[start:index].root
    if doc[start].pos_ not in IN_NAME or head.pos_ not in ("NOUN", "PROPN") or head.lemma_.lower() in table.headings:
        return None
    if _is_dateline(doc, start, index) or not _is_headline(doc, index + 1, sentence.end):
        return None
    return Said((start, index), (index, index + 1), ((index + 1, sentence.end),), "headline: ':'")


def _is_dateline(doc: Doc, start: int, end: int) -> bool:
    """ "LAHORE:" and "Kabul, Jan 5:" name where the report was written."""
    places = doc._.places or ()
    return doc[start:end].text.isupper() or any(place.start < end and start < place.end for place in places)


def _is_headline(doc: Doc, start: int, end: int) -> bool:
    """A clause without a full stop."""
    if not any(token.pos_ in ("VERB", "AUX") for token in doc[start:end]):
        return False
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[end - 1].text not in (".", "?", "!")


def _that(clause: Token) -> bool:
    """A clause with "that" as its mark tells what was said; with "that" as its subject or object it only describes."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)
