"""The data files of the projection, each checked against its shape when it is read."""

import csv
import re
from importlib import resources
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")


class DataError(ValueError):
    """A data file that does not fit its shape or says what ACLED does not have; the message names the file."""


def read_yaml(name: str, shape: type[T]) -> T:
    """A YAML file of ``data/`` as ``shape``. Raises ``DataError``."""
    return _shaped(yaml.load(text(name), Loader=yaml.CSafeLoader), shape, name)


def read_json(name: str, shape: type[T]) -> T:
    """A JSON file of ``data/`` as ``shape``. Raises ``DataError``."""
    return _shaped(msgspec.json.decode(text(name)), shape, name)


def read_csv(name: str, shape: type[T]) -> tuple[T, ...]:
    """The rows of a CSV file of ``data/`` as ``shape``. Raises ``DataError``."""
    return tuple(_shaped(row, shape, name) for row in csv.DictReader(text(name).splitlines()))


def pattern(words: str, name: str) -> re.Pattern[str]:
    """A pattern of a data file, case ignored. Raises ``DataError``."""
    try:
        return re.compile(words, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"{name}: {words!r} is no pattern: {error}") from error


def text(name: str) -> str:
    """The text of a file of ``data/``."""
    return (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")


def _shaped(given: Any, shape: type[T], name: str) -> T:
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(f"{name}: {error}") from error
