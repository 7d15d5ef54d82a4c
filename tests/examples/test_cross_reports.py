"""The cross-reports, coded and linked all together, against what a careful reader joins and prefers."""

import functools
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.coding.pipeline import load
from communique.incidents import Linker, Told, compose, origin, telling
from communique.model import Figure, Incident, Report, TollAccount
from communique.reading import read_inputs

FOLDER = Path(__file__).parents[2] / "examples" / "cross"
FILES = sorted((FOLDER / "expected").glob("*.yaml"))
LOSSES = ("killed", "injured", "captured")


@functools.cache
def told() -> tuple[Told, ...]:
    coder = load()
    reports = [item for item in read_inputs((str(FOLDER),)) if isinstance(item, Report)]
    return tuple(Told(event, origin(report)) for report, events in coder.stream(reports) for event in events)


@functools.cache
def incidents() -> tuple[Incident, ...]:
    by_id = {each.event.id: each for each in told()}
    groups = Linker([telling(each) for each in told()]).clusters()
    return tuple(compose(group[0], [by_id[member] for member in group]) for group in groups)


def entries() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in FILES:
        for entry in yaml.safe_load(path.read_text("utf-8")):
            yield path, entry


def event_ids(key: list[str]) -> list[str]:
    """Ids of the events that ``[report, anchor]`` or ``[report, anchor, words of its sentence]`` means."""
    report, anchor, *words = key
    return [
        each.event.id
        for each in told()
        if each.event.report == report
        and each.event.anchor == anchor
        and all(word in each.event.quote for word in words)
    ]


def members(entry: dict[str, Any]) -> frozenset[str]:
    return frozenset(event_id for key in entry["events"] for event_id in event_ids(key))


def nearest(wanted: frozenset[str]) -> Incident:
    """The incident that holds most of the events; of equals the one with fewest others."""
    return max(incidents(), key=lambda found: (len(wanted & ids(found)), -len(ids(found))))


def ids(incident: Incident) -> frozenset[str]:
    return frozenset(event.id for event in incident.events)


def losses(account: TollAccount | None) -> dict[str, Any] | None:
    return account and {"low": account.low, "best": account.best, "high": account.high}


def reprints(incident: Incident) -> list[list[str]]:
    """Reports of one text, the first and those that repeat it; of one day nobody knows which was first."""
    texts: dict[str, set[str]] = {}
    for source in incident.sources:
        if source.reprint_of:
            texts.setdefault(source.reprint_of, {source.reprint_of}).add(source.report)
    return sorted(sorted(reports) for reports in texts.values())


def history(account: TollAccount) -> list[int | None]:
    """Figures that were overtaken, each once, and the preferred one."""
    gone = [_number(figure) for figure in account.figures if not figure.stands]
    return [*dict.fromkeys((*gone, account.best))]


def _number(figure: Figure) -> int | None:
    return figure.low if figure.low is not None else figure.high


def as_expected(incident: Incident) -> dict[str, Any]:
    """An incident in the words of the expected files."""
    accounts = {account.outcome: account for account in incident.tolls}
    date, place = incident.date.value, incident.place.value
    return {
        "events": ids(incident),
        "type": incident.type.value,
        "place": place and place.name,
        "initiators": [actor.name or actor.text for actor in incident.initiators.value or ()],
        "recipients": [actor.name or actor.text for actor in incident.recipients.value or ()],
        "date": date and (date.start if date.start == date.end else f"{date.start}/{date.end}"),
        "publishers": incident.publishers,
        "wires": sorted({source.wire for source in incident.sources if source.wire}),
        "reprints": reprints(incident),
        "first": incident.first_reported,
        "last": incident.last_updated,
        "contradictions": sorted(found.field for found in incident.contradictions),
        "history": {outcome: history(account) for outcome, account in accounts.items()},
        **{outcome: losses(accounts.get(outcome)) for outcome in LOSSES},
    }


def differences(entry: dict[str, Any]) -> dict[str, Any]:
    """What the program makes of an incident otherwise than the reader: key to the program's value."""
    wanted = members(entry)
    found = as_expected(nearest(wanted))
    for key in ("history", *LOSSES):
        if isinstance(entry.get(key), dict):
            found[key] = found[key] and {each: found[key].get(each) for each in entry[key]}
    keys = [key for key in entry if key not in ("incident", "not_yet")]
    given = {**entry, "events": wanted}
    for key in ("date", "first", "last"):
        given[key] = str(entry[key]) if key in entry else None
    return {key: found[key] for key in keys if found[key] != given[key]}


NAMED = [pytest.param(entry, id=f"{path.stem}: {entry['incident']}") for path, entry in entries()]


@pytest.mark.parametrize("entry", NAMED)
def test_every_event_that_the_reader_names_is_read_once(entry: dict[str, Any]) -> None:
    assert {tuple(key): len(event_ids(key)) for key in entry["events"]} == {tuple(key): 1 for key in entry["events"]}


@pytest.mark.parametrize("entry", NAMED)
def test_the_reports_are_joined_as_a_careful_reader_joins_them(entry: dict[str, Any]) -> None:
    found = differences(entry)
    assert sorted(found) == sorted(entry.get("not_yet", [])), f"the program has {found}"


def test_the_sets_are_of_three_to_five_reports_and_there_are_enough() -> None:
    sizes = {path.stem: len(path.read_text("utf-8").splitlines()) for path in FOLDER.glob("*.jsonl")}
    sets = {path.stem for path in FILES}
    assert len(sets) >= 4
    assert all(3 <= sizes[name] <= 5 for name in sets)


def test_no_event_belongs_to_two_incidents_of_the_reader() -> None:
    every = [event_id for _, entry in entries() for event_id in members(entry)]
    assert len(every) == len(set(every))


def alone(wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Two reports at a time: pairs of events (of different reports) on which the program and the reader differ, as incidents."""
    tellings = [telling(each) for each in told()]
    for two in combinations(sorted({each.report for each in tellings}), 2):
        here = [each for each in tellings if each.report in two]
        joined = {pair for group in Linker(here).clusters() for pair in combinations(sorted(group), 2)}
        named = sorted((each.id, each.report) for each in here if each.id in wanted)
        for (one, report), (other, another) in combinations(named, 2):
            if report != another and (wanted[one] == wanted[other]) != ((one, other) in joined):
                yield tuple(sorted((wanted[one], wanted[other])))  # type: ignore[misc]


def test_any_two_reports_alone_are_joined_as_a_careful_reader_joins_them() -> None:
    """So that near-twins are not kept apart by the others of their incidents only."""
    wanted = {event_id: str(entry["incident"]) for _, entry in entries() for event_id in members(entry)}
    known = yaml.safe_load((FOLDER / "expected" / "alone" / "not_yet.yaml").read_text("utf-8"))
    assert sorted(set(alone(wanted))) == sorted(tuple(sorted(pair)) for pair in known)
