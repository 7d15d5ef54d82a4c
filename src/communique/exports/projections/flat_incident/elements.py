"""XML written element by element to a binary stream, and elements read one by one from it."""

import contextlib
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import XMLGenerator

import lxml.etree  # type: ignore[import-untyped]

from communique.exports.projection import UnreadableError

NONE: Mapping[str, str] = {}


class Elements:
    """Writes elements with their prefixes as given; text and attributes are escaped."""

    def __init__(self, out: io.TextIOBase) -> None:
        self._out = XMLGenerator(out, "utf-8", short_empty_elements=True)

    def declare(self) -> None:
        """Write the XML declaration."""
        self._out.startDocument()

    @contextlib.contextmanager
    def inside(self, name: str, attributes: Mapping[str, str] = NONE) -> Iterator[None]:
        """An element, a line of its own, round what is written meanwhile."""
        self._out.startElement(name, attributes)  # type: ignore[arg-type]
        self._out.ignorableWhitespace("\n")
        yield
        self._out.endElement(name)
        self._out.ignorableWhitespace("\n")

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] = NONE) -> None:
        """An element with text only, on a line of its own."""
        self._out.startElement(name, attributes)  # type: ignore[arg-type]
        if text:
            self._out.characters(text)
        self._out.endElement(name)
        self._out.ignorableWhitespace("\n")


def read_each(stream: BinaryIO, root: str, name: str, remedy: str) -> Iterator[Any]:
    """The elements of a qualified name, each forgotten once the next is asked for; no entity or DTD is followed.

    Raises ``UnreadableError`` on what is not XML or has another root.
    """
    events = lxml.etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        _, first = next(events)
        if first.tag != root:
            raise UnreadableError(f"line 1: the root is {first.tag}, not {root}; {remedy}")
        for event, element in events:
            if event == "end" and element.tag == name:
                yield element
                _forget(element)
    except lxml.etree.XMLSyntaxError as error:
        raise UnreadableError(f"line {error.lineno or 1}: not XML ({error.msg}); {remedy}") from error


def _forget(element: Any) -> None:
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]
