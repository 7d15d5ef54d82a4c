"""What is said of a whole article, as feature names: its events, its actors and the topics of its words."""

from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from communique.evaluation.suites.hrdsattack.words import load as load_words
from communique.model import Event

RIGHTS = frozenset(
    (
        "attack", "abduction", "arrest", "sanction", "sexual-violence", "threat", "accusation", "bombing", "suicide-bombing",
        "air-strike", "shelling", "grenade-attack", "chemical-attack", "armed-clash", "riot", "protest-excessive-force",
        "protest-intervention", "repressive-rule", "release", "looting-destruction", "displacement", "siege", "coup",
    )
)  # fmt: skip
"""Types of events that may be, or tell of, an attack on human rights."""
STEPS = ((8, "8"), (4, "4"), (2, "2"), (1, "1"))
"""Counts are told in steps: at least so many."""


def rights_events(events: Iterable[Event]) -> list[Event]:
    """The events that may be an attack on human rights."""
    return [event for event in events if event.type in RIGHTS]


def features(doc: Doc) -> list[str]:
    """The features of an article: each topic and each kind of event by how often, and whether in the title or at the head."""
    made = ["bias", *_topics(doc)]
    counts: Counter[str] = Counter()
    for event in rights_events(doc._.events):
        counts.update(_of_event(event))
    for name, count in counts.items():
        made += [f"{name}>={step}" for least, step in STEPS if count >= least]
    events = rights_events(doc._.events)
    made += [f"first:{name}" for event in events[:1] for name in _of_event(event)]
    return list(dict.fromkeys(made))


def _topics(doc: Doc) -> Iterator[str]:
    """How often the words of each topic occur, and whether they do in the title and the first paragraph."""
    table, counts = load_words().topics, Counter[str]()
    head = _head(doc)
    for token in doc:
        for topic in table.get(token.lemma_.lower(), ()):
            counts[topic] += 1
            if token.idx < head[1]:
                yield f"head:{topic}" if token.idx > head[0] else f"title:{topic}"
    per = 300 / max(len(doc), 100)
    for topic, count in counts.items():
        yield from (f"topic:{topic}>={step}" for least, step in STEPS if count * per >= least)
        yield f"topic:{topic}"


def _head(doc: Doc) -> tuple[int, int]:
    """Where the title ends, and where the paragraphs end that stand at the head (600 characters)."""
    title = len(doc._.report.title or "")
    return title, title + 600


def _of_event(event: Event) -> Iterator[str]:
    yield f"type={event.type}"
    if event.status != "actual":
        yield f"status={event.status}"
    yield f"word={event.rules.get('type', '').rpartition(':')[2] or event.anchor.lower()}"
    for side, actors in (("by", event.initiators), ("whom", event.recipients)):
        for actor in actors:
            yield f"{side}={actor.kind}"
            yield f"{side}={actor.kind}|{event.type}"
    if not event.initiators:
        yield f"by=nobody|{event.type}"
