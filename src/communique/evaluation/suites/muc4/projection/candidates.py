"""The phrases of a report that may fill a slot: noun phrases without their articles, names apart from their titles."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from communique.coding.layers import Quantity
from communique.evaluation.suites.muc4.projection.tables import words
from communique.model import Actor

LEFT = frozenset(("compound", "amod", "nmod", "nummod", "poss", "quantmod", "punct", "advmod", "det", "predet"))
INSIDE = frozenset(("compound", "nmod", "amod", "nummod", "det", "flat"))
GROUPS = frozenset(
    ("rebel-group", "armed-group", "political-militia", "identity-militia", "media", "organisation", "mission")
)
CUTS = frozenset((",", "[", "]", "(", ")", "--", ";", ":"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase: ``start`` to ``end`` its tokens, ``head`` the index of its head. Texts are upper case, as printed."""

    start: int
    end: int
    head: int
    sentence: int
    """The first token of its sentence."""
    lemma: str
    text: str
    full: str
    """With the complement in "of" where there is one: "OFFICES OF THE DAILY"."""
    of: str | None
    """The lemma of that complement."""
    of_proper: bool
    proper: bool
    plural: bool
    name: str | None = None
    """The person's name alone, where it reads as one."""
    role: str | None = None
    """What stands before the name: "FORMER DEFENSE MINISTER"."""
    beside: tuple[str, ...] = ()
    """Phrases in apposition."""
    low: int | None = None
    high: int | None = None
    actor: str | None = None
    """The normalised name of the actor that it denotes, as the coder has it."""
    kind: str | None = None
    """The kind of actor that it denotes, as the coder has it."""
    country: str | None = None
    is_place: bool = False


def candidates(doc: Doc) -> list[Candidate]:
    """Every noun phrase of a parsed report, in order."""
    quantities = {found.noun: found for found in doc._.quantities or () if found.noun is not None}
    actors = {found.head: found.actor for found in doc._.actors or ()}
    places = {i for found in doc._.places or () if found.kind == "name" for i in range(found.start, found.end)}
    made = []
    for token in doc:
        if _heads(token) and (start := _start(doc, token)) <= token.i:
            made.append(_candidate(doc, start, token, quantities.get(token.i), actors.get(token.i), token.i in places))
    return made


def _heads(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") and token.lower_ not in words("bare victims"):
        return False
    inside = token.dep_ in INSIDE and token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN")
    return not inside or _naming(token)


def _naming(token: Token) -> bool:
    """Whether a modifier is the last word of a name before a common noun ("Red Star guerrillas")."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return token.pos_ == "PROPN" and after is not None and after.pos_ != "PROPN" and token.head.pos_ == "NOUN"


def _candidate(
    doc: Doc, start: int, head: Token, number: Quantity | None, actor: Actor | None, is_place: bool
) -> Candidate:
    end = _of_end(head)
    of = doc[end - 1] if end else None
    text = printed(doc, start, head.i + 1)
    name, role = _name(doc, start, head)
    return Candidate(
        start=start,
        end=head.i + 1,
        head=head.i,
        sentence=head.sent.start,
        lemma=head.lemma_.lower(),
        text=text,
        full=printed(doc, start, end) if end else text,
        of=of.lemma_.lower() if of is not None else None,
        of_proper=of is not None and of.pos_ == "PROPN",
        proper=head.pos_ == "PROPN",
        plural=head.tag_ in ("NNS", "NNPS") or head.lower_ in words("plurals"),
        name=name if name and _personal(head, name, role, actor) else None,
        role=role,
        beside=tuple(phrase_at(doc, token) for token in _apposed(head)),
        low=number.low if number else None,
        high=number.high if number else None,
        actor=actor.name if actor else None,
        kind=actor.kind if actor else None,
        country=actor.country if actor else None,
        is_place=is_place,
    )


def _start(doc: Doc, head: Token) -> int:
    """Where the phrase starts, past commas, brackets, articles and determiners."""
    start = min((child.left_edge.i for child in head.lefts if child.dep_ in LEFT), default=head.i)
    for index in range(head.i - 1, start - 1, -1):
        if (
            doc[index].text in CUTS
            or doc[index].text.count("\n") > 1
            or doc[index].pos_ in ("ADP", "CCONJ", "VERB", "AUX")
        ):
            start = index + 1
            break
    while start < head.i and (doc[start].lower_ in words("determiners") or doc[start].is_space or doc[start].is_punct):
        start += 1
    return start


def printed(doc: Doc, start: int, end: int) -> str:
    """The words as the report prints them, on one line, upper case, without what stands in brackets."""
    text = " ".join(doc[start:end].text.upper().split())
    while "[" in text and "]" in text[text.index("[") :]:
        left = text.index("[")
        text = " ".join((text[:left] + text[text.index("]", left) + 1 :]).split())
    return text.strip(" ,.-")


def phrase_at(doc: Doc, head: Token) -> str:
    """The phrase of a head with its complement in "of"."""
    return printed(doc, _start(doc, head), _of_end(head) or head.i + 1)


def _of_end(head: Token) -> int | None:
    """The end of "of" and its object's own phrase, where they follow the head at once."""
    after = next((child for child in head.rights if child.lower_ == "of" and child.i == head.i + 1), None)
    obj = next((child for child in after.rights if child.dep_ == "pobj"), None) if after is not None else None
    return obj.i + 1 if obj is not None else None


def _name(doc: Doc, start: int, head: Token) -> tuple[str | None, str | None]:
    """A person's name at the end of the phrase, and the title or role before it."""
    if not head.is_title or head.lower_ in words("titles") or head.lower_ in words("name enders"):
        return None, None
    if head.tag_ in ("NNS", "NNPS") or head.pos_ != "PROPN":
        return None, None
    first = head.i
    while first > start and _of_name(doc[first - 1], first - 1 == start):
        first -= 1
    while doc[first].is_space:
        first += 1
    role = printed(doc, start, first) if first > start else None
    return printed(doc, first, head.i + 1), role or None


def _personal(head: Token, name: str, role: str | None, actor: Actor | None) -> bool:
    """Whether a name is a person's: of several words, with a title or role before it, or so tagged by the parser."""
    if actor is not None and actor.kind in GROUPS and not role:
        return False
    return head.ent_type_ == "PERSON" or role is not None or len(name.split()) > 1


def _of_name(token: Token, at_front: bool) -> bool:
    if token.is_space:
        return token.text.count("\n") < 2
    word = token.lower_.strip(".")
    if word in words("titles") or (at_front and word.endswith(("an", "ese"))):
        return False
    return token.is_title or (token.pos_ == "PROPN" and token.is_alpha) or word in words("name particles")


def _apposed(head: Token) -> Iterator[Token]:
    """The heads of phrases set beside a name ("X, leader of Y", "the leader, X")."""
    beside = [child for child in head.rights if child.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    yield from (token for token in beside if token.pos_ == "NOUN" or token.lower_ in words("titles"))
