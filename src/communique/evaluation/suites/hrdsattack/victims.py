"""What speaks for a person being a victim, and what is told of the person: role, sex and age."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from communique.evaluation.suites.hrdsattack.article import RIGHTS
from communique.evaluation.suites.hrdsattack.people import Person
from communique.evaluation.suites.hrdsattack.words import load as load_words

AGED = re.compile(r"\d{1,2}")
STEPS = ((5, "5"), (2, "2"), (1, "1"))
Roles = Mapping[int, frozenset[str]]


def roles(doc: Doc) -> dict[int, frozenset[str]]:
    """By token index, the parts that the token plays in events: ``recipients:attack``, ``attribution``."""
    starts = {token.idx: token.i for token in doc}
    found: dict[int, set[str]] = {}
    for event in doc._.events:
        for path, (first, last) in event.evidence.items():
            part = path.split("[")[0].split(".")[0]
            i = starts.get(first)
            while part in ("initiators", "recipients", "attribution", "tolls") and i is not None and i < len(doc):
                if doc[i].idx >= last:
                    break
                found.setdefault(i, set()).add(f"{part}:{event.type}")
                i += 1
    return {i: frozenset(each) for i, each in found.items()}


def features(doc: Doc, person: Person, laid: Roles, order: int, among: int) -> list[str]:
    """The features of a person as a victim, from all mentions."""
    counts: Counter[str] = Counter()
    for span in person.mentions:
        counts.update(set(_of_mention(doc, span, laid)))
    made = ["bias", f"order{min(order, 5)}", f"among{min(among // 3, 5)}", f"words{min(len(person.name.split()), 4)}"]
    made += [f"{name}>={step}" for name, count in counts.items() for least, step in STEPS if count >= least]
    made.append(f"mentions{min(len(person.mentions), 8)}")
    made += [f"role={role}" for role in told_roles(doc, person)]
    made.append(f"sex={sex(doc, person)}")
    return list(dict.fromkeys(made))


def _of_mention(doc: Doc, span: tuple[int, int], laid: Roles) -> Iterator[str]:
    head = doc[span[0] : span[1]].root
    title = len(doc._.report.title or "")
    if doc[span[0]].idx < title + 500:
        yield "title" if doc[span[0]].idx < title else "head"
    for i in range(*span):
        for role in laid.get(i, ()):
            part, _, kind = role.partition(":")
            yield part
            yield role if kind in RIGHTS else f"{part}:other"
    yield from _governed(head)
    if span[1] + 1 < len(doc) and doc[span[1]].text == "," and AGED.fullmatch(doc[span[1] + 1].text):
        yield "aged"
    if {token.lemma_.lower() for token in head.sent} & load_words().harm:
        yield "harm in sentence"


def _governed(head: Token) -> Iterator[str]:
    """How a name hangs on what governs it: as one harmed, one who speaks, or the owner of a harm ("the arrest of")."""
    table = load_words()
    above, relation = _above(head)
    lemma = above.lemma_.lower()
    sort = "harm" if lemma in table.harm else "says" if lemma in table.saying else "other"
    yield f"{relation}:{sort}"
    if sort == "harm" or relation in ("nsubj", "nsubjpass", "dobj"):
        yield f"{relation}:{lemma}"
    yield from (f"{relation}|role={role}" for role in table.roles.get(lemma, ()))
    for child in head.rights:
        if child.dep_ in ("relcl", "acl") and child.lemma_.lower() in table.harm:
            yield f"who was:{child.lemma_.lower()}"
            yield "who was harmed"
    if above.dep_ in ("xcomp", "advcl") and above.head.lemma_.lower() in table.harm:
        yield "harm above"


def _above(head: Token) -> tuple[Token, str]:
    token = head
    while token.dep_ in ("appos", "conj", "compound", "nmod", "flat") and token.head is not token:
        token = token.head
    above = token.head
    if token.dep_ == "pobj":
        return above.head, above.lower_
    return above, token.dep_


def told_roles(doc: Doc, person: Person) -> list[str]:
    """The roles that words before the name, in apposition to it or said of it tell, the most told first."""
    table, counts = load_words().roles, Counter[str]()
    for span in person.mentions:
        for token in _describing(doc[span[0] : span[1]].root, span):
            counts.update(table.get(token.lemma_.lower(), ()) or table.get(token.lower_, ()))
    return [role for role, _ in counts.most_common()]


def _describing(head: Token, span: tuple[int, int]) -> Iterator[Token]:
    inside = range(*span)
    for token in (*head.lefts, *head.rights):
        if token.i not in inside and token.dep_ in ("compound", "amod", "nmod", "appos", "relcl", "poss"):
            yield from (each for each in token.subtree if each.i not in inside and abs(each.i - head.i) < 12)
    if head.dep_ in ("appos", "compound", "nmod"):
        yield head.head
        yield from (each for each in head.head.children if each.dep_ in ("compound", "amod", "nmod"))
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ == "be":
        yield from (token for child in head.head.children if child.dep_ == "attr" for token in child.subtree)


def sex(doc: Doc, person: Person) -> str | None:
    """``woman`` or ``man`` by the pronouns and nouns that stand with the name and after it; null where nothing tells."""
    table, counts = load_words(), Counter[str]()
    for start, end in person.mentions:
        sentence = doc[start].sent
        near = [*doc[max(sentence.start, start - 3) : start], *_after(doc, end, sentence.end)]
        for token in near:
            counts["woman"] += token.lower_.rstrip(".") in table.woman
            counts["man"] += token.lower_.rstrip(".") in table.man
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 0 else None


def _after(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """What follows a name up to the next name of a person, in its sentence and the next."""
    sentences = 0
    for token in doc[start : start + 40]:
        sentences += token.i >= end and bool(token.is_sent_start)
        if sentences > 1 or token.ent_type_ == "PERSON":
            return
        yield token


def age(doc: Doc, person: Person) -> str:
    """``child`` where the name is called one or is aged under 18, else ``adult``."""
    children = load_words().child
    for start, end in person.mentions:
        head = doc[start:end].root
        if any(
            token.lemma_.lower() in children for token in _describing(head, (start, end)) if abs(token.i - start) < 4
        ):
            return "child"
        following = doc[end + 1].text if end + 1 < len(doc) and doc[end].text == "," else ""
        if AGED.fullmatch(following) and int(following) < 18:
            return "child"
    return "adult"


def ranked(doc: Doc, found: Sequence[Person]) -> list[list[str]]:
    """The features of every person."""
    laid = roles(doc)
    return [features(doc, person, laid, order, len(found)) for order, person in enumerate(found)]
