"""A feed taken apart into its entries, each a small feed of its own, as it came."""

import copy
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree  # type: ignore[import-untyped]

from communique.desk.ingest.parsing import parts_of
from communique.desk.ingest.polling.outcome import SourceFailedError
from communique.reading.decoding import decode, xml_safe
from communique.reading.failure import UnreadableError

ROOTS = frozenset({"rss", "feed", "RDF"})
CHANNEL = frozenset({"title", "language"})
"""What is kept of the feed beside the entry."""
TELLING = frozenset({"title", "link", "description", "summary", "encoded", "content", "updated", "pubDate", "date"})
"""Elements that tell whether an entry changed; counts of comments and such do not."""
DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.:-]+)")
ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
FEED_TYPE = re.compile(r"type=[\"']?application/(?:rss|atom)\+xml", re.IGNORECASE)
HREF = re.compile(r"href=[\"']?([^\"'\s>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: ``key`` tells it from others of its feed, ``mark`` changes when it does; both SHA-256."""

    key: str
    mark: str
    identity: str
    document: str


def entries(data: bytes, media_type: str) -> list[Listed]:
    """The entries of a feed, in its order. Raises ``SourceFailedError`` on what is no feed."""
    declared = DECLARED.search(data[:500])
    charset = parts_of(media_type)[1] or (declared[1].decode("ascii") if declared else None)
    try:
        text = decode(data, charset)
    except UnreadableError as error:
        raise SourceFailedError(f"It is no feed: {error.reason}.") from error
    root = _root(text)
    return list({each.key: each for each in _listed(root)}.values())


def _root(text: str) -> etree._Element:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    plain = xml_safe(DECLARATION.sub("", ENTITY.sub(lambda match: html.unescape(match[0]), text))).strip()
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root) not in ROOTS:
        raise SourceFailedError(_no_feed(text))
    return root


def _no_feed(text: str) -> str:
    """What is said of an address that holds no feed; a page often names the feed that is meant."""
    if not PAGE.search(text[:5000]):
        return "It is no RSS or Atom feed."
    for link in LINK.findall(text[:200_000]):
        href = HREF.search(link) if FEED_TYPE.search(link) else None
        if href:
            return f"It is a page and no feed; the page names this one: {html.unescape(href[1])}"
    return "It is a page and no feed; watch it as a page, or look for the address of its feed."


def _listed(root: etree._Element) -> Iterator[Listed]:
    for entry in root.iter("{*}item", "{*}entry"):
        identity = _identity(entry)
        telling = "\n".join(_text(child) for child in entry if _name(child) in TELLING)
        yield Listed(_digest(identity or telling), _digest(telling), identity, _document(root, entry))


def _identity(entry: etree._Element) -> str:
    """Its id, else its link; empty where it has neither."""
    for name in ("guid", "id", "link"):
        for child in entry.iter(f"{{*}}{name}"):
            found = (child.text or child.get("href") or "").strip()
            if found:
                return found
    return ""


def _text(element: etree._Element) -> str:
    return " ".join(["".join(element.itertext()), element.get("href", "")]).strip()


def _document(root: etree._Element, entry: etree._Element) -> str:
    """A feed of this entry alone, with the title of the whole."""
    alone = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    channel = next(root.iterchildren("{*}channel"), None)
    above = alone if channel is None else etree.SubElement(alone, channel.tag, nsmap=channel.nsmap)
    for child in root if channel is None else channel:
        if _name(child) in CHANNEL:
            above.append(_copy(child))
    (alone if entry.getparent() is root else above).append(_copy(entry))
    return str(etree.tostring(alone, encoding="unicode"))


def _copy(element: etree._Element) -> etree._Element:
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
