"""PostgreSQL's own tools, told of the database by the environment, so that no password stands in a list of processes."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from django.db import connection

from communique.desk.operations.backup.manifest import BackupError


def run(tool: str, *arguments: str) -> None:
    """Run ``pg_dump`` or ``pg_restore``. Raises ``BackupError`` where it is missing or fails."""
    path = shutil.which(tool)
    if path is None:
        raise BackupError(f"{tool} is not installed; install PostgreSQL's client programs")
    done = subprocess.run(
        [path, *_database(), *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{tool} failed: {done.stderr.strip()[-800:]}")


def _database() -> Sequence[str]:
    return ("--dbname", str(connection.settings_dict["NAME"]))


def _environment() -> dict[str, str]:
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    return {**os.environ, **{name: str(given[key]) for name, key in names.items() if given.get(key)}}
