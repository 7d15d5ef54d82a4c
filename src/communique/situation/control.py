"""Who is said to hold which place: gathers the claims of incidents by place and works out each place's state."""

from collections.abc import Hashable, Iterable, Iterator

from communique.gazetteer.normalise import normalise
from communique.model import Incident, Place
from communique.situation.claims import CHANGES, Made, claims_of, exactness
from communique.situation.holding import state_of
from communique.situation.record import ControlChange, PlaceState

Named = tuple[str, str, str, bool]
Key = tuple[Named, int | None]
PRECISIONS = ("site", "town", "district", "region")


class Board:
    """The claims of incidents by place. Keeps claims about places only; all else of an incident is let go."""

    def __init__(self) -> None:
        self._claims: dict[Key, list[Made]] = {}
        self._places: dict[Key, Place] = {}
        self.vague = 0
        """Claims of holding or leaving whose place is no more exact than a country."""

    def add(self, incident: Incident) -> None:
        """Take in what the incident's reports say of its place."""
        place = incident.place.value
        made = tuple(claims_of(incident))
        if place is None or exactness(place) == "vague":
            self.vague += any(one.claim.effect in CHANGES and not one.denied for one in made)
        elif made:
            key = (_named(place), place.geonameid)
            self._claims.setdefault(key, []).extend(made)
            known = self._places.setdefault(key, place)
            if known.latitude is None and place.latitude is not None:
                self._places[key] = place

    def states(self, day: str) -> tuple[PlaceState, ...]:
        """Every place that claims speak of, as on ``day`` (ISO date), by state, exactness and name."""
        homes = self._homes()
        gathered: dict[Key, list[Made]] = {}
        for key, made in self._claims.items():
            gathered.setdefault(homes[key], []).extend(made)
        found = (state_of(self._places[key], made, day) for key, made in gathered.items())
        return tuple(sorted((state for state in found if state), key=_order))

    def _homes(self) -> dict[Key, Key]:
        """A place without a gazetteer number is the one with a number of its name in its division, where that is one."""
        numbered: dict[Named, list[Key]] = {}
        for key in self._claims:
            if key[1] is not None:
                numbered.setdefault(key[0], []).append(key)
        return {
            key: numbered[key[0]][0] if key[1] is None and len(numbered.get(key[0], ())) == 1 else key
            for key in self._claims
        }


def _named(place: Place) -> Named:
    """Name, division and country as compared, and whether it is a point."""
    parts = (place.name or place.text, place.admin1 or "", place.country or "")
    name, admin1, country = (normalise(part) for part in parts)
    return name, admin1, country, place.precision in PRECISIONS[:2]


def _order(state: PlaceState) -> tuple[object, ...]:
    place = state.place
    by_state = ("held", "contested", "unknown").index(state.state)
    return (
        by_state,
        state.imprecise,
        normalise(place.country or ""),
        normalise(place.name or place.text),
        place.geonameid or 0,
    )


def control(incidents: Iterable[Incident], day: str) -> tuple[PlaceState, ...]:
    """Who is said to hold which place on ``day`` (ISO date), by all claims of these incidents.

    To see the day as it was seen then, give incidents as ``communique.situation.reported.as_reported`` makes them.
    """
    board = Board()
    for incident in incidents:
        board.add(incident)
    return board.states(day)


def control_changes(before: Iterable[PlaceState], after: Iterable[PlaceState]) -> Iterator[ControlChange]:
    """Places whose state or holders are others than before, in the order of ``after``."""
    earlier = tuple(before)
    known: dict[Hashable, PlaceState] = {_named(state.place): state for state in earlier}
    known |= {state.place.geonameid: state for state in earlier if state.place.geonameid is not None}
    for state in after:
        was = known.get(state.place.geonameid) or known.get(_named(state.place))
        if was is None or (was.state, was.holders) != (state.state, state.holders):
            yield ControlChange(before=was, after=state)
