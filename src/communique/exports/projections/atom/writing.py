"""A feed. Its entries are kept aside while they come: the feed's own date, the latest of theirs, stands before them."""

import datetime
import re
import shutil
import tempfile
from collections.abc import Iterable
from typing import IO, BinaryIO

from communique.exports.projection import LeftOut, Outcome
from communique.exports.projections.atom.feed import ATOM, GEORSS, PREFIX, VALUES, Feed, moment, packaged
from communique.exports.projections.flat_incident import telling
from communique.exports.projections.flat_incident.cells import text
from communique.exports.projections.flat_incident.columns import columns
from communique.exports.projections.flat_incident.elements import Elements
from communique.exports.projections.flat_incident.row import Row, row
from communique.exports.projections.flat_incident.shape import shape
from communique.exports.projections.flat_incident.tables import as_text
from communique.exports.projections.flat_incident.tidy import tidy
from communique.model import Incident, Source

CATEGORIES = ("type", "status", "certainty", "country")
"""Columns by which a reader may sort entries."""
KEPT_IN_MEMORY = 8 * 1024 * 1024
"""Bytes of entries held in memory; the rest waits on disk."""
NO_DATE = "no report of it has a date of publication, and an entry must say when it was updated"
LINK = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
"""Addresses that a link may lead to."""


def write(incidents: Iterable[Incident], out: BinaryIO) -> Outcome:
    """The feed with the packaged words."""
    return write_feed(incidents, out, packaged())


def write_feed(incidents: Iterable[Incident], out: BinaryIO, feed: Feed) -> Outcome:
    """A feed, entries in the order given. An incident of which no report is dated is left out.

    The feed's date is its latest entry's; a feed without entries is dated by the day it is written.
    """
    outcome = Outcome()
    with tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY) as kept:
        latest = _entries(incidents, kept, feed, outcome)
        kept.seek(0)
        with as_text(out) as lines:
            xml = Elements(lines)
            xml.declare()
            with xml.inside("feed", _names(feed)):
                _head(xml, feed, latest or datetime.datetime.now(datetime.UTC).date().isoformat())
                shutil.copyfileobj(kept, out)
    return outcome


def _names(feed: Feed) -> dict[str, str]:
    return {"xmlns": ATOM, "xmlns:georss": GEORSS, f"xmlns:{PREFIX}": VALUES, "xml:lang": feed.language}


def _head(xml: Elements, feed: Feed, updated: str) -> None:
    xml.leaf("id", feed.id("incidents"))
    xml.leaf("title", feed.title)
    xml.leaf("subtitle", feed.subtitle)
    xml.leaf("updated", moment(updated))
    with xml.inside("author"):
        xml.leaf("name", feed.author)
    xml.leaf("generator", "Communique")


def _entries(incidents: Iterable[Incident], kept: IO[bytes], feed: Feed, outcome: Outcome) -> str:
    """Write the entries; gives the latest day of publication, empty where there is none."""
    latest = ""
    with as_text(kept) as lines:
        xml = Elements(lines)
        for incident in incidents:
            outcome.incidents += 1
            if incident.last_updated is None:
                outcome.left_out.append(LeftOut(incident.id, NO_DATE))
                continue
            _entry(xml, row(incident), incident.sources, feed)
            outcome.rows += 1
            latest = max(latest, incident.last_updated)
    return latest


def _entry(xml: Elements, values: Row, sources: Iterable[Source], feed: Feed) -> None:
    with xml.inside("entry"):
        xml.leaf("id", feed.id(f"incident/{values['id']}"))
        xml.leaf("title", telling.title(values))
        xml.leaf("updated", moment(str(values["last_updated"])))
        if values["first_reported"]:
            xml.leaf("published", moment(str(values["first_reported"])))
        for scheme in CATEGORIES:
            if values[scheme]:
                xml.leaf("category", "", {"term": str(values[scheme]), "scheme": feed.id(scheme)})
        _links(xml, sources)
        _words(xml, values)
        _where(xml, values)
        for column in columns():
            if values[column.name] is not None:
                xml.leaf(f"{PREFIX}:{column.name}", text(values[column.name]))


def _links(xml: Elements, sources: Iterable[Source]) -> None:
    """The reports as ``via``, which is where an entry's information is from; one link an address."""
    titles = {tidy(source.url): source.title or source.publisher for source in sources if source.url}
    for address, title in titles.items():
        if LINK.fullmatch(address):
            xml.leaf("link", "", {"rel": "via", "href": address, **({"title": tidy(title)} if title else {})})


def _words(xml: Elements, values: Row) -> None:
    """What readers show in a list, and the whole with the reports; plain text both."""
    sentences = telling.summary(values)
    xml.leaf("summary", " ".join(sentences), {"type": "text"})
    xml.leaf("content", "\n".join(filter(None, (*sentences, telling.reports(values)))), {"type": "text"})


def _where(xml: Elements, values: Row) -> None:
    """GeoRSS: a point only for a site or town; the place's name and precision for every place."""
    point = shape(values).point
    if point:
        xml.leaf("georss:point", f"{point[1]} {point[0]}")
    if values["place_precision"]:
        xml.leaf("georss:featuretypetag", str(values["place_precision"]))
        xml.leaf("georss:featurename", telling.where(values))
