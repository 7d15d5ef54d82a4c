"""The data files of the crosswalks, read once."""

import csv
import functools
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

import yaml

HERE = "communique.exports.projections.crosswalks"


class CrosswalkError(ValueError):
    """A data file that says what cannot be; the message names the file and the entry."""


@functools.cache
def read_yaml(name: str, package: str = HERE) -> Any:
    """A YAML file of a package's ``data`` folder as plain values."""
    return yaml.load(_text(name, package), Loader=yaml.CSafeLoader)


@functools.cache
def read_json(name: str, package: str = HERE) -> Any:
    """A JSON file of a package's ``data`` folder as plain values."""
    return json.loads(_text(name, package))


@functools.cache
def read_csv(name: str, package: str = HERE) -> Sequence[dict[str, str]]:
    """A CSV file of a package's ``data`` folder as rows by column; an empty cell is the empty string."""
    return tuple(csv.DictReader(_text(name, package).splitlines()))


def _text(name: str, package: str) -> str:
    return (resources.files(package) / "data" / name).read_text(encoding="utf-8")


def require(given: object, allowed: object, file: str, entry: str) -> None:
    """Raise ``CrosswalkError`` where a value is none of those that are allowed."""
    if given not in allowed:  # type: ignore[operator]
        raise CrosswalkError(f"{file}, {entry}: {given!r} is not known")
