"""What a reader found of one report, before dates, language and boilerplate are settled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from communique.model import Boilerplate, Report
from communique.reading.addresses import host_and_path
from communique.reading.failure import Failure

Item = Report | Failure
"""What reading gives: a report, or one line on why there is none."""
Items = Iterator[Item]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of all inputs; ``published`` and ``language`` are over anything the inputs say, ``listed`` is the
    date that a feed gives for a page and holds where the page gives none."""

    published: date | None = None
    language: str | None = None
    listed: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as found. ``name`` names it in a failure; ``published`` is from metadata; ``outside`` is page text
    that is not in ``text``."""

    name: str
    source: str
    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    outside: tuple[Boilerplate, ...] = ()


def report_id(draft: Draft) -> str:
    """The id that was given, else one made of the address or file name and the text: the same text, the same id."""
    if draft.id:
        return draft.id
    digest = sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_slug(draft.url or draft.source)}-{digest}"


def _slug(source: str) -> str:
    if source == "-" or source.startswith("-, "):
        return "stdin"
    host, path = host_and_path(source)
    stem = PurePosixPath(path.replace("\\", "/")).name.split(".")[0] or host or "report"
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:48].strip("-") or "report"
