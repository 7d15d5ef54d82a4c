"""Make a backup while the desk runs: the copy is of one moment, whoever writes meanwhile."""

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from communique import __version__
from communique.desk.operations.backup import postgresql
from communique.desk.operations.backup.manifest import DATABASE, KEY, NAME, BackupError, Manifest, digest


def backup(target: Path) -> Manifest:
    """Write the backup; ``target`` is there whole or not at all. Raises ``BackupError``."""
    try:
        with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".backup-") as made:
            folder = Path(made)
            _database(folder / DATABASE)
            (folder / KEY).write_text(settings.SECRET_KEY, "utf-8")
            manifest = _manifest(folder)
            (folder / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
            with tarfile.open(folder / "whole", "w") as tar:
                for name in (NAME, KEY, DATABASE):
                    tar.add(folder / name, name)
            (folder / "whole").chmod(0o600)
            (folder / "whole").replace(target)
    except OSError as error:
        raise BackupError(f"{target}: {error.strerror or error}; give another file, on a disk with room") from error
    return manifest


def _database(path: Path) -> None:
    if connection.vendor == "postgresql":
        postgresql.run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={path}")
        return
    source = Path(str(connection.settings_dict["NAME"])).resolve()
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(path)) as there,
    ):
        here.backup(there)  # in one step: in several, it begins anew whenever somebody writes between them


def _manifest(folder: Path) -> Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        communique=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations={app: max(name for each, name in applied if each == app) for app, _ in sorted(applied)},
        sha256={name: digest(folder / name) for name in (KEY, DATABASE)},
    )
