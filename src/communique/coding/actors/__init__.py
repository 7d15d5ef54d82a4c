"""Who is meant: names, roles, descriptions and pronouns of a report read as actors."""

from communique.coding.actors.component import Actors, default_actors
from communique.coding.actors.index import Entry, NameIndex

__all__ = ["Actors", "Entry", "NameIndex", "default_actors"]
