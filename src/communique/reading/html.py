"""HTML: the article by trafilatura, with its metadata; the rest of the page kept apart."""

import copy
import logging
import re
from datetime import date

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import trafilatura
from trafilatura.settings import Document

from communique.model import Boilerplate
from communique.reading import dates
from communique.reading.addresses import well_formed
from communique.reading.decoding import decode, xml_safe
from communique.reading.draft import Draft, Items, Options
from communique.reading.failure import UnreadableError
from communique.reading.finish import finish
from communique.reading.leftovers import left_over
from communique.reading.limits import MAX_PAGE
from communique.reading.parts import take_out
from communique.reading.streams import Opened

logging.getLogger("trafilatura").setLevel(
    logging.CRITICAL
)  # it warns of each page without an article; we say so ourselves
CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w.:-]+)", re.IGNORECASE)
DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
SHORTEST = 60
"""Characters of the shortest text that is taken for an article."""


def read_html(source: Opened, options: Options) -> Items:
    """The one report of a page. Raises ``UnreadableError``."""
    yield finish(html_draft(source, source.read_all(MAX_PAGE, "one page")), options)


def html_draft(source: Opened, data: bytes) -> Draft:
    """The draft of a page from its bytes. Raises ``UnreadableError`` where there is no article in it."""
    declared = CHARSET.search(data[:4096])
    page = decode(data, source.charset or (declared[1].decode("ascii") if declared else None))
    found, outside = _extract(page, well_formed(source.url))
    paragraphs = [line.removeprefix("- ").strip() for line in (found.text or "").split("\n")]
    body = "\n\n".join(line for line in paragraphs if line)
    if len(body) < SHORTEST:
        raise UnreadableError("no article is found in the page", "save the report's text as .txt and give that")
    return Draft(
        name=source.name,
        source=source.name,
        text=_with_title(found.title, body),
        title=found.title or None,
        published=_date(found.date),
        publisher=found.sitename or None,
        url=source.url or found.url or None,
        author=found.author or None,
        outside=outside,
    )


def _extract(page: str, url: str | None) -> tuple[Document, tuple[Boilerplate, ...]]:
    """The article with its metadata, and the page's other parts. Raises ``UnreadableError``."""
    nothing = UnreadableError("no article is found in the page", "save the report's text as .txt and give that")
    try:
        tree = lxml.html.document_fromstring(xml_safe(DECLARATION.sub("", page)))
    except (lxml.etree.ParserError, ValueError) as error:
        raise nothing from error
    metadata = trafilatura.extract_metadata(
        tree, default_url=url, date_config={"original_date": True, "extensive_search": False}, extensive=False
    )
    outside = take_out(tree)
    found = _article(tree, url, recall=False) or _article(tree, url, recall=True)
    if found is None:
        raise nothing
    metadata.text = found.text
    return metadata, (*outside, *left_over(tree, f"{metadata.title}\n{found.text}"))


def _article(tree: lxml.html.HtmlElement, url: str | None, *, recall: bool) -> Document | None:
    """The article of a page; with ``recall``, more is taken for it, where the careful reading finds none."""
    found = trafilatura.bare_extraction(
        copy.deepcopy(tree), url=url, include_comments=False, include_tables=False, favor_recall=recall
    )
    return found if isinstance(found, Document) and len(found.text or "") >= SHORTEST else None


def _date(words: str | None) -> date | None:
    return dates.parse(words) if words else None


def _with_title(title: str | None, body: str) -> str:
    first = body.partition("\n")[0]
    same = title is None or " ".join(first.split()).casefold() == " ".join(title.split()).casefold()
    return body if same else f"{title}\n\n{body}"
