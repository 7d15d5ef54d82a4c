"""Cursors: where the next page begins. Opaque to who asks, so that what they are made of may change."""

import base64
import binascii
import re
from typing import NamedTuple

from communique.desk.api.problems import Refused
from communique.desk.api.problems.problem import wrong

INSIDE = re.compile(r"(?P<kind>[a-z]+):(?P<first>\d{1,18}):(?P<second>\d{1,18})")


class Cursor(NamedTuple):
    """The last row of a page: what it is sorted by, and its number."""

    first: int
    second: int


def written(kind: str, first: int, second: int) -> str:
    """A cursor as it is told; ``kind`` is the order that it is of."""
    return base64.urlsafe_b64encode(f"{kind}:{first}:{second}".encode()).decode().rstrip("=")


def read(kind: str, text: str | None) -> Cursor | None:
    """The cursor; null where none is given. Raises ``Refused`` where it is none of ours, or of another order."""
    if not text:
        return None
    try:
        inside = base64.b64decode(text + "=" * (-len(text) % 4), "-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise _unknown() from error
    match = INSIDE.fullmatch(inside)
    if match is None or match["kind"] != kind:
        raise _unknown()
    return Cursor(int(match["first"]), int(match["second"]))


def _unknown() -> Refused:
    return wrong("after", "take it from `next` of the page before, with the same order")
