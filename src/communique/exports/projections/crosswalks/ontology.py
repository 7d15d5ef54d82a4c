"""PLOVER 2.0 and CAMEO as facts: events, modes, scores and classes (``plover_v2.json``, ``cameo_goldstein_quad.json``)."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.exports.projections.crosswalks.files import read_json

QUADS: Mapping[str, int] = {
    "verbal cooperation": 1,
    "material cooperation": 2,
    "verbal conflict": 3,
    "material conflict": 4,
}
"""The numbers of the manual's quad classes."""
PRINTED_WRONG: Mapping[str, float] = {"ACCUSE": -3.0}
"""The manual prints 3 beside modes of -2 to -3.5, which can only be -3."""


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """An event of PLOVER 2.0. ``quad`` is that of the event's own section in the manual; scores run from -10 to 10."""

    quad: str
    recipient_required: bool
    modes: tuple[str, ...]
    score: float
    mode_scores: Mapping[str, float]

    @property
    def quad_code(self) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return QUADS[self.quad]

    def scale(self, modes: Sequence[str]) -> float:
        """The score of the first mode that has one, else the event's own."""
        return next((self.mode_scores[mode] for mode in modes if mode in self.mode_scores), self.score)


@functools.cache
def plover_events() -> Mapping[str, PloverEvent]:
    """The 16 events by name."""
    return {name: _event(name, raw) for name, raw in read_json("plover_v2.json")["events"].items()}


def _event(name: str, raw: Mapping[str, object]) -> PloverEvent:
    scores = raw["mode_scores"]
    assert isinstance(scores, dict)
    modes, score = raw["modes"], raw["score"]
    assert isinstance(modes, list)
    assert isinstance(score, float)
    return PloverEvent(
        str(raw["quad"]),
        bool(raw["recipient_required"]),
        tuple(modes),
        PRINTED_WRONG.get(name, score),
        {mode: value for mode, value in scores.items() if value is not None},
    )


@functools.cache
def plover_contexts() -> frozenset[str]:
    """The 37 contexts."""
    return frozenset(read_json("plover_v2.json")["contexts"])


@functools.cache
def plover_sectors() -> frozenset[str]:
    """The 25 sectors."""
    return frozenset(read_json("plover_v2.json")["sectors"])


@functools.cache
def auxiliary_modes() -> frozenset[str]:
    """``historical``, ``future``, ``hypothetical``, ``negation``."""
    return frozenset(read_json("plover_v2.json")["auxiliary_modes"])


@functools.cache
def goldstein() -> Mapping[str, float]:
    """The Goldstein value of each CAMEO code (Phoenix's table)."""
    values: Mapping[str, float] = read_json("cameo_goldstein_quad.json")["goldstein"]
    return values


@functools.cache
def quad_phoenix() -> Mapping[str, int]:
    """Phoenix's class of each CAMEO root: 0 neutral, 1 and 2 cooperation, 3 and 4 conflict, verbal then material."""
    quads: Mapping[str, int] = read_json("cameo_goldstein_quad.json")["quad_conversion_phoenix"]
    return quads
