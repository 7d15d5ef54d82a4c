"""Reported fatalities by ACLED's rule: the lowest of the figures that stand, vague words by ``data/fatalities.yaml``."""

import functools
import re
from collections.abc import Sequence

import msgspec

from communique.exports.projections.acled.facts import SUICIDE, Kind
from communique.exports.projections.acled.files import pattern, read_yaml
from communique.exports.projections.acled.told import columns_told, event_of
from communique.incidents.losses import total
from communique.model import Figure, Incident, Toll, TollAccount


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell no exact number, what our codebook reads them as, and the number that ACLED writes."""

    words: str
    as_read: tuple[int | None, ...]
    number: int


class Plural(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is written for dead whose number is not known: ``big`` where the upper end is at least ``large``."""

    small: int
    big: int
    large: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/fatalities.yaml``."""

    vague: tuple[Vague, ...]
    nearly: str
    plural: Plural
    bomber: str


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    return read_yaml("fatalities.yaml", Rules)


def fatalities(incident: Incident, kind: Kind) -> int:
    """The number of dead of the whole incident; 0 where none are told or only "casualties" are."""
    account = next((each for each in incident.tolls if each.outcome == "killed"), None)
    return (lowest(incident, account) if account else 0) + bombers(incident, kind)


def lowest(incident: Incident, account: TollAccount) -> int:
    """The lowest figure that stands; without figures the account's least number."""
    given = [number(incident, figure) for figure in account.figures if figure.stands]
    least = account.low if account.low is not None else account.best
    return min((each for each in given if each is not None), default=least or 0)


def number(incident: Incident, figure: Figure) -> int | None:
    """One speaker's figure in one event, its vague words as ACLED writes them; null where no number can be told."""
    event = event_of(incident, figure.event)
    speaker = event.attribution.source if event and event.attribution else None
    tolls = [
        toll
        for toll in (event.tolls if event else ())
        if toll.outcome == "killed" and (toll.source or speaker) == figure.said_by
    ]
    return total([as_acled(toll) for toll in tolls])[0] if tolls else figure.low


def as_acled(toll: Toll) -> Toll:
    """A toll with the number that ACLED writes for it at its lower end."""
    low = written(toll.low, toll.high, toll.text)
    return msgspec.structs.replace(toll, low=low)


def written(low: int | None, high: int | None, words: str) -> int:
    """The number for a figure in words.

    >>> written(24, None, "dozens of people"), written(200, None, "hundreds"), written(None, 30, "up to 30")
    (12, 100, 10)
    """
    for vague, found in _patterns():
        if low in vague.as_read and high in (None, low) and found.search(words):
            return vague.number
    if low is not None:
        return low
    if high is not None and pattern(rules().nearly, "fatalities.yaml").search(words):
        return high
    plural = rules().plural
    most = plural.big if high is not None and high >= plural.large else plural.small
    return most if high is None else min(most, high)


def bombers(incident: Incident, kind: Kind) -> int:
    """One for the suicide bomber, whom ACLED counts, where no report that is kept counts him already; else none."""
    if kind.sub != SUICIDE or not incident.events or columns_told(incident.type):
        return 0
    told = pattern(rules().bomber, "fatalities.yaml")
    texts = (text for event in incident.events for text in (event.quote, *event.mentions))
    return 0 if any(told.search(text) for text in texts) else 1


def share(whole: int, parts: int) -> Sequence[int]:
    """A total over days, as evenly as possible; what is left over goes to the first days, one each.

    >>> share(20, 3)
    (7, 7, 6)
    """
    each, left = divmod(whole, parts)
    return tuple(each + (number < left) for number in range(parts))


@functools.cache
def _patterns() -> tuple[tuple[Vague, re.Pattern[str]], ...]:
    return tuple((each, pattern(each.words, "fatalities.yaml")) for each in rules().vague)
