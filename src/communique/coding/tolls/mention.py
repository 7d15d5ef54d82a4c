"""A toll as it stands in the text."""

from dataclasses import dataclass

from communique.coding.layers import Quantity
from communique.model import Outcome


@dataclass(frozen=True, slots=True)
class TollMention:
    """What became of how many: tokens half-open; ``low`` and ``high`` are people, null where open."""

    start: int
    end: int
    outcome: Outcome
    who: tuple[int, int] | None
    """The tokens that say who, without the number; null where only the number stands."""
    quantity: Quantity | None
    low: int | None
    high: int | None
    trigger: int
    """The token index of the word of loss: "killed", "dead", "toll"."""
    victim: int
    """The token index of the head of the phrase for the lost."""
    rule: str
