"""ACLED: a CSV of 31 columns, one row a day and place. Its rules and what is lost: ``docs/exports/acled.md``.

``check`` tests any ACLED export against the codebook's value sets.
"""

from communique.exports.projection import Projection
from communique.exports.projections.acled.checking import Problem, check
from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.reading import read
from communique.exports.projections.acled.writing import write

__all__ = ["PROJECTION", "Problem", "check"]

KEPT = tuple(column for column in facts().columns if column not in ("notes", "source_scale"))
"""All but the two that are made of the reports, which a file does not hold."""

PROJECTION = Projection(
    name="acled",
    suffix=".csv",
    summary="ACLED's 31 columns, a row a day and place",
    write=write,
    read=read,
    codes=KEPT,
)
