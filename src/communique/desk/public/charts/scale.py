"""From values to places on the page, and the round numbers that axes are marked with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` laid on ``start`` to ``end``; where both are one value, it lies in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where on the page a value lies."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(highest: float, wanted: int = 4) -> tuple[int, ...]:
    """Round whole numbers from 0 to the first that is not below ``highest``, about as many as wanted."""
    rough = max(highest, 1) / wanted
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = max(1, int(next(each * power for each in STEPS if each * power >= rough)))
    return tuple(range(0, math.ceil(max(highest, 1) / step) * step + 1, step))


def spread(values: Sequence[int], most: int) -> tuple[int, ...]:
    """Up to ``most`` of the values in order, the first and the last among them."""
    if len(values) <= most:
        return tuple(values)
    return tuple(values[round(index * (len(values) - 1) / (most - 1))] for index in range(most))
