"""The codes that a value was read from, kept in its rule, so that they come out the same when it is written again."""

import re
from typing import TypeVar

from communique.model import Chosen

T = TypeVar("T")
RULE = re.compile(r"read from a ([A-Z]+) file: (.*)", re.DOTALL)


def told(value: T | None, form: str, codes: str = "") -> Chosen[T]:
    """A value read from a file of a format, with the codes that it stood in; a null value without codes is ``none given``."""
    if value is None and not codes:
        return Chosen()
    return Chosen(value=value, rule=f"read from a {form} file" + (f": {codes}" if codes else ""))


def codes_told(chosen: Chosen[T], *forms: str) -> str | None:
    """The codes that a value was read from, where it was read from a file of one of the formats; else null."""
    found = RULE.fullmatch(chosen.rule)
    return found[2] if found and found[1] in forms else None
