"""The few pieces of SVG that charts are made of; whatever text goes in is escaped."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

Value = str | float | int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table: what it says, and the address it leads to, if any."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and the same as a table. ``note`` tells what is not drawn, and why; empty where all is."""

    svg: SafeString
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""


def element(tag: str, *children: Element, text: str = "", **attributes: Value) -> Element:
    """An element. ``class_`` stands for ``class`` and ``stroke_width`` for ``stroke-width``; numbers are cut to 0.1."""
    made = Element(tag, {_name(key): _number(value) for key, value in attributes.items()})
    made.text = text or None
    made.extend(children)
    return made


def picture(
    name: str, title: str, description: str, size: tuple[float, float], parts: Iterable[Element], role: str = "img"
) -> SafeString:
    """The whole, named by its title and described; ``name`` begins the ids of both. ``role`` is ``group`` where parts are links."""
    ids = f"{name}-title", f"{name}-description"
    root = element(
        "svg",
        viewBox=f"0 0 {size[0]:g} {size[1]:g}",
        role=role,
        class_=f"chart {name}",
        aria_labelledby=ids[0],
        aria_describedby=ids[1],
    )
    SubElement(root, "title", {"id": ids[0]}).text = title
    SubElement(root, "desc", {"id": ids[1]}).text = description
    root.extend(parts)
    return mark_safe(tostring(root, encoding="unicode"))  # ElementTree escapes text and attributes


def label(x: float, y: float, text: str, anchor: str = "start", kind: str = "label") -> Element:
    """Text in the picture; ``anchor`` is start, middle or end."""
    return element("text", text=text, x=x, y=y, text_anchor=anchor, class_=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Element:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def linked(address: str, name: str, children: Sequence[Element]) -> Element:
    """What leads to an address, with its name for those who do not see it."""
    return element("a", element("title", text=name), *children, href=address, aria_label=name)


@functools.lru_cache(maxsize=64)
def swatch(colour: str) -> SafeString:
    """A small square of a colour, for a legend; nothing to a screen reader."""
    root = element("svg", element("rect", width=12, height=12, fill=colour), viewBox="0 0 12 12", class_="swatch")
    root.set("aria-hidden", "true")
    return mark_safe(tostring(root, encoding="unicode"))  # ElementTree escapes text and attributes


def _name(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _number(value: Value) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
