"""What watching sources has to remember: hosts, and the entries of feeds, folders and mailboxes; and the workers."""

from communique.desk.ingest.models.entries import Entry
from communique.desk.ingest.models.hosts import Host
from communique.desk.ingest.models.workers import Worker

__all__ = ["Entry", "Host", "Worker"]
