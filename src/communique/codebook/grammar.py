"""Word lists of English grammar that the reading of roles and the joining of mentions rest on."""

import functools
from dataclasses import dataclass, fields
from importlib.resources import files

import yaml

WordSet = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of ``data/grammar.yaml``, each explained there."""

    support_verbs: WordSet
    patient_support: WordSet
    blame_verbs: WordSet
    subject_control: WordSet
    partitives: WordSet
    generic_nouns: WordSet
    fresh_words: WordSet
    violent_types: WordSet
    acts_of_words: WordSet
    no_carried_place: WordSet
    target_classes: WordSet
    weapon_classes: WordSet
    acts_with_content: WordSet
    outer_prepositions: WordSet
    military_types: WordSet
    military_targets: WordSet
    civilian_targets: WordSet
    containers: WordSet
    placed_by_possessive: WordSet
    national_types: WordSet
    takings: WordSet
    engaged_verbs: WordSet
    responding_verbs: WordSet
    only_past: WordSet
    meeting_types: WordSet
    unknown_words: WordSet
    sentence_openers: WordSet
    hyphen_prefixes: WordSet
    content_addressed: WordSet
    laying_verbs: WordSet
    laying_prepositions: WordSet
    involving_verbs: WordSet
    hitting_verbs: WordSet
    uttered_nouns: WordSet
    patient_nouns: WordSet
    aim_addressed: WordSet
    reciprocal_words: WordSet
    owned_target_types: WordSet
    holding_words: WordSet
    holder_types: WordSet


@functools.cache
def grammar() -> Grammar:
    """The built-in lists. Raises ``ValueError`` naming the file and the list that is missing, unknown or no list of words."""
    return parse(files("communique.codebook").joinpath("data/grammar.yaml").read_text("utf-8"))


def parse(text: str) -> Grammar:
    """Lists from YAML text."""
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    names = {field.name for field in fields(Grammar)}
    if set(raw) != names:
        raise ValueError(
            f"grammar.yaml: lists missing or unknown: {sorted(names ^ set(raw))}; keep to those explained in it"
        )
    for name, words in raw.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"grammar.yaml: {name} is not a list of words; quote words such as no and yes")
    return Grammar(**{name: frozenset(words) for name, words in raw.items()})
