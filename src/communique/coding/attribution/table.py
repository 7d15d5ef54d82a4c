"""The words that lay what is told to a source, as data: ``codebook/data/attribution.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml
from spacy.strings import get_string_id

FRAMES = frozenset(("clause", "quotation", "parenthetical", "object", "infinitive", "of", "stance"))
WORD_LISTS = ("evidence", "headings", "nouns", "vehicles", "institutions", "saying_times")
STANCE_LISTS = ("stance_adjectives", "stance_nouns", "light_verbs", "semblances")
STANCE_ONLY = ["stance"]


class AttributionTableError(ValueError):
    """An attribution list that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A group's demands on a reporting verb."""

    group: str
    frames: frozenset[str]
    evidence_only: bool


@dataclass(frozen=True, slots=True)
class AttributionTable:
    """Cue words; verbs and nouns by the hash of their lemma, as a ``Doc`` keeps them."""

    verbs: Mapping[int, VerbCue]
    nouns: frozenset[int]
    phrases: tuple[tuple[str, ...], ...]
    evidence: frozenset[str]
    headings: frozenset[str]
    vehicles: frozenset[str]
    institutions: frozenset[str]
    saying_times: frozenset[str]
    stances: frozenset[int]
    """Every word that may tell of a stance."""
    stance_verbs: frozenset[int]
    stance_adjectives: frozenset[int]
    stance_nouns: frozenset[int]
    light_verbs: frozenset[int]
    semblances: frozenset[int]


def check(data: Any) -> list[str]:
    """What is wrong with the data of an attribution list, one line each with the remedy; empty when all is well."""
    if not isinstance(data, dict):
        return ["the file must be a mapping with the keys verbs, phrases and the word lists"]
    faults = [
        f"unknown key {key!r}: remove it" for key in data if key not in ("verbs", "phrases", *WORD_LISTS, *STANCE_LISTS)
    ]
    for key in (*WORD_LISTS, *STANCE_LISTS):
        if not _is_words(data.get(key)):
            faults.append(f"{key}: give a list of words in lower case")
    phrases = data.get("phrases")
    if not isinstance(phrases, list) or not all(_is_words(phrase) for phrase in phrases):
        faults.append("phrases: give a list of lists of words")
    groups = data.get("verbs")
    if not isinstance(groups, list) or not groups:
        return [*faults, "verbs: give a list of groups, each with name, frames and lemmas"]
    for number, group in enumerate(groups, 1):
        faults.extend(f"verbs, group {number}: {fault}" for fault in _group_faults(group))
    return faults


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(w, str) and w == w.lower() for w in value)


def _group_faults(group: Any) -> list[str]:
    if not isinstance(group, dict):
        return ["must be a mapping with name, frames and lemmas"]
    faults = []
    if not isinstance(group.get("name"), str):
        faults.append("name is missing")
    if not _is_words(group.get("lemmas")):
        faults.append("lemmas: give a list of words in lower case")
    frames = group.get("frames")
    if not isinstance(frames, list) or not frames or not set(frames) <= FRAMES:
        faults.append(f"frames: use one or more of {', '.join(sorted(FRAMES))}")
    if group.get("subjects", "evidence") != "evidence":
        faults.append("subjects: the only value is evidence")
    return faults


def build(data: Any) -> AttributionTable:
    """Make the table from checked data. Raises ``AttributionTableError`` naming every fault."""
    faults = check(data)
    if faults:
        raise AttributionTableError("attribution.yaml: " + "; ".join(faults))
    verbs: dict[int, VerbCue] = {}
    for group in data["verbs"]:
        if group["frames"] == STANCE_ONLY:
            continue
        cue = VerbCue(group["name"], frozenset(group["frames"]), "subjects" in group)
        for lemma in group["lemmas"]:
            known = verbs.get(get_string_id(lemma))
            verbs[get_string_id(lemma)] = cue if known is None else _merged(known, cue)
    return AttributionTable(
        verbs=verbs,
        nouns=frozenset(get_string_id(word) for word in data["nouns"]),
        phrases=tuple(tuple(phrase) for phrase in data["phrases"]),
        evidence=frozenset(data["evidence"]),
        headings=frozenset(data["headings"]),
        vehicles=frozenset(data["vehicles"]),
        institutions=frozenset(data["institutions"]),
        saying_times=frozenset(data["saying_times"]),
        **_stances(data),
    )


def _stances(data: Any) -> dict[str, frozenset[int]]:
    """The words of stance by kind, and all of them together."""
    verbs = [lemma for group in data["verbs"] if group["frames"] == STANCE_ONLY for lemma in group["lemmas"]]
    kinds = {"stance_verbs": frozenset(map(get_string_id, verbs))}
    kinds |= {key: frozenset(map(get_string_id, data[key])) for key in STANCE_LISTS}
    own = (kinds[key] for key in kinds if key != "light_verbs")
    return kinds | {"stances": frozenset().union(*own)}


def _merged(first: VerbCue, second: VerbCue) -> VerbCue:
    """A verb in two groups keeps the first group's name and the frames of both."""
    return VerbCue(first.group, first.frames | second.frames, first.evidence_only and second.evidence_only)


@functools.cache
def table() -> AttributionTable:
    """The project's own list."""
    text = (resources.files("communique.codebook") / "data" / "attribution.yaml").read_text(encoding="utf-8")
    return build(yaml.load(text, Loader=yaml.CSafeLoader))
