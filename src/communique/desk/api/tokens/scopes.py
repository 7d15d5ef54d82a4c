"""What a token may: ``data/scopes.yaml``."""

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from communique.desk.accounts.roles import Role, has_role


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope, and the least role whose people can give it."""

    scope: str
    role: Role
    help: str


@functools.cache
def scopes() -> tuple[Scope, ...]:
    """Every scope. Raises ``ValueError`` on a role that there is not."""
    text = resources.files("communique.desk.api").joinpath("data/scopes.yaml").read_text("utf-8")
    return tuple(Scope(row["scope"], Role(row["role"]), row["help"]) for row in yaml.safe_load(text))


def scopes_of(user: Any) -> tuple[Scope, ...]:
    """Those that a person's role can give now."""
    return tuple(each for each in scopes() if has_role(user, each.role))
