"""The written rule by which a briefing is put in order: ``data/ranking.yaml``."""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from types import MappingProxyType

import yaml

from communique.desk.archive.families import OTHER, families
from communique.desk.newsletters.briefings.content import Item, Section
from communique.desk.newsletters.models import Frequency


class RankingError(ValueError):
    """A rule that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """As the file has it."""

    rules: tuple[str, ...]
    families: tuple[str, ...]
    most: int
    first: Mapping[str, int]
    pause_minutes: int


@functools.cache
def ranking() -> Ranking:
    """The rule. Raises ``RankingError`` on a rule that is not known, and where a family or a frequency is missing."""
    text = resources.files("communique.desk.newsletters.briefings").joinpath("data/ranking.yaml").read_text("utf-8")
    raw = yaml.safe_load(text)
    found = Ranking(
        tuple(raw["rules"]), tuple(raw["families"]), raw["most"], MappingProxyType(raw["first"]), raw["pause_minutes"]
    )
    if not set(found.rules) <= set(RULES):
        raise RankingError(f"ranking.yaml: rules are of {', '.join(RULES)}")
    if sorted(found.families) != sorted({OTHER, *(each.family for each in families())}):
        raise RankingError("ranking.yaml: every family stands in families, once")
    if set(found.first) != set(Frequency.values):
        raise RankingError("ranking.yaml: first has every frequency")
    return found


def weight(item: Item) -> tuple[int, ...]:
    """The smaller, the earlier it is told."""
    return tuple(RULES[name](item) for name in ranking().rules)


def sections(items: Iterable[Item]) -> list[Section]:
    """By country, that of the weightiest item first; where no report says where, last."""
    by_weight = sorted(items, key=weight)
    first: dict[str | None, int] = {}
    for place, item in enumerate(by_weight):
        first.setdefault(item.country, place)
    first.pop(None, None)
    order = {country: place for place, country in enumerate([*first, None])}
    grouped = groupby(sorted(by_weight, key=lambda item: order[item.country]), key=lambda item: item.country)
    return [Section(country, list(each)) for country, each in grouped]


def _losses(measure: str) -> Callable[[Item], int]:
    def of(item: Item) -> int:
        figure = item.tolls.get(measure)
        return -((figure.best if figure.best is not None else figure.low) or 0) if figure else 0

    return of


def _family(item: Item) -> int:
    known = ranking().families
    return known.index(item.family if item.family in known else OTHER)


RULES: Mapping[str, Callable[[Item], int]] = MappingProxyType(
    {
        "killed": _losses("killed"),
        "injured": _losses("injured"),
        "family": _family,
        "publishers": lambda item: -item.publishers,
        "latest": lambda item: -(item.end or item.start).toordinal() if item.end or item.start else 0,  # type: ignore[union-attr]
    }
)
