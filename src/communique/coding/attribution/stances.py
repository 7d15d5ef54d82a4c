"""What someone wants, plans, judges, feels or seems to do: sayings with no saying, written only when asked for."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from spacy.tokens import Token

from communique.coding.attribution import sources
from communique.coding.attribution.lookup import STANCE
from communique.coding.attribution.table import AttributionTable
from communique.coding.layers import Said

Range = tuple[int, int]

WANTED = frozenset(("dobj", "prep", "xcomp", "ccomp", "oprd", "dative", "acomp", "advcl", "prt", "agent"))
"""What a verb or adjective of stance may govern after it."""
COMPLEMENTS = frozenset(("acl", "prep", "ccomp", "xcomp"))
ABOUT = frozenset(
    ("for", "of", "on", "against", "to", "about", "over", "in", "with", "toward", "towards", "at", "that")
)
LEFT_OUT = frozenset(("advcl", "prt"))
"""Governed words that alone are no content: an aside, a particle."""
SELF = frozenset(("i", "we", "you", "us", "me"))
"""The writer and the reader: what they want is not told of anyone."""
HELPERS = frozenset(("aux", "auxpass", "neg"))
THOUGHTS = (STANCE, "belief")
COPULAS = frozenset(
    ("be", "seem", "remain", "become", "feel", "sound", "appear", "look", "stay", "get", "grow", "keep")
)


def read_stance(token: Token, table: AttributionTable) -> Said | None:
    """The stance that a verb, adjective or noun tells of; None where it tells of none, or of the writer's own."""
    said = None
    if token.pos_ == "VERB":
        said = _verb(token, table)
    elif token.pos_ == "ADJ" and token.lemma in table.stance_adjectives:
        said = _adjective(token)
    elif token.pos_ == "NOUN" and token.lemma in table.stance_nouns:
        said = _noun(token, table)
    if said is None or (said.source is not None and token.doc[said.source[0]].lower_ in SELF):
        return None
    return said


def told_by_the_reporter(found: Sequence[Said]) -> list[Said]:
    """All but the beliefs and stances that stand inside what another says, wants or fears: those are of the other's tale."""
    inner = [said.rule.startswith(THOUGHTS) for said in found]
    if not any(inner):
        return list(found)
    told = sorted(piece for said in found for piece in said.content)
    starts = [start for start, _ in told]
    reach = list(accumulate((end for _, end in told), max))
    pairs = zip(found, inner, strict=True)
    return [said for said, thought in pairs if not thought or not _inside(said.cue[0], starts, reach)]


def _inside(index: int, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Whether one of the ranges that begin at or before a token reaches over it."""
    before = bisect_right(starts, index)
    return before > 0 and reach[before - 1] > index


def _verb(verb: Token, table: AttributionTable) -> Said | None:
    if verb.lemma in table.semblances:
        return _semblance(verb)
    if verb.lemma not in table.stance_verbs or _is_only_thought_of(verb):
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        by = sources.agent(verb)
        return _said(by, verb, (verb,), [by.head], "participle") if by is not None else None
    subject = _passive_subject(verb)
    speaker = sources.subject(verb)
    if subject is not None:
        return _said(speaker, verb, (verb,), [subject], "passive") if speaker is not None or _is_finite(verb) else None
    return _about(speaker, verb, (verb,), "verb") if speaker is not None else None


def _is_only_thought_of(verb: Token) -> bool:
    """ "could ask for more", "the right to refuse": no one does so."""
    return (verb.dep_ == "acl" and verb.tag_ == "VB") or any(child.tag_ == "MD" for child in verb.lefts)


def _passive_subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def _is_finite(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" and child.tag_ in ("VBD", "VBZ", "VBP", "VBN") for child in verb.children)


def _semblance(verb: Token) -> Said | None:
    """ "the talks seem doomed", "he appears to want": no one says so, and what seems is what is told."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    told = [child for child in verb.rights if child.dep_ in ("xcomp", "oprd", "acomp", "ccomp")]
    if subject is None or not told:
        return None
    return _said(None, verb, (verb,), [subject, *told], "semblance")


def _adjective(adjective: Token) -> Said | None:
    """ "is confident that the talks will go on", "was critical of the raid"."""
    verb = adjective.head
    if adjective.dep_ not in ("acomp", "ROOT", "conj", "oprd") or verb.lemma_ not in COPULAS:
        return None
    source = sources.subject(verb)
    return _about(source, adjective, (verb, adjective), "adjective") if source is not None else None


def _noun(noun: Token, table: AttributionTable) -> Said | None:
    """ "its plan to leave", "voiced support for the strike"."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    told = [child for child in noun.rights if child.dep_ in COMPLEMENTS and _is_about(child)]
    if not told:
        return None
    if owner is not None:
        return _said(owner, noun, (noun,), told[:1], "noun")
    verb = noun.head
    if noun.dep_ in ("dobj", "pobj") and verb.lemma in table.light_verbs:
        speaker = sources.subject(verb)
        if speaker is not None:
            return _said(speaker, noun, (verb, noun), told[:1], "noun of a verb")
    return None


def _is_about(child: Token) -> bool:
    if child.dep_ == "prep":
        return child.lower_ in ABOUT
    return child.dep_ != "acl" or child.tag_ == "VB" or any(inner.lower_ == "that" for inner in child.lefts)


def _about(source: Token | None, word: Token, cue: tuple[Token, ...], rule: str) -> Said | None:
    """The stance on all that a word governs after it."""
    told = [child for child in word.rights if child.dep_ in WANTED]
    while told and told[-1].dep_ in LEFT_OUT:
        told.pop()
    return _said(source, word, cue, told, rule) if told else None


def _said(source: Token | None, word: Token, cue: Iterable[Token], told: list[Token], rule: str) -> Said | None:
    """A stance from its parts; a preposition right after the cue belongs to it ("called for")."""
    start, end = _cue(cue)
    content = [(piece.left_edge.i, piece.right_edge.i + 1) for piece in told]
    first = told[0]
    if first.dep_ in ("prep", "agent") and first.i == end and content[0][1] > end + 1:
        content[0] = (end + 1, content[0][1])
        end += 1
    phrase = sources.phrase(source) if source is not None else None
    return Said(phrase, (start, end), _joined(content), f"{STANCE}: '{word.lemma_}' + {rule}", quotation=False)


def _cue(words: Iterable[Token]) -> Range:
    """From the first of the words, its helpers taken in where they stand right before it, to the last."""
    places = sorted(word.i for word in words)
    start = places[0]
    doc = next(iter(words)).doc
    helpers = {child.i for child in doc[start].lefts if child.dep_ in (*HELPERS, "advmod")}
    while start - 1 in helpers:
        start -= 1
    return start, places[-1] + 1


def _joined(pieces: list[Range]) -> tuple[Range, ...]:
    """Neighbouring ranges as one."""
    whole: list[Range] = []
    for start, end in pieces:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)
