"""From incidents to the situation: who is said to hold a place since when, timelines, counts, what changed since a moment.

``situation`` answers a ``Question`` from a stream of incidents; ``control`` and ``timeline`` answer parts of it alone.
"""

from communique.situation.assembling import Assembly, Question, situation
from communique.situation.control import control
from communique.situation.entries import timeline
from communique.situation.record import ControlClaim, PlaceState, Situation, Timeline
from communique.situation.scope import Scope

__all__ = [
    "Assembly",
    "ControlClaim",
    "PlaceState",
    "Question",
    "Scope",
    "Situation",
    "Timeline",
    "control",
    "situation",
    "timeline",
]
