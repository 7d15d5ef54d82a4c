"""What is compared, report by report, and the figures that come of it; intervals are drawn over incidents."""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.evaluation.counts import Counts
from communique.evaluation.results import Tally
from communique.evaluation.suites.incidents.gold import GoldReport, Truth
from communique.evaluation.suites.incidents.main_incident import Told
from communique.evaluation.suites.incidents.towns import same_town

GIVEN = "where ours is given"
SOME = "where the register has any"


@dataclass(frozen=True, slots=True)
class Answer:
    """One report with what we made of it."""

    gold: GoldReport
    ours: Told


def score(answers: Sequence[Answer]) -> Tally:
    """Counts of every figure, a unit an incident."""
    tally, by_incident = Tally(), dict[str, list[Answer]]()
    for answer in answers:
        by_incident.setdefault(answer.gold.incident, []).append(answer)
    for incident in sorted(by_incident):
        tally.start(incident)
        for answer in by_incident[incident]:
            _score(answer, tally)
    return tally


def _score(answer: Answer, tally: Tally) -> None:
    truth, ours = answer.gold.truth, answer.ours
    _number("killed exact", truth.killed, ours.losses.killed, answer, tally)
    _number("injured exact", truth.injured, ours.losses.injured, answer, tally)
    days = None if ours.day is None else abs((ours.day - truth.day).days)
    _one("date exact", days == 0, ours.day, truth.day, answer, tally)
    _one("date within a day", days is not None and days <= 1, ours.day, truth.day, answer, tally, slip=False)
    place = ours.place
    named = None if place is None else f"{place.name} ({place.admin1}, {place.country}; {place.precision})"
    right = place is not None and same_town(place, truth.city, truth.state)
    _one("city", right, named, f"{truth.city} ({truth.state})", answer, tally)


def number_is_right(truth: int, ours: int | None) -> bool:
    """Exactly the register's; nothing said is right only where it has nobody."""
    return truth == (ours or 0)


def _number(name: str, truth: int, ours: int | None, answer: Answer, tally: Tally) -> None:
    right = number_is_right(truth, ours)
    _one(name, right, ours, truth, answer, tally)
    if truth:
        tally.add(name, Counts(int(right), 1, 1), SOME)


def _one(
    name: str, right: bool, ours: object, truth: object, answer: Answer, tally: Tally, *, slip: bool = True
) -> None:
    tally.add(name, Counts(int(right), 1, 1))
    if ours is not None:
        tally.add(name, Counts(int(right), 1, 1), GIVEN)
    if not right and slip:
        tally.slip(name, f"[{answer.gold.id}] {words(answer)}", truth, ours)


def words(answer: Answer) -> str:
    """The title and the sentences that our events of the incident stand in."""
    report = answer.gold.report
    quotes = [f"{event.type}: {event.quote[:300]}" for event in answer.ours.events[:4]]
    return " | ".join([str(report.title) if report else "(not read)", *quotes])


__all__ = ["GIVEN", "SOME", "Answer", "Truth", "number_is_right", "score"]
