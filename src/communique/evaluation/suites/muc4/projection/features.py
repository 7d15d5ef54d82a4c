"""What is said of a phrase, for weighing it as a fill: its words, its place in the sentence, its part in our events."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from communique.codebook.types import load_codebook
from communique.coding.happenings import index
from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.incidents import Incident, muc_type
from communique.model import Event, Report

VIOLENT = frozenset(
    (
        "armed-clash", "air-strike", "shelling", "bombing", "suicide-bombing", "grenade-attack", "attack", "abduction",
        "sexual-violence", "looting-destruction", "riot", "weapons-disrupted", "threat", "claim-of-responsibility",
        "protest-excessive-force", "chemical-attack", "release", "accusation", "arrest", "siege", "protest", "territory-captured",
        "armed-group-change", "sanction",
    )
)  # fmt: skip
"""Types that may tell of a MUC-4 incident, or of who did it."""


RECENT_DAYS = 61
"""Two months (task documentation, 1.0, point 6)."""


@dataclass(slots=True)
class Parts:
    """By token index: the parts it plays in events, and the events of its sentence."""

    roles: dict[int, set[str]] = field(default_factory=dict)
    events: dict[int, list[Event]] = field(default_factory=dict)
    """By the index of a sentence's first token."""
    order: dict[int, int] = field(default_factory=dict)
    """By the first token of a sentence, its number."""
    kinds: dict[str, set[str]] = field(default_factory=dict)
    """By incident type, our types of its events."""

    def types(self, kind: str) -> set[str]:
        """Our types of the events of an incident type."""
        return self.kinds.get(kind, set())


def parts(doc: Doc) -> Parts:
    """Lay the events of a report over its tokens."""
    found = Parts(order={sent.start: number for number, sent in enumerate(doc.sents)})
    starts = {token.idx: token.i for token in doc}
    for event in doc._.events:
        found.kinds.setdefault(muc_type(event) or "", set()).add(event.type)
        for path, span in event.evidence.items():
            role = path.split("[")[0].split(".")[0]
            for token in _tokens(doc, starts, span):
                if role in ("quote", "mentions"):
                    sentence = token.sent.start
                    if event not in found.events.setdefault(sentence, []):
                        found.events[sentence].append(event)
                elif role in ("initiators", "recipients", "weapon", "tolls", "anchor", "attribution"):
                    found.roles.setdefault(token.i, set()).add(f"{role}:{event.type}")
    return found


def _tokens(doc: Doc, starts: Mapping[int, int], span: tuple[int, int]) -> Iterator[Token]:
    first = starts.get(span[0])
    while first is not None and first < len(doc) and doc[first].idx < span[1]:
        yield doc[first]
        first += 1


def _classes(token: Token) -> list[str]:
    """The codebook's word classes that a word is in."""
    table = _word_classes()
    return table.get(token.lemma_.lower(), []) or table.get(token.lower_, [])


@functools.cache
def _word_classes() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, lemmas in index(load_codebook(None)).classes.items():
        for lemma in lemmas:
            found.setdefault(lemma, []).append(name)
    return found


def governor(token: Token) -> tuple[str, Token]:
    """How a head hangs on what governs it: the relation (with the preposition), and the governing word."""
    relation, above = token.dep_, token.head
    while relation in ("conj", "appos") and above.head is not above:
        relation, above = above.dep_, above.head
    if relation == "pobj":
        return f"{above.lower_}", above.head
    return relation, above


def features(doc: Doc, found: Candidate, laid: Parts) -> list[str]:
    """The features of one phrase, as names."""
    head = doc[found.head]
    relation, above = governor(head)
    lemma = above.lemma_.lower()
    sentence = head.sent.start
    here = sorted({event.type for event in laid.events.get(sentence, ()) if event.type in VIOLENT})
    roles = sorted(laid.roles.get(head.i, ()))
    word = "#name" if found.name else head.lemma_.lower()
    made = [
        "bias",
        f"w={word}",
        f"rel={relation}",
        f"rel={relation}:{lemma}",
        f"gov={lemma}",
        f"w={word}|rel={relation}",
    ]
    made += [f"c={name}" for name in _classes(head)] + [f"gc={name}|{relation}" for name in _classes(above)]
    made += [f"role={role}" for role in roles] + [f"role={role.split(':')[0]}" for role in roles]
    made += [f"role={role.split(':')[0]}|c={name}" for role in roles for name in _classes(head)]
    made += [f"here={kind}" for kind in here] + [f"here={kind}|rel={relation}" for kind in here]
    made += [f"m={doc[i].lemma_.lower()}" for i in range(found.start, found.head) if doc[i].is_alpha]
    made += list(_actor(doc, found, roles)) + list(_position(doc, sentence, here, laid))
    made += [f"ent={head.ent_type_ or '-'}", f"pos={head.tag_}", f"of={_of(head)}"]
    made += [f"name|rel={relation}:{lemma}"] if found.name else []
    made += [f"that={told}" for told in _clauses(head)]
    made += [f"title={text.split()[-1].lower()}" for text in (found.role, *found.beside) if text]
    return list(dict.fromkeys(made))


def _clauses(head: Token) -> Iterator[str]:
    """What relative clauses and participles say of it: the verb, and whether it is done to it."""
    for child in head.rights:
        if child.dep_ in ("relcl", "acl"):
            passive = child.dep_ == "acl" or any(below.dep_ in ("nsubjpass", "auxpass") for below in child.children)
            yield f"{child.lemma_.lower()}:{passive}"


