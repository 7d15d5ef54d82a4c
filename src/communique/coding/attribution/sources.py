"""Sources: the noun phrase that does the saying, and whom a pronoun source stands for."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from communique.coding.attribution.table import table
from communique.coding.layers import Said

LEFT = frozenset(("det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "npadvmod", "advmod"))
RIGHT = frozenset(("prep", "pobj", "compound", "det", "amod", "poss", "case", "nummod", "nmod", "flat", "pcomp"))
LISTED = frozenset(("cc", "conj"))
HYPHENS = frozenset(("-", "‑", "–"))
SINGULAR = frozenset(("he", "she"))
PRONOUNS = frozenset(("he", "she", "they", "it", "who", "which", "that", "i", "we", "his", "her", "their", "its"))
LOOK_BACK = 6
"""Sentences that a pronoun may reach back over."""


def phrase(head: Token) -> tuple[int, int]:
    """Token range of a source: titles and what belongs to the name, without clauses or what commas set off."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in LEFT:
            start = min(start, child.left_edge.i)
    end = max(_right_end(head), _issued_by(head))
    return _stripped(head.doc, start, end)


def _right_end(head: Token) -> int:
    doc, last = head.doc, head.right_edge.i
    end = head.i + 1
    allowed = {head.i}
    while end <= last:
        token = doc[end]
        if token.head.i not in allowed or token.dep_ not in RIGHT | LISTED:
            if not _is_name_of(head, token):
                break
            return _right_end(_appositive(head) or head)
        allowed.add(token.i)
        end += 1
        if token.dep_ in ("prep", "pobj", "conj") or token.i == head.i + 1 or token.dep_ == "cc":
            allowed.update(_left_of(token))
    return end


def _issued_by(head: Token) -> int:
    """ "a statement released by the ministry": who put it out belongs to its name."""
    if head.lemma_.lower() not in table().vehicles:
        return 0
    for child in head.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.i == head.i + 1:
            by = agent(child)
            return _right_end(by) if by is not None else 0
    return 0


def _left_of(token: Token) -> Iterator[int]:
    """Words before a preposition's object, or the next of a list, hang on it from the left and are met before it."""
    listed = token.head.conjuncts if token.dep_ == "cc" else ()
    for inner in (*token.rights, *listed):
        if inner.dep_ in ("pobj", "pcomp", "conj") and inner.i > token.i:
            yield inner.i
            yield from (child.i for child in inner.lefts)


def _appositive(head: Token) -> Token | None:
    return next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"), None)


def _is_name_of(head: Token, comma: Token) -> bool:
    """ "the ambassador, Vitaly Churkin": a name after a common noun belongs to the source."""
    name = _appositive(head)
    return head.pos_ == "NOUN" and name is not None and comma.text == "," and name.left_edge.i == comma.i + 1


