"""Whom a word of loss is about: from the word to the heads of the noun phrases that name the lost."""

from collections.abc import Iterator

from spacy.tokens import Token

from communique.coding.tolls.table import EffectTable

RELATIVE = frozenset(("who", "that", "which", "whom"))
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
SUBJECTS = ("nsubjpass", "nsubj")


def children(token: Token, *deps: str) -> list[Token]:
    """The children that stand in one of these relations."""
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether a verb is a passive, or a participle that modifies a noun."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def done_to(verb: Token, lists: EffectTable) -> Iterator[Token]:
    """Those to whom a verb does it: its object, the subject of its passive, the noun that it modifies."""
    objects = children(verb, "dobj", "nmod")
    if is_passive(verb):
        yield from _resolved(children(verb, "nsubjpass", "nsubj"), verb)
        among = _among(verb.head) if verb.dep_ == "acl" else None
        if among is not None:
            yield from children(among, "nsubj", "attr")
        elif verb.dep_ == "acl":
            yield verb.head
    elif objects:
        yield from objects
    elif verb.dep_ == "amod":
        yield from [] if any(c.lower_ in ("a", "an") for c in verb.head.children) else [verb.head]
    elif (
        verb.dep_ == "conj"
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.tag_ in ("VBN", "VBD")
        and is_passive(verb.head)
    ):
        yield from _resolved(children(verb, "nsubj"), verb) or done_to(verb.head, lists)
    else:
        yield from _without_object(verb)


def _without_object(verb: Token) -> Iterator[Token]:
    """ "killed and wounded scores"; and headlines without "were" ("12 killed in raid")."""
    for other in children(verb, "conj"):
        if other.pos_ == "VERB":
            yield from children(other, "dobj")
            return
    if verb.tag_ in ("VBN", "VBD"):
        yield from (s for s in _resolved(children(verb, "nsubj"), verb) if _has_number(s))


def _has_number(token: Token) -> bool:
    return token.pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children)


def suffered(verb: Token) -> Iterator[Token]:
    """Those who suffer what a verb tells of its subject."""
    subjects = children(verb, "nsubj", "nsubjpass")
    if subjects:
        yield from _resolved(subjects, verb)
    elif (
        verb.dep_ in ("xcomp", "ccomp", "advcl") and children(verb, "aux") and children(verb.head, "dobj", "nsubjpass")
    ):
        yield from children(verb.head, "dobj") or children(verb.head, "nsubjpass")
    elif verb.dep_ == "acl":
        yield verb.head
    elif verb.dep_ in ("conj", "xcomp") and verb.head.pos_ == "VERB":
        yield from _resolved(children(verb.head, *SUBJECTS), verb.head)


def state(word: Token) -> Iterator[Token]:
    """Those who are in a state: "12 dead", "30 people are missing", "left 12 dead"."""
    among = _among(word)
    if among is not None:
        yield from children(among, "nsubj", "attr", "nsubjpass")
        return
    aged = [child for child in word.children if child.lower_ == "old" and child.dep_ == "amod"]
    if aged or any(c.dep_ in ("nummod", "det", "quantmod") for c in word.children):
        yield from aged or [word]
        return
    subjects = children(word, "nsubj", "nsubjpass", "nummod")
    head = word.head
    if subjects:
        yield from subjects
    elif word.dep_ in ("amod", "nummod") and head.pos_ in NOMINAL:
        yield from [] if any(c.lower_ in ("a", "an") for c in head.children) else [head]
    elif head.pos_ in ("VERB", "AUX") and word.dep_ in (
        "acomp",
        "oprd",
        "ccomp",
        "xcomp",
        "advmod",
        "attr",
        "dobj",
        "advcl",
    ):
        yield from children(head, "dobj") if children(head, "dobj") else _resolved(children(head, *SUBJECTS), head)
    elif head.pos_ in NOMINAL and word.dep_ in ("acl", "relcl", "appos", "npadvmod"):
        yield head


def _among(word: Token) -> Token | None:
    """The verb of "among the dead were three children"."""
    prep = word.head
    if word.dep_ == "pobj" and prep.lower_ == "among" and prep.head.lemma_ == "be":
        return prep.head
    return None


def _resolved(tokens: list[Token], verb: Token) -> list[Token]:
    """Relative pronouns replaced by the nouns that they stand for."""
    found = []
    for token in tokens:
        if token.lower_ in RELATIVE and verb.dep_ == "relcl":
            found.append(verb.head)
        else:
            found.append(token)
    return found


def of_noun(noun: Token) -> Iterator[Token]:
    """ "the deaths of 12", "Ahmed's killing"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "poss" and child.pos_ == "PROPN":
            yield child


def said_to_be(noun: Token) -> Iterator[Token]:
    """ "the deaths are 14 civilians and two guards"."""
    if noun.dep_ == "nsubj" and noun.head.lemma_ in ("be", "include", "number"):
        yield from children(noun.head, "attr", "dobj")


def with_conjuncts(token: Token) -> Iterator[Token]:
    """A noun and those coordinated with it, left to right."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > token.i:
            yield from with_conjuncts(child)
