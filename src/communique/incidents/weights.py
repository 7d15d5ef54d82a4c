"""The weight of every level of every comparison, as data: ``data/weights.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from communique.incidents.comparing.looks import LEVELS


class WeightsError(ValueError):
    """Weights that cannot be used; the message says what is missing or unknown."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds (natural logarithm): ``prior`` for a pair of one block, and what each level adds to it."""

    prior: float
    levels: Mapping[str, Mapping[str, float]]

    def of(self, name: str, level: str) -> float:
        """What a level of a comparison adds."""
        return self.levels[name][level]


def parse(data: Any) -> Weights:
    """Weights of parsed YAML: those fitted, with those written by hand laid over them.

    Raises ``WeightsError`` naming what is missing, unknown or no number.
    """
    levels = data.get("levels") if isinstance(data, dict) else None
    if not isinstance(levels, dict) or not _is_number(data.get("prior")):
        raise WeightsError("give a mapping with the keys 'prior' (a number) and 'levels'")
    wanted = {(name, level) for name, each in LEVELS.items() for level in each}
    _check(wanted, levels, "levels")
    written = data.get("written") or {}
    _check(wanted & _keys(written), written, "written")
    laid = {name: {**each, **written.get(name, {})} for name, each in levels.items()}
    return Weights(float(data["prior"]), MappingProxyType(laid))


def _keys(levels: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(name, level) for name, each in levels.items() if isinstance(each, dict) for level in each}


def _check(wanted: set[tuple[str, str]], levels: Mapping[str, Any], where: str) -> None:
    if wanted != _keys(levels):
        raise WeightsError(f"{where}: missing or unknown: {sorted(wanted ^ _keys(levels))}")
    wrong = sorted((name, level) for name, level in wanted if not _is_number(levels[name][level]))
    if wrong:
        raise WeightsError(f"{where}: no number: {wrong}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@functools.cache
def load_weights() -> Weights:
    """The weights that come with the program, fitted by ``training/fit_incidents.py``."""
    source = resources.files("communique.incidents").joinpath("data/weights.yaml")
    return parse(yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader))
