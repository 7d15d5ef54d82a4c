"""The parts of an HTML page that are not the report: taken out of the tree, kept with the reason."""

import functools
import re
from dataclasses import dataclass
from importlib import resources

import yaml
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from communique.model import Boilerplate

NEVER = frozenset({"html", "body", "main", "article", "head", "h1", "a", "span", "p", "img", "figure", "figcaption"})
"""Tags that are not taken by their class: too large, or too small to be a part of a page."""
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
WORD = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)*")
LONGEST = 2000
"""Characters kept of one part's text."""


@dataclass(frozen=True, slots=True)
class Part:
    """How one kind of part is known."""

    reason: str
    words: frozenset[str]
    tags: frozenset[str]
    roles: frozenset[str]


@functools.cache
def default_parts() -> tuple[Part, ...]:
    """The parts that come with the package."""
    file = resources.files("communique.reading") / "data" / "page_parts.yaml"
    rows = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)["parts"]
    return tuple(
        Part(row["reason"], *(frozenset(row.get(key, ())) for key in ("words", "tags", "roles"))) for row in rows
    )


def take_out(tree: HtmlElement) -> tuple[Boilerplate, ...]:
    """Remove the parts from the tree; their texts, with the reason, in page order."""
    half = (_in_paragraphs(tree) or len(_text(tree))) / 2
    taken = [(element, reason) for element, reason in _outermost(tree) if _in_paragraphs(element) < half]
    texts = [(_text(element)[:LONGEST], reason) for element, reason in taken]
    for element, _ in taken:
        element.drop_tree()
    return tuple(Boilerplate(text=text, reason=reason) for text, reason in dict.fromkeys(texts) if text)


def _outermost(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Parts that are in no other part; within a side column or menu the inner reason is not looked for."""
    found: list[tuple[HtmlElement, str]] = []
    inside: set[HtmlElement] = set()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.getparent() in inside:
            inside.add(element)
            continue
        reason = _reason(element)
        if reason is not None and element is not tree:
            found.append((element, reason))
            inside.add(element)
    return found


def _reason(element: HtmlElement) -> str | None:
    tag, role = element.tag, element.get("role", "").lower()
    words = _words(element) if tag not in NEVER else frozenset()
    for part in default_parts():
        if words & part.words:
            return part.reason
    if tag in NEVER:
        return None
    return next((part.reason for part in default_parts() if tag in part.tags or role in part.roles), None)


def _words(element: HtmlElement) -> frozenset[str]:
    named = f"{element.get('class', '')} {element.get('id', '')}".strip().lower()
    return frozenset(WORD.findall(named)) if named else frozenset()


def _in_paragraphs(element: HtmlElement) -> int:
    """Characters of text in paragraphs, which menus and lists of links have little of."""
    return sum(len(_text(paragraph)) for paragraph in element.iter("p"))


def _text(element: HtmlElement) -> str:
    pieces = (
        piece
        for node in element.iter()
        if isinstance(node.tag, str)
        for piece in ((None if node.tag in HIDDEN else node.text), None if node is element else node.tail)
        if piece
    )
    return " ".join(" ".join(pieces).split())
