"""The actors, by name and by what they are part of; who does an act of words; and the weapon."""

import numpy as np

from communique.incidents.comparing.look import UNKNOWN, Look, Pairs, shared, staged
from communique.incidents.telling import Telling


def _measure(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    same = shared(found.names[a], found.names[b]).any(axis=1)
    related = shared(found.wider[a], found.wider[b]).any(axis=1)
    told = (found.names[a, 0] != 0) & (found.names[b, 0] != 0)
    return staged(len(a), 2, (same, 0), (related, 1), (~told, 3))


def _why(one: Telling, other: Telling) -> str:
    same = [name for name in one.actors.names if name in other.actors.names]
    related = [name for name in one.actors.wider if name in other.actors.wider]
    if same or related:
        return ", ".join(same or related)
    if not one.actors.names or not other.actors.names:
        return "not named by both"
    return f"{', '.join(one.actors.names)} and {', '.join(other.actors.names)}"


def _measure_speakers(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    same = shared(found.speakers[a], found.speakers[b]).any(axis=1)
    told = (found.speakers[a, 0] != 0) & (found.speakers[b, 0] != 0)
    return staged(len(a), 1, (same, 0), (~told, 2))


def _why_speakers(one: Telling, other: Telling) -> str:
    if not one.speakers or not other.speakers:
        return "no act of words with a speaker in both"
    return f"{', '.join(one.speakers)} and {', '.join(other.speakers)}"


def _measure_weapon(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    one, other = found.weapon[a], found.weapon[b]
    return staged(len(a), 1, ((one == 0) | (other == 0), 2), (one == other, 0))


def _why_weapon(one: Telling, other: Telling) -> str:
    if one.weapon is None or other.weapon is None:
        return "not told by both"
    return one.weapon if one.weapon == other.weapon else f"{one.weapon} and {other.weapon}"


ACTORS = Look("actors", ("same", "related", "other", UNKNOWN), _measure, _why)
SPEAKERS = Look("speakers", ("same", "other", UNKNOWN), _measure_speakers, _why_speakers)
WEAPON = Look("weapon", ("same", "other", UNKNOWN), _measure_weapon, _why_weapon)
