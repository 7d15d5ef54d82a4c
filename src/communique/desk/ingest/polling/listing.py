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
KEPT = frozenset({"channel", "title", "language"})
"""What is kept of the feed beside the entry."""
TELLING = frozenset({"title", "link", "description", "summary", "encoded", "content", "updated", "pubDate", "date"})
"""Elements that tell whether an entry changed; counts of comments and such do not."""
DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.:-]+)")
REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
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
    try:
        return list({each.key: each for each in _listed(root)}.values())
    except ValueError as error:  # what the parser made of a damaged feed cannot be written again
        raise SourceFailedError("The feed is damaged: it is no well-formed XML.") from error


def _root(text: str) -> etree._Element:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    plain = xml_safe(DECLARATION.sub("", _resolved(text))).strip()
    try:
        root = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root) not in ROOTS:
        raise SourceFailedError(_no_feed(text))
    return root


def _resolved(text: str) -> str:
    """Names of characters that HTML knows and XML does not, as characters; numbers of what is no character, as blanks."""
    named = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return REFERENCE.sub(lambda match: match[0] if _is_character(match) else " ", named)


def _is_character(reference: re.Match[str]) -> bool:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number < 0xD800 or 0xE000 <= number <= 0x10FFFF


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
    found = list(root.iter("{*}item", "{*}entry"))
    frame = _frame(root)
    for entry in found:
        identity = _identity(entry)
        telling = "\n".join(_text(child) for child in entry if _name(child) in TELLING)
        yield Listed(_digest(identity or telling), _digest(telling), identity, _document(frame, entry))


def _frame(root: etree._Element) -> etree._Element:
    """The feed with its title and language alone."""
    frame = _copy(root)
    for above in (frame, next(frame.iterchildren("{*}channel"), frame)):
        for child in list(above):
            if _name(child) not in KEPT:
                above.remove(child)
    return frame


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


def _document(frame: etree._Element, entry: etree._Element) -> str:
    """A feed of this entry alone."""
    alone = copy.deepcopy(frame)
    channel = next(alone.iterchildren("{*}channel"), alone)
    inside = entry.getparent() is not None and _name(entry.getparent()) == "channel"
    (channel if inside else alone).append(_copy(entry))
    return str(etree.tostring(alone, encoding="unicode"))


def _copy(element: etree._Element) -> etree._Element:
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def _name(element: etree._Element) -> str:
    """Its name without namespace or prefix; damaged feeds have prefixes that they never declare."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