def _stripped(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while end - 1 > start and (
        doc[end - 1].is_space or doc[end - 1].is_punct or doc[end - 1].dep_ in ("cc", "prep", "case")
    ):
        if doc[end - 1].dep_ == "case":
            break
        end -= 1
    while start < end - 1 and (doc[start].is_space or doc[start].is_punct or doc[start].dep_ == "cc"):
        start += 1
    return _whole_words(doc, start, end)


def _whole_words(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in what is joined by a hyphen, so that "al-Masri" is not "al"."""
    while end + 1 < len(doc) and doc[end].text in HYPHENS and not doc[end - 1].whitespace_ + doc[end].whitespace_:
        end += 2
    while start > 1 and doc[start - 1].text in HYPHENS and not doc[start - 1].whitespace_ + doc[start - 2].whitespace_:
        start -= 2
    return start, end


def subject(verb: Token) -> Token | None:
    """Who does a verb: its subject, its passive agent, or the subject it shares with the verb it hangs on."""
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubj":
            return _behind_relative(child, verb)
        passive = passive or child.dep_ in ("auxpass", "nsubjpass")
    if passive:
        return agent(verb)
    return _inherited(verb)


def agent(verb: Token) -> Token | None:
    """The one after "by" in a passive; None where it is not named."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def _behind_relative(child: Token, verb: Token) -> Token:
    if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return child


def _inherited(verb: Token, of: Token | None = None) -> Token | None:
    """The subject of the verb that this one hangs on; of "said the camp was hit, adding that" the one who said."""
    governor = of or verb.head
    if verb.dep_ == "acl":
        return governor
    if verb.dep_ == "pcomp" and governor.lower_ == "as":
        return _quoted(governor.head)
    if verb.dep_ == "pcomp" and governor.dep_ == "prep":
        return subject(governor.head) if governor.head != governor else None
    if of is None and verb.tag_ == "VBG" and verb.dep_ == "advcl" and governor.dep_ == "ccomp" and governor.i < verb.i:
        return _inherited(verb, of=governor.head)
    if verb.dep_ in ("conj", "advcl", "xcomp") and governor != verb and governor.pos_ in ("VERB", "AUX"):
        return _passive_subject(governor) or subject(governor)
    return None


def _passive_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def _quoted(verb: Token) -> Token | None:
    """Of "quoted the minister as saying" the minister; of "he was quoted as saying" he."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "dobj"):
            return child
    return verb.head if verb.dep_ == "acl" else None


def behind_vehicle(noun: Token) -> Token | None:
    """Who speaks in a statement or claim: its owner, or the one after "by" or "from"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
        if child.dep_ == "acl" and child.tag_ == "VBN":
            return agent(child)
    return None


def source_text(doc: Doc, said: Said) -> tuple[str, int, int] | None:
    """The source's words and their character offsets, a pronoun traced to the one named before; None for no source."""
    if said.source is None:
        return None
    start, end = said.source
    if end - start == 1 and doc[start].lower_ in PRONOUNS:
        named = antecedent(doc, said)
        start, end = named if named is not None else (start, end)
    span = doc[start:end]
    return span.text, span.start_char, span.end_char


def antecedent(doc: Doc, said: Said) -> tuple[int, int] | None:
    """The named source that a pronoun source stands for, nearest first; None where none fits."""
    if said.source is None:
        return None
    pronoun = doc[said.source[0]]
    sources = [other.source for other in doc._.said or () if other.source is not None and other.source[0] < pronoun.i]
    limit = pronoun.sent.start
    for _ in range(LOOK_BACK):
        within = [source for source in sources if source[0] >= limit]
        for candidate in _ranked(doc, within, limit, pronoun):
            if _fits(doc[candidate[0] : candidate[1]].root, pronoun):
                return candidate
        if limit == 0:
            return None
        sources = [source for source in sources if source[0] < limit]
        limit = doc[limit - 1].sent.start
    return None


def _ranked(doc: Doc, sources: Iterable[tuple[int, int]], start: int, pronoun: Token) -> Iterator[tuple[int, int]]:
    """A sentence's sources, last first, then its subjects."""
    yield from sorted(set(sources), reverse=True)
    kinds = ("PROPN",) if pronoun.lower_ in SINGULAR else ("NOUN", "PROPN")
    for token in doc[start].sent:
        if token.i >= pronoun.i:
            return
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in kinds:
            yield phrase(token)


def _fits(head: Token, pronoun: Token) -> bool:
    word = pronoun.lower_
    if head.pos_ not in ("NOUN", "PROPN") or head.lower_ in PRONOUNS:
        return False
    plural = head.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in head.children)
    if word in SINGULAR:
        return not plural and not _is_institution(head)
    if word in ("they", "we"):
        return plural or _is_institution(head)
    return word == "it" and not plural and head.ent_type_ != "PERSON"


def _is_institution(head: Token) -> bool:
    return head.lemma_.lower() in table().institutions or head.ent_type_ in ("GPE", "NORP")
