"""The columns of the daily events and GDELT's quad classes (``data/columns.yaml``)."""

import functools

import msgspec

from communique.exports.projections.crosswalks.files import CrosswalkError, read_yaml, require
from communique.exports.projections.crosswalks.ontology import goldstein, quad_phoenix
from communique.model import DatePrecision

PACKAGE = "communique.exports.projections.cameo"
FILE = "cameo columns.yaml"
BETWEEN = ";"
"""Between addresses and between publishers, as Phoenix has it."""


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns in order, GDELT's class of each root, and the precisions of a date that a row can have."""

    columns: tuple[str, ...]
    quad_gdelt: dict[str, int]
    precisions: tuple[DatePrecision, ...]


@functools.cache
def column_table() -> Columns:
    """The packaged table. Raises ``CrosswalkError`` where a root has no class or a column stands twice."""
    try:
        table = msgspec.convert(read_yaml("columns.yaml", PACKAGE), Columns)
    except msgspec.ValidationError as error:
        raise CrosswalkError(f"{FILE}: {error}") from error
    require(frozenset(table.quad_gdelt), (frozenset(quad_phoenix()),), FILE, "quad_gdelt")
    require(len(set(table.columns)), (len(table.columns),), FILE, "columns")
    return table


def scores(code: str) -> dict[str, str]:
    """The columns that a code decides. Raises ``KeyError`` on a code without a Goldstein value."""
    root = code[:2]
    return {
        "EventCode": code,
        "EventRootCode": root,
        "QuadClassPhoenix": str(quad_phoenix()[root]),
        "QuadClassGDELT": str(column_table().quad_gdelt[root]),
        "GoldsteinScore": str(goldstein()[code]),
    }
