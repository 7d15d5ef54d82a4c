"""Watching sources: which are due, and asking one for what is new. One module a kind of source."""

from communique.desk.ingest.polling.poll import Polled, due_sources, poll

__all__ = ["Polled", "due_sources", "poll"]
