"""What a backup says of itself."""

import hashlib
from pathlib import Path

import msgspec

NAME, DATABASE, KEY = "manifest.json", "database", "secret-key"
"""Members of the file, the manifest first."""


class BackupError(RuntimeError):
    """A backup that cannot be made or restored; the message says why and the remedy."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """``vendor`` is sqlite or postgresql; ``migrations`` the last of each app; ``sha256`` of each other member."""

    communique: str
    made_at: str
    vendor: str
    migrations: dict[str, str]
    sha256: dict[str, str]


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
