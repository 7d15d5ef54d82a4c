"""How many an entity is, as the NUMBER slots write it."""

from collections.abc import Sequence

from communique.evaluation.suites.muc4.projection.candidates import Candidate
from communique.evaluation.suites.muc4.projection.entities import Entity

PLURAL = "PLURAL"


def number_of(entity: Entity, found: Sequence[Candidate]) -> str:
    """The number counted with any mention, the best first; else 1 for a singular and ``PLURAL`` for a plural."""
    for index, _ in entity.mentions:
        if found[index].low is not None and (found[index].high is not None or (found[index].low or 0) > 3):
            return _written(found[index].low or 0, found[index].high)
    return PLURAL if found[entity.best].plural else "1"


def _written(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}-"
    return str(low) if low == high else f"{low} - {high}"
