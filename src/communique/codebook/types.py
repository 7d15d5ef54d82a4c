"""What is looked for: the types of event with their words, as the data files give them.

The files are described in ``docs/codebook-format.md``. A user's own folder is laid over the built-in one: a type of the
same name replaces the built-in type, or adds to it where it says ``extend: true``; frames and word classes are replaced
by name; ``hierarchy.yaml`` is replaced as a whole.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from communique.codebook import files
from communique.codebook.check import CodebookError, check_codebook

Kind = Literal["verb", "noun", "phrase"]
KINDS: Mapping[str, Kind] = {"verbs": "verb", "nouns": "noun", "phrases": "phrase"}


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word or phrase that names a happening of a type, and the company it must keep.

    ``lemmas`` is one lemma, or the words of a phrase in order. ``when`` maps a slot to classes of which one must fill
    it; ``unless`` likewise forbids. ``roles`` maps slots to roles over those of the type's frame.
    """

    kind: Kind
    lemmas: tuple[str, ...]
    type: str
    id: str
    """As it is shown to the user who asks why: ``attack/verb:ambush``."""
    particle: str | None = None
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    weapon: bool = False
    """The words themselves name the weapon ("car bomb")."""
    aggregate: bool = False
    """The words themselves sum up many happenings ("civil war")."""
    count: int | None = None
    """How many like happenings the words speak of ("twin bombings"), where they say."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the words in it that must be of the type; in a counterexample, that must not, or nothing where null."""

    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Acled:
    """The nearest ACLED event and sub-event type."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class Plover:
    """The nearest PLOVER event and the modes that fit; ``others`` are further events that the type may be."""

    event: str
    modes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ucdp:
    """Whether UCDP GED would take it: ``if-deaths`` or ``never``; and how its type of violence is told.

    ``by-actors`` (state-based or non-state by who fights), ``one-sided`` or null.
    """

    qualifies: str
    type_of_violence: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EventType:
    """A type of event: what it is, when it is chosen, its nearest codes elsewhere, and its words."""

    type: str
    definition: str
    choose: str
    acled: Acled | None
    plover: Plover | None
    cameo: tuple[str, ...]
    ucdp: Ucdp
    frame: str
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Which slot plays which role for verbs and nouns: ``initiator``, ``recipient``, ``place``, ``weapon`` or ``none``."""

    verb: Mapping[str, str]
    noun: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one sort, by lemma; ``phrases`` are those of more than one word."""

    lemmas: tuple[str, ...]
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """Types, frames and word classes by name; ``hierarchy`` lists every type once, the most decisive first."""

    types: Mapping[str, EventType]
    frames: Mapping[str, Frame]
    classes: Mapping[str, WordClass]
    hierarchy: tuple[str, ...]


def load_codebook(folder: Path | str | None = None) -> Codebook:
    """The built-in codebook, with a user's folder laid over it.

    Raises ``CodebookError``, which names file, line and remedy, where the folder is missing or breaks the format.
    """
    if folder is None:
        return _built_in()
    problems = check_codebook(Path(folder))
    if problems:
        raise CodebookError(problems)
    return _overlay(_built_in(), Path(folder))


@functools.cache
def _built_in() -> Codebook:
    return _overlay(Codebook({}, {}, {}, ()), files.BUILT_IN)


def _overlay(base: Codebook, folder: Traversable) -> Codebook:
    types = dict(base.types)
    for file in files.type_files(folder):
        raw = files.read(file)
        name = raw["type"]
        types[name] = _extended(types[name], raw) if raw.get("extend") else _event_type(raw)
    single = {name: files.read(file) for name, file in files.single_files(folder).items()}
    frames = {name: Frame(**raw) for name, raw in single.get("frames.yaml", {}).items()}
    classes = {name: _word_class(raw) for name, raw in single.get("classes.yaml", {}).items()}
    hierarchy = tuple(single.get("hierarchy.yaml", base.hierarchy))
    unranked = tuple(name for name in types if name not in hierarchy)
    return Codebook(types, {**base.frames, **frames}, {**base.classes, **classes}, hierarchy + unranked)


def _extended(built_in: EventType, raw: Mapping[str, Any]) -> EventType:
    added = tuple(_numbered(_triggers(built_in.type, raw.get("triggers", ())), (t.id for t in built_in.triggers)))
    return replace(
        built_in,
        triggers=built_in.triggers + added,
        examples=built_in.examples + _examples(raw.get("examples", ())),
        counterexamples=built_in.counterexamples + _examples(raw.get("counterexamples", ())),
    )


def _event_type(raw: Mapping[str, Any]) -> EventType:
    acled, plover, ucdp = raw.get("acled"), raw.get("plover"), raw["ucdp"]
    return EventType(
        type=raw["type"],
        definition=raw["definition"].strip(),
        choose=raw["choose"].strip(),
        acled=None if acled is None else Acled(acled["event_type"], acled["sub_event_type"]),
        plover=None if plover is None else _plover(plover),
        cameo=tuple(raw.get("cameo") or ()),
        ucdp=Ucdp(ucdp["qualifies"], ucdp.get("type_of_violence")),
        frame=raw["frame"],
        examples=_examples(raw["examples"]),
        counterexamples=_examples(raw.get("counterexamples", ())),
        triggers=tuple(_numbered(_triggers(raw["type"], raw["triggers"]), ())),
    )


def _plover(raw: Mapping[str, Any]) -> Plover:
    return Plover(raw["event"], tuple(raw.get("modes", ())), tuple(raw.get("others", ())))


def _examples(raw: Iterable[Mapping[str, str]]) -> tuple[Example, ...]:
    return tuple(Example(item["text"], item.get("anchor")) for item in raw)


def _word_class(raw: Mapping[str, Any]) -> WordClass:
    return WordClass(tuple(raw["lemmas"]), tuple(raw.get("phrases", ())))


def _triggers(name: str, entries: Iterable[Mapping[str, Any]]) -> Iterator[Trigger]:
    for entry in entries:
        for key, kind in KINDS.items():
            for words in entry.get(key, ()):
                yield _trigger(name, kind, words, entry)


def _trigger(name: str, kind: Kind, words: str, entry: Mapping[str, Any]) -> Trigger:
    """One trigger; a hyphenated word becomes a phrase, as the parser takes it apart at the hyphen."""
    head, _, particle = words.partition("_") if kind == "verb" else (words, "", "")
    lemmas = tuple(head.replace("-", " ").split())
    return Trigger(
        kind="phrase" if len(lemmas) > 1 else kind,
        lemmas=lemmas,
        type=name,
        id=f"{name}/{kind}:{words}",
        particle=particle or None,
        when=_conditions(entry.get("when", {})),
        unless=_conditions(entry.get("unless", {})),
        roles=entry.get("roles", {}),
        weapon=entry.get("weapon", False),
        aggregate=entry.get("aggregate", False),
        count=entry.get("count"),
    )


def _conditions(raw: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {slot: tuple(classes) for slot, classes in raw.items()}


def _numbered(triggers: Iterable[Trigger], taken: Iterable[str]) -> Iterator[Trigger]:
    """Triggers with their ids made unique: a word that stands twice in a type is told apart by a number."""
    seen = dict.fromkeys(taken, 1)
    for trigger in triggers:
        number = seen.get(trigger.id, 0) + 1
        seen[trigger.id] = number
        yield trigger if number == 1 else replace(trigger, id=f"{trigger.id}#{number}")
