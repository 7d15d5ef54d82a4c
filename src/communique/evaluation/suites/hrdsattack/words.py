"""The word lists of the projection: ``evaluation/data/hrdsattack/words.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec
import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas to the topics, and to the roles of people, that they speak of; and plain lists."""

    topics: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    harm: frozenset[str]
    saying: frozenset[str]
    woman: frozenset[str]
    man: frozenset[str]
    child: frozenset[str]


class _Lists(msgspec.Struct, forbid_unknown_fields=True):
    topics: dict[str, list[str]]
    roles: dict[str, list[str]]
    harm: frozenset[str]
    saying: frozenset[str]
    woman: frozenset[str]
    man: frozenset[str]
    child: frozenset[str]


@functools.cache
def load() -> Words:
    """The packaged lists. Raises ``msgspec.ValidationError`` where the file has another form."""
    source = resources.files("communique.evaluation") / "data" / "hrdsattack" / "words.yaml"
    raw = msgspec.convert(yaml.safe_load(source.read_text(encoding="utf-8")), _Lists)
    return Words(_turned(raw.topics), _turned(raw.roles), raw.harm, raw.saying, raw.woman, raw.man, raw.child)


def _turned(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """By lemma, the lists that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, lemmas in lists.items():
        for lemma in lemmas:
            found[lemma] = tuple(dict.fromkeys((*found.get(lemma, ()), name)))
    return found
