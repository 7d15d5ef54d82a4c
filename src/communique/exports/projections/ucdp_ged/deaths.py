"""The dead: best, low and high by the figures that stand, and the sides by the words of those who are counted."""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from communique.exports.projections.row_files import NoRowError
from communique.exports.projections.ucdp_ged.files import read_yaml
from communique.exports.projections.ucdp_ged.parties import CIVILIANS, GOVERNMENT, GROUP, party, rules
from communique.exports.projections.ucdp_ged.sides import ONE_SIDED, Dyad
from communique.exports.projections.ucdp_ged.told import columns_told
from communique.model import Actor, Event, Figure, Incident, Toll, TollAccount

SIDES = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
A, B, UNARMED, UNKNOWN = SIDES
COLUMNS = (*SIDES, "best", "high", "low")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/victims.yaml``."""

    state: tuple[str, ...]
    group: tuple[str, ...]
    attackers: tuple[str, ...]
    civilians: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimates:
    """UCDP's three estimates of the dead; ``low <= best <= high``."""

    low: int
    best: int
    high: int


@functools.cache
def words() -> Words:
    """Read once. Raises ``DataError``."""
    return read_yaml("victims.yaml", Words)


def account_of(incident: Incident) -> TollAccount:
    """What is said of the dead. Raises ``NoRowError`` where no one is said to be killed."""
    found = next((each for each in incident.tolls if each.outcome == "killed"), None)
    if found is None:
        raise NoRowError("no one is said to be killed; UCDP needs a death")
    return found


def estimates(account: TollAccount) -> Estimates:
    """The estimates of an account. Raises ``NoRowError`` where the best is none.

    An open upper end ("at least seven", "dozens") has the stated least number as its high too: no greater one is told. An open
    lower end ("up to 30") has a low of 0: no least number is told; its best is the number that is.
    """
    standing = [figure for figure in account.figures if figure.stands]
    best = account.best if account.best is not None else account.low
    if not best:
        raise NoRowError("the best estimate is that no one was killed; UCDP needs a death")
    lows = [_low(figure) for figure in standing] or [account.low or 0]
    highs = [_high(figure) for figure in standing] or [account.high or best]
    return Estimates(min(*lows, best), best, max(*highs, best))


def _low(figure: Figure) -> int:
    return figure.low if figure.low is not None else 0


def _high(figure: Figure) -> int:
    return figure.high if figure.high is not None else figure.low or 0


def death_columns(incident: Incident, found: Dyad | None) -> dict[str, str]:
    """The columns of the dead. Raises ``NoRowError``."""
    account = account_of(incident)
    told = columns_told(account.rule)
    if told:
        return told
    three = estimates(account)
    by_side = divided(incident, account, found, three.best) if found else {UNKNOWN: three.best}
    numbers = {**dict.fromkeys(SIDES, 0), **by_side, "best": three.best, "high": three.high, "low": three.low}
    return {column: str(number) for column, number in numbers.items()}


def divided(incident: Incident, account: TollAccount, found: Dyad, best: int) -> dict[str, int]:
    """The best estimate by side, after the report that it is of; what cannot be told is unknown. The sum is ``best``."""
    event = next((each for each in incident.events if each.id == account.event), None)
    sides: Counter[str] = Counter()
    for toll in _counted(event, account) if event else ():
        sides[side_of(toll, found, _actors(event))] += toll.low if toll.low is not None else toll.high or 0
    told = sum(number for side, number in sides.items() if side != UNKNOWN)
    if told > best:
        return {UNKNOWN: best}
    return {**{side: sides[side] for side in SIDES if side != UNKNOWN}, UNKNOWN: best - told}


def _actors(event: Event | None) -> Sequence[Actor]:
    return (*event.initiators, *event.recipients) if event else ()


def _counted(event: Event, account: TollAccount) -> Sequence[Toll]:
    """The figures that the best estimate is made of, each side once: those of its event by its speaker.

    Where figures of sides are told, that of all is left out: it stands for the rest.
    """
    own = event.attribution.source if event.attribution else None
    best = [each for each in account.figures if each.event == account.event and _is_best(each, account)]
    speakers = {each.said_by for each in best}
    tolls = [toll for toll in event.tolls if toll.outcome == "killed" and (toll.source or own) in speakers]
    once = {(toll.who or "").lower(): toll for toll in sorted(tolls, key=lambda toll: toll.low or toll.high or 0)}
    parts = [toll for toll in once.values() if not is_whole(toll)]
    return parts or list(once.values())[-1:]


def _is_best(figure: Figure, account: TollAccount) -> bool:
    return (figure.low if figure.low is not None else figure.high) == account.best


def is_whole(toll: Toll) -> bool:
    """Whether a figure is of people as such."""
    return not toll.who or (_sort(toll.who) is None and _last(toll.who, (words().whole,)) is not None)


def side_of(toll: Toll, found: Dyad, actors: Sequence[Actor] = ()) -> str:
    """The column whose dead a figure counts: by what they are called, by the actors of its event, by what they are."""
    if is_whole(toll):
        return UNARMED if found.violence == ONE_SIDED else UNKNOWN
    who = (toll.who or "").lower()
    sort = _sort(who)
    if sort == CIVILIANS:
        return UNARMED
    if sort == "attackers":
        return UNKNOWN if found.attacker is None else A if found.attacker == found.a else B
    fitting = [column for column, side in ((A, found.a), (B, found.b)) if side.sort == sort]
    return _only(_named(who, found)) or _only(_told(who, found, actors)) or _only(fitting) or UNKNOWN


def _only(columns: Sequence[str]) -> str | None:
    return columns[0] if len(set(columns)) == 1 else None


def _named(who: str, found: Dyad) -> Sequence[str]:
    """The sides whose name or people the words name: "Malian soldiers", "Hamas fighters"."""
    return [column for column, side in ((A, found.a), (B, found.b)) if any(_stands(name, who) for name in side.words)]


def _told(who: str, found: Dyad, actors: Sequence[Actor]) -> Sequence[str]:
    """The sides whose actors the event calls by the last of the words: "the sailors" among "three sailors of the ferry"."""
    columns = {found.b.name: B, found.a.name: A, rules().civilians: UNARMED}
    last = re.findall(r"[\w'-]+", who)[-1:]
    told = [party(actor) for actor in actors if last and re.search(rf"\b{re.escape(last[0])}\b", actor.text.lower())]
    return [columns[each.name] for each in told if each and each.name in columns]


def _sort(who: str) -> str | None:
    """What those who are counted are, by the last word that says it."""
    lists = {
        GOVERNMENT: words().state,
        GROUP: words().group,
        "attackers": words().attackers,
        CIVILIANS: words().civilians,
    }
    found = _last(who, tuple(lists.values()))
    return None if found is None else tuple(lists)[found]


def _last(who: str, lists: tuple[tuple[str, ...], ...]) -> int | None:
    """The number of the list of the word that stands last."""
    ends = [(match.end(), number) for number, each in enumerate(lists) for match in _any_of(each).finditer(who.lower())]
    return max(ends)[1] if ends else None


def _stands(name: str, who: str) -> bool:
    return re.search(rf"\b{re.escape(name)}s?\b", who) is not None


@functools.cache
def _any_of(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})(?:s|es)?(?!\w)")
