"""Who stands in actor1 and actor2, and who beside them (codebook, "Actors" and the definitions of the event types)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communique.exports.projections.acled.actors import Member, members, rules
from communique.exports.projections.acled.countries import Country
from communique.exports.projections.acled.facts import (
    AGREEMENT,
    BATTLES,
    CIVILIANS,
    EXCESSIVE,
    EXTERNAL,
    PEACEFUL,
    PROTESTERS,
    PROTESTS,
    REMOTE,
    RIOTERS,
    RIOTS,
    STATE,
    VIOLENCE,
    Kind,
    facts,
)
from communique.exports.projections.acled.told import columns_told
from communique.exports.projections.row_files import NoRowError
from communique.model import Incident

CROWDS = (PROTESTERS, RIOTERS)
Members = Sequence[Member]


@dataclass(frozen=True, slots=True)
class Side:
    """An actor column with its type and those associated with it."""

    name: str
    inter: str
    beside: tuple[str, ...] = ()


Sides = tuple[Side, Side | None]


def side_columns(incident: Incident, kind: Kind, at: Country, day: date) -> dict[str, str]:
    """The actor columns, interaction and civilian_targeting on a day. Raises ``NoRowError``."""
    told = {**columns_told(incident.initiators), **columns_told(incident.recipients)}
    if told:
        return told
    one, two = sides(incident, kind, at, day)
    other = two or Side("", "")
    return {
        "actor1": one.name,
        "assoc_actor_1": "; ".join(one.beside),
        "inter1": one.inter,
        "actor2": other.name,
        "assoc_actor_2": "; ".join(other.beside),
        "inter2": other.inter,
        "interaction": facts().interaction(one.inter, other.inter),
        "civilian_targeting": facts().targeting if targets_civilians(kind, other.inter) else "",
    }


def targets_civilians(kind: Kind, inter2: str) -> bool:
    """Whether civilians are the main or only target: never in Battles and Strategic developments."""
    if kind.event == VIOLENCE or kind.sub == EXCESSIVE:
        return True
    return kind.event in (REMOTE, RIOTS) and inter2 == CIVILIANS


def sides(incident: Incident, kind: Kind, at: Country, day: date) -> Sides:
    """The two sides of an event, the second null where there is none. Raises ``NoRowError``."""
    initiators = members(incident.initiators.value, at, day)
    recipients = members(incident.recipients.value, at, day)
    if kind.event == BATTLES:
        return _fight(initiators, recipients, at)
    if kind.event == VIOLENCE:
        return _attackers(initiators, at), _victims(recipients, at)
    if kind.event == REMOTE:
        return _attackers(initiators, at), _side((*_armed(recipients), *_unarmed(recipients)))
    if kind.event in (PROTESTS, RIOTS):
        return _gathering(initiators, recipients, kind, at)
    return _development(initiators, recipients, kind)


def _side(of: Members) -> Side | None:
    """One side: state forces stand first, else who is told first; the others beside it."""
    if not of:
        return None
    main = next((each for each in of if each.inter == STATE), of[0])
    name = _generic(CIVILIANS, main.country) if main.inter == CIVILIANS else main.name
    return Side(name, main.inter, tuple(each.name for each in of if each.name != name))


def _fight(initiators: Members, recipients: Members, at: Country) -> Sides:
    """Two armed sides. Civilians are no side of a battle and stand beside none."""
    one, two = _no_civilians(initiators), _no_civilians(recipients)
    if not two:
        one, two = _camps(one)
    if not one and not two:
        raise NoRowError("neither armed side is told")
    return _side(one) or _unidentified(at), _side(two) or _unidentified(at)


def _camps(of: Members) -> tuple[Members, Members]:
    """Those who fought each other where all are told as those who fought; allies are not set against each other."""
    camp: Sequence[str] = next((camp for camp in rules().camps if of and of[0].inter in camp), ())
    return [each for each in of if each.inter in camp], [each for each in of if each.inter not in camp]


def _attackers(initiators: Members, at: Country) -> Side:
    """Who did violence to others; unidentified where no one is told. Raises ``NoRowError`` where only the unarmed are."""
    armed = _armed(initiators)
    if initiators and not armed:
        raise NoRowError(
            "those who attacked are told as unarmed people; ACLED's violence needs an organised armed actor"
        )
    return _side(armed) or _unidentified(at)


def _victims(recipients: Members, at: Country) -> Side:
    """Whoever is hit by violence against civilians is unarmed then: soldiers off duty too stand beside Civilians."""
    first: Members = [each for each in recipients if each.inter == CIVILIANS] or recipients
    name = _generic(CIVILIANS, first[0].country if first else at.acled)
    return Side(name, CIVILIANS, tuple(each.name for each in recipients if each.name != name))


def _gathering(initiators: Members, recipients: Members, kind: Kind, at: Country) -> Sides:
    """The crowd stands first; a peaceful protest has no second side but another crowd."""
    crowd, other = initiators, recipients
    if not _crowd(crowd) and (_crowd(other) or (kind.sub != PEACEFUL and _only_forces(crowd))):
        crowd, other = other, crowd
    word = PROTESTERS if kind.event == PROTESTS else RIOTERS
    if kind.sub == PEACEFUL:
        other = _crowd(other)
    elif kind.event == PROTESTS:
        other = _no_civilians(other)
    second = _gathered(other, _crowd(other)[0].inter, at) if _crowd(other) else _side(other)
    return _gathered(crowd, word, at), second


def _only_forces(of: Members) -> bool:
    """Whether those told as acting are the forces that met the crowd, not the crowd."""
    return bool(of) and all(each.inter in (STATE, EXTERNAL) for each in of)


def _gathered(of: Members, word: str, at: Country) -> Side:
    """A crowd under its generic name, with those who are named beside it."""
    plain = {
        _generic(one, country) for one in (*CROWDS, CIVILIANS) for country in (at.acled, *(each.country for each in of))
    }
    return Side(_generic(word, at.acled), word, tuple(each.name for each in of if each.name not in plain))


def _development(initiators: Members, recipients: Members, kind: Kind) -> Sides:
    """Who acts, and on whom; one alone stands first. Raises ``NoRowError`` where no one is told."""
    one, two = (initiators, recipients) if initiators else (recipients, ())
    if kind.sub == AGREEMENT and not two:
        one, two = one[:1], one[1:]
    first = _side(one)
    if first is None:
        raise NoRowError("no actor is told that ACLED has a type for")
    return first, _side(two)


def _unidentified(at: Country) -> Side:
    return Side(rules().unidentified.format(country=at.acled), rules().unidentified_type)


def _generic(word: str, country: str) -> str:
    return rules().generic[word].format(country=country)


def _armed(of: Members) -> Members:
    return [each for each in of if each.inter not in rules().unarmed]


def _unarmed(of: Members) -> Members:
    return [each for each in of if each.inter in rules().unarmed]


def _no_civilians(of: Members) -> Members:
    return [each for each in of if each.inter != CIVILIANS]


def _crowd(of: Members) -> Members:
    return [each for each in of if each.inter in CROWDS]
