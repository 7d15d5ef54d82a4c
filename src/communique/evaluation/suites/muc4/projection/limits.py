"""The thresholds of the projection."""

import functools
from collections.abc import Mapping

import yaml

from communique.evaluation.suites.muc4.projection.tables import DATA


@functools.cache
def limits() -> Mapping[str, float]:
    """Least scores, 0 to 1, by name: ``wanted`` for an incident, and one for each sort of fill."""
    raw: dict[str, float] = yaml.safe_load((DATA / "limits.yaml").read_text("utf-8"))
    return raw
