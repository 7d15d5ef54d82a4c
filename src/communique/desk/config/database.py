"""The database: SQLite in the data folder, or what ``DATABASE_URL`` names."""

from pathlib import Path
from typing import Any

import dj_database_url

from communique.desk.config.environment import SettingsError

WAIT_S = 30
"""Seconds that a writer waits for another before it gives up."""
PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
"""WAL: readers never wait for a writer. What is committed survives the kill of any process."""
KEPT_S = 600
"""Seconds that a thread keeps its connection: opening SQLite anew for each request costs more than most pages."""
ENGINES = frozenset({"django.db.backends.sqlite3", "django.db.backends.postgresql"})


def database(url: str | None, folder: Path) -> dict[str, Any]:
    """Django's setting of a database. Raises ``SettingsError`` on an address of another kind."""
    try:
        found: dict[str, Any] = {**dj_database_url.parse(url)} if url else {"ENGINE": "django.db.backends.sqlite3"}
    except (ValueError, KeyError) as error:
        raise SettingsError(f"DATABASE_URL: {error}; give postgresql://user:password@host/name") from error
    if found["ENGINE"] not in ENGINES:
        raise SettingsError("DATABASE_URL: only PostgreSQL and SQLite; give postgresql://user:password@host/name")
    found["CONN_MAX_AGE"] = KEPT_S
    if found["ENGINE"].endswith("sqlite3"):
        found["NAME"] = found.get("NAME") or str(folder / "desk.sqlite3")
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": WAIT_S, "init_command": PRAGMAS}
    else:
        found["CONN_HEALTH_CHECKS"] = True
    return found
