"""Colours and shapes of the picture: the palette of Okabe and Ito (2008), told apart by the colour-blind; shapes differ too."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from communique.situation.record import State

BLACK, ORANGE, SKY, GREEN, BLUE, VERMILION, PURPLE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
GREY, PALE, LAND = "#8A8A8A", "#C9C9C9", "#F4F1EA"

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "Battles": VERMILION,
        "Explosions/Remote violence": ORANGE,
        "Violence against civilians": PURPLE,
        "Riots": SKY,
        "Protests": BLUE,
        "Strategic developments": GREEN,
        "Words": PALE,
    }
)
"""Colours of ACLED event types, and of acts of words; another family is grey."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn: the marker of a point, the line of the circle of an imprecise place."""

    colour: str
    marker: str
    line: Literal["solid", "dashed", "dotted"]
    filled: bool


STATES: Mapping[State, Look] = MappingProxyType(
    {
        "held": Look(BLUE, "s", "solid", True),
        "contested": Look(VERMILION, "D", "dashed", True),
        "unknown": Look(BLACK, "o", "dotted", False),
    }
)
