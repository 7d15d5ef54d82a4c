"""The columns that a value was read from, kept in its rule to come out the same."""

import json
from collections.abc import Mapping
from typing import TypeVar

from communique.model import Chosen

T = TypeVar("T")
RULE = "read from a UCDP GED file"


def rule(columns: Mapping[str, str]) -> str:
    """The rule of a value read from columns."""
    return f"{RULE}: {json.dumps(dict(columns), ensure_ascii=False)}"


def told(value: T | None, columns: Mapping[str, str]) -> Chosen[T]:
    """A value read from columns of a GED file."""
    return Chosen(value=value, rule=rule(columns))


def columns_told(given: str) -> dict[str, str]:
    """The columns that a value of this rule was read from; none where it was not read from a GED file."""
    if not given.startswith(f"{RULE}: "):
        return {}
    columns: dict[str, str] = json.loads(given[len(RULE) + 2 :])
    return columns
