"""Atom (RFC 4287): an entry an incident, for feed readers: told in plain words, with the values beside them for programs."""

from communique.exports.projection import Projection
from communique.exports.projections.atom.reading import read
from communique.exports.projections.atom.writing import write
from communique.exports.projections.flat_incident.columns import names

PROJECTION = Projection(
    "atom", ".atom", "a feed of incidents told in plain words, for feed readers", write, read, names()
)

__all__ = ["PROJECTION"]
