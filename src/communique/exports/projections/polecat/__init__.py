"""The 40 columns of the POLECAT release: PLOVER as its users load it (``docs/exports/polecat.md``)."""

from communique.exports.projection import Projection
from communique.exports.projections.polecat.columns import columns
from communique.exports.projections.polecat.reading import read
from communique.exports.projections.polecat.writing import write

PROJECTION = Projection(
    name="polecat",
    suffix=".tsv",
    summary="PLOVER events in the 40 tab-separated columns of the POLECAT release",
    write=write,
    read=read,
    codes=columns(),
)
