"""Restore a backup: everything is checked first, and what is there before is left alone until the new is whole."""

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from communique.desk.accounts.models import User
from communique.desk.archive.models import Report, Source
from communique.desk.newsletters.restoring import mark
from communique.desk.operations.backup import postgresql
from communique.desk.operations.backup.manifest import DATABASE, KEY, NAME, BackupError, Manifest, digest


def restore(source: Path, *, force: bool) -> Manifest:
    """Put a backup in the place of this desk. Raises ``BackupError`` where it is damaged, of another kind of database or a newer
    version, where this desk still runs, or is not empty and ``force`` was not given.
    """
    if not force and _filled():
        raise BackupError(
            "this desk is in use already; --force puts the backup in its place, COMMUNIQUE_DATA names another"
        )
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as made:
        folder = Path(made)
        manifest = _unpacked(source, folder)
        if manifest.vendor != connection.vendor:
            raise BackupError(
                f"the backup is of {manifest.vendor} and this desk's database is {connection.vendor}; see to DATABASE_URL"
            )
        _known(manifest)
        connections.close_all()
        mark(manifest.made_at)
        _database(folder / DATABASE)
        (folder / KEY).chmod(0o600)
        (folder / KEY).replace(settings.DATA / "secret-key")
    return manifest


def _filled() -> bool:
    try:
        return any(model.objects.exists() for model in (Report, Source, User))
    except DatabaseError:
        return False  # no tables yet


def _unpacked(source: Path, folder: Path) -> Manifest:
    """Every member beside each other, whole. Raises ``BackupError``."""
    try:
        with tarfile.open(source) as tar:
            for name in (NAME, KEY, DATABASE):
                tar.extract(name, folder, filter="data")
        manifest = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, tarfile.TarError, KeyError, msgspec.DecodeError) as error:
        raise BackupError(f"{source}: no backup of Communique ({error}); give a file of communique backup") from error
    wrong = [name for name, sha256 in manifest.sha256.items() if digest(folder / name) != sha256]
    if wrong or set(manifest.sha256) != {KEY, DATABASE}:
        raise BackupError(f"{source}: {', '.join(wrong) or 'a part'} is damaged; take another backup")
    return manifest


def _database(path: Path) -> None:
    if connection.vendor == "postgresql":
        postgresql.run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(path)
        )
        return
    target = Path(str(connection.settings_dict["NAME"]))
    if target.exists():
        _alone(target)
    path.replace(target)


def _alone(target: Path) -> None:
    """Bring the log of SQLite into its file, so that none is left to be read with another. Raises ``BackupError``."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as desk:
            desk.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise BackupError(f"{target} is in use ({error}); stop the desk and its workers first") from error
    except sqlite3.DatabaseError:  # damaged: what its log holds cannot be saved either
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)


def _known(manifest: Manifest) -> None:
    here = MigrationLoader(None).disk_migrations
    later = [f"{app} {name}" for app, name in manifest.migrations.items() if (app, name) not in here]
    if later:
        raise BackupError(
            f"the backup is of a newer version, Communique {manifest.communique} ({', '.join(later)}); install that first"
        )
