"""From the codes of a file back to a type of ours: the only one that is written so, else the documented nearest."""

import functools
from collections.abc import Mapping, Sequence

from communique.exports.projections.crosswalks.files import read_csv


def type_of_plover(event: str, modes: Sequence[str], two_sided: bool) -> str:
    """The type of an event and its first mode (``told_back.csv``). Raises ``KeyError`` on what PLOVER 2.0 has not."""
    row = _plover()[event, modes[0] if modes else ""]
    return row["two_sided"] if two_sided and row["two_sided"] else row["type"]


@functools.cache
def _plover() -> Mapping[tuple[str, str], dict[str, str]]:
    return {(row["event"], row["mode"]): row for row in read_csv("told_back.csv")}


def type_of_cameo(code: str) -> str:
    """The type of a CAMEO code by its longest prefix in ``cameo_back.csv``. Raises ``KeyError`` where none is known."""
    rows = _cameo()
    prefix = next((code[:size] for size in range(len(code), 1, -1) if code[:size] in rows), code)
    return rows[prefix]


@functools.cache
def _cameo() -> Mapping[str, str]:
    return {row["prefix"]: row["type"] for row in read_csv("cameo_back.csv")}
