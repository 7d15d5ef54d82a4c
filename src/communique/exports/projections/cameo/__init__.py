"""CAMEO daily events in the columns of Phoenix: a row a day and pair of actors (``docs/exports/cameo.md``)."""

from communique.exports.projection import Projection
from communique.exports.projections.cameo.columns import column_table
from communique.exports.projections.cameo.reading import read
from communique.exports.projections.cameo.writing import write

PROJECTION = Projection(
    name="cameo",
    suffix=".tsv",
    summary="CAMEO daily events with Goldstein values and both quad classes, tab separated",
    write=write,
    read=read,
    codes=column_table().columns,
)
