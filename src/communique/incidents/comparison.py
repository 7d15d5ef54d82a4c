"""Why two tellings are of one happening or not: each comparison with its level, its weight and its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """One look at two tellings. ``weight`` is what it adds to the log odds (natural logarithm) that they are of one incident."""

    name: str
    level: str
    weight: float
    why: str
    """What was compared, in words."""


@dataclass(frozen=True, slots=True)
class Explained:
    """All comparisons of two tellings. ``prior`` is the log odds of a pair of one block before anything is compared."""

    one: str
    other: str
    prior: float
    comparisons: tuple[Comparison, ...]

    @property
    def score(self) -> float:
        """Log odds that the two are of one incident."""
        return self.prior + sum(comparison.weight for comparison in self.comparisons)
