"""The data files of the projection, each checked against its shape when it is read."""

import functools
from typing import Any, TypeVar

import msgspec

from communique.exports.projections.crosswalks import files

T = TypeVar("T")
PACKAGE = __package__ or ""


class DataError(ValueError):
    """A data file that does not fit its shape or says what UCDP does not have; the message names the file."""


def read_yaml(name: str, shape: type[T]) -> T:
    """A YAML file of ``data/`` as ``shape``. Raises ``DataError``."""
    return shaped(files.read_yaml(name, PACKAGE), shape, name)


def read_csv(name: str, shape: type[T]) -> tuple[T, ...]:
    """The rows of a CSV file of ``data/`` as ``shape``. Raises ``DataError``."""
    return tuple(shaped(row, shape, name) for row in files.read_csv(name, PACKAGE))


def shaped(given: Any, shape: type[T], name: str) -> T:
    """Plain values as ``shape``. Raises ``DataError``."""
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(f"{name}: {error}") from error


class Facts(msgspec.Struct, frozen=True):
    """``data/ucdp_ged.json``: the columns and the value sets of GED."""

    columns: tuple[str, ...]
    type_of_violence: dict[str, str]
    where_prec: dict[str, str]
    date_prec: dict[str, str]
    event_clarity: dict[str, str]
    region: tuple[str, ...]


@functools.cache
def facts() -> Facts:
    """Read once. Raises ``DataError``."""
    return shaped(files.read_json("ucdp_ged.json", PACKAGE), Facts, "ucdp_ged.json")
