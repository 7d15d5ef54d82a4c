"""Watch a folder: files that are new or changed are kept."""

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from communique.desk.archive.models import Source
from communique.desk.ingest.hints import Hints
from communique.desk.ingest.intake import keep
from communique.desk.ingest.limits import MOST_BYTES
from communique.desk.ingest.media import media_type
from communique.desk.ingest.models import Entry
from communique.desk.ingest.polling.outcome import Found, SourceFailedError
from communique.reading.limits import megabytes

State = Entry.State
AT_ONCE = 200
"""Files that one poll keeps; the rest is kept by the next, at once."""
SETTLED_S = 3.0
"""Seconds for which a file was not written, before it is taken for whole."""
MOST_TOLD = 5
"""Problems told of one folder."""


def ask(source: Source, now: datetime) -> Found:
    """Keep what is new in the folder. Raises ``SourceFailedError``."""
    folder = watched(source.address)
    fresh = [(path, found) for path in _files(folder) if (found := _fresh(source, path, folder)) is not None]
    whole = [(path, found) for path, found in fresh if time.time() - found.st_mtime >= SETTLED_S]
    outcomes = [_keep(source, path, found, now) for path, found in whole[:AT_ONCE]]
    again = now + timedelta(seconds=SETTLED_S) if len(fresh) > len(outcomes) else None
    problems = [outcome for outcome in outcomes if outcome]
    return Found(len(outcomes) - len(problems), again, problems=tuple(problems[:MOST_TOLD]))


def watched(address: str) -> Path:
    """The folder of an address. Raises ``SourceFailedError`` where it is not there, or not among those that may be watched."""
    folder = Path(address).resolve()
    if not any(folder.is_relative_to(root.resolve()) for root in settings.FOLDERS):
        allowed = ", ".join(str(root) for root in settings.FOLDERS)
        raise SourceFailedError(f"Only folders in {allowed} may be watched; COMMUNIQUE_FOLDERS names them.")
    if not folder.is_dir():
        raise SourceFailedError("There is no such folder.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise SourceFailedError("The folder may not be read by the desk; change its permissions.")
    return folder


def _files(folder: Path) -> Iterator[Path]:
    """Every file under a folder whose kind is read, sorted; hidden ones are let be."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (
            Path(here, name) for name in sorted(files) if not name.startswith(".") and media_type(name) is not None
        )


def _fresh(source: Source, path: Path, folder: Path) -> os.stat_result | None:
    """How a file stands, where it is new or changed since it was kept; a link that leads out of the folder is let be."""
    try:
        found = path.stat()
        inside = path.resolve().is_relative_to(folder)
    except OSError:
        return None
    known = Entry.objects.filter(source=source, key=_digest(str(path))).values_list("mark", flat=True).first()
    return found if inside and known != _mark(found) else None


def _keep(source: Source, path: Path, found: os.stat_result, now: datetime) -> str:
    """Keep a file and remember how it stood; what is wrong with it in words, or nothing."""
    problem = ""
    if found.st_size > MOST_BYTES:
        problem = f"{path.name} is larger than the {megabytes(MOST_BYTES)} that are taken; split it."
    else:
        try:
            keep(source, str(path)[:2000], path.read_bytes(), media_type(path.name) or "", Hints(), now)
        except OSError as error:
            problem = f"{path.name} cannot be read ({error.strerror})."
    values = {"mark": _mark(found), "address": str(path)[:2000], "error": problem}
    values["state"] = State.FAILED if problem else State.KEPT
    Entry.objects.update_or_create(source=source, key=_digest(str(path)), defaults=values)
    return problem


def _mark(found: os.stat_result) -> str:
    return _digest(f"{found.st_mtime_ns} {found.st_size}")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
