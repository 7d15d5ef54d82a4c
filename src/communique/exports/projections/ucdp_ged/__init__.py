"""UCDP GED: a CSV of 49 columns, one row an event with a death. Its rules and what is lost: ``docs/exports/ucdp-ged.md``.

``check`` tests any GED file against UCDP's columns, value sets and sums.
"""

from communique.exports.projection import Projection
from communique.exports.projections.ucdp_ged.checking import Problem, check
from communique.exports.projections.ucdp_ged.files import facts
from communique.exports.projections.ucdp_ged.reading import read
from communique.exports.projections.ucdp_ged.writing import write

__all__ = ["PROJECTION", "Problem", "check"]

PROJECTION = Projection(
    name="ucdp-ged",
    suffix=".csv",
    summary="UCDP GED's 49 columns, a row an event with a death",
    write=write,
    read=read,
    codes=facts().columns,
)
