"""Precision, recall and F1 from counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """``right`` of ``found`` by the program and of ``wanted`` by the gold; halves where a scoring gives partial credit."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is wanted that was found; 0 when nothing is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
