"""Which of an incident's reports is named where a format has room for one."""

from itertools import chain

from communique.model import Incident, Source


def first_source(incident: Incident) -> Source | None:
    """The first report that is no reprint, else the first; null where none is known. They stand in order of publication."""
    own = (source for source in incident.sources if source.reprint_of is None)
    return next(chain(own, incident.sources), None)
