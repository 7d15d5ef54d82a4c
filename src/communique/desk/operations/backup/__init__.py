"""The whole desk as one file: the database, the secret key, and a manifest that says what it is and how to know it is whole."""

from communique.desk.operations.backup.manifest import BackupError, Manifest
from communique.desk.operations.backup.restoring import restore
from communique.desk.operations.backup.saving import backup

__all__ = ["BackupError", "Manifest", "backup", "restore"]
