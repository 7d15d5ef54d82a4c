"""One self-contained HTML page: the report with its events marked, each record beside it, every value linked to its words."""

import base64
import hashlib
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from jinja2 import Environment, PackageLoader

from communique.exports.families import families, family
from communique.exports.rows import Value, losses, reasons, rows
from communique.exports.segments import Ref, Segment, segments
from communique.exports.table import provenance
from communique.model import Event, Report

KEPT_IN_MEMORY = 8 * 1024 * 1024
"""Characters of page held in memory; the rest waits on disk until the contents, which stand first, are known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    number: int
    title: str
    events: int


class HtmlWriter:
    """Keeps a section a report, and writes the page at the end: only then is it known what its contents list."""

    def __init__(self, out: TextIO) -> None:
        loader = PackageLoader("communique.exports", "templates")
        self._templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._templates.globals.update(
            family=family, families=families(), rows=rows, losses=losses, reasons=reasons, slug=slug, ref_of=Ref
        )
        self._out = out
        self._entries: list[Entry] = []
        self._sections = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Keep one report's section."""
        parts = segments(report, events)
        entry = Entry(len(self._entries) + 1, report.title or report.source or report.id, len(events))
        self._entries.append(entry)
        section = self._templates.get_template("report.html").render(
            entry=entry,
            report=report,
            provenance=provenance(report),
            address=web_address(report.url),
            events=events,
            segments=parts,
            linked=_linked(parts),
            shown=_shown(events),
            apart=[item for item in report.boilerplate if item.start is None],
        )
        self._sections.write(section)

    def close(self) -> None:
        """Write head, contents, sections and foot."""
        style, script = (self._source(name) for name in ("page.css", "page.js"))
        common = {"style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script)}
        self._out.write(self._templates.get_template("head.html").render(entries=self._entries, **common))
        self._sections.seek(0)
        shutil.copyfileobj(self._sections, self._out)
        self._sections.close()
        self._out.write(self._templates.get_template("foot.html").render(**common))

    def _source(self, name: str) -> str:
        return self._templates.get_template(name).render()


def _hash(inline: str) -> str:
    """The name by which the page's own policy allows one inline style or script, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()


def slug(path: str) -> str:
    """A field path as part of an id: ``tolls[0].text`` is ``tolls-0-text``."""
    return re.sub(r"\W+", "-", path)


def web_address(url: str | None) -> str | None:
    """The address, where it is one that a link may lead to."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _linked(parts: Sequence[Segment]) -> set[Ref]:
    """The values whose words stand in the text, so that a link has somewhere to lead."""
    return {ref for part in parts for ref in part.opens}


def _shown(events: Sequence[Event]) -> dict[Ref, str]:
    """What each linked value of a record is called; the words lead back to these."""
    found: dict[Ref, str] = {}
    for number, event in enumerate(events, 1):
        found[Ref(number, "anchor")] = event.type
        named: list[tuple[str, Value | None]] = [(row.label, value) for row in rows(event) for value in row.values]
        for loss in losses(event):
            named += [(loss.outcome, loss.figure), ("says", loss.source)]
        found.update({Ref(number, value.path): label for label, value in named if value and value.path})
    return found
