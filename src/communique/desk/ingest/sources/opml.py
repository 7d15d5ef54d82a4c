"""Lists of feeds as OPML 2.0, which feed readers exchange."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from communique.desk.accounts.models import User
from communique.desk.archive.models import Source
from communique.desk.ingest.fetching import FetchError
from communique.desk.ingest.fetching.fetcher import split
from communique.desk.ingest.sources.forms import named
from communique.desk.ingest.sources.keeping import add

MOST = 2000
"""Feeds taken from one list."""


class OpmlError(ValueError):
    """A file that is no list of feeds; ``str()`` says what to do."""


@dataclass(slots=True)
class Imported:
    """How many feeds were added, how many were watched already, and what was wrong with others, in words."""

    added: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def feeds(data: bytes) -> list[tuple[str, str]]:
    """Name and address of each feed of a list, in any depth of folders. Raises ``OpmlError``."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise OpmlError("This file is no OPML; export the list of feeds from your feed reader as OPML.") from error
    found: dict[str, str] = {}
    for outline in root.iter("outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if address:
            found.setdefault(address, (outline.get("title") or outline.get("text") or "").strip())
    if not found:
        raise OpmlError("This file lists no feed: no outline in it has an xmlUrl.")
    return [(name, address) for address, name in found.items()]


def add_feeds(listed: Iterable[tuple[str, str]], who: User, now: datetime) -> Imported:
    """Watch feeds, each once. An address that may not be fetched is told of, and found out when it is asked."""
    result = Imported()
    for number, (name, written) in enumerate(listed):
        if number >= MOST:
            result.problems.append(f"Only the first {MOST:,} feeds are taken; split the list.")
            break
        try:
            address = str(split(written))
        except FetchError as error:
            result.problems.append(f"{name or written[:100]}: {error}")
            continue
        if Source.objects.filter(kind=Source.Kind.FEED, address=address).exists():
            result.known += 1
            continue
        values = {"kind": Source.Kind.FEED, "name": (name or named(address))[:200], "address": address}
        add({**values, "publisher": "", "language": "", "every_minutes": 30}, who, now, "From an OPML list")
        result.added += 1
    return result


def written(sources: Iterable[Source], title: str) -> bytes:
    """Feeds as an OPML file."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    for source in sources:
        SubElement(body, "outline", type="rss", text=source.name, title=source.name, xmlUrl=source.address)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
