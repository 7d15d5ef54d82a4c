"""What a page says outside its named parts and its article: kept apart, so that nothing is lost without a word."""

import copy
from itertools import groupby

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from communique.model import Boilerplate
from communique.reading import boilerplate
from communique.reading.blocks import paragraphs

REASON = "outside the article"
NOT_READ = ("head", "script", "style", "noscript", "template", "svg", "iframe", "figcaption")
"""Tags without words for a reader; and captions, which tell of the happening."""
LONGEST = 2000
"""Characters kept of one run of such text."""


def left_over(tree: HtmlElement, article: str) -> tuple[Boilerplate, ...]:
    """The paragraphs of a page that are not in its article, with the reason; neighbours of one reason are joined."""
    inside = _squeezed(article)
    lines = (line for line in paragraphs(copy.deepcopy(tree), NOT_READ) if _is_text(line))
    outside = [(line, _reason(line)) for line in lines if _squeezed(line) not in inside]
    runs = ((reason, " ".join(line for line, _ in run)) for reason, run in groupby(outside, key=lambda item: item[1]))
    return tuple(Boilerplate(text=text[:LONGEST], reason=reason) for reason, text in runs)


def _reason(line: str) -> str:
    """What the rules for text say of the line."""
    found = boilerplate.find(line)
    return found[0].reason if found else REASON


def _squeezed(text: str) -> str:
    """Text without white space: links and line ends leave it in different places."""
    return "".join(text.split()).casefold()


def _is_text(line: str) -> bool:
    return any(map(str.isalnum, line))
