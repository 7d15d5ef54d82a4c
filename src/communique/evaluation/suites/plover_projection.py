"""From an event of the record to its PLOVER root: the rules of ``data/plover/roots.yaml``, the first that fits."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.codebook.types import load_codebook
from communique.model import Event

WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What an event must have for a root: one of the types; one of the statuses, of the words of its trigger or anchor,
    and of the words of its sentence, where given."""

    types: frozenset[str]
    statuses: frozenset[str]
    words: frozenset[str]
    quote: frozenset[str]
    root: str

    def fits(self, event: Event, words: frozenset[str]) -> bool:
        """Whether the rule speaks of such an event; ``words`` are those of its trigger and its anchor."""
        return (
            event.type in self.types
            and (not self.statuses or event.status in self.statuses)
            and (not self.words or bool(self.words & words))
            and (not self.quote or bool(self.quote & set(WORD.findall(event.quote.lower()))))
        )


@dataclass(frozen=True, slots=True)
class Projection:
    """The rules in their order, the root of each type that no rule takes, and the quad class of each root."""

    rules: tuple[Rule, ...]
    roots: Mapping[str, str]
    quads: Mapping[str, int]

    def root(self, event: Event) -> str | None:
        """The PLOVER root of an event; null where PLOVER has none (people who come home)."""
        named = event.rules.get("type", "").partition("/")[2]
        words = frozenset((named, *WORD.findall(f"{event.anchor} {named.partition(':')[2]}".lower())))
        return next((rule.root for rule in self.rules if rule.fits(event, words)), self.roots.get(event.type))


@functools.cache
def load_projection() -> Projection:
    """The packaged projection. Raises ``KeyError`` where a rule names a type that the codebook has not."""
    source = resources.files("communique.evaluation") / "data" / "plover" / "roots.yaml"
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))
    types = load_codebook().types
    roots = {name: kind.plover.event for name, kind in types.items() if kind.plover is not None}
    merged = {name: raw["merged"].get(root, root) for name, root in roots.items()}
    quads = {root: number for number, names in raw["quads"].items() for root in names}
    return Projection(tuple(_rule(rule, types) for rule in raw["rules"]), merged, quads)


def _rule(raw: Mapping[str, Any], types: Mapping[str, object]) -> Rule:
    unknown = set(raw["types"]) - set(types)
    if unknown:
        raise KeyError(f"plover/roots.yaml: no type {', '.join(sorted(unknown))}")
    types_, statuses, words, quote = (frozenset(raw.get(name, ())) for name in ("types", "statuses", "words", "quote"))
    return Rule(types_, statuses, words, quote, raw["root"])
