"""What a status code says of an address: the written rules of ``data/returns.yaml``."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import msgspec

PATH = Path(__file__).parent / "data" / "returns.yaml"


class Means(StrEnum):
    """Hard: stop at once; soft: stop after some in a row; not-theirs: says nothing of the address."""

    HARD = "hard"
    SOFT = "soft"
    NOT_THEIRS = "not-theirs"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code, or the first parts of codes, and where that is written."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[45]\.\d{1,3}(\.\d{1,3})?$")]
    means: Means
    what: str
    source: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Soft ones in a row that stop an address."""

    count: Annotated[int, msgspec.Meta(ge=1)]
    days: Annotated[int, msgspec.Meta(ge=0)]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    version: str
    soft_row: Row
    rules: tuple[Rule, ...]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """As the file has them. Raises ``msgspec.ValidationError`` where it is not as its schema says."""
    return msgspec.yaml.decode(PATH.read_bytes(), type=Rules)


def meaning(status: str) -> Means:
    """Of a status code as ``5.1.1``; soft where there is none or no rule fits."""
    rule = rule_of(status)
    return rule.means if rule else Means.SOFT


def rule_of(status: str) -> Rule | None:
    """The longest rule that fits a code."""
    fitting = [rule for rule in rules().rules if f"{status}.".startswith(f"{rule.code}.")]
    return max(fitting, key=lambda rule: rule.code.count("."), default=None)
