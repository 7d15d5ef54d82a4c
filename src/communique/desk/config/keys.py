"""The key that signs sessions and links: given, or made once and kept where only its owner reads it."""

import os
import secrets
from pathlib import Path


def secret_key(given: str | None, folder: Path) -> str:
    """The key. Raises ``OSError`` where the folder cannot be written."""
    if given:
        return given
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
