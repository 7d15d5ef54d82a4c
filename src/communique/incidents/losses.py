"""The tolls of an incident: every figure in order of publication, which stand, and the preferred one."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from communique.incidents.told import Told
from communique.model import Figure, Outcome, Toll, TollAccount

RULE = "of the figures that stand the latest report's, and of these the best-placed speaker's"
OUTCOMES: tuple[Outcome, ...] = (
    "killed",
    "injured",
    "killed-or-injured",
    "captured",
    "missing",
    "displaced",
    "arrested",
)


class PlacingError(ValueError):
    """A list of speakers that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Words of speakers by how well they are placed to count, best first; ``own`` is the rank of a reporter's own voice."""

    ranks: tuple[tuple[str, ...], ...]
    own: int
    whole: frozenset[str]

    def rank(self, speaker: str | None) -> int:
        """0 is best placed. A speaker whom no list names stands with the reporter's own voice."""
        if speaker is None:
            return self.own
        said = f" {speaker.lower()} "
        return next(
            (rank for rank, words in enumerate(self.ranks) if any(f" {word}" in said for word in words)), self.own
        )


@functools.cache
def placing() -> Placing:
    """The packaged lists, ``data/placing.yaml``. Raises ``PlacingError``."""
    source = resources.files("communique.incidents").joinpath("data/placing.yaml")
    return parse(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))


def parse(data: Any) -> Placing:
    """Lists of parsed YAML. Raises ``PlacingError``."""
    kinds = data.get("speakers") if isinstance(data, dict) else None
    whole = data.get("whole") if isinstance(data, dict) else None
    if not isinstance(kinds, list) or not isinstance(whole, list):
        raise PlacingError("give the lists 'speakers' and 'whole'")
    own = [number for number, kind in enumerate(kinds) if kind.get("own")]
    if len(own) != 1 or not all(isinstance(kind.get("words"), list) for kind in kinds):
        raise PlacingError("every kind of speaker needs 'words', and one of them 'own: true'")
    return Placing(tuple(tuple(kind["words"]) for kind in kinds), own[0], frozenset(whole))


def accounts(members: Sequence[Told], printed: Mapping[str, str | None] | None = None) -> tuple[TollAccount, ...]:
    """What is said of each outcome. ``members`` in order of publication; ``printed`` is when a report's text was first printed,
    where that is not its own day: a reprint is no later word."""
    found = ((outcome, figures(members, outcome, printed or {})) for outcome in OUTCOMES)
    return tuple(account(outcome, each) for outcome, each in found if each)


def account(outcome: Outcome, told: Sequence[Figure]) -> TollAccount:
    """Low, best and high of the figures that stand. ``told`` in order, at least one."""
    standing = [figure for figure in told if figure.stands]
    preferred_one = preferred(standing)
    best = preferred_one.low if preferred_one.low is not None else preferred_one.high
    lows = [figure.low for figure in standing if figure.low is not None]
    highs = [figure.high for figure in standing]
    return TollAccount(
        outcome=outcome,
        low=min([*lows, *([best] if best is not None else [])]) if lows else None,
        best=best,
        high=None if None in highs else max(high for high in highs if high is not None),
        rule=RULE if len(told) > 1 else "the only figure given",
        event=preferred_one.event,
        figures=tuple(told),
    )


def preferred(standing: Sequence[Figure]) -> Figure:
    """The latest report's figure, of the best-placed speaker; of equals the last told."""
    latest = max(figure.published or "" for figure in standing)
    of_latest = [figure for figure in standing if (figure.published or "") == latest]
    return min(reversed(of_latest), key=lambda figure: placing().rank(figure.said_by))


def figures(
    members: Sequence[Told], outcome: Outcome, printed: Mapping[str, str | None] = MappingProxyType({})
) -> tuple[Figure, ...]:
    """One figure a speaker and event, in order; those overtaken by later ones do not stand."""
    found = [
        figure
        for told in members
        for figure in _of_event(told, outcome, printed.get(told.origin.report, told.origin.published))
    ]
    return tuple(
        Figure(
            event=figure.event,
            low=figure.low,
            high=figure.high,
            said_by=figure.said_by,
            published=figure.published,
            stands=not any(overtakes(later, figure) for later in found),
        )
        for figure in found
    )


def overtakes(later: Figure, figure: Figure) -> bool:
    """A later report's higher figure by a speaker as well placed, or any other figure by the same speaker.

    What those who fight claim is no stage of a count: only they themselves can overtake it.
    """
    if figure.published is None or later.published is None or later.published <= figure.published:
        return False
    if (later.low, later.high) == (figure.low, figure.high):
        return False
    if later.said_by is not None and later.said_by == figure.said_by:
        return True
    rank, later_rank, fighting = placing().rank(figure.said_by), placing().rank(later.said_by), len(placing().ranks) - 1
    return (
        later_rank <= rank
        and (rank != fighting or later_rank == fighting)
        and (later.low or later.high or 0) > (figure.high or figure.low or 0)
    )


def _of_event(told: Told, outcome: Outcome, published: str | None) -> Iterable[Figure]:
    by_speaker: dict[str | None, list[Toll]] = {}
    for toll in told.event.tolls:
        if toll.outcome == outcome:
            by_speaker.setdefault(toll.source, []).append(toll)
    for speaker, tolls in by_speaker.items():
        low, high = total(tolls)
        yield Figure(
            event=told.event.id,
            low=low,
            high=high,
            said_by=speaker or (told.event.attribution.source if told.event.attribution else None),
            published=published,
        )


def total(tolls: Sequence[Toll]) -> tuple[int | None, int | None]:
    """One speaker's losses in one event: the figure for people as such where there is one, else the sum of the sides'."""
    whole = [toll for toll in tolls if is_whole(toll)]
    if whole:
        greatest = max(whole, key=lambda toll: (toll.low or 0, toll.high or 0))
        return greatest.low, greatest.high
    sides = _sides(tolls)
    lows, highs = [toll.low for toll in sides], [toll.high for toll in sides]
    low = None if None in lows else sum(low for low in lows if low is not None)
    return low, None if None in highs else sum(high for high in highs if high is not None)


def is_whole(toll: Toll) -> bool:
    """Whether a figure is of people as such, not of one side or kind of them."""
    if toll.who is None:
        return True
    words = toll.who.lower().split()
    return not words or words[-1] in placing().whole


def _sides(tolls: Sequence[Toll]) -> list[Toll]:
    """One figure a side, the greatest: the same side told twice is not counted twice."""
    kept: dict[str, Toll] = {}
    for toll in tolls:
        name = (toll.who or "").lower()
        if name not in kept or (toll.low or 0) > (kept[name].low or 0):
            kept[name] = toll
    return list(kept.values())


def by_outcome(found: Iterable[TollAccount]) -> Mapping[Outcome, TollAccount]:
    """The accounts by outcome."""
    return {each.outcome: each for each in found}
