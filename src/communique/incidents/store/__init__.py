"""A store of events and incidents in one SQLite file: reports are added as they come, ids and decisions stay."""

from communique.incidents.store.file import Added, Store
from communique.incidents.store.tables import StoreError

__all__ = ["Added", "Store", "StoreError"]
