"""The fitted weights of the projection: linear models over feature names, one a class."""

import functools
import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec

BIAS = "*bias*"


@dataclass(frozen=True, slots=True)
class Choice:
    """One-against-rest models of some classes: class to feature to weight."""

    classes: Mapping[str, Mapping[str, float]]

    def scores(self, made: Iterable[str]) -> dict[str, float]:
        """The probability of each class by itself, 0 to 1; they need not add to 1."""
        found = tuple(made)
        return {name: _logistic(model, found) for name, model in self.classes.items()}

    def best(self, made: Iterable[str]) -> str:
        """The likeliest class."""
        scores = self.scores(made)
        return max(scores, key=scores.__getitem__)


def _logistic(model: Mapping[str, float], made: tuple[str, ...]) -> float:
    total = model.get(BIAS, 0.0) + sum(model.get(name, 0.0) for name in made)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def load() -> Mapping[str, Choice]:
    """The models by name, from ``data/muc4/weights.json.gz`` (made by ``training/muc4``; see its card there)."""
    data = (resources.files("communique.evaluation") / "data" / "muc4" / "weights.json.gz").read_bytes()
    raw = msgspec.json.decode(gzip.decompress(data), type=dict[str, dict[str, dict[str, float]]])
    return {name: Choice(classes) for name, classes in raw.items()}
