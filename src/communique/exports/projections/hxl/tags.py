"""The hashtag of each column, from ``data/columns.csv``, checked against the core hashtags and attributes of ``data/core.yaml``."""

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.exports.projections.flat_incident.columns import columns

HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""HXL 1.1, "Syntax": a hashtag and its attributes, here without the spaces that may stand between."""


class TagsError(ValueError):
    """Hashtags that cannot be used; the message names the one."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A column of the file: its header for people, its hashtag, and the flat column it is filled from."""

    column: str
    header: str
    hashtag: str


@functools.cache
def tags() -> tuple[Tag, ...]:
    """The packaged hashtags in the order of the file. Raises ``TagsError``."""
    data = resources.files("communique.exports.projections.hxl") / "data"
    core = yaml.load((data / "core.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return parse((data / "columns.csv").read_text(encoding="utf-8"), core)


def parse(text: str, core: Any) -> tuple[Tag, ...]:
    """Hashtags of CSV text: ``own`` lists the attributes that are not of the standard. Raises ``TagsError``."""
    labels = {column.name: column.label for column in columns()}
    found: dict[str, Tag] = {}
    for line in csv.DictReader(text.splitlines()):
        tag, column = line["hashtag"], line["column"]
        if column not in labels:
            raise TagsError(f"{tag}: no column {column!r}")
        if key(tag) in {key(other) for other in found}:
            raise TagsError(f"{tag}: stands twice")
        _check(tag, frozenset(line["own"].split()), core)
        found[tag] = Tag(column, labels[column], tag)
    return tuple(found.values())


def _check(tag: str, own: frozenset[str], core: Mapping[str, Any]) -> None:
    """That the hashtag is of the standard, and each attribute the standard's for it, or said to be our own."""
    if not HASHTAG.fullmatch(tag):
        raise TagsError(f"{tag}: not a hashtag with attributes")
    hashtag, *attributes = tag[1:].split("+")
    if hashtag not in core["hashtags"]:
        raise TagsError(f"{tag}: #{hashtag} is no core hashtag of HXL 1.1")
    standard = {name for name in attributes if name.startswith("v_") or hashtag in core["attributes"].get(name, ())}
    if own != set(attributes) - standard:
        raise TagsError(
            f"{tag}: attributes that are not the standard's for #{hashtag} must stand under 'own', no others"
        )


def key(hashtag: str) -> tuple[str, frozenset[str]]:
    """A hashtag apart from its attributes, whose order and spacing mean nothing (HXL 1.1, "Syntax")."""
    name, *attributes = re.sub(r"\s", "", hashtag).lower().split("+")
    return name, frozenset(attributes)
