"""The kinds of problems: ``data/problems.yaml``."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import yaml
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem, by its status."""

    status: int
    slug: str
    title: str
    help: str

    @property
    def address(self) -> str:
        """``type`` of the problem: where it is told what it means."""
        return f"{settings.BASE_URL}/api/v1/docs#{self.slug}"


@functools.cache
def kinds() -> Mapping[int, Kind]:
    """Every kind by status. Raises ``ValueError`` where a status or a slug stands twice."""
    text = resources.files("communique.desk.api").joinpath("data/problems.yaml").read_text("utf-8")
    rows = [Kind(**row) for row in yaml.safe_load(text)]
    found = {row.status: row for row in rows}
    if len(found) != len(rows) or len({row.slug for row in rows}) != len(rows):
        raise ValueError("problems.yaml: a status or a slug stands twice")
    return MappingProxyType(found)
