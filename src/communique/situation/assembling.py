"""The situation of a day, of incidents taken in one by one."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from communique.model import Incident, Place, When
from communique.situation.changing import change
from communique.situation.control import Board, control_changes
from communique.situation.counting import Tally
from communique.situation.effects import HAPPENED
from communique.situation.entries import Scroll
from communique.situation.record import Change, LeftOut, PlaceState, Situation, Spot
from communique.situation.reported import NotRecomputableError, as_reported
from communique.situation.scope import Scope

SPOT_PRECISIONS = ("site", "town", "district", "region")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the picture of day ``on``, what is new since day ``since`` (ISO dates), of what, and how long a timeline."""

    on: str
    since: str | None = None
    scope: Scope = field(default_factory=Scope)
    latest: int | None = None


@dataclass(slots=True)
class _Left:
    reported_later: int = 0
    happened_later: int = 0
    not_dated_report: int = 0
    not_recomputable: int = 0
    no_country: int = 0


class Assembly:
    """Takes in incidents and keeps of each only what the situation needs: claims about places, counts, changes, a timeline."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._left = _Left()
        self._board, self._board_before = Board(), Board()
        self._tally = Tally()
        self._scroll = Scroll(question.latest)
        self._changes: list[Change] = []
        self._spots: dict[object, tuple[Place, int]] = {}
        self._unplaced = 0
        self._incidents = 0
        self._reports: set[int] = set()
        self._publishers: set[str] = set()

    def add(self, incident: Incident) -> None:
        """Take in one incident, as it was reported by the day asked for."""
        scope = self.question.scope
        now = self._known(incident, self.question.on)
        if now is None:
            return
        if scope.country is not None and (now.place.value is None or now.place.value.country is None):
            self._left.no_country += 1
            return
        before = self._before(incident)
        if before is not None and scope.in_area(before):
            self._board_before.add(before)
        if not scope.in_area(now):
            return
        self._board.add(now)
        if scope.has_actor(now):
            self._take(before, now)

    def _known(self, incident: Incident, day: str) -> Incident | None:
        """The incident as reported by the day; null, and counted, where it was not known or is told to happen later."""
        try:
            now = as_reported(incident, day)
        except NotRecomputableError:
            self._left.not_recomputable += 1
            return None
        asked = self.question.scope.in_area(incident) and self.question.scope.has_actor(incident)
        if now is None:
            dated = incident.first_reported is not None
            self._left.reported_later += asked and dated
            self._left.not_dated_report += asked and not dated
            return None
        if ((now.date.value or When()).start or "") > day:
            self._left.happened_later += asked
            return None
        return now

    def _before(self, incident: Incident) -> Incident | None:
        """The incident as reported by the earlier day; null where none is asked for or nothing was known."""
        if self.question.since is None:
            return None
        try:
            before = as_reported(incident, self.question.since)
        except NotRecomputableError:
            return None
        return before if before and ((before.date.value or When()).start or "") <= self.question.since else None

    def _take(self, before: Incident | None, now: Incident) -> None:
        self._incidents += 1
        self._reports.update(hash(source.report) for source in now.sources)
        self._publishers.update(source.publisher for source in now.sources if source.publisher)
        self._tally.add(now)
        self._scroll.add(now)
        self._place(now)
        if self.question.since is not None and (found := change(before, now)):
            self._changes.append(found)

    def _place(self, incident: Incident) -> None:
        if (incident.status.value or "actual") not in HAPPENED or incident.aggregate:
            return
        place = incident.place.value
        if place is None or place.latitude is None or place.longitude is None or place.precision not in SPOT_PRECISIONS:
            self._unplaced += 1
            return
        key = (place.latitude, place.longitude, place.precision)
        self._spots[key] = (place, self._spots.get(key, (place, 0))[1] + 1)

    def situation(self) -> Situation:
        """The situation of all that was taken in."""
        question, scope = self.question, self.question.scope
        after = self._board.states(question.on)
        before = self._board_before.states(question.since) if question.since else ()
        changed = control_changes(before, after) if question.since else ()
        return Situation(
            on=question.on,
            since=question.since,
            country=scope.country,
            place=scope.place,
            actor=scope.actor,
            incidents=self._incidents,
            reports=len(self._reports),
            publishers=len(self._publishers),
            left_out=LeftOut(**asdict(self._left)),
            places=tuple(state for state in after if _concerns(state, scope)),
            vague_claims=self._board.vague,
            counts=self._tally.counts(),
            tolls=self._tally.tolls.sums(),
            summaries=self._tally.summaries(),
            changes=tuple(sorted(self._changes, key=_by_report)),
            control_changes=tuple(one for one in changed if _concerns(one.after, scope)),
            timeline=self._scroll.timeline(),
            weeks=tuple(self._tally.by_week()),
            spots=tuple(Spot(place=place, incidents=number) for place, number in self._spots.values()),
            unplaced=self._unplaced,
        )


def _by_report(found: Change) -> tuple[bool, str, str]:
    """The new ones first, in the order of their last report."""
    return found.kind != "new", found.entry.last_updated or "", found.incident


def _concerns(state: PlaceState, scope: Scope) -> bool:
    """Whether the place is asked for, or a claim of it names the actor asked for."""
    if scope.place is not None:
        return True
    claims = (*state.claims, *state.denials, *state.beside)
    return scope.actor is None or any(scope.names_actor(name) for claim in claims for name in claim.sides)


def situation(incidents: Iterable[Incident], question: Question) -> Situation:
    """The situation of incidents, which are streamed: of each only what is needed is kept."""
    assembly = Assembly(question)
    for incident in incidents:
        assembly.add(incident)
    return assembly.situation()
