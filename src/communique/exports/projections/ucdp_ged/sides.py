"""The two sides and the type of violence.

Governments stand before groups, names of one sort in the order of the alphabet, as UCDP's do ("Ansarallah - AQAP").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.exports.projections.row_files import NoRowError
from communique.exports.projections.ucdp_ged.parties import (
    CIVILIANS,
    GOVERNMENT,
    GROUP,
    Party,
    is_unidentified,
    parties,
    rules,
)
from communique.exports.projections.ucdp_ged.told import columns_told
from communique.exports.projections.ucdp_ged.types import types
from communique.model import Actor, Chosen, Incident

STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
COLUMNS_A = ("side_a_dset_id", "side_a_new_id", "side_a", "gwnoa")
COLUMNS_B = ("side_b_dset_id", "side_b_new_id", "side_b", "gwnob")
Parties = Sequence[Party]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides. ``attacker`` is the one that is told as having begun; null where both fought."""

    violence: str
    a: Party
    b: Party
    attacker: Party | None = None

    @property
    def name(self) -> str:
        """UCDP's form of a dyad's name."""
        return f"{self.a.name} - {self.b.name}"


def dyad(incident: Incident) -> Dyad:
    """Who fought whom, or who killed civilians. Raises ``NoRowError``."""
    kind = incident.type.value or ""
    one, two = _camps(parties(incident.initiators.value), parties(incident.recipients.value), kind)
    if kind in types().force:
        return _force(one, two)
    armed, others = _armed(one), _armed(two)
    if armed and others:
        return _fight(armed, others)
    if armed and two and not _someone_unidentified(incident.recipients):
        return Dyad(ONE_SIDED, _main(armed), _civilians(), _main(armed))
    raise NoRowError(_missing(incident, one, armed, two))


def _camps(one: Parties, two: Parties, kind: str) -> tuple[Parties, Parties]:
    """The two camps of a fight where all are told as those who fought: governments and the rest, else the first and the rest."""
    if two or kind in types().one_way or kind in types().force:
        return one, two
    governments = [each for each in one if each.sort == GOVERNMENT]
    rest = [each for each in one if each.sort != GOVERNMENT]
    return (governments, rest) if governments and rest else (one[:1], one[1:])


def _fight(one: Parties, two: Parties) -> Dyad:
    """Two organised sides. Raises ``NoRowError`` where they are one."""
    first, second = _main(one), _main(two)
    if first.name == second.name:
        raise NoRowError(f"both sides are {first.name}: UCDP has two")
    a, b = sorted((first, second), key=lambda each: (each.sort != GOVERNMENT, each.name.casefold()))
    return Dyad(STATE_BASED if a.sort == GOVERNMENT else NON_STATE, a, b, first)


def _force(one: Parties, two: Parties) -> Dyad:
    """A state against a crowd, whichever is told as acting; a crowd is no organised actor. Raises ``NoRowError``."""
    state = next((each for each in (*one, *two) if each.sort == GOVERNMENT), None)
    crowd = next((each for each in (*one, *two) if each.sort == CIVILIANS), None)
    if state is None or crowd is None:
        raise NoRowError("a crowd is no organised actor, and no state's forces are said to have acted against it")
    return Dyad(ONE_SIDED, state, crowd, state)


def _missing(incident: Incident, one: Parties, armed: Parties, two: Parties) -> str:
    """Why there are no two sides."""
    if not armed:
        if _someone_unidentified(incident.initiators):
            return "who did it is not identified; UCDP needs an organised actor with a name"
        return "those who did it are no organised actor" if one else "who did it is not told"
    if _someone_unidentified(incident.recipients):
        return "the other side is not identified; UCDP needs an organised actor with a name"
    return "who was hit is not told"


def _someone_unidentified(actors: Chosen[tuple[Actor, ...]]) -> bool:
    return any(is_unidentified(actor) for actor in actors.value or ())


def _main(of: Parties) -> Party:
    """One side: of allies a government stands first, else who is told first."""
    return next((each for each in of if each.sort == GOVERNMENT), of[0])


def _armed(of: Parties) -> Parties:
    return [each for each in of if each.sort in (GOVERNMENT, GROUP)]


def _civilians() -> Party:
    return Party(rules().civilians, CIVILIANS)


def side_columns(incident: Incident, found: Dyad | None) -> dict[str, str]:
    """The columns of both sides. UCDP's own ids stay empty."""
    if found is None:
        return {**columns_told(incident.initiators.rule), **columns_told(incident.recipients.rule)}
    return {
        **dict.fromkeys((*COLUMNS_A, *COLUMNS_B), ""),
        "side_a": found.a.name,
        "side_b": found.b.name,
        "gwnoa": found.a.country.text if found.a.country else "",
        "gwnob": found.b.country.text if found.b.country else "",
    }
