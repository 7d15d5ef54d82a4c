"""The joining of reports into incidents, against the register's."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import msgspec

from communique.evaluation.counts import Counts
from communique.evaluation.results import Figure, Slip, Tally, measured
from communique.evaluation.suites.incidents import clusters
from communique.evaluation.suites.incidents.figures import Answer
from communique.incidents import Linker, Telling, tell
from communique.model import Place, Report

PAIRS, CUBED = "joining, pairwise", "joining, B-cubed"
HELD = "joining, incidents not fitted on"


def fitted_on(incident: str) -> bool:
    """Whether the linking's weights were fitted on an incident: those whose digest begins with an even byte."""
    return sha256(incident.encode()).digest()[0] % 2 == 0


def ids(answers: Sequence[Answer]) -> list[str]:
    """An id for each report; the register has some texts under two incidents, with one id of its own."""
    return [f"{answer.gold.id}-{number}" for number, answer in enumerate(answers)]


def tellings(answers: Sequence[Answer]) -> list[Telling]:
    """One telling a report: its incident's events as one."""
    named = zip(ids(answers), answers, strict=True)
    return [tell(_report(answer, name), answer.ours.events, name) for name, answer in named]


def _report(answer: Answer, name: str) -> Report:
    """The report under a name of its own, as two of one name are never joined."""
    return msgspec.structs.replace(answer.gold.report, id=name) if answer.gold.report else Report(id=name, text="")


def groups(answers: Sequence[Answer], *, given: bool = False) -> dict[str, int]:
    """Each report's group in our joining; with ``given`` the register's day and town stand in the place of ours."""
    told = tellings(answers)
    if given:
        told = [_given(telling, answer) for telling, answer in zip(told, answers, strict=True)]
    found = Linker(told).clusters()
    return {report: number for number, group in enumerate(found) for report in group}


def _given(telling: Telling, answer: Answer) -> Telling:
    truth = answer.gold.truth
    place = Place(text=truth.city, name=truth.city, admin1=truth.state, country="United States", precision="town")
    return replace(telling, place=place, start=truth.day, end=truth.day)


def incidents(answers: Sequence[Answer]) -> dict[str, str]:
    """Each report's incident."""
    return {name: answer.gold.incident for name, answer in zip(ids(answers), answers, strict=True)}


def figures(answers: Sequence[Answer], found: dict[str, int], with_given: dict[str, int] | None = None) -> list[Figure]:
    """Pairs and B-cubed over all incidents and over those not fitted on; with day and town given; and what joining nothing
    would give."""
    wanted = incidents(answers)
    held = {incident for incident in wanted.values() if not fitted_on(incident)}
    alone = {report: number for number, report in enumerate(wanted)}
    return [
        *_figures(wanted, found, set(wanted.values()), ""),
        *_figures(wanted, found, held, HELD),
        *(_figures(wanted, with_given, held, f"{HELD}, day and town given") if with_given is not None else ()),
        *_figures(wanted, alone, set(wanted.values()), "joining, if every report stood alone"),
    ]


def _figures(wanted: dict[str, str], found: dict[str, int], kept: set[str], group: str) -> list[Figure]:
    shares = clusters.b_cubed(wanted, found)
    cubed = [shares[incident] for incident in sorted(kept)]
    return [
        pair_figure(wanted, found, kept, group),
        measured(CUBED, cubed, clusters.f1, group=group),
        measured(f"{CUBED} precision", cubed, clusters.precision, "share", group),
        measured(f"{CUBED} recall", cubed, clusters.recall, "share", group),
    ]


def pair_figure(wanted: dict[str, str], found: dict[str, int], kept: set[str], group: str) -> Figure:
    """Pairs of reports of the incidents that are kept."""
    tally, counts = Tally(), clusters.pair_counts(wanted, found)
    for incident in sorted(kept):
        tally.start(incident)
        tally.add(PAIRS, counts.get(incident, Counts()), group)
    return tally.figures()[0]


def slips(answers: Sequence[Answer], found: dict[str, int]) -> list[Slip]:
    """Reports of two incidents that are joined, and incidents that are split, by their titles."""
    by_group: dict[int, list[Answer]] = {}
    by_incident: dict[str, dict[int, list[Answer]]] = {}
    for name, answer in zip(ids(answers), answers, strict=True):
        by_group.setdefault(found[name], []).append(answer)
        by_incident.setdefault(answer.gold.incident, {}).setdefault(found[name], []).append(answer)
    mixed = [(number, group) for number, group in by_group.items() if len({each.gold.incident for each in group}) > 1]
    split = [(incident, parts) for incident, parts in by_incident.items() if len(parts) > 1]
    joined = [Slip("wrongly joined", f"group {number}", _titles(group), None, None) for number, group in mixed]
    return joined + [
        Slip("split", incident, " || ".join(map(_titles, parts.values())), None, None) for incident, parts in split
    ]


def _titles(group: Sequence[Answer]) -> str:
    return " | ".join(
        f"{answer.gold.incident}: {answer.gold.report.title if answer.gold.report else '?'}" for answer in group[:8]
    )