def _of(head: Token) -> str:
    return next((t.lemma_.lower() for c in head.rights if c.lower_ == "of" for t in c.rights if t.dep_ == "pobj"), "-")


def _actor(doc: Doc, found: Candidate, roles: list[str]) -> Iterator[str]:
    for actor in doc._.actors or ():
        if actor.head == found.head:
            yield f"kind={actor.actor.kind}"
            yield f"armed={actor.armed}"
            yield from (f"{role.split(':')[0]}|kind={actor.actor.kind}" for role in roles)
    for place in doc._.places or ():
        if place.start <= found.head < place.end:
            yield f"place={place.kind}"


def _position(doc: Doc, sentence: int, here: list[str], laid: Parts) -> Iterator[str]:
    share = sentence / max(1, len(doc))
    yield f"at={int(share * 4)}"
    if sentence < 40:
        yield "top"
    if not here:
        yield "quiet"
    for event in laid.events.get(sentence, ()):
        if event.type in VIOLENT:
            yield f"status={event.status}"
            yield f"precise={event.date.precision}"
            yield f"aggregate={event.aggregate}"


def fill_features(doc: Doc, found: Candidate, made: Sequence[str], laid: Parts, incident: Incident) -> list[str]:
    """The features of a phrase as a fill of one incident: those of the phrase, and how near the incident is told."""
    head = doc[found.head]
    sentence, kind = head.sent.start, incident.type
    near = _distance(laid, sentence, incident)
    roles = {role.split(":")[0] for role in laid.roles.get(head.i, ()) if role.split(":")[1] in laid.types(kind)}
    extra = [f"near={near}", f"near={near}|{kind}", f"mine={sentence in incident.sentences}"]
    extra += [f"own={role}" for role in sorted(roles)] + [f"own={role}|{kind}" for role in sorted(roles)]
    rivals = {muc_type(event) for event in laid.events.get(sentence, ())} - {None, kind}
    extra += [f"rival={rival}|{near}" for rival in sorted(rival for rival in rivals if rival)]
    pairs = [
        f"{kind}|{name}" for name in made if name.startswith(("w=", "rel=", "c=", "kind=", "role=")) and "|" not in name
    ]
    lemma = governor(head)[1].lemma_.lower()
    extra += [f"gov={lemma}|{near == 0}", f"{kind}|gov={lemma}"]
    return [*made, *extra, *pairs]


def _distance(laid: Parts, sentence: int, incident: Incident) -> int:
    """Sentences after the nearest that tells of the incident, up to 3; -1 where only later ones do."""
    before = [start for start in incident.sentences if start <= sentence]
    return min(3, laid.order[sentence] - laid.order[before[-1]]) if before else -1


def incident_features(doc: Doc, incident: Incident, others: Iterable[str], laid: Parts) -> list[str]:
    """What is said of an incident, for weighing whether it is one that the task wants."""
    made = [
        "bias",
        f"only={not others}",
        f"events={min(4, len(incident.events))}",
        f"told={min(5, len(incident.sentences))}",
    ]
    made += [f"beside={other}" for other in others]
    for event in incident.events:
        made += _event_features(doc, event)
    for order, start in enumerate(incident.sentences[:6]):
        for token in doc[start].sent:
            if token.is_alpha and not token.is_stop and token.pos_ != "PROPN":
                made.append(f"word={token.lemma_.lower()}")
                made += [f"class={name}" for name in _classes(token)] if order < 2 else []
    made.append(f"first={min(6, laid.order[incident.sentences[0]] // 2)}" if incident.sentences else "untold")
    made += [f"doc={token.lemma_.lower()}" for token in doc[:300] if token.pos_ in ("NOUN", "VERB") and token.is_alpha]
    return list(dict.fromkeys([*made, *(f"{incident.type}|{name}" for name in made if not name.startswith("doc="))]))


def _event_features(doc: Doc, event: Event) -> list[str]:
    made = [f"type={event.type}", f"anchor={event.anchor.lower()}", f"status={event.status}|{event.type}"]
    made += [f"certainty={event.certainty}", f"date={event.date.precision}", f"age={age(doc._.report, event)}"]
    made += [f"aggregate={event.aggregate}", f"count={min(3, event.count)}", f"mentions={min(4, len(event.mentions))}"]
    made += [f"country={event.place.country if event.place else None}"]
    made += [f"precision={event.place.precision if event.place else None}", f"said={event.attribution is not None}"]
    made += [f"who={actor.kind}" for actor in event.initiators] + [f"whom={actor.kind}" for actor in event.recipients]
    made += [
        f"who={a.kind}|whom={b.kind}"
        for a in event.initiators or (None,)
        for b in event.recipients or (None,)
        if a and b
    ]
    made += [f"whom=none|{event.type}"] if not event.recipients else []
    made += [f"who=none|{event.type}"] if not event.initiators else []
    return made + [f"toll={toll.outcome}" for toll in event.tolls]


def age(report: Report, event: Event) -> str:
    """How long before publication an event ended: ``day``, ``week``, ``recent`` (two months), ``old``, ``later``, ``unknown``."""
    if report.published is None or event.date.end is None:
        return "unknown"
    days = (date.fromisoformat(report.published) - date.fromisoformat(event.date.end)).days
    if days < 0:
        return "later"
    return "day" if days < 2 else "week" if days < 8 else "recent" if days <= RECENT_DAYS else "old"
