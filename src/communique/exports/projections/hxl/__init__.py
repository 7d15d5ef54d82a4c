"""HXL 1.1: CSV with a row of hashtags under its headers, for humanitarian tools."""

from communique.exports.projection import Projection
from communique.exports.projections.hxl.reading import read
from communique.exports.projections.hxl.tags import tags
from communique.exports.projections.hxl.writing import write

CODES = tuple(tag.hashtag for tag in tags())
PROJECTION = Projection("hxl", ".hxl.csv", "CSV with HXL hashtags, for humanitarian tools", write, read, CODES)

__all__ = ["PROJECTION"]
