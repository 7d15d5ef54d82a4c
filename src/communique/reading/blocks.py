"""The paragraphs of HTML, as a reader sees them: cut at block tags, white space made single blanks."""

import re

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

BLOCKS = frozenset(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote table tr td section article aside main header footer nav form"
    " figure figcaption".split()
)
DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "form")
BREAK = "\ue000"
"""Marks paragraph ends while tags are taken off; of the private use area, so that no text means it."""


def paragraphs(tree: HtmlElement, dropped: tuple[str, ...] = DROPPED) -> list[str]:
    """The paragraphs of a tree, none empty, without the ``dropped`` tags. The tree is changed."""
    etree.strip_elements(tree, *dropped, with_tail=False)
    for element in tree.iter():
        if element.tag in BLOCKS:
            element.text = BREAK + (element.text or "")
            element.tail = BREAK + (element.tail or "")
    return split(str(tree.text_content()))


def split(text: str) -> list[str]:
    """The paragraphs of a text in which ``BREAK`` stands between them."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split(BREAK))
    return [line for line in lines if line]
