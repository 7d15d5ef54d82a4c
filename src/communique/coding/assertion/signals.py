"""Signals: one word that bears on whether a happening took place, and what several of them come to."""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from communique.coding.assertion.table import Effect
from communique.model import Certainty, Status


@dataclass(frozen=True, slots=True)
class Signal:
    """The effect of one word on a happening, and the rule that says so."""

    effect: Effect
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """How the report asserts a happening. ``evidence`` and ``hedge`` are token ranges of the words that say so."""

    status: Status
    certainty: Certainty
    rule: str
    evidence: tuple[int, int] | None
    hedge: tuple[int, int] | None = None


ORDER: tuple[Status, ...] = ("hypothetical", "planned", "ongoing")
"""Which status wins where several words bear on one happening; a negation is counted first."""


def signal(effect: Effect, rule: str, token: Token) -> Signal:
    """A signal from one token."""
    return Signal(effect, f"{rule}: '{token.lower_}'", token.i, token.i + 1)


def resolve(found: Iterable[Signal]) -> Assertion:
    """Status and certainty of all signals together; two negations make a statement."""
    by_effect: dict[str, list[Signal]] = {}
    for item in found:
        by_effect.setdefault(item.effect, []).append(item)
    hedge = by_effect.get("hedged", [None])[0]
    status, chosen = _status(by_effect)
    shown = chosen or hedge
    return Assertion(
        status=status,
        certainty="hedged" if hedge is not None else "stated",
        rule=shown.rule if shown is not None else "told as done",
        evidence=(shown.start, shown.end) if shown is not None else None,
        hedge=(hedge.start, hedge.end) if hedge is not None else None,
    )


def _status(by_effect: dict[str, list[Signal]]) -> tuple[Status, Signal | None]:
    negations = list({item.start: item for item in by_effect.get("negated", [])}.values())
    if len(negations) % 2:
        return "negated", negations[0]
    for status in ORDER:
        if by_effect.get(status) and not (negations and status == "ongoing"):
            return status, by_effect[status][0]
    return "actual", negations[0] if negations else None
