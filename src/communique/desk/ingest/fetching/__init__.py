"""Fetching pages: never from inside the network, never more than asked for, and politely."""

from communique.desk.ingest.fetching.asking import ask
from communique.desk.ingest.fetching.fetched import Fetched, FetchError, NotYetError

__all__ = ["FetchError", "Fetched", "NotYetError", "ask"]
