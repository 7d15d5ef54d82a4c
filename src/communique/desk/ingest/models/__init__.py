"""What watching sources has to remember: hosts, and the entries of feeds, folders and mailboxes."""

from communique.desk.ingest.models.entries import Entry
from communique.desk.ingest.models.hosts import Host

__all__ = ["Entry", "Host"]
