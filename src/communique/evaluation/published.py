"""What each suite is measured against: our targets, the best published figures, the peer a user would pick."""

from importlib import resources

import msgspec
import yaml


class Cited(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that others reached: its value (F1 or share 0-1, or km), whose, and how it was obtained."""

    value: float
    by: str
    how: str


class Aim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of a suite that the accuracy page shows first."""

    name: str
    group: str = ""
    target: float | None = None
    beyond: float | None = None
    published: Cited | None = None


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that stands in one file of ``data/published``."""

    suite: str
    figures: tuple[Aim, ...]
    peer: str
    """The program a user would otherwise pick, what it reaches, and how that was obtained."""


def load(suite: str) -> Published:
    """The file of one suite. Raises ``FileNotFoundError`` where there is none, ``msgspec.ValidationError`` on a wrong one."""
    text = (resources.files("communique.evaluation") / "data" / "published" / f"{suite}.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Published)
