"""Everything that is kept. Nothing here is ever deleted: it is withdrawn, superseded, or merged into another."""

from communique.desk.archive.models.changes import Change
from communique.desk.archive.models.events import Event
from communique.desk.archive.models.incidents import Composition, Incident, Party, Stamp
from communique.desk.archive.models.reports import Report
from communique.desk.archive.models.sources import Snapshot, Source

__all__ = ["Change", "Composition", "Event", "Incident", "Party", "Report", "Snapshot", "Source", "Stamp"]
