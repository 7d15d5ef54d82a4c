"""The fitted weights of the projection and the limits above which an answer is given."""

import functools
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec

from communique.evaluation.suites.muc4.projection.weights import Choice


@dataclass(frozen=True, slots=True)
class Model:
    """One-against-rest models of a choice, and how likely an answer must be to be given."""

    choice: Choice
    least: float

    def likely(self, made: list[str]) -> dict[str, float]:
        """How likely each class is, 0 to 1."""
        return self.choice.scores(made)


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    least: float
    classes: dict[str, dict[str, float]]


def packed(models: Mapping[str, Model]) -> bytes:
    """The models as they are stored."""
    raw = {
        name: _Stored(model.least, {k: dict(v) for k, v in model.choice.classes.items()})
        for name, model in models.items()
    }
    return gzip.compress(msgspec.json.encode(raw, order="sorted"), mtime=0)


@functools.cache
def load() -> Mapping[str, Model]:
    """The models by name, from ``data/hrdsattack/weights.json.gz`` (made by ``training/fit_hrdsattack.py``)."""
    data = (resources.files("communique.evaluation") / "data" / "hrdsattack" / "weights.json.gz").read_bytes()
    raw = msgspec.json.decode(gzip.decompress(data), type=dict[str, _Stored])
    return {name: Model(Choice(each.classes), each.least) for name, each in raw.items()}
