"""Read a selection from an address."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from django.http import QueryDict

from communique.desk.archive.codebook import codebook
from communique.desk.archive.countries import names
from communique.desk.archive.families import families
from communique.desk.archive.models import Composition
from communique.desk.public.selecting.selection import Selection
from communique.model.event import Certainty, Precision, Status

MOST = 50
"""Values of one filter."""


class SelectionError(ValueError):
    """A value that is no filter's; the message names the parameter and what to give."""


def from_query(query: QueryDict, bases: tuple[str, ...]) -> Selection:
    """The selection of an address. ``bases`` are those that the one who asks may see, the first is taken where none is named;
    parameters of another name are left alone. Raises ``SelectionError``.
    """
    given = {name: query.getlist(name) for name in READ if any(query.getlist(name))}
    values = {name: READ[name](name, [each.strip() for each in texts if each.strip()]) for name, texts in given.items()}
    found = Selection(**{"basis": bases[0], **values})
    if found.basis not in bases:
        raise SelectionError(f"basis={found.basis}: log in as an analyst to see what nobody reviewed")
    if found.since and found.until and found.since > found.until:
        raise SelectionError(f"since={found.since}: lies after until={found.until}")
    return found


def _one_of(values: Callable[[], Any]) -> Callable[[str, list[str]], tuple[str, ...]]:
    def read(name: str, texts: list[str]) -> tuple[str, ...]:
        known = set(values())
        wrong = [text for text in texts if text not in known]
        if wrong:
            raise SelectionError(f"{name}={wrong[0]}: give one of {', '.join(sorted(known)[:60])}")
        return _some(name, texts)

    return read


def _some(name: str, texts: list[str]) -> tuple[str, ...]:
    if len(texts) > MOST:
        raise SelectionError(f"{name}: give {MOST} at the most")
    return tuple(dict.fromkeys(texts))


def _single(reader: Callable[[str, str], Any]) -> Callable[[str, list[str]], Any]:
    return lambda name, texts: reader(name, texts[-1])


def _text(name: str, text: str) -> str:
    if len(text) > 200 or "\0" in text:
        raise SelectionError(f"{name}: give at most 200 characters")
    return text


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise SelectionError(f"{name}={text[:40]}: give a whole number")
    return int(text)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SelectionError(f"{name}={text[:40]}: give a day as 2024-05-01") from error


def _box(name: str, text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise SelectionError(f"{name}={text[:60]}: give west,south,east,north in degrees") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise SelectionError(f"{name}={text[:60]}: give west,south,east,north in degrees")
    return west, south, east, north


def _only(values: Callable[[], Any]) -> Callable[[str, list[str]], str]:
    read = _one_of(values)
    return lambda name, texts: read(name, texts)[-1]


READ: Mapping[str, Callable[[str, list[str]], Any]] = {
    "basis": _only(lambda: Composition.Basis.values),
    "country": _one_of(names),
    "admin1": _single(_text),
    "place": _single(_number),
    "type": _one_of(lambda: codebook().types),
    "family": _one_of(lambda: [each.family for each in families()]),
    "actor": lambda name, texts: _some(name, [_text(name, text) for text in texts]),
    "since": _single(_day),
    "until": _single(_day),
    "status": _one_of(lambda: get_args(Status)),
    "certainty": _only(lambda: get_args(Certainty)),
    "precision": _one_of(lambda: get_args(Precision)),
    "killed": _single(_number),
    "publishers": _single(_number),
    "bbox": _single(_box),
    "q": _single(_text),
}
"""How each parameter of an address is read."""
assert set(READ) == {each.name for each in fields(Selection)}
